/* Chapter 2: what exercises/02-momentum.c must provide. */
#ifndef CONTRACT_MOMENTUM_H
#define CONTRACT_MOMENTUM_H

#include "given/real.h"
#include "given/todo.h"

/* State of Momentum. The caller lends v and sets it to 0 before the first
 * step. */
struct momentum {
    real lr;    /* learning rate eta, > 0; try 0.01, then factors of 3 */
    real alpha; /* share of the velocity that is kept, in [0, 1); 0.9 is usual,
                   0.5 to 0.99 are in use */
    real *v;    /* [n] velocity */
};

/*
 * Take one step of Momentum: v <- alpha v - eta g, eq:velocity (2.1), then
 * theta <- theta + v, eq:momentum (2.2).
 *
 * opt        the method; v is updated, lr and alpha are only read. They may be
 *            other ones at the next call: v holds eta times the gradients as
 *            eta was when they came
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * With alpha = 0 this is gradient descent. NaN and infinity go through as
 * arithmetic has it, and stay in v. Source: Polyak 1964, equation (9), in the
 * form of Sutskever et al. 2013, equations (1) and (2).
 */
void momentum_step(struct momentum *opt, size_t n, real theta[n],
                   const real grad[n]);

/* State of Nesterov's method; as in struct momentum. */
struct nesterov {
    real lr;    /* learning rate eta, > 0; try 0.01, then factors of 3 */
    real alpha; /* share of the velocity that is kept, in [0, 1); try 0.9. The
                   shifted form needs the same one at all steps */
    real *v;    /* [n] velocity */
};

/*
 * Find the point where Nesterov's method wants the gradient: the parameters as
 * the velocity alone would carry them on, theta + alpha v, eq:lookahead (2.10).
 *
 * opt        the method; v and alpha are only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; only read
 * point [n]  the look-ahead point; overwritten, whatever it held
 *
 * NaN and infinity go through as arithmetic has it. Source: Sutskever et al.
 * 2013, the argument of the gradient in equation (3).
 */
void nesterov_lookahead(const struct nesterov *opt, size_t n,
                        const real theta[n], real point[n]);

/*
 * Take one step of Nesterov's method: v <- alpha v - eta g,
 * eq:nesterov-velocity (2.11), then theta <- theta + v, eq:nesterov (2.12),
 * where g is the gradient at the look-ahead point.
 *
 * opt        the method; v is updated, lr and alpha are only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters, not the look-ahead point; changed in place
 * grad  [n]  the gradient at the point that nesterov_lookahead gave; only read
 *
 * NaN and infinity go through as arithmetic has it, and stay in v. Source:
 * Nesterov 1983; Sutskever et al. 2013, equations (3) and (4).
 */
void nesterov_step(struct nesterov *opt, size_t n, real theta[n],
                   const real grad[n]);

/*
 * Take one step of Nesterov's method in terms of the look-ahead point
 * Theta = theta + alpha v, which takes the place of theta:
 * Theta <- Theta + alpha^2 v - (1 + alpha) eta g, eq:nesterov-shifted (2.14),
 * with the velocity before the step, and v <- alpha v - eta g,
 * eq:nesterov-velocity (2.11).
 *
 * opt          the method; v is updated, lr and alpha are only read; alpha is
 *              the same at every step
 * n            how many parameters there are, n >= 1
 * shifted [n]  the look-ahead point Theta; at the start, where v is 0, it is
 *              theta; changed in place
 * grad    [n]  the gradient at Theta; only read
 *
 * Any form that is equal will do, also one in which an infinite gradient makes
 * the point NaN. NaN and infinity go through as arithmetic has it, and stay in
 * v. Source: Bengio, Boulanger-Lewandowski and Pascanu 2013, equation (7).
 */
void nesterov_shifted_step(struct nesterov *opt, size_t n, real shifted[n],
                           const real grad[n]);

/*
 * Find the parameters that belong to a look-ahead point: theta = Theta - alpha
 * v, eq:unshift (2.16).
 *
 * opt          the method; v and alpha are only read
 * n            how many parameters there are, n >= 1
 * shifted [n]  the look-ahead point Theta; only read
 * theta   [n]  the parameters; overwritten, whatever they were
 *
 * NaN and infinity go through as arithmetic has it. Source: the definition of
 * Theta in Bengio, Boulanger-Lewandowski and Pascanu 2013, section 3.5.
 */
void nesterov_unshift(const struct nesterov *opt, size_t n,
                      const real shifted[n], real theta[n]);

/*
 * Mend a published step: it must do what nesterov_shifted_step does,
 * eq:nesterov-shifted (2.14).
 *
 * opt          the method; v is updated, lr and alpha are only read
 * n            how many parameters there are, n >= 1
 * shifted [n]  the look-ahead point Theta; changed in place
 * grad    [n]  the gradient at Theta; only read
 *
 * A framework shipped its two updates for years, and so did a book, and nobody
 * noticed: it still goes downhill. It takes larger steps than Nesterov's method
 * and diverges at learning rates where that does not. Source: Chainer 7.8.1,
 * NesterovAG; Saitoh 2016, optimizer.py as it was until January 2021.
 */
void repaired_nesterov_shifted_step(struct nesterov *opt, size_t n,
                                    real shifted[n], const real grad[n]);

/*
 * Predict, worked out by hand: return theta after three steps of Momentum on
 * L(theta) = theta^2 / 2 from theta = 32, with v = 0 at the start, eta = 1/2
 * and alpha = 1/4. It is a whole number.
 */
real predict_momentum_third_theta(void);

/*
 * Predict, worked out by hand: return theta after three steps of Nesterov's
 * method, all else as in predict_momentum_third_theta. It is theta that is
 * asked for, not the look-ahead point; quarters are exact.
 */
real predict_nesterov_third_theta(void);

/*
 * Predict, worked out by hand: return the velocity that Momentum comes to,
 * eq:terminal (2.4), when the gradient is -3 at every step, with eta = 0.01 and
 * alpha = 0.98. Give three significant digits and the sign.
 */
real predict_terminal_velocity(void);

#endif
