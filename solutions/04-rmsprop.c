/* Chapter 4, the reference: RMSProp and AdaDelta; see
 * src/contract/rmsprop.h. */
#include "contract/rmsprop.h"

void rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                  const real grad[n])
{
    const real lr = opt->lr, rho = opt->rho, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        /* 1. Keep a share of the mean, and let the new square make up the
         * rest, eq:mean-square (4.1). */
        h[i] = rho * h[i] + (1 - rho) * grad[i] * grad[i];
        /* 2. Divide eta g by the root of h plus eps, eq:rmsprop (4.2). */
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps);
    }
}

void rmsprop_inside_step(struct rmsprop *opt, size_t n, real theta[n],
                         const real grad[n])
{
    const real lr = opt->lr, rho = opt->rho, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        /* 1. Update the mean of the squares, eq:mean-square (4.1). */
        h[i] = rho * h[i] + (1 - rho) * grad[i] * grad[i];
        /* 2. Divide eta g by the root of h + eps, eq:rmsprop-inside (4.9). */
        theta[i] -= lr * grad[i] / sqrt(h[i] + eps);
    }
}

void average_weights(real rho, size_t n, real weight[n])
{
    /* 1. The newest gradient counts 1 - rho, eq:weights (4.3). */
    weight[n - 1] = 1 - rho;
    /* 2. Each one before it counts rho times as much as its successor. */
    for (size_t k = n - 1; k > 0; k--) {
        weight[k - 1] = rho * weight[k];
    }
}

void adadelta_step(struct adadelta *opt, size_t n, real theta[n],
                   const real grad[n])
{
    const real rho = opt->rho, eps = opt->eps;
    real *restrict h = opt->h, *restrict r = opt->r;

    for (size_t i = 0; i < n; i++) {
        /* 1. Update the mean of the squared gradients, eq:adadelta-h (4.11). */
        h[i] = rho * h[i] + (1 - rho) * grad[i] * grad[i];
        /* 2. The step: as long as the steps have been so far,
         * eq:adadelta-step (4.12). */
        const real d = -sqrt(eps + r[i]) / sqrt(eps + h[i]) * grad[i];
        theta[i] += d;
        /* 3. Only then update the mean of the squared steps,
         * eq:adadelta-r (4.13). */
        r[i] = rho * r[i] + (1 - rho) * d * d;
    }
}

/* Published with a wrong sign. */
void repaired_rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                           const real grad[n])
{
    const real lr = opt->lr, rho = opt->rho, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        h[i] = rho * h[i] + (1 - rho) * grad[i] * grad[i];
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps);
    }
}

real predict_rmsprop_first_step(void)
{
    /* 1. Find h after one step, eq:mean-square (4.1), and take its root. */
    return 5; /* h = 0.04 g^2, whose root is g / 5 */
}

real predict_adadelta_second_step(void)
{
    /* 1. Follow h, d and r through the first step, then find h and d. */
    return (real)-2.24; /* h 24, d -8/5, r 24/25; h 399, d -7/5 / 20 times 32 */
}
