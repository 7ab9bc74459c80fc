/* Chapter 4 solved in another way: the means by their change, pointers, powers
 * for the weights. */
#include "contract/rmsprop.h"

static void update(size_t n, real *mean, const real *x, real rho)
{
    for (const real *end = x + n; x < end; x++, mean++)
        *mean += (1 - rho) * (*x * *x - *mean);
}

void rmsprop_step(struct rmsprop *opt, size_t n, real *theta, const real *grad)
{
    update(n, opt->h, grad, opt->rho);
    for (size_t i = n; i-- > 0;)
        theta[i] -= opt->lr / (opt->eps + sqrt(opt->h[i])) * grad[i];
}

void rmsprop_inside_step(struct rmsprop *opt, size_t n, real *theta,
                         const real *grad)
{
    update(n, opt->h, grad, opt->rho);
    for (size_t i = n; i-- > 0;)
        theta[i] -= opt->lr * pow(opt->eps + opt->h[i], (real)-0.5) * grad[i];
}

void average_weights(real rho, size_t n, real *weight)
{
    for (size_t k = 1; k <= n; k++)
        weight[k - 1] = (1 - rho) * pow(rho, (real)(n - k));
}

void adadelta_step(struct adadelta *opt, size_t n, real *theta,
                   const real *grad)
{
    update(n, opt->h, grad, opt->rho);
    for (size_t i = 0; i < n; i++) {
        const real ratio = (opt->r[i] + opt->eps) / (opt->h[i] + opt->eps);
        const real move = sqrt(ratio) * grad[i];
        theta[i] = theta[i] - move;
        update(1, &opt->r[i], &move, opt->rho);
    }
}

void repaired_rmsprop_step(struct rmsprop *opt, size_t n, real *theta,
                           const real *grad)
{
    rmsprop_step(opt, n, theta, grad);
}

real predict_rmsprop_first_step(void)
{
    return 1 / sqrt(0.04);
}

real predict_adadelta_second_step(void)
{
    return -56.0 / 25;
}
