/* Chapter 3 solved in another way: in double also where real is float, with a
 * power for the root. */
#include "contract/adagrad.h"

static real take(real *h, real theta, double g, double lr, double eps)
{
    const double sum = *h + g * g;

    *h = (real)sum;
    return (real)(theta - lr * (g / (pow(sum, 0.5) + eps)));
}

void adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                  const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        theta[i] = take(&opt->h[i], theta[i], grad[i], opt->lr, opt->eps);
    }
}

void repaired_adagrad_step(struct adagrad *opt, size_t n, real theta[n],
                           const real grad[n])
{
    while (n-- > 0) {
        theta[n] = take(opt->h + n, theta[n], grad[n], opt->lr, opt->eps);
    }
}

real predict_adagrad_fourth_step(void)
{
    return 0.4;
}

real predict_sparse_rate(void)
{
    const double often = 36000, rarely = 1000 * 9;

    return (1 / sqrt(rarely)) / (1 / sqrt(often));
}
