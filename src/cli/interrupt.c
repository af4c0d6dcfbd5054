#include "interrupt.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t seen = 0;

static void remember(int number) {
  (void)number;
  seen = 1;
}

void cli_interrupt_watch(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = remember;
  sigemptyset(&action.sa_mask);
  action.sa_flags = (int)(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

int cli_interrupted(void) {
  return seen != 0;
}
