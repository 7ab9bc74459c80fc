/* Chapter 6: what exercises/06-initialization.c must provide. */
#ifndef CONTRACT_INITIALIZATION_H
#define CONTRACT_INITIALIZATION_H

#include "given/real.h"
#include "given/rng.h"
#include "given/todo.h"

/*
 * Turn two uniform numbers into two independent standard normal ones:
 * z[0] = r cos(2 pi u2), z[1] = r sin(2 pi u2) with r = sqrt(-2 ln(1 - u1)),
 * eq:box-muller (6.4).
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
 * Set every weight to the same value, as in sec:init-equal (6.2).
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
 * Draw the weights of a layer for tanh units, or what else is nearly z near 0:
 * normal, mean 0, standard deviation sqrt(2 / (fan_in + fan_out)),
 * eq:xavier (6.9).
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
 * standard deviation sqrt(2 / fan_in), eq:he (6.7).
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
 * n (the population's): sqrt(1/n sum (a_i - mean)^2), the root of
 * eq:variance (0.11).
 *
 * a [n]  n >= 1; only read; for n = 1 the result is 0. The result is right
 *        also where the mean is large: 0.5 for 1e9 and 1e9 + 1 in double
 *
 * NaN and infinity give NaN. Source: the two-pass algorithm of Chan, Golub and
 * LeVeque 1983, "Algorithms for computing the sample variance".
 */
real standard_deviation(size_t n, const real a[n]);

/*
 * Return the gain of an activation function: 1 / E[f(z)^2], where z is standard
 * normal, eq:gain (6.6). A layer keeps the mean square of the signal when the
 * variance of its weights is the gain over fan_in; so He's 2 is the gain of
 * max(0, z).
 *
 * f  the activation; call it with any finite numbers, as often as you like.
 *    It is continuous, may have kinks, and grows no faster than e^z
 *
 * E[f(z)^2] is the integral of f(z)^2 exp(-z^2/2) / sqrt(2 pi). Any rule will
 * do that is right to three digits where f has kinks and to five elsewhere: a
 * sum over steps of 0.01 from -10 to 10 is. Add up in double. Where f is 0
 * everywhere the gain is infinite; a NaN that f returns goes through.
 *
 * Source: He, Zhang, Ren and Sun 2015, equations (7) to (10), for other
 * functions than theirs.
 */
real gain(real (*f)(real z));

/* A network with one input, one layer of hidden units and one output. */
struct one_hidden {
    size_t hidden;         /* H, how many hidden units, >= 1 */
    real (*f)(real z);     /* their activation */
    real (*slope)(real z); /* its derivative */
};

/*
 * Find the gradient of the loss of one example in a network 1-H-1,
 * y = c + sum v_j f(w_j x + b_j), eq:one-hidden (6.1), with the loss
 * L = (y - target)^2 / 2, by backpropagation, eq:one-hidden-back (6.2).
 *
 * net     the network; only read
 * theta [3 hidden + 1]  the parameters: all w_j, then all b_j, then all v_j,
 *         then c; only read
 * x       the input
 * target  what y should be
 * grad  [3 hidden + 1]  the derivatives of L, in the order of theta;
 *         overwritten, whatever it held
 *
 * Returns L. NaN and infinity go through as arithmetic has it. Source:
 * Rumelhart, Hinton and Williams 1986, equations (4) to (7), for one input and
 * one output.
 */
real one_hidden_gradient(const struct one_hidden *net, const real theta[],
                         real x, real target, real grad[]);

/*
 * Mend a published initializer: draw independent weights uniformly from
 * [-a, a) with the variance of init_xavier, 2 / (fan_in + fan_out), so that
 * a = sqrt(6 / (fan_in + fan_out)), eq:uniform-limit (6.12).
 *
 * rng      advanced; the same seed gives the same weights
 * fan_in   inputs of each unit, >= 1
 * fan_out  units of the layer, >= 1
 * w [fan_in][fan_out]  overwritten
 *
 * The library went out with it. Nothing crashes: the weights are only many
 * times too large. Source: torch for R, nn_init_xavier_uniform_ until May 2021,
 * issue 555; what is right is Glorot and Bengio 2010, equation (16).
 */
void repaired_xavier_uniform(struct rng *rng, size_t fan_in, size_t fan_out,
                             real w[]);

/*
 * Predict, worked out by hand: return the standard deviation that init_he gives
 * the weights of a layer of 40 units with 784 inputs, eq:he (6.7). Three
 * significant digits are enough.
 */
real predict_he_784_40(void);

/*
 * Predict, worked out by hand: the 784 pixels of MNIST, as numbers from 0 to 1,
 * have the mean 0.1307 and the standard deviation 0.3081. Return the standard
 * deviation of what enters the first hidden units, sum w_j x_j, when the
 * weights are drawn with the standard deviation 0.01 and the biases are 0; each
 * weight is independent of the pixels, eq:variance-forward (6.5). Two
 * significant digits are enough.
 */
real predict_first_preactivation(void);

/*
 * Predict, worked out by hand: ten layers of rectified linear units, as many
 * units as inputs each, have weights of variance 1 / fan_in and no biases.
 * Return the root mean square of what leaves the tenth layer when that of the
 * input is 1, as in sec:init-forward (6.6). Three significant digits are
 * enough; a fraction is welcome.
 */
real predict_tenth_layer(void);

#endif
