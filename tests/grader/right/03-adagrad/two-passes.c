/* Chapter 3 solved in another way: all sums first, pointers, a rate for each
 * parameter. */
#include "contract/adagrad.h"

void adagrad_step(struct adagrad *opt, size_t n, real *theta, const real *grad)
{
    real *h = opt->h;
    for (const real *g = grad; g != grad + n; g++)
        *h++ += pow(*g, 2);
    for (size_t i = n; i-- > 0;) {
        const real rate = opt->lr / (opt->eps + sqrt(opt->h[i]));
        theta[i] = theta[i] - rate * grad[i];
    }
}

void repaired_adagrad_step(struct adagrad *opt, size_t n, real *theta,
                           const real *grad)
{
    adagrad_step(opt, n, theta, grad);
}

real predict_adagrad_fourth_step(void)
{
    return 2 / sqrt(25.0);
}

real predict_sparse_rate(void)
{
    return sqrt(36.0) / 3;
}
