#include "interrupt.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t seen = 0;

static void remember(int number) {
  (void)number;
  seen = 1;
}

/* A signal that whoever started the program chose to ignore stays ignored. */
static void watch(int number) {
  struct sigaction action, before;
  memset(&action, 0, sizeof action);
  action.sa_handler = remember;
  sigemptyset(&action.sa_mask);
  action.sa_flags = (int)(SA_RESETHAND | SA_RESTART);
  if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
    sigaction(number, &action, NULL);
  }
}

void cli_interrupt_watch(void) {
  watch(SIGINT);
  watch(SIGTERM);
  watch(SIGHUP);
}

int cli_interrupted(void) {
  return seen != 0;
}
