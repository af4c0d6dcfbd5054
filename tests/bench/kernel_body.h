/* The kernels for one instruction set; included once for each. NAME(x): the function's name.
   TARGET: its attribute. LANES: numbers in a vector. CHAINS: how many vectors stay in registers. */
typedef double NAME(vector) __attribute__((vector_size(LANES * sizeof(double))));

TARGET static double NAME(read)(const double *a, size_t blocks) {
  const NAME(vector) *v = (const NAME(vector) *)(const void *)a;
  NAME(vector) sum[8];
  double total = 0.0;
  size_t i, k;
  memset(sum, 0, sizeof sum);
  for (i = 0; i < blocks * (BENCH_BLOCK / LANES); i += 8) {
    sum[0] += v[i];
    sum[1] += v[i + 1];
    sum[2] += v[i + 2];
    sum[3] += v[i + 3];
    sum[4] += v[i + 4];
    sum[5] += v[i + 5];
    sum[6] += v[i + 6];
    sum[7] += v[i + 7];
  }
  for (i = 0; i < 8; i++) {
    for (k = 0; k < LANES; k++) {
      total += sum[i][k];
    }
  }
  return total;
}

TARGET static void NAME(modify)(double *a, size_t blocks) {
  NAME(vector) *v = (NAME(vector) *)(void *)a;
  size_t i;
  for (i = 0; i < blocks * (BENCH_BLOCK / LANES); i += 8) {
    v[i] += 1e-9;
    v[i + 1] += 1e-9;
    v[i + 2] += 1e-9;
    v[i + 3] += 1e-9;
    v[i + 4] += 1e-9;
    v[i + 5] += 1e-9;
    v[i + 6] += 1e-9;
    v[i + 7] += 1e-9;
  }
}

TARGET static double NAME(arithmetic)(size_t repeats) {
  NAME(vector) x[CHAINS], a, b;
  double total = 0.0;
  size_t r, i, k;
  for (k = 0; k < LANES; k++) {
    a[k] = 0.5;
    b[k] = 0.25;
  }
  for (i = 0; i < CHAINS; i++) {
    x[i] = b + (double)i;
  }
  for (r = 0; r < repeats; r++) {
    x[0] = x[0] * a + b;
    x[1] = x[1] * a + b;
    x[2] = x[2] * a + b;
    x[3] = x[3] * a + b;
    x[4] = x[4] * a + b;
    x[5] = x[5] * a + b;
    x[6] = x[6] * a + b;
    x[7] = x[7] * a + b;
    x[8] = x[8] * a + b;
    x[9] = x[9] * a + b;
    x[10] = x[10] * a + b;
    x[11] = x[11] * a + b;
  }
  for (i = 0; i < CHAINS; i++) {
    for (k = 0; k < LANES; k++) {
      total += x[i][k];
    }
  }
  return total;
}
