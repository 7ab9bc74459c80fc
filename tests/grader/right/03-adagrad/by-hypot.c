/* Chapter 3 solved in another way: the root as the length of a vector that gets
 * one more component at each step. */
#include "contract/adagrad.h"

void adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                  const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const real length = hypot(sqrt(opt->h[i]), grad[i]);

        opt->h[i] = fma(grad[i], grad[i], opt->h[i]);
        theta[i] -= grad[i] / (length + opt->eps) * opt->lr;
    }
}

void repaired_adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                           const real grad[n])
{
    const real negative = -opt->lr;

    for (size_t i = 0; i < n; i++) {
        const real g = grad[i], root = sqrt(opt->h[i] += g * g);

        theta[i] += negative * g / (root + opt->eps);
    }
}

real predict_adagrad_fourth_step(void)
{
    real h = 0;

    for (int k = 0; k < 4; k++) {
        const real g[] = {1, 2, 2, 4};
        h += g[k] * g[k];
    }
    return 4 / (2 * sqrt(h));
}

real predict_sparse_rate(void)
{
    return 2;
}
