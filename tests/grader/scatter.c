/* Numbers for the suites to try the exercises on; described in suite.h. */
#include "suite.h"

void scatter(size_t n, real a[], double size, unsigned seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        a[i] =
            (real)(size * round(1000 * ((seed >> 8) / 8388608.0 - 1)) / 1000);
    }
}

void scatter_positive(size_t n, real a[], double size, unsigned seed)
{
    scatter(n, a, size, seed);
    for (size_t i = 0; i < n; i++) {
        a[i] = fabs(a[i]);
    }
}
