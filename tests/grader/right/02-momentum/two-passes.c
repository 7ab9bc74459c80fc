/* Chapter 2 solved in another way: all velocities first, pointers, the shifted
 * form with the new velocity as Keras has it. */
#include "contract/momentum.h"

static void push(size_t n, real *v, const real *grad, real alpha, real lr)
{
    for (const real *end = v + n; v < end; v++, grad++)
        *v = *v * alpha - *grad * lr;
}

static void add(size_t n, real *to, const real *v, real share)
{
    while (n-- > 0)
        to[n] = share * v[n] + to[n];
}

void momentum_step(struct momentum *opt, size_t n, real *theta,
                   const real *grad)
{
    push(n, opt->v, grad, opt->alpha, opt->lr);
    add(n, theta, opt->v, 1);
}

void nesterov_lookahead(const struct nesterov *opt, size_t n, const real *theta,
                        real *point)
{
    for (size_t i = n; i-- > 0;)
        point[i] = theta[i];
    add(n, point, opt->v, opt->alpha);
}

void nesterov_step(struct nesterov *opt, size_t n, real *theta,
                   const real *grad)
{
    struct momentum same = {opt->lr, opt->alpha, opt->v};
    momentum_step(&same, n, theta, grad);
}

void nesterov_shifted_step(struct nesterov *opt, size_t n, real *shifted,
                           const real *grad)
{
    push(n, opt->v, grad, opt->alpha, opt->lr);
    add(n, shifted, opt->v, opt->alpha);
    add(n, shifted, grad, -opt->lr);
}

void nesterov_unshift(const struct nesterov *opt, size_t n, const real *shifted,
                      real *theta)
{
    for (size_t i = 0; i < n; i++)
        theta[i] = shifted[i];
    add(n, theta, opt->v, -opt->alpha);
}

void repaired_nesterov_shifted_step(struct nesterov *opt, size_t n,
                                    real *shifted, const real *grad)
{
    nesterov_shifted_step(opt, n, shifted, grad);
}

real predict_momentum_third_theta(void)
{
    real theta = 32, v = 0;
    for (int t = 0; t < 3; t++)
        theta += v = v / 4 - theta / 2;
    return theta;
}

real predict_nesterov_third_theta(void)
{
    real theta = 32, v = 0;
    for (int t = 0; t < 3; t++)
        theta += v = v / 4 - (theta + v / 4) / 2;
    return theta;
}

real predict_terminal_velocity(void)
{
    return 1.5;
}
