#include "tests/eacsl/twins.h"

#include <string.h>

int twin_is_finite(double v) {
  return v - v == 0.0;
}

int twin_is_nan(double v) {
  return v != v;
}

int twin_gt(double a, double b) {
  return a > b;
}

int twin_lt(double a, double b) {
  return a < b;
}

int twin_same(double a, double b) {
  return a != a ? b != b : memcmp(&a, &b, sizeof a) == 0;
}

double twin_add(double a, double b) {
  return a + b;
}

double twin_sub(double a, double b) {
  return a - b;
}

double twin_mul(double a, double b) {
  return a * b;
}

double twin_div(double a, double b) {
  return a / b;
}

double twin_neg(double a) {
  return -a;
}
