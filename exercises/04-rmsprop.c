/* Chapter 4, your exercises, graded by `make check-rmsprop`.
 * What each function must do is said in src/contract/rmsprop.h.
 * Put your lines where TODO; stands. */
#include "contract/rmsprop.h"

void rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                  const real grad[n])
{
    /* 1. Keep a share of the mean, and let the new square make up the
     * rest, eq:mean-square (4.1). */
    /* 2. Divide eta g by the root of h plus eps, eq:rmsprop (4.2). */
    TODO;
}

void rmsprop_inside_step(struct rmsprop *opt, size_t n, real theta[n],
                         const real grad[n])
{
    /* 1. Update the mean of the squares, eq:mean-square (4.1). */
    /* 2. Divide eta g by the root of h + eps, eq:rmsprop-inside (4.9). */
    TODO;
}

void average_weights(real rho, size_t n, real weight[n])
{
    /* 1. The newest gradient counts 1 - rho, eq:weights (4.3). */
    /* 2. Each one before it counts rho times as much as its successor. */
    TODO;
}

void adadelta_step(struct adadelta *opt, size_t n, real theta[n],
                   const real grad[n])
{
    /* 1. Update the mean of the squared gradients, eq:adadelta-h (4.11). */
    /* 2. The step: as long as the steps have been so far,
     * eq:adadelta-step (4.12). */
    /* 3. Only then update the mean of the squared steps,
     * eq:adadelta-r (4.13). */
    TODO;
}

/* Published with a wrong sign. */
void repaired_rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                           const real grad[n])
{
    TODO; /* take this line out when you have mended the rest */
    const real lr = opt->lr, rho = opt->rho, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        h[i] = rho * h[i] + (1 + rho) * grad[i] * grad[i];
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps);
    }
}

real predict_rmsprop_first_step(void)
{
    /* 1. Find h after one step, eq:mean-square (4.1), and take its root. */
    TODO;
}

real predict_adadelta_second_step(void)
{
    /* 1. Follow h, d and r through the first step, then find h and d. */
    TODO;
}
