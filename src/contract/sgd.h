/* Chapter 1: what exercises/01-sgd.c must provide. */
#ifndef CONTRACT_SGD_H
#define CONTRACT_SGD_H

#include "given/real.h"
#include "given/rng.h"
#include "given/todo.h"

/* State of the method: sgd has none but its learning rate. */
struct sgd {
    real lr; /* learning rate eta, > 0; try 0.1, then factors of 3 */
};

/*
 * Take one step of gradient descent: theta <- theta - eta g, eq:sgd (1.1).
 *
 * opt        the method; its lr is eta; only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * NaN and infinity go through as arithmetic has it. Source: Robbins and Monro
 * 1951, equation (7), with the sign of descent.
 */
void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n]);

/*
 * Average the gradients of a mini-batch: g = 1/m (g_1 + .. + g_m),
 * eq:mean-gradient (1.5).
 *
 * m             how many examples the batch holds, m >= 1
 * n             how many parameters there are, n >= 1
 * grads [m][n]  one row an example, row after row: parameter i of example k
 *               stands at grads[k * n + i]; only read
 * mean  [n]     the mean over the examples; overwritten, whatever it held
 *
 * Add up in double, also where real is float: a float sum of many examples
 * loses digits. NaN and infinity spread to the mean of their parameter only.
 * Source: Goodfellow, Bengio and Courville 2016, algorithm 8.1.
 */
void mean_gradient(size_t m, size_t n, const real grads[], real mean[n]);

/*
 * Estimate the gradient of any loss by central differences:
 * g_i = (L(theta + h e_i) - L(theta - h e_i)) / (2 h),
 * eq:central-difference (1.6).
 *
 * loss       the function L; call it with n, theta and data
 * data       handed on to loss as it is; may be NULL
 * step       h, > 0; about the cube root of the precision is best: 1e-5 in
 *            double, 1e-2 in float. Larger where theta itself is large
 * n          how many parameters there are, n >= 1
 * theta [n]  where the gradient is wanted; may be changed on the way, one
 *            parameter at a time, and holds the same bits as before when the
 *            function returns
 * grad  [n]  the estimate; overwritten
 *
 * What loss returns, NaN and infinity too, goes through as arithmetic has it.
 * Source: Nocedal and Wright 2006, equation (8.7).
 */
void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n]);

/*
 * Bring the elements of order into random order, every one of the n! orders
 * equally likely.
 *
 * rng        where the random numbers come from, by rng_below or rng_uniform;
 *            moves on, so that the next call gives another order
 * n          how many elements there are, n >= 1
 * order [n]  the elements; permuted in place. They are kept as they are, which
 *            need not be 0 .. n-1
 *
 * Source: Durstenfeld 1964, algorithm 235; Knuth 1997, volume 2, algorithm
 * 3.4.2P.
 */
void shuffle(struct rng *rng, size_t n, size_t order[n]);

/*
 * Return the learning rate of step t when it is multiplied by factor once every
 * so many steps: lr factor^floor(t / every), eq:step-decay (1.9).
 *
 * lr      the rate at the start, > 0
 * factor  what the rate is multiplied by, > 0, usually < 1; try 0.5
 * every   the number of steps between two changes, >= 1
 * t       the number of steps already taken, >= 0; so t = 0 gives lr
 *
 * The rate is computed from the start each time; nothing is remembered. NaN and
 * infinity go through as arithmetic has it.
 */
real step_decay(real lr, real factor, int every, int t);

/*
 * Return the learning rate of step t when it falls as 1 over t:
 * lr / (1 + decay t), eq:inverse-decay (1.10).
 *
 * lr     the rate at the start, > 0
 * decay  how fast the rate falls, >= 0: at t = 1/decay it is half; 0 leaves it
 * t      the number of steps already taken, >= 0; so t = 0 gives lr
 *
 * The rate is computed from the start each time; nothing is remembered. NaN and
 * infinity go through as arithmetic has it. Source: Robbins and Monro 1951, who
 * ask for rates "of type 1/n".
 */
real inverse_decay(real lr, real decay, int t);

/*
 * Mend a published step of mini-batch descent:
 * theta <- theta - (eta / m) sum, eq:mean-gradient (1.5), as real numbers.
 *
 * eta        the learning rate, a whole number here, > 0
 * m          how many examples the batch holds, m >= 1
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * sum   [n]  the gradients of the m examples, added up; only read
 *
 * The published program took eta and m as whole numbers, and with eta = 3 and
 * m = 10 it learned nothing; keep the parameters as they are and find out why.
 * Source: Nielsen 2015, network.py, update_mini_batch, run by Python 2.
 */
void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n]);

/*
 * Predict, worked out by hand: return the constant learning rate with which
 * gradient descent on L(x, y) = 2 x^2 + y^2 / 8 goes down fastest in the long
 * run from every start, eq:best-rate (1.4).
 *
 * Three significant digits are enough; a fraction is welcome.
 */
real predict_best_rate(void);

#endif
