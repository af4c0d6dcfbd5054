/* The counters are written when a program ends by exit; here also when it ends by _exit, or becomes another. */
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#define WORDS 16

int __llvm_profile_write_file(void);
void __real__exit(int code);
int __real_execvp(const char *file, char *const argv[]);
void __wrap__exit(int code);
int __wrap_execvp(const char *file, char *const argv[]);
int __wrap_execlp(const char *file, const char *word, ...);

void __wrap__exit(int code) {
  __llvm_profile_write_file();
  __real__exit(code);
}

int __wrap_execvp(const char *file, char *const argv[]) {
  __llvm_profile_write_file();
  return __real_execvp(file, argv);
}

int __wrap_execlp(const char *file, const char *word, ...) {
  char *argv[WORDS] = {NULL};
  va_list more;
  size_t n = 0;
  va_start(more, word);
  while (word != NULL && n < WORDS - 1) {
    argv[n++] = (char *)word;
    word = va_arg(more, const char *);
  }
  va_end(more);
  return __wrap_execvp(file, argv);
}
