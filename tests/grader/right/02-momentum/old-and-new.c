/* Chapter 2 solved in another way: the shifted form from the old and the new
 * velocity, as lecture notes have it; double inside, differences, backwards. */
#include "contract/momentum.h"

void momentum_step(struct momentum *opt, size_t n, real theta[n],
                   const real grad[n])
{
    for (size_t i = n; i > 0; i--) {
        /* The change of the velocity, not its new value. */
        opt->v[i - 1] +=
            (opt->alpha - 1) * opt->v[i - 1] - opt->lr * grad[i - 1];
        theta[i - 1] = theta[i - 1] + opt->v[i - 1];
    }
}

void nesterov_lookahead(const struct nesterov *opt, size_t n,
                        const real theta[n], real point[n])
{
    for (size_t i = 0; i < n; ++i) {
        const double way = (double)opt->v[i] * (double)opt->alpha;
        point[i] = (real)((double)theta[i] + way);
    }
}

void nesterov_step(struct nesterov *opt, size_t n, real theta[n],
                   const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const double v = (double)opt->alpha * (double)opt->v[i] -
                         (double)opt->lr * (double)grad[i];
        theta[i] = (real)(theta[i] + v);
        opt->v[i] = (real)v;
    }
}

static void shift(struct nesterov *opt, size_t n, real theta[], const real g[])
{
    for (size_t i = 0; i < n; i++) {
        const real before = opt->v[i];
        const real after = -(opt->lr * g[i] - opt->alpha * before);
        opt->v[i] = after;
        theta[i] += -opt->alpha * before + (1 + opt->alpha) * after;
    }
}

void nesterov_shifted_step(struct nesterov *opt, size_t n, real shifted[n],
                           const real grad[n])
{
    shift(opt, n, shifted, grad);
}

void nesterov_unshift(const struct nesterov *opt, size_t n,
                      const real shifted[n], real theta[n])
{
    for (size_t i = 0; i < n; ++i)
        theta[i] = -(opt->alpha * opt->v[i] - shifted[i]);
}

void repaired_nesterov_shifted_step(struct nesterov *opt, size_t n,
                                    real shifted[n], const real grad[n])
{
    shift(opt, n, shifted, grad);
}

real predict_momentum_third_theta(void)
{
    return 32 - 16 - 12 - 5;
}

real predict_nesterov_third_theta(void)
{
    return (real)7 / 4;
}

real predict_terminal_velocity(void)
{
    return (real)(0.01 * 3 / (1 - 0.98));
}
