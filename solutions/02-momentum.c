/* Chapter 2, the reference: Momentum and Nesterov's method; see
 * src/contract/momentum.h. */
#include "contract/momentum.h"

void momentum_step(struct momentum *opt, size_t n, real theta[n],
                   const real grad[n])
{
    const real lr = opt->lr, alpha = opt->alpha;
    real *restrict v = opt->v;

    for (size_t i = 0; i < n; i++) {
        /* 1. Keep a share of the velocity, and push it against the gradient,
         * eq:velocity (2.1). */
        v[i] = alpha * v[i] - lr * grad[i]; /* eq:velocity (2.1) */
        /* 2. Move by the new velocity, eq:momentum (2.2). */
        theta[i] += v[i]; /* eq:momentum (2.2) */
    }
}

void nesterov_lookahead(const struct nesterov *opt, size_t n,
                        const real theta[n], real point[n])
{
    const real alpha = opt->alpha;
    const real *restrict v = opt->v;

    /* 1. Go where the velocity alone would carry theta, eq:lookahead (2.10). */
    for (size_t i = 0; i < n; i++) {
        point[i] = theta[i] + alpha * v[i]; /* eq:lookahead (2.10) */
    }
}

void nesterov_step(struct nesterov *opt, size_t n, real theta[n],
                   const real grad[n])
{
    const real lr = opt->lr, alpha = opt->alpha;
    real *restrict v = opt->v;

    for (size_t i = 0; i < n; i++) {
        /* 1. Update the velocity with the gradient of the look-ahead point,
         * eq:nesterov-velocity (2.11). */
        v[i] = alpha * v[i] - lr * grad[i]; /* eq:nesterov-velocity (2.11) */
        /* 2. Move theta by the new velocity, eq:nesterov (2.12). */
        theta[i] += v[i]; /* eq:nesterov (2.12) */
    }
}

void nesterov_shifted_step(struct nesterov *opt, size_t n, real shifted[n],
                           const real grad[n])
{
    const real lr = opt->lr, alpha = opt->alpha;
    real *restrict v = opt->v;

    for (size_t i = 0; i < n; i++) {
        /* 1. Move the shifted point, by eq:nesterov-shifted (2.14), while v is
         * still the old velocity. */
        shifted[i] += alpha * alpha * v[i] - (1 + alpha) * lr * grad[i];
        /* 2. Update the velocity, eq:nesterov-velocity (2.11). */
        v[i] = alpha * v[i] - lr * grad[i]; /* eq:nesterov-velocity (2.11) */
    }
}

void nesterov_unshift(const struct nesterov *opt, size_t n,
                      const real shifted[n], real theta[n])
{
    const real alpha = opt->alpha;
    const real *restrict v = opt->v;

    /* 1. Take back what the look-ahead has added, eq:unshift (2.16). */
    for (size_t i = 0; i < n; i++) {
        theta[i] = shifted[i] - alpha * v[i]; /* eq:unshift (2.16) */
    }
}

/* Chainer 7.8.1, chainer/optimizers/nesterov_ag.py. */
void repaired_nesterov_shifted_step(struct nesterov *opt, size_t n,
                                    real shifted[n], const real grad[n])
{
    const real lr = opt->lr, alpha = opt->alpha;
    real *restrict v = opt->v;

    for (size_t i = 0; i < n; i++) {
        shifted[i] += alpha * alpha * v[i] - (1 + alpha) * lr * grad[i];
        v[i] = alpha * v[i] - lr * grad[i];
    }
}

real predict_momentum_third_theta(void)
{
    /* 1. Follow v and theta through three steps; the gradient is theta. */
    return -1; /* v: -16, -12, -5; theta: 32, 16, 4, -1 */
}

real predict_nesterov_third_theta(void)
{
    /* 1. The same, but the gradient is theta + v / 4. */
    return (real)1.75; /* v: -16, -10, -4.25; theta: 32, 16, 6, 1.75 */
}

real predict_terminal_velocity(void)
{
    /* 1. Find the v that a step does not change, eq:terminal (2.4). */
    return (real)1.5; /* v = 0.98 v + 0.03 */
}
