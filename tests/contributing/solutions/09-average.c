/* Chapter 9, the reference; see src/contract/average.h. */
#include "contract/average.h"

void average_point(int k, size_t n, real average[n], const real theta[n])
{
    /* 1. Move each average to the new point, by one k-th of the way. */
    for (size_t i = 0; i < n; i++)
        average[i] += (theta[i] - average[i]) / k; /* eq:average (9.1) */
}
