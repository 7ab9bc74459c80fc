/* Chapter 6: what exercises/06-initialization.c must provide. */
#ifndef CONTRACT_INITIALIZATION_H
#define CONTRACT_INITIALIZATION_H

#include "given/real.h"
#include "given/rng.h"
#include "given/todo.h"

/*
 * Turn two uniform numbers into two independent standard normal ones:
 * z[0] = r cos(2 pi u2), z[1] = r sin(2 pi u2) with r = sqrt(-2 ln(1 - u1)).
 *
 * u1, u2  in [0, 1), as a generator gives them; u1 = 0 is allowed, which is
 *         why the logarithm takes 1 - u1 and not u1
 * z [2]   overwritten; always finite
 *
 * Source: Box and Muller 1958, "A note on the generation of random normal
 * deviates".
 */
void box_muller(double u1, double u2, real z[2]);

/*
 * Set every weight to the same value.
 *
 * value  any number; 0 for biases; for weights it shows why units that start
 *        equal stay equal
 * w [n]  overwritten
 */
void init_constant(real value, size_t n, real w[n]);

/*
 * Draw n independent weights from the normal distribution with mean 0.
 *
 * rng     advanced; the same seed gives the same weights. How many numbers are
 *         drawn, and in which order, is yours to choose
 * stddev  standard deviation (not the variance), >= 0; 0.01 is a common choice
 *         for one hidden layer and too small for several; 0 gives zeros
 * w [n]   overwritten; n may be odd
 */
void init_normal(struct rng *rng, real stddev, size_t n, real w[n]);

/*
 * Draw the weights of a layer for sigmoid or tanh units: normal, mean 0,
 * standard deviation sqrt(2 / (fan_in + fan_out)).
 *
 * fan_in   inputs of each unit, >= 1
 * fan_out  units of the layer, >= 1
 * w [fan_in][fan_out]  overwritten
 *
 * Source: Glorot and Bengio 2010, equation (12). They draw from a uniform
 * distribution with that variance; some books use sqrt(1 / fan_in) under the
 * same name.
 */
void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[]);

/*
 * Draw the weights of a layer for rectified linear units: normal, mean 0,
 * standard deviation sqrt(2 / fan_in).
 *
 * fan_in   inputs of each unit, >= 1
 * fan_out  units of the layer, >= 1; gives the size of w, not its spread
 * w [fan_in][fan_out]  overwritten
 *
 * Source: He, Zhang, Ren and Sun 2015, equation (10).
 */
void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[]);

/*
 * Return the standard deviation of n numbers about their own mean, dividing by
 * n (the population's): sqrt(1/n sum (a_i - mean)^2).
 *
 * a [n]  n >= 1; only read; for n = 1 the result is 0. The result is right
 *        also where the mean is large: 0.5 for 1e9 and 1e9 + 1 in double
 *
 * NaN and infinity give NaN. Source: the two-pass algorithm of Chan, Golub and
 * LeVeque 1983, "Algorithms for computing the sample variance".
 */
real standard_deviation(size_t n, const real a[n]);

#endif
