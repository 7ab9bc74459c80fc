/* Known mistakes of chapter 4, written once more in another way; see 01-sgd.c.
 */
#include "contract/rmsprop.h"

/* ---- rmsprop_step -------------------------------------------------------- */

void step_plus_for_minus(struct rmsprop *opt, size_t n, real *theta,
                         const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] *= opt->rho;
        opt->h[i] += (opt->rho + 1) * pow(grad[i], 2);
        theta[i] -= opt->lr * grad[i] / (opt->eps + sqrt(opt->h[i]));
    }
}

void step_weights_exchanged(struct rmsprop *opt, size_t n, real *theta,
                            const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += opt->rho * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= opt->lr / (sqrt(opt->h[i]) + opt->eps) * grad[i];
    }
}

void step_eps_inside(struct rmsprop *opt, size_t n, real *theta,
                     const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= opt->lr * grad[i] * pow(opt->h[i] + opt->eps, (real)-0.5);
    }
}

void step_is_a_sum(struct rmsprop *opt, size_t n, real *theta, const real *grad)
{
    while (n-- > 0) {
        opt->h[n] = opt->h[n] + grad[n] * grad[n];
        theta[n] -= opt->lr * grad[n] / (opt->eps + sqrt(opt->h[n]));
    }
}

void step_absolute_value(struct rmsprop *opt, size_t n, real *theta,
                         const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real size = grad[i] < 0 ? -grad[i] : grad[i];
        opt->h[i] += (1 - opt->rho) * (size - opt->h[i]);
        theta[i] -= opt->lr * grad[i] / (opt->eps + sqrt(opt->h[i]));
    }
}

void step_rho_on_all(struct rmsprop *opt, size_t n, real *theta,
                     const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * grad[i] * grad[i];
        opt->h[i] *= opt->rho;
        theta[i] -= opt->lr * grad[i] / (opt->eps + sqrt(opt->h[i]));
    }
}

void step_without_one_minus_rho(struct rmsprop *opt, size_t n, real *theta,
                                const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] = fma(grad[i], grad[i], opt->rho * opt->h[i]);
        theta[i] -= opt->lr / (opt->eps + sqrt(opt->h[i])) * grad[i];
    }
}

void step_old_h(struct rmsprop *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= opt->lr * grad[i] / (sqrt(opt->h[i]) + opt->eps);
    for (size_t i = 0; i < n; i++)
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
}

void step_without_eps(struct rmsprop *opt, size_t n, real *theta,
                      const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] = theta[i] - opt->lr / sqrt(opt->h[i]) * grad[i];
    }
}

void step_root_forgotten(struct rmsprop *opt, size_t n, real *theta,
                         const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] = theta[i] - opt->lr / (opt->eps + opt->h[i]) * grad[i];
    }
}

void step_uphill(struct rmsprop *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= -opt->lr / (opt->eps + sqrt(opt->h[i])) * grad[i];
    }
}

void step_h_not_kept(struct rmsprop *opt, size_t n, real *theta,
                     const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real h = opt->h[i];
        h += (1 - opt->rho) * (grad[i] * grad[i] - h);
        theta[i] -= opt->lr * grad[i] / (opt->eps + sqrt(h));
    }
}

/* ---- rmsprop_inside_step ------------------------------------------------- */

void inside_eps_outside(struct rmsprop *opt, size_t n, real *theta,
                        const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= grad[i] / (opt->eps + sqrt(opt->h[i])) * opt->lr;
    }
}

void inside_two_roots(struct rmsprop *opt, size_t n, real *theta,
                      const real *grad)
{
    const real root = pow(opt->eps, (real)0.5);
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= grad[i] / (root + sqrt(opt->h[i])) * opt->lr;
    }
}

void inside_eps_squared(struct rmsprop *opt, size_t n, real *theta,
                        const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= grad[i] / hypot(opt->eps, sqrt(opt->h[i])) * opt->lr;
    }
}

void inside_plus_for_minus(struct rmsprop *opt, size_t n, real *theta,
                           const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] = opt->rho * (opt->h[i] + grad[i] * grad[i]);
        opt->h[i] += grad[i] * grad[i];
        theta[i] -= grad[i] / sqrt(opt->eps + opt->h[i]) * opt->lr;
    }
}

/* ---- average_weights ----------------------------------------------------- */

void weights_newest_first(real rho, size_t n, real *weight)
{
    for (size_t k = 0; k < n; k++)
        weight[k] = (1 - rho) * pow(rho, (real)k);
}

void weights_without_one_minus_rho(real rho, size_t n, real *weight)
{
    for (size_t k = 1; k <= n; k++)
        weight[k - 1] = pow(rho, (real)(n - k));
}

void weights_fade_by_one_minus_rho(real rho, size_t n, real *weight)
{
    for (size_t k = 1; k <= n; k++)
        weight[k - 1] = pow(1 - rho, (real)(n - k + 1));
}

void weights_made_to_add_up(real rho, size_t n, real *weight)
{
    real sum = 0;
    for (size_t k = 1; k <= n; k++)
        sum += weight[k - 1] = pow(rho, (real)(n - k));
    for (size_t k = 0; k < n; k++)
        weight[k] /= sum;
}

void weights_one_step_late(real rho, size_t n, real *weight)
{
    for (size_t k = 1; k <= n; k++)
        weight[k - 1] = (1 - rho) * pow(rho, (real)(n - k + 1));
}

/* ---- adadelta_step ------------------------------------------------------- */

void delta_uphill(struct adadelta *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        real d =
            grad[i] * sqrt((opt->eps + opt->r[i]) / (opt->eps + opt->h[i]));
        theta[i] += d;
        opt->r[i] += (1 - opt->rho) * (d * d - opt->r[i]);
    }
}

void delta_eps_outside(struct adadelta *opt, size_t n, real *theta,
                       const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        real d = grad[i] / (sqrt(opt->h[i]) + opt->eps);
        d *= opt->eps + sqrt(opt->r[i]);
        theta[i] -= d;
        opt->r[i] += (1 - opt->rho) * (d * d - opt->r[i]);
    }
}

void delta_r_of_gradients(struct adadelta *opt, size_t n, real *theta,
                          const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real square = grad[i] * grad[i];
        opt->h[i] += (1 - opt->rho) * (square - opt->h[i]);
        theta[i] -=
            grad[i] * sqrt((opt->eps + opt->r[i]) / (opt->eps + opt->h[i]));
        opt->r[i] += (1 - opt->rho) * (square - opt->r[i]);
    }
}

void delta_keras_rate(struct adadelta *opt, size_t n, real *theta,
                      const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        real d =
            grad[i] * sqrt((opt->eps + opt->r[i]) / (opt->eps + opt->h[i]));
        theta[i] -= d / 1000;
        opt->r[i] += (1 - opt->rho) * (d * d - opt->r[i]);
    }
}

void delta_upside_down(struct adadelta *opt, size_t n, real *theta,
                       const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        real d =
            grad[i] * sqrt((opt->eps + opt->h[i]) / (opt->eps + opt->r[i]));
        theta[i] -= d;
        opt->r[i] += (1 - opt->rho) * (d * d - opt->r[i]);
    }
}

void delta_r_stays(struct adadelta *opt, size_t n, real *theta,
                   const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -=
            grad[i] * sqrt((opt->eps + opt->r[i]) / (opt->eps + opt->h[i]));
    }
}

void delta_new_r(struct adadelta *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += (1 - opt->rho) * (grad[i] * grad[i] - opt->h[i]);
        const real below = sqrt(opt->eps + opt->h[i]);
        const real first = grad[i] * sqrt(opt->eps + opt->r[i]) / below;
        opt->r[i] += (1 - opt->rho) * (first * first - opt->r[i]);
        theta[i] -= grad[i] * sqrt(opt->eps + opt->r[i]) / below;
    }
}

/* ---- repaired_rmsprop_step ----------------------------------------------- */

void repair_plus_for_minus(struct rmsprop *opt, size_t n, real *theta,
                           const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real g = grad[i];
        opt->h[i] = opt->rho * opt->h[i] + g * g + opt->rho * g * g;
        theta[i] -= opt->lr / (opt->eps + sqrt(opt->h[i])) * g;
    }
}

void repair_weights_exchanged(struct rmsprop *opt, size_t n, real *theta,
                              const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->h[i] += opt->rho * (grad[i] * grad[i] - opt->h[i]);
        theta[i] -= opt->lr / (opt->eps + sqrt(opt->h[i])) * grad[i];
    }
}

/* ---- predictions --------------------------------------------------------- */

real predict_first_root_forgotten(void)
{
    return (real)1 / (real)0.04;
}

real predict_first_upside_down(void)
{
    return sqrt(1 - (real)0.96);
}

real predict_second_sign(void)
{
    return (real)(1.4 / 20 * 32);
}

real predict_second_theta(void)
{
    return (real)(-1.6 - 2.24);
}

/* ---- more of the same ---------------------------------------------------- */

void step_leaves_a_remainder(struct rmsprop *opt, size_t n, real *theta,
                             const real *grad)
{
    for (size_t i = 0; i + 3 < n; i += 4) {
        for (size_t k = i; k < i + 4; k++) {
            opt->h[k] += (1 - opt->rho) * (grad[k] * grad[k] - opt->h[k]);
            theta[k] -= opt->lr / (sqrt(opt->h[k]) + opt->eps) * grad[k];
        }
    }
}

void step_root_stored(struct rmsprop *opt, size_t n, real *theta,
                      const real *grad)
{
    while (n-- > 0) {
        const real g = grad[n];
        opt->h[n] = sqrt(opt->h[n] * opt->rho + g * g * (1 - opt->rho));
        theta[n] -= opt->lr / (opt->eps + opt->h[n]) * g;
    }
}

void step_newest_alone(struct rmsprop *opt, size_t n, real *theta,
                       const real *grad)
{
    while (n-- > 0) {
        opt->h[n] = grad[n] * grad[n];
        opt->h[n] *= 1 - opt->rho;
        theta[n] -= opt->lr / (opt->eps + sqrt(opt->h[n])) * grad[n];
    }
}

void inside_weights_exchanged(struct rmsprop *opt, size_t n, real *theta,
                              const real *grad)
{
    while (n-- > 0) {
        opt->h[n] += opt->rho * (grad[n] * grad[n] - opt->h[n]);
        theta[n] -= opt->lr / sqrt(opt->eps + opt->h[n]) * grad[n];
    }
}

void inside_without_weight(struct rmsprop *opt, size_t n, real *theta,
                           const real *grad)
{
    while (n-- > 0) {
        opt->h[n] *= opt->rho;
        opt->h[n] += grad[n] * grad[n];
        theta[n] -= opt->lr * (grad[n] / sqrt(opt->eps + opt->h[n]));
    }
}

void delta_roots_forgotten(struct adadelta *opt, size_t n, real *theta,
                           const real *grad)
{
    while (n-- > 0) {
        const real g = grad[n], keep = opt->rho;
        opt->h[n] += (1 - keep) * (g * g - opt->h[n]);
        const real d = g * (opt->r[n] + opt->eps) / (opt->h[n] + opt->eps);
        theta[n] -= d;
        opt->r[n] += (1 - keep) * (d * d - opt->r[n]);
    }
}

void delta_r_without_weight(struct adadelta *opt, size_t n, real *theta,
                            const real *grad)
{
    while (n-- > 0) {
        const real g = grad[n], keep = opt->rho;
        opt->h[n] += (1 - keep) * (g * g - opt->h[n]);
        const real d =
            g * sqrt((opt->r[n] + opt->eps) / (opt->h[n] + opt->eps));
        theta[n] -= d;
        opt->r[n] *= keep;
        opt->r[n] += d * d;
    }
}

void weights_from_the_oldest(real rho, size_t n, real *weight)
{
    real w = 1 - rho;
    for (size_t k = 1; k < n; k++) {
        w *= rho;
    }
    for (size_t k = 0; k < n; k++) {
        weight[k] = w;
        w /= rho;
    }
}
