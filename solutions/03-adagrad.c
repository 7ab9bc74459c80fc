/* Chapter 3, the reference: AdaGrad; see src/contract/adagrad.h. */
#include "contract/adagrad.h"

void adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                  const real grad[n])
{
    const real lr = opt->lr, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        /* 1. Add the square of the gradient to what is there. */
        h[i] += grad[i] * grad[i];
        /* 2. Divide the learning rate by the root of this sum, plus eps. */
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps);
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
    /* 1. Add up four squares, and divide eta times the last gradient. */
    return (real)0.4; /* h = 1 + 4 + 4 + 16 = 25; 4 / 2 / 5 */
}

real predict_sparse_rate(void)
{
    /* 1. Find h of both, and take the root of what one is of the other. */
    return 2; /* 36000 and 1000 * 9 */
}
