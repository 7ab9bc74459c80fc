/* Chapter 3, the reference: AdaGrad; see src/contract/adagrad.h. */
#include "contract/adagrad.h"

void adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                  const real grad[n])
{
    const real lr = opt->lr, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        /* 1. Add the square of the gradient to h, eq:adagrad-sum (3.1). */
        h[i] += grad[i] * grad[i]; /* eq:adagrad-sum (3.1) */
        /* 2. Divide eta g by the root of h plus eps, eq:adagrad (3.2). */
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps); /* eq:adagrad (3.2) */
    }
}

/* Published with h_0 and what is added to the root as the same letter. */
void repaired_adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                           const real grad[n])
{
    const real lr = opt->lr, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        h[i] += grad[i] * grad[i];
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps);
    }
}

real predict_adagrad_fourth_step(void)
{
    /* 1. Add up four squares, eq:adagrad-sum (3.1), then take the fourth step,
     * eq:adagrad (3.2). */
    return (real)0.4; /* h = 1 + 4 + 4 + 16 = 25; 4 / 2 / 5 */
}

real predict_sparse_rate(void)
{
    /* 1. Find h of both; the rates are eta over its root,
     * eq:apparent-rate (3.3). */
    return 2; /* 36000 and 1000 times 9 */
}
