/* An implementation that misbehaves as its argument says. It answers every case with E alone, of the
   value 0, until it is its turn. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char line[1 << 20];
static const char *mode;

static int is(const char *name) {
  return strcmp(mode, name) == 0;
}

static void header(void) {
  printf("bpv 1\nname hostile, %s\nend\n", mode);
  fflush(stdout);
}

static void crash(void) {
  signal(SIGSEGV, SIG_DFL);
  raise(SIGSEGV);
}

/* What the mode says, instead of a right answer to the case. */
static void misbehave(const char *id) {
  long i;
  if (is("garbage")) {
    printf("\x01\x02\xff what?\n");
  } else if (is("endless")) {
    for (;;) {
      fputs("answer ", stdout);
    }
  } else if (is("lines")) {
    for (;;) {
      puts("# a line");
    }
  } else if (is("million")) {
    printf("answer %s\n", id);
    for (i = 0; i < 1000000; i++) {
      printf("E 1 0000000000000000\n");
    }
    printf("end\n");
  } else if (is("hang")) {
    sleep(1000);
  } else if (is("slow")) {
    for (;;) {
      printf("#");
      fflush(stdout);
      sleep(1);
    }
  } else if (is("crash")) {
    printf("answer %s\nE 1 0000", id);
    fflush(stdout);
    crash();
  } else if (is("exit")) {
    fprintf(stderr, "hostile: no more of this\n");
    exit(7);
  } else if (is("leave")) {
    exit(0);
  } else if (is("close")) {
    fclose(stdout);
    sleep(1000);
  } else if (is("deaf")) {
    close(0);
    printf("answer %s\nE 1 0000000000000000\nend\n", id);
    fflush(stdout);
    sleep(1000);
  } else if (is("another")) {
    printf("answer another\nend\n");
  } else if (is("case")) {
    printf("case x\nwidths 1 1\nactivations tanh\nscale 3fe0000000000000\nreduce sum\n"
           "eta 0000000000000000\nalpha 0000000000000000\nbatch 1\npatterns 1\n"
           "s 1 0000000000000000\nt 1 0000000000000000\n"
           "w 1 1 0000000000000000 0000000000000000\nend\n");
  } else if (is("nan")) {
    printf("answer %s\nE 1 7ff8dead0000beef\nend\n", id);
  } else {
    printf("answer %s\nE 1 0000000000000000\nend\n", id);
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  char id[64] = "";
  int in_case = 0;
  mode = argc > 1 ? argv[1] : "good";
  if (is("silent")) {
    sleep(1000);
  }
  if (is("early")) {
    crash();
  }
  if (is("unasked")) {
    header();
    for (;;) {
      fputs("bpv 1\n", stdout);
    }
  }
  if (is("orphan") && fork() == 0) {
    sleep(1000);
    return 0;
  }
  if (is("chatty")) {
    long i;
    for (i = 0; i < 20000; i++) {
      fprintf(stderr, "chatter %ld\n", i);
    }
  }
  while (fgets(line, sizeof line, stdin) != NULL) {
    if (strncmp(line, "case ", 5) == 0) {
      sscanf(line, "case %63s", id);
      in_case = 1;
    } else if (strcmp(line, "end\n") == 0) {
      if (in_case) {
        misbehave(id);
      } else {
        header();
      }
      in_case = 0;
    }
  }
  if (is("last")) {
    puts("one more thing");
  }
  if (is("ends-badly")) {
    return 3;
  }
  if (is("stays")) {
    sleep(1000);
  }
  return 0;
}
