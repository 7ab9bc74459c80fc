/* Chapter 4: what exercises/04-rmsprop.c must provide. */
#ifndef CONTRACT_RMSPROP_H
#define CONTRACT_RMSPROP_H

#include "given/real.h"
#include "given/todo.h"

/* State of RMSProp. The caller lends h and sets it to 0 before the first
 * step. */
struct rmsprop {
    real lr;  /* learning rate eta, > 0: about how far every step goes; try
                 0.001, then factors of 3 */
    real rho; /* share of h that is kept, in [0, 1); 0.9 or 0.99 */
    real eps; /* keeps the divisor from 0, >= 0; 1e-7 is usual. With 0, a
                 parameter whose gradient has always been 0 becomes
                 0 / 0, NaN, unless you leave it where it is */
    real *h;  /* [n] running mean of the squared gradients */
};

/*
 * Take one step of RMSProp: h <- rho h + (1 - rho) g^2,
 * eq:mean-square (4.1), then theta <- theta - eta g / (sqrt(h) + eps),
 * eq:rmsprop (4.2), each parameter by itself.
 *
 * opt        the method; h is updated, lr, rho and eps are only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * eps stands outside the root. A parameter whose gradient is 0 stays where it
 * is, unless h and eps are 0, too. NaN goes through as arithmetic has it, and
 * stays in h; the infinite gradient of a parameter makes it NaN. Source:
 * Tieleman and Hinton 2012, lecture 6.5, slide 29, with eps added.
 */
void rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                  const real grad[n]);

/*
 * Take one step of RMSProp with eps inside the root:
 * theta <- theta - eta g / sqrt(h + eps), eq:rmsprop-inside (4.9), h as in
 * rmsprop_step.
 *
 * opt        the method; h is updated, lr, rho and eps are only read. Near
 *            h = 0, eps works here like its square root in rmsprop_step
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * Bad values as in rmsprop_step. Source: Goodfellow, Bengio and Courville 2016,
 * algorithm 8.5.
 */
void rmsprop_inside_step(struct rmsprop *opt, size_t n, real theta[n],
                         const real grad[n]);

/*
 * Work out how much each of n gradients counts in h after n steps, when h was 0
 * at the start: that of step k has the weight (1 - rho) rho^(n - k),
 * eq:weights (4.3).
 *
 * rho         share of h that is kept, in [0, 1); with 0 only the newest counts
 * n           how many steps there were, n >= 1
 * weight [n]  the weight of the gradient of step k stands at weight[k - 1], so
 *             the newest is the last; overwritten, whatever it held
 *
 * The weights add up to 1 - rho^n, not to 1.
 */
void average_weights(real rho, size_t n, real weight[n]);

/* State of AdaDelta. The caller lends h and r and sets them to 0 before the
 * first step. */
struct adadelta {
    real rho; /* share of h and r that is kept, in [0, 1); try 0.95 */
    real eps; /* > 0; sets the length of the first steps, sqrt(eps / (1 - rho)),
                 and so how fast it learns; try 1e-6 to 1e-2 */
    real *h;  /* [n] running mean of the squared gradients */
    real *r;  /* [n] running mean of the squared steps */
};

/*
 * Take one step of AdaDelta: h <- rho h + (1 - rho) g^2, eq:adadelta-h (4.11),
 * then the step d = -sqrt(eps + r) / sqrt(eps + h) g with the new h and the old
 * r, theta <- theta + d, eq:adadelta-step (4.12), and
 * r <- rho r + (1 - rho) d^2, eq:adadelta-r (4.13), each parameter by itself.
 *
 * opt        the method; h and r are updated, rho and eps are only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * eps stands inside both roots. There is no learning rate. NaN goes through as
 * arithmetic has it, and stays in h and r; the infinite gradient of a parameter
 * makes it NaN. Source: Zeiler 2012, algorithm 1.
 */
void adadelta_step(struct adadelta *opt, size_t n, real theta[n],
                   const real grad[n]);

/*
 * Mend a published step: it must do what rmsprop_step does,
 * eq:mean-square (4.1) and eq:rmsprop (4.2).
 *
 * opt        the method; h is updated, lr, rho and eps are only read
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * One sign of the published formula is wrong, in every line where it comes. The
 * text around it and the program below it are right. It goes downhill, but with
 * rho = 0.99 its steps become a fourteenth of what they should be. Source:
 * notes on RMSProp in Japanese, on the web.
 */
void repaired_rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                           const real grad[n]);

/*
 * Predict, worked out by hand: return how many times eta the first step of
 * RMSProp goes, with rho = 0.96, eps = 0 and h = 0 at the start, for any
 * gradient but 0. It is a whole number.
 */
real predict_rmsprop_first_step(void);

/*
 * Predict, worked out by hand: return the second step d of AdaDelta, with its
 * sign, when the gradients are 8 and then 32, rho = 5/8, eps = 1, and h and r
 * are 0 at the start. All roots are whole or fractions; give three significant
 * digits.
 */
real predict_adadelta_second_step(void);

#endif
