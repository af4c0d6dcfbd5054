#include "temp.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[1024];

/* Makes the folder at the first call. */
static const char *temp_folder(void) {
  const char *parent = getenv("TEST_TMPDIR");
  if (folder[0] != '\0') {
    return folder;
  }
  sprintf(folder, "%.900s/text-XXXXXX", parent != NULL ? parent : "/tmp");
  if (mkdtemp(folder) == NULL) {
    perror(folder);
    exit(99);
  }
  return folder;
}

const char *temp_path(const char *name) {
  static char paths[8][2048];
  static size_t next;
  char *path = paths[next++ % 8];
  sprintf(path, "%s/%.900s", temp_folder(), name);
  return path;
}

const char *temp_write(const char *name, const char *bytes, size_t length) {
  const char *path = temp_path(name);
  FILE *file;
  unlink(path); /* a file system may wait for the disk when an old file is emptied */
  file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
    perror(path);
    exit(99);
  }
  return path;
}

char *temp_read(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  char *bytes;
  long size;
  if (file == NULL) {
    return NULL;
  }
  fseek(file, 0, SEEK_END);
  size = ftell(file);
  rewind(file);
  bytes = malloc((size_t)size + 1);
  *length = bytes == NULL ? 0 : fread(bytes, 1, (size_t)size, file);
  fclose(file);
  if (bytes != NULL) {
    bytes[*length] = '\0';
  }
  return bytes;
}

size_t temp_count(const char *part) {
  DIR *names = opendir(temp_folder());
  const struct dirent *entry;
  size_t count = 0;
  while (names != NULL && (entry = readdir(names)) != NULL) {
    count += strstr(entry->d_name, part) != NULL ? 1 : 0;
  }
  if (names != NULL) {
    closedir(names);
  }
  return count;
}

void temp_remove(void) {
  DIR *names = opendir(temp_folder());
  const struct dirent *entry;
  while (names != NULL && (entry = readdir(names)) != NULL) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      unlink(temp_path(entry->d_name));
    }
  }
  if (names != NULL) {
    closedir(names);
  }
  rmdir(temp_folder());
}
