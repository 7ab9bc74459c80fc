/* Chapter 4 solved in another way: all means first, fma, a step computed before
 * it is taken. */
#include <stdlib.h>
#include "contract/rmsprop.h"

void rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                  const real grad[n])
{
    const real fresh = 1 - opt->rho;

    for (size_t i = 0; i < n; i++) {
        opt->h[i] = fma(opt->rho, opt->h[i], fresh * (grad[i] * grad[i]));
    }
    for (size_t i = 0; i < n; i++) {
        const real divisor = opt->eps + sqrt(opt->h[i]);

        theta[i] = fma(-opt->lr / divisor, grad[i], theta[i]);
    }
}

void rmsprop_inside_step(struct rmsprop *opt, size_t n, real theta[n],
                         const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const real g = grad[i];

        opt->h[i] = opt->rho * opt->h[i] + g * g * (1 - opt->rho);
        theta[i] -= g / sqrt(opt->eps + opt->h[i]) * opt->lr;
    }
}

void average_weights(real rho, size_t n, real weight[n])
{
    for (size_t k = 0; k < n; k++) {
        weight[k] = 1 - rho;
        for (size_t later = k + 1; later < n; later++) {
            weight[k] *= rho;
        }
    }
}

void adadelta_step(struct adadelta *opt, size_t n, real theta[n],
                   const real grad[n])
{
    const real fresh = 1 - opt->rho;
    real *d = malloc(n * sizeof *d);

    for (size_t i = 0; i < n; i++) {
        opt->h[i] = fma(fresh, grad[i] * grad[i], opt->rho * opt->h[i]);
        d[i] = sqrt(opt->r[i] + opt->eps) * grad[i];
        d[i] /= sqrt(opt->h[i] + opt->eps);
    }
    for (size_t i = 0; i < n; i++) {
        opt->r[i] = fma(fresh, d[i] * d[i], opt->rho * opt->r[i]);
        theta[i] -= d[i];
    }
    free(d);
}

void repaired_rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                           const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const real old = opt->rho * opt->h[i];
        const real fresh = grad[i] * grad[i] - opt->rho * grad[i] * grad[i];

        opt->h[i] = old + fresh;
        theta[i] += -opt->lr * grad[i] / (opt->eps + sqrt(opt->h[i]));
    }
}

real predict_rmsprop_first_step(void)
{
    return 10.0 / 2;
}

real predict_adadelta_second_step(void)
{
    return -2.24;
}
