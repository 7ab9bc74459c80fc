/* Chapter 4 solved in another way: in double also where real is float, each
 * parameter from beginning to end. */
#include "contract/rmsprop.h"

static double mean_of(double rho, real *mean, double x)
{
    const double next = rho * (double)*mean + x * x - rho * x * x;

    *mean = (real)next;
    return next;
}

void rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                  const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const double h = mean_of(opt->rho, opt->h + i, grad[i]);

        theta[i] = (real)(theta[i] - grad[i] / (sqrt(h) + opt->eps) * opt->lr);
    }
}

void rmsprop_inside_step(struct rmsprop *opt, size_t n, real theta[n],
                         const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const double h = mean_of(opt->rho, opt->h + i, grad[i]);

        theta[i] = (real)(theta[i] - grad[i] / sqrt(h + opt->eps) * opt->lr);
    }
}

void average_weights(real rho, size_t n, real weight[n])
{
    double share = 1.0 - (double)rho;

    while (n-- > 0) {
        weight[n] = (real)share;
        share *= (double)rho;
    }
}

void adadelta_step(struct adadelta *opt, size_t n, real theta[n],
                   const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const double h = mean_of(opt->rho, opt->h + i, grad[i]);
        const double up = sqrt((double)opt->r[i] + (double)opt->eps);
        const double d = -up * (double)grad[i] / sqrt(h + (double)opt->eps);

        theta[i] = (real)((double)theta[i] + d);
        mean_of(opt->rho, opt->r + i, d);
    }
}

void repaired_rmsprop_step(struct rmsprop *opt, size_t n, real theta[n],
                           const real grad[n])
{
    while (n-- > 0) {
        const double h = mean_of(opt->rho, opt->h + n, grad[n]);

        theta[n] -= (real)(opt->lr * (grad[n] / (pow(h, 0.5) + opt->eps)));
    }
}

real predict_rmsprop_first_step(void)
{
    return 5;
}

real predict_adadelta_second_step(void)
{
    double h = 0, r = 0, d = 0;

    for (int t = 0; t < 2; t++) {
        const double g = t == 0 ? 8 : 32;

        h = h * 5 / 8 + g * g * 3 / 8;
        d = -sqrt(1 + r) / sqrt(1 + h) * g;
        r = r * 5 / 8 + d * d * 3 / 8;
    }
    return (real)d;
}
