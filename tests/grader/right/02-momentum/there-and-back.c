/* Chapter 2 solved in another way: the shifted form by way of theta, where it
 * comes from; fma; one parameter at a time by recursion. */
#include <stdlib.h>
#include "contract/momentum.h"

/* Deep recursion is no good for a network; halves are. */
static void move(size_t n, real *theta, real *v, const real *g, real alpha,
                 real lr)
{
    if (n > 1) {
        move(n / 2, theta, v, g, alpha, lr);
        move(n - n / 2, theta + n / 2, v + n / 2, g + n / 2, alpha, lr);
        return;
    }
    *v = fma(alpha, *v, -lr * *g);
    *theta = *theta + *v;
}

void momentum_step(struct momentum *opt, size_t n, real theta[n],
                   const real grad[n])
{
    move(n, theta, opt->v, grad, opt->alpha, opt->lr);
}

void nesterov_lookahead(const struct nesterov *opt, size_t n,
                        const real theta[n], real point[n])
{
    for (size_t i = 0; i < n; i++) {
        point[i] = fma(opt->v[i], opt->alpha, theta[i]);
    }
}

void nesterov_step(struct nesterov *opt, size_t n, real theta[n],
                   const real grad[n])
{
    move(n, theta, opt->v, grad, opt->alpha, opt->lr);
}

void nesterov_unshift(const struct nesterov *opt, size_t n,
                      const real shifted[n], real theta[n])
{
    for (size_t i = 0; i < n; i++) {
        theta[i] = fma(-opt->v[i], opt->alpha, shifted[i]);
    }
}

void nesterov_shifted_step(struct nesterov *opt, size_t n, real shifted[n],
                           const real grad[n])
{
    real *theta = malloc(n * sizeof *theta);

    nesterov_unshift(opt, n, shifted, theta);
    nesterov_step(opt, n, theta, grad);
    nesterov_lookahead(opt, n, theta, shifted);
    free(theta);
}

void repaired_nesterov_shifted_step(struct nesterov *opt, size_t n,
                                    real shifted[n], const real grad[n])
{
    const real alpha = opt->alpha, square = alpha * alpha;

    for (size_t i = 0; i < n; i++) {
        const real step = opt->lr * grad[i];

        shifted[i] = shifted[i] + square * opt->v[i] - step - alpha * step;
        opt->v[i] = opt->v[i] * alpha - step;
    }
}

real predict_momentum_third_theta(void)
{
    return -1.0;
}

real predict_nesterov_third_theta(void)
{
    return 2 - 0.25;
}

real predict_terminal_velocity(void)
{
    double v = 0;

    for (int t = 0; t < 2000; t++) {
        v = 0.98 * v + 0.03;
    }
    return (real)v;
}
