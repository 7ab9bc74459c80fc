/* Chapter 5: what exercises/05-adam.c must provide. */
#ifndef CONTRACT_ADAM_H
#define CONTRACT_ADAM_H

#include "given/real.h"
#include "given/todo.h"

/* State of Adam and what was made from it. The caller lends the arrays and sets
 * them and t to 0 before the first step. */
struct adam {
    real lr;     /* learning rate eta, > 0: about how far a step goes where the
                    gradients agree; 0.001 is usual */
    real rho1;   /* share of m that is kept, in [0, 1); 0.9 is usual */
    real rho2;   /* share of v that is kept, in [0, 1); 0.999 is usual */
    real eps;    /* keeps the divisor from 0, >= 0; 1e-8 is usual. With 0, a
                    parameter whose gradient has always been 0 becomes
                    0 / 0, NaN, unless you leave it where it is */
    real decay;  /* adamw_step only: weight decay, >= 0; try 0.01 */
    int t;       /* number of steps taken */
    real *m;     /* [n] running mean of the gradients */
    real *v;     /* [n] running mean of the squared gradients */
    real *v_max; /* [n] amsgrad_step only: the largest v so far; may be NULL for
                    the others */
};

/*
 * Take one step of Adam: t <- t + 1, m <- rho1 m + (1 - rho1) g,
 * eq:first-moment (5.1), v <- rho2 v + (1 - rho2) g^2, eq:second-moment (5.2),
 * and with m^ = m / (1 - rho1^t), eq:first-corrected (5.3), and
 * v^ = v / (1 - rho2^t), eq:second-corrected (5.4),
 * theta <- theta - eta m^ / (sqrt(v^) + eps), eq:adam (5.5).
 *
 * opt        the method; t, m and v are updated; m and v are kept uncorrected
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * eps stands outside the root of the corrected v^. t counts steps, not
 * parameters. A parameter whose gradients have all been 0 stays where it is,
 * unless eps is 0. NaN goes through as arithmetic has it, and stays in m and v;
 * the infinite gradient of a parameter makes it NaN. Source: Kingma and Ba
 * 2015, algorithm 1.
 */
void adam_step(struct adam *opt, size_t n, real theta[n], const real grad[n]);

/*
 * Take one step of Adam with the corrections folded into the learning rate:
 * t, m and v as in adam_step, eta_t = eta sqrt(1 - rho2^t) / (1 - rho1^t),
 * eq:folded-rate (5.7), and theta <- theta - eta_t m / (sqrt(v) + eps),
 * eq:adam-folded (5.8).
 *
 * opt        the method; t, m and v are updated; lr stays
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * eps is used as it is, next to the root of the uncorrected v, which is not
 * adam_step's place for it: with eps = 0 the two are equal. Bad values as in
 * adam_step. Source: Kingma and Ba 2015, the last paragraph of section 2.
 */
void adam_folded_step(struct adam *opt, size_t n, real theta[n],
                      const real grad[n]);

/*
 * Take one step of AdamW: theta <- (1 - eta decay) theta,
 * eq:adamw-decay (5.12), then a step as adam_step takes it, with the gradient as
 * it is.
 *
 * opt        the method; t, m and v are updated
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta before the decay, without any decay in it;
 *            only read
 *
 * With decay = 0 it is Adam. Bad values as in adam_step. Source: Loshchilov and
 * Hutter 2019, algorithm 2, with eta for the schedule times alpha.
 */
void adamw_step(struct adam *opt, size_t n, real theta[n], const real grad[n]);

/*
 * Take one step of AMSGrad: t, m and v as in adam_step,
 * v_max <- max(v_max, v), eq:amsgrad-max (5.13), and
 * theta <- theta - eta m^ / (sqrt(v_max / (1 - rho2^t)) + eps).
 *
 * opt        the method; t, m, v and v_max are updated. It is the largest of
 *            the uncorrected v that is kept, and it is corrected when it is
 *            used
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * Bad values as in adam_step, but a NaN may or may not stay in v_max. Source:
 * Reddi, Kale and Kumar 2018, algorithm 2, with the corrections of Adam, as
 * libraries have it.
 */
void amsgrad_step(struct adam *opt, size_t n, real theta[n],
                  const real grad[n]);

/*
 * Mend a published step: it must do what adam_step does, eq:adam (5.5).
 *
 * opt        the method; t, m and v are updated
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * The published formula is right at the first step, and after many steps it
 * goes a third of what it should. Source: notes to a Japanese course on deep
 * learning, on the web.
 */
void repaired_adam_step(struct adam *opt, size_t n, real theta[n],
                        const real grad[n]);

/*
 * Mend another published step: it, too, must do what adam_step does,
 * eq:adam (5.5).
 *
 * opt        the method; t, m and v are updated
 * n          how many parameters there are, n >= 1
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * Two things are wrong, and on the textbook's example neither shows at once.
 * Source: Zhang, Lipton, Li and Smola 2023, section on Adam, one of the four
 * programs.
 */
void repaired_adam_eps(struct adam *opt, size_t n, real theta[n],
                       const real grad[n]);

/*
 * Count how many steps a method takes until the loss is below a bound: 0 if it
 * is from the start, -1 if it is not after most steps.
 *
 * loss       returns the loss at theta and writes its gradient to grad; data is
 *            handed on to it
 * step       takes a step of the method that method points to
 * bound      what the loss must be less than; a loss that is not a number is
 *            not
 * most       the largest number of steps to take, >= 0
 * n          how many parameters there are, n >= 1
 * theta [n]  where to start; holds the point that was reached at the end
 * grad  [n]  room for the gradient; overwritten
 *
 * The loss is looked at before the first step and after each; no step is taken
 * once it is below the bound.
 */
int steps_to(
    real (*loss)(size_t n, const real theta[n], real grad[n], void *data),
    void *data,
    void (*step)(void *method, size_t n, real theta[n], const real grad[n]),
    void *method, real bound, int most, size_t n, real theta[n], real grad[n]);

/*
 * Predict, worked out by hand: return by how many times eta, with its sign,
 * Adam moves a parameter in the second step, when the gradients are 1 and then
 * -1, rho1 = 0.8, rho2 = 0.5, eps = 0 and all else is 0 at the start. Three
 * significant digits are enough; a fraction is welcome.
 */
real predict_adam_turn(void);

/*
 * Predict, worked out by hand: the loss has no gradient, but weight decay is
 * put into it, g = 0.01 theta. Return how far, without its sign, the first step
 * of Adam moves theta = 2 with eta = 0.001 and eps = 0.
 */
real predict_adam_decay(void);

#endif
