/* calls WHICH N WHAT COMMAND...: runs the command and lets its N-th system call of a kind fail, from its first opening
   of a relative path on, when it is about its own work; every one if N is 0. WHICH: read, write, fsync, rename, openat,
   close or any. WHAT: an error (ENOSPC, EIO, EINTR, EMFILE, EDQUOT), short (reads or writes one byte), or a signal
   that comes with the call (KILL, INT, TERM, HUP). A byte to descriptor 9 says that it has come to that. Exit code: that
   of the command, 128 more than the signal that ended it, or 125 if it cannot be traced. For Linux on x86-64. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOLD 9

enum { ERROR, SHORT, SIGNAL };

typedef struct fault {
  long call; /* -1: any */
  unsigned long n;
  int kind;
  int number; /* of the error or the signal */
} fault;

typedef struct named {
  const char *name;
  int kind;
  int number;
} named;

static const named whats[] = {{"ENOSPC", ERROR, ENOSPC}, {"EIO", ERROR, EIO},
                              {"EINTR", ERROR, EINTR},   {"EMFILE", ERROR, EMFILE},
                              {"EDQUOT", ERROR, EDQUOT}, {"short", SHORT, 0},
                              {"KILL", SIGNAL, SIGKILL}, {"INT", SIGNAL, SIGINT},
                              {"TERM", SIGNAL, SIGTERM}, {"HUP", SIGNAL, SIGHUP}};

static const named whichs[] = {{"read", 0, SYS_read},   {"write", 0, SYS_write},
                               {"fsync", 0, SYS_fsync}, {"rename", 0, SYS_rename},
                               {"close", 0, SYS_close}, {"openat", 0, SYS_openat},
                               {"any", 0, -1}};

static void die(const char *what) {
  fprintf(stderr, "calls: %s: %s\n", what, strerror(errno));
  exit(125);
}

static const named *find(const named *list, size_t n, const char *name) {
  size_t i;
  for (i = 0; i < n; i++) {
    if (strcmp(list[i].name, name) == 0) {
      return &list[i];
    }
  }
  errno = EINVAL;
  die(name);
  return NULL;
}

/* Whether the call opens a relative path. */
static int opens_relative(pid_t child, const struct user_regs_struct *call) {
  long word;
  if (call->orig_rax != SYS_openat) {
    return 0;
  }
  errno = 0;
  word = ptrace(PTRACE_PEEKDATA, child, (void *)call->rsi, NULL);
  return errno == 0 && (word & 0xff) != '/';
}

/* On entry to a call that is the one. Returns the signal to go on with. */
static int spoil_entry(pid_t child, const fault *f, struct user_regs_struct *call) {
  (void)!write(TOLD, "x", 1);
  if (f->kind == SIGNAL) {
    kill(child, f->number);
  } else if (f->kind == ERROR) {
    call->orig_rax = (unsigned long)-1;
  } else if (call->rdx > 1) {
    call->rdx = 1;
  }
  return f->kind == SIGNAL ? 0 : (int)ptrace(PTRACE_SETREGS, child, NULL, call);
}

static void spoil_exit(pid_t child, const fault *f) {
  struct user_regs_struct call;
  if (f->kind == ERROR && ptrace(PTRACE_GETREGS, child, NULL, &call) == 0) {
    call.rax = (unsigned long)-(long)f->number;
    ptrace(PTRACE_SETREGS, child, NULL, &call);
  }
}

static int follow(pid_t child, const fault *f) {
  struct user_regs_struct call;
  unsigned long count = 0;
  int status = 0, inside = 0, at_work = 0, spoilt = 0, pass = 0;
  for (;;) {
    if (ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)pass) != 0 && errno != ESRCH) {
      die("cannot go on");
    }
    if (waitpid(child, &status, 0) != child) {
      die("cannot wait");
    }
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    pass = WSTOPSIG(status);
    if (pass != (SIGTRAP | 0x80)) {
      pass = pass == SIGTRAP ? 0 : pass;
      continue;
    }
    pass = 0;
    inside = !inside;
    if (!inside) {
      if (spoilt) {
        spoil_exit(child, f);
      }
      spoilt = 0;
      continue;
    }
    if (ptrace(PTRACE_GETREGS, child, NULL, &call) != 0) {
      continue; /* killed meanwhile */
    }
    at_work = at_work || opens_relative(child, &call);
    if (at_work && (f->call < 0 || (unsigned long)f->call == call.orig_rax)) {
      count++;
      /* Every call interrupted would be a program that cannot go on: every second one. */
      spoilt = f->n == 0 ? f->number != EINTR || count % 2 == 1 : count == f->n;
      if (spoilt) {
        (void)spoil_entry(child, f, &call);
      }
    }
  }
}

int main(int argc, char **argv) {
  fault f;
  const named *what;
  pid_t child;
  int status = 0;
  if (argc < 5) {
    fprintf(stderr, "usage: calls WHICH N WHAT COMMAND...\n");
    return 125;
  }
  f.call = find(whichs, sizeof whichs / sizeof whichs[0], argv[1])->number;
  f.n = strtoul(argv[2], NULL, 10);
  what = find(whats, sizeof whats / sizeof whats[0], argv[3]);
  f.kind = what->kind;
  f.number = what->number;
  child = fork();
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
      die("cannot be traced");
    }
    raise(SIGSTOP);
    execv(argv[4], argv + 4);
    die(argv[4]);
  }
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) {
    die("cannot trace");
  }
  if (ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) !=
      0) {
    die("cannot trace");
  }
  return follow(child, &f);
}
