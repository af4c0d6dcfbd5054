#include "casefile.h"

#include <dirent.h>
#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "src/bpv/writer.h"
#include "src/text/grow.h"
#include "src/text/save.h"

static void digest_text(struct sha256_ctx *sha, char out[65]) {
  unsigned char digest[SHA256_DIGEST_SIZE];
  size_t i;
  sha256_digest(sha, sizeof digest, digest);
  for (i = 0; i < sizeof digest; i++) {
    sprintf(out + 2 * i, "%02x", (unsigned)digest[i]);
  }
}

/* The case read last joins the others. */
static bp_text_status keep(bp_reader *reader, bp_cases *cases, bp_text_error *error) {
  bp_case *grown = bp_grow(cases->c, &cases->room, cases->count + 1, sizeof *cases->c);
  if (grown == NULL) {
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, NULL, 0, 0, "out of memory");
  }
  cases->c = grown;
  bp_reader_take(reader, &cases->c[cases->count++]);
  return BP_TEXT_OK;
}

static bp_text_status read_lines(bp_reader *reader, bp_lines *lines, bp_cases *cases,
                                 bp_text_error *error) {
  struct sha256_ctx sha;
  char digest[65];
  int more = 1;
  bp_text_status status = BP_TEXT_OK;
  sha256_init(&sha);
  while (status == BP_TEXT_OK) {
    const int body = reader->records > 0;
    bp_record_kind complete = BP_RECORD_NONE;
    status = bp_lines_next(lines, &more, error);
    if (status != BP_TEXT_OK || !more) {
      break;
    }
    if (body) {
      sha256_update(&sha, lines->length, (const unsigned char *)lines->text);
      sha256_update(&sha, 1, (const unsigned char *)"\n");
    }
    status = bp_reader_feed(reader, lines->text, lines->length, &complete, error);
    if (status == BP_TEXT_OK && complete == BP_RECORD_CASE) {
      status = keep(reader, cases, error);
    }
  }
  if (status == BP_TEXT_OK && (reader->inside != BP_RECORD_NONE || reader->records == 0)) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, reader->path, reader->line + 1, 0,
                        "the text ends too early; accepted: a header, bpv 1, and whole records");
  }
  digest_text(&sha, digest);
  if (status == BP_TEXT_OK && reader->header.sha256[0] != '\0' &&
      strcmp(reader->header.sha256, digest) != 0) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, reader->path, 0, 0,
                        "its header says SHA-256 %s; what follows it has %s", reader->header.sha256,
                        digest);
  }
  return status;
}

static bp_text_status read_file(const char *path, bp_cases *cases, bp_text_error *error) {
  bp_reader reader;
  bp_lines lines;
  bp_text_status status = bp_lines_open(&lines, path, error);
  if (status == BP_TEXT_OK) {
    bp_reader_init(&reader, path, NULL, NULL);
    status = read_lines(&reader, &lines, cases, error);
    bp_reader_free(&reader);
    bp_lines_close(&lines);
  }
  return status;
}

static int is_bpv(const struct dirent *entry) {
  const size_t n = strlen(entry->d_name);
  return n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".bpv") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static bp_text_status read_folder(const char *path, bp_cases *cases, bp_text_error *error) {
  struct dirent **entry = NULL;
  const int n = scandir(path, &entry, is_bpv, by_name);
  bp_text_status status = BP_TEXT_OK;
  int i;
  if (n < 0) {
    return bp_text_fail_system(error, BP_TEXT_ERR_READ, path, "cannot read the folder");
  }
  if (n == 0) {
    status = bp_text_fail(error, BP_TEXT_ERR_CONTENT, path, 0, 0,
                          "the folder has no file of cases; accepted: files named *.bpv");
  }
  for (i = 0; i < n; i++) {
    char *file = malloc(strlen(path) + strlen(entry[i]->d_name) + 2);
    if (file == NULL && status == BP_TEXT_OK) {
      status = bp_text_fail(error, BP_TEXT_ERR_MEMORY, path, 0, 0, "out of memory");
    }
    if (status == BP_TEXT_OK) {
      sprintf(file, "%s/%s", path, entry[i]->d_name);
      status = read_file(file, cases, error);
    }
    free(file);
    free(entry[i]);
  }
  free(entry);
  return status;
}

typedef struct named {
  const char *id;
} named;

static int by_id(const void *a, const void *b) {
  return strcmp(((const named *)a)->id, ((const named *)b)->id);
}

static bp_text_status check_ids(const char *path, const bp_cases *cases, bp_text_error *error) {
  named *order = malloc((cases->count + 1) * sizeof *order);
  bp_text_status status = BP_TEXT_OK;
  size_t i;
  if (order == NULL) {
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, path, 0, 0, "out of memory");
  }
  for (i = 0; i < cases->count; i++) {
    order[i].id = cases->c[i].id;
  }
  qsort(order, cases->count, sizeof *order, by_id);
  for (i = 1; i < cases->count && status == BP_TEXT_OK; i++) {
    if (strcmp(order[i - 1].id, order[i].id) == 0) {
      status =
          bp_text_fail(error, BP_TEXT_ERR_CONTENT, path, 0, 0,
                       "two cases have the id %s; accepted: a different one for each", order[i].id);
    }
  }
  free(order);
  return status;
}

bp_text_status bp_cases_read(const char *path, bp_cases *cases, bp_text_error *error) {
  struct stat found;
  const int folder = stat(path, &found) == 0 && S_ISDIR(found.st_mode);
  const bp_text_status status =
      folder ? read_folder(path, cases, error) : read_file(path, cases, error);
  return status == BP_TEXT_OK ? check_ids(path, cases, error) : status;
}

typedef struct content {
  bp_header header;
  const char *text;
  size_t length;
} content;

static int write_content(FILE *file, void *context) {
  const content *what = context;
  bp_header_write(file, &what->header);
  return fwrite(what->text, 1, what->length, file) == what->length ? 0 : -1;
}

bp_text_status bp_cases_save(const char *path, const char *name, size_t corpus, const bp_case *c,
                             size_t count, bp_text_error *error) {
  struct sha256_ctx sha;
  content what;
  char *text = NULL;
  FILE *file = open_memstream(&text, &what.length);
  bp_text_status status;
  size_t i;
  int failed = file == NULL;
  for (i = 0; i < count && !failed; i++) {
    bp_case_write(file, &c[i], BP_CASE_WHOLE);
  }
  failed = failed || ferror(file);
  failed = (file != NULL && fclose(file) != 0) || failed;
  if (failed) {
    free(text);
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, path, 0, 0, "out of memory");
  }
  bp_header_default(&what.header);
  strncat(what.header.name, name, sizeof what.header.name - 1);
  what.header.corpus = corpus;
  sha256_init(&sha);
  sha256_update(&sha, what.length, (const unsigned char *)text);
  digest_text(&sha, what.header.sha256);
  what.text = text;
  status = bp_save(path, write_content, &what, error);
  free(text);
  return status;
}
