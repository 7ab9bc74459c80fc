/* Chapter 2, your exercises, graded by `make check-momentum`.
 * What each function must do is said in src/contract/momentum.h.
 * Put your lines where TODO; stands. */
#include "contract/momentum.h"

void momentum_step(struct momentum *opt, size_t n, real theta[n],
                   const real grad[n])
{
    /* 1. Keep a share of the velocity, and push it against the gradient,
     * eq:velocity (2.1). */
    /* 2. Move by the new velocity, eq:momentum (2.2). */
    TODO;
}

void nesterov_lookahead(const struct nesterov *opt, size_t n,
                        const real theta[n], real point[n])
{
    /* 1. Go where the velocity alone would carry theta, eq:lookahead (2.10). */
    TODO;
}

void nesterov_step(struct nesterov *opt, size_t n, real theta[n],
                   const real grad[n])
{
    /* 1. Update the velocity with the gradient of the look-ahead point,
     * eq:nesterov-velocity (2.11). */
    /* 2. Move theta by the new velocity, eq:nesterov (2.12). */
    TODO;
}

void nesterov_shifted_step(struct nesterov *opt, size_t n, real shifted[n],
                           const real grad[n])
{
    /* 1. Move the shifted point, by eq:nesterov-shifted (2.14), while v is
     * still the old velocity. */
    /* 2. Update the velocity, eq:nesterov-velocity (2.11). */
    TODO;
}

void nesterov_unshift(const struct nesterov *opt, size_t n,
                      const real shifted[n], real theta[n])
{
    /* 1. Take back what the look-ahead has added, eq:unshift (2.16). */
    TODO;
}

/* Chainer 7.8.1, chainer/optimizers/nesterov_ag.py. */
void repaired_nesterov_shifted_step(struct nesterov *opt, size_t n,
                                    real shifted[n], const real grad[n])
{
    TODO; /* take this line out when you have mended the rest */
    const real lr = opt->lr, alpha = opt->alpha;
    real *restrict v = opt->v;

    for (size_t i = 0; i < n; i++) {
        v[i] = alpha * v[i] - lr * grad[i];
        shifted[i] += alpha * alpha * v[i] - (1 + alpha) * lr * grad[i];
    }
}

real predict_momentum_third_theta(void)
{
    /* 1. Follow v and theta through three steps; the gradient is theta. */
    TODO;
}

real predict_nesterov_third_theta(void)
{
    /* 1. The same, but the gradient is theta + v / 4. */
    TODO;
}

real predict_terminal_velocity(void)
{
    /* 1. Find the v that a step does not change, eq:terminal (2.4). */
    TODO;
}
