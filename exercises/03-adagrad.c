/* Chapter 3, your exercises, graded by `make check-adagrad`.
 * What each function must do is said in src/contract/adagrad.h.
 * Put your lines where TODO; stands. */
#include "contract/adagrad.h"

void adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                  const real grad[n])
{
    /* 1. Add the square of the gradient to h, eq:adagrad-sum (3.1). */
    /* 2. Divide eta g by the root of h plus eps, eq:adagrad (3.2). */
    TODO;
}

/* Published with h_0 and what is added to the root as the same letter. */
void repaired_adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                           const real grad[n])
{
    TODO; /* take this line out when you have mended the rest */
    const real lr = opt->lr, eps = opt->eps;
    real *restrict h = opt->h;

    for (size_t i = 0; i < n; i++) {
        if (h[i] == 0) {
            h[i] = eps; /* h_0 */
        }
        h[i] += grad[i] * grad[i];
        theta[i] -= lr * grad[i] / (sqrt(h[i]) + eps);
    }
}

real predict_adagrad_fourth_step(void)
{
    /* 1. Add up four squares, eq:adagrad-sum (3.1), then take the fourth step,
     * eq:adagrad (3.2). */
    TODO;
}

real predict_sparse_rate(void)
{
    /* 1. Find h of both; the rates are eta over its root,
     * eq:apparent-rate (3.3). */
    TODO;
}
