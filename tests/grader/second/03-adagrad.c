/* Known mistakes of chapter 3, written once more in another way; see 01-sgd.c.
 */
#include "contract/adagrad.h"

/* ---- adagrad_step -------------------------------------------------------- */

void step_root_forgotten(struct adagrad *opt, size_t n, real *theta,
                         const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] = opt->h[i] + pow(grad[i], 2);
        theta[i] -= grad[i] / (opt->eps + opt->h[i]) * opt->lr;
    }
}

void step_h_overwritten(struct adagrad *opt, size_t n, real *theta,
                        const real *grad)
{
    while (n-- > 0) {
        opt->h[n] = pow(grad[n], 2);
        theta[n] -= opt->lr * grad[n] / (fabs(grad[n]) + opt->eps);
    }
}

void step_absolute_values(struct adagrad *opt, size_t n, real *theta,
                          const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] < 0 ? -grad[i] : grad[i];
        theta[i] -= opt->lr * grad[i] / (opt->eps + sqrt(opt->h[i]));
    }
}

void step_eps_inside(struct adagrad *opt, size_t n, real *theta,
                     const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real *h = &opt->h[i];
        *h += grad[i] * grad[i];
        theta[i] -= opt->lr * grad[i] * pow(*h + opt->eps, (real)-0.5);
    }
}

void step_one_h(struct adagrad *opt, size_t n, real *theta, const real *grad)
{
    real norm = 0;
    for (size_t i = 0; i < n; i++)
        norm += grad[i] * grad[i];
    *opt->h += norm;
    const real rate = opt->lr / (sqrt(*opt->h) + opt->eps);
    for (size_t i = 0; i < n; i++)
        theta[i] -= rate * grad[i];
}

void step_old_h(struct adagrad *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= opt->lr / (sqrt(opt->h[i]) + opt->eps) * grad[i];
    for (size_t i = 0; i < n; i++)
        opt->h[i] += grad[i] * grad[i];
}

void step_integer_power(struct adagrad *opt, size_t n, real *theta,
                        const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= opt->lr * grad[i] / (1 + opt->eps);
    }
}

void step_parentheses(struct adagrad *opt, size_t n, real *theta,
                      const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] * grad[i];
        real step = opt->lr * grad[i] / sqrt(opt->h[i]);
        theta[i] = theta[i] - step - opt->eps;
    }
}

void step_h_starts_at_eps(struct adagrad *opt, size_t n, real *theta,
                          const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        if (!opt->h[i])
            opt->h[i] += opt->eps;
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= opt->lr * grad[i] / (sqrt(opt->h[i]) + opt->eps);
    }
}

void step_without_eps(struct adagrad *opt, size_t n, real *theta,
                      const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] * grad[i];
        theta[i] = theta[i] - opt->lr / sqrt(opt->h[i]) * grad[i];
    }
}

void step_uphill(struct adagrad *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= -opt->lr / (sqrt(opt->h[i]) + opt->eps) * grad[i];
    }
}

void step_forgets(struct adagrad *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (grad[i] * grad[i] - opt->h[i]) / 10;
        theta[i] -= opt->lr * grad[i] / (sqrt(opt->h[i]) + opt->eps);
    }
}

void step_h_not_kept(struct adagrad *opt, size_t n, real *theta,
                     const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real root = hypot(sqrt(opt->h[i]), grad[i]);
        theta[i] -= opt->lr * grad[i] / (root + opt->eps);
    }
}

void step_rate_in_the_sum(struct adagrad *opt, size_t n, real *theta,
                          const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real push = opt->lr * grad[i];
        opt->h[i] += push * push;
        theta[i] -= push / (sqrt(opt->h[i]) + opt->eps);
    }
}

void step_gradient_squared(struct adagrad *opt, size_t n, real *theta,
                           const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real square = grad[i] * grad[i];
        opt->h[i] += square;
        theta[i] -= square / (sqrt(opt->h[i]) + opt->eps) * opt->lr;
    }
}

void step_misses_the_last(struct adagrad *opt, size_t n, real *theta,
                          const real *grad)
{
    for (int i = 0; i < (int)n - 1; i++) {
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= opt->lr * grad[i] / (sqrt(opt->h[i]) + opt->eps);
    }
}

/* ---- repaired_adagrad_step ----------------------------------------------- */

void repair_one_letter(struct adagrad *opt, size_t n, real *theta,
                       const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real old = opt->h[i] != 0 ? opt->h[i] : opt->eps;
        opt->h[i] = old + grad[i] * grad[i];
        theta[i] -= opt->lr * grad[i] / (opt->eps + sqrt(opt->h[i]));
    }
}

void repair_eps_inside(struct adagrad *opt, size_t n, real *theta,
                       const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= opt->lr / sqrt(opt->eps + opt->h[i]) * grad[i];
    }
}

void repair_eps_gone(struct adagrad *opt, size_t n, real *theta,
                     const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= opt->lr / sqrt(opt->h[i]) * grad[i];
    }
}

/* ---- predictions --------------------------------------------------------- */

real predict_step_sizes_added(void)
{
    return (real)0.5 * 4 / (1 + 2 + 2 + 4);
}

real predict_step_fourth_left_out(void)
{
    return (real)0.5 * 4 / sqrt((real)(1 + 4 + 4));
}

real predict_rate_upside_down(void)
{
    return sqrt((real)9000 / 36000);
}

real predict_rate_not_squared(void)
{
    return sqrt((real)36000 / 3000);
}

/* ---- more of the same ---------------------------------------------------- */

void step_leaves_a_remainder(struct adagrad *opt, size_t n, real *theta,
                             const real *grad)
{
    for (size_t i = 0; i + 3 < n; i += 4) {
        for (size_t k = i; k < i + 4; k++) {
            opt->h[k] += grad[k] * grad[k];
            theta[k] -= opt->lr / (sqrt(opt->h[k]) + opt->eps) * grad[k];
        }
    }
}

void step_not_squared(struct adagrad *opt, size_t n, real *theta,
                      const real *grad)
{
    while (n-- > 0) {
        opt->h[n] = opt->h[n] + grad[n];
        theta[n] -= opt->lr * grad[n] / (opt->eps + sqrt(opt->h[n]));
    }
}

void step_root_stored(struct adagrad *opt, size_t n, real *theta,
                      const real *grad)
{
    while (n-- > 0) {
        opt->h[n] = sqrt(opt->h[n] + grad[n] * grad[n]);
        theta[n] -= opt->lr / (opt->eps + opt->h[n]) * grad[n];
    }
}

void step_eps_fixed(struct adagrad *opt, size_t n, real *theta,
                    const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real g = grad[i], h = opt->h[i] + g * g;
        opt->h[i] = h;
        theta[i] -= opt->lr * (g / (1.0e-7 + sqrt(h)));
    }
}

void step_misses_the_first(struct adagrad *opt, size_t n, real *theta,
                           const real *grad)
{
    while (--n > 0) {
        opt->h[n] += grad[n] * grad[n];
        theta[n] -= opt->lr * grad[n] / (sqrt(opt->h[n]) + opt->eps);
    }
}
