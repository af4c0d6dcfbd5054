/* What all harnesses share: one input after another is handed to fuzz_one, by AFL++ where its
   compiler built the program, else from the files named on the command line. */
#ifndef BP_FUZZ_DRIVER_H
#define BP_FUZZ_DRIVER_H

#include <stddef.h>

/* The harness: called once, and then for each input. bytes: exactly `size` readable bytes, freed
   after the call. */
void fuzz_start(void);
void fuzz_one(const unsigned char *bytes, size_t size);

#if defined(__GNUC__)
#define FUZZ_FAILS __attribute__((__noreturn__, __format__(__printf__, 1, 2)))
#else
#define FUZZ_FAILS
#endif

/* Says what is wrong and aborts, which is what AFL++ takes for a crash. */
FUZZ_FAILS void fuzz_fail(const char *format, ...);

#define FUZZ_CHECK(condition)                                                                      \
  ((condition) ? (void)0 : fuzz_fail("%s:%d: not so: %s", __FILE__, __LINE__, #condition))

/* An input taken apart from its beginning; it ends in zeros. All 0 but bytes and size is the start.
 */
typedef struct fuzz_input {
  const unsigned char *bytes;
  size_t size;
  size_t at;
} fuzz_input;

unsigned fuzz_byte(fuzz_input *in);

/* 0 to n - 1, n at most 256. */
size_t fuzz_choice(fuzz_input *in, size_t n);

/* Eight bytes, the most significant first. */
size_t fuzz_size(fuzz_input *in);

/* Any double, NaN and infinities too; those at the edges of ranges more often. */
double fuzz_number(fuzz_input *in);

/* Whether two pieces of memory, which may be empty, have the same bytes. */
int fuzz_equal(const void *a, const void *b, size_t size);

/* Whether two doubles have the same bits. */
int fuzz_same(double a, double b);

#define FUZZ_FILES 4

/* The path of nameless file number i, whose content becomes these bytes. */
const char *fuzz_file(int i, const void *bytes, size_t size);

/* The content of nameless file number i as a string, from malloc. */
char *fuzz_content(int i, size_t *size);

/* From here on what is printed goes to nameless files: the standard output to `out`, the standard
   error to `err`, or stays if that is negative. fuzz_fail is heard all the same. */
void fuzz_capture(int out, int err);

#endif
