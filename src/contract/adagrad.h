/* Chapter 3: what exercises/03-adagrad.c must provide. */
#ifndef CONTRACT_ADAGRAD_H
#define CONTRACT_ADAGRAD_H

#include "given/real.h"
#include "given/todo.h"

/* State of AdaGrad. The caller lends h and sets it to 0 before the first
 * step. */
struct adagrad {
    real lr;  /* learning rate eta, > 0: how far the first step goes; try 0.01,
                 and more where the way is long */
    real eps; /* keeps the divisor from 0, >= 0; 1e-7 is usual. With 0, a
                 parameter whose gradient has always been 0 becomes
                 0 / 0, NaN, unless you leave it where it is */
    real *h;  /* [n] sum of the squared gradients */
};

/*
 * Take one step of AdaGrad: h <- h + g^2, eq:adagrad-sum (3.1), then
 * theta <- theta - eta g / (sqrt(h) + eps), eq:adagrad (3.2), each parameter by
 * itself.
 *
 * opt        the method; h is updated, lr and eps are only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * eps stands outside the root. A parameter whose gradient is 0 stays where it
 * is, unless h and eps are 0, too. NaN goes through as arithmetic has it; the
 * infinite gradient of a parameter makes it NaN. Source: Duchi, Hazan and
 * Singer 2011, figure 1 (diagonal matrices), where eps is delta.
 */
void adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                  const real grad[n]);

/*
 * Mend a published step: it must do what adagrad_step does, eq:adagrad (3.2).
 *
 * opt        the method; h, which is 0 at the start, is updated, lr and eps are
 *            only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * The published formula has one letter for two things, the number that h starts
 * from and the one that keeps the divisor from 0. With large gradients nobody
 * can tell; with gradients of 1e-4 the first step is a third of what it should
 * be. Source: notes to a Japanese course on deep learning, on the web.
 */
void repaired_adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                           const real grad[n]);

/*
 * Predict, worked out by hand: return how far, without its sign, AdaGrad moves
 * a parameter in the fourth step, when its gradients are 1, 2, 2 and 4, eta =
 * 1/2, eps = 0 and h = 0 at the start. Three significant digits are enough; a
 * fraction is welcome.
 */
real predict_adagrad_fourth_step(void);

/*
 * Predict, worked out by hand: one parameter has the gradient 1 at every step,
 * another one 3 at every 36th step and 0 else. After 36000 steps, return how
 * many times larger the apparent learning rate eta / sqrt(h),
 * eq:apparent-rate (3.3), of the second is than that of the first; eps = 0 and
 * h = 0 at the start.
 */
real predict_sparse_rate(void);

#endif
