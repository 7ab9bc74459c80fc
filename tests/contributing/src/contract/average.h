/* Chapter 9: what exercises/09-average.c must provide. */
#ifndef CONTRACT_AVERAGE_H
#define CONTRACT_AVERAGE_H

#include "given/real.h"
#include "given/todo.h"

/*
 * Bring the average of the points of a run up to date:
 * a_k = a_(k-1) + (theta_k - a_(k-1)) / k, eq:average (9.1).
 *
 * k            how many points there are, this one included, k >= 1
 * n            how many parameters there are, n >= 1
 * average [n]  the average of the k - 1 points before; changed in place. For
 *              k = 1 it may hold any finite number
 * theta   [n]  the newest point; only read
 *
 * Source: Polyak and Juditsky 1992.
 */
void average_point(int k, size_t n, real average[n], const real theta[n]);

#endif
