/* Known mistakes of chapter 5, written once more in another way; see 01-sgd.c.
 */
#include "contract/adam.h"

/* ---- adam_step ----------------------------------------------------------- */

void step_without_correction(struct adam *opt, size_t n, real *theta,
                             const real *grad)
{
    opt->t++;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr / (sqrt(opt->v[i]) + opt->eps) * opt->m[i];
    }
}

void step_without_power(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    opt->t++;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        real up = opt->m[i] / (1 - opt->rho1), low = opt->v[i];
        theta[i] -= opt->lr * up / (opt->eps + sqrt(low / (1 - opt->rho2)));
    }
}

void step_power_one_too_large(struct adam *opt, size_t n, real *theta,
                              const real *grad)
{
    int k = ++opt->t + 1;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_t_stays(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = opt->t + 1;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_only_v_corrected(struct adam *opt, size_t n, real *theta,
                           const real *grad)
{
    double c2 = 1 - pow((double)opt->rho2, ++opt->t);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr * opt->m[i] / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_only_m_corrected(struct adam *opt, size_t n, real *theta,
                           const real *grad)
{
    double c1 = 1 - pow((double)opt->rho1, ++opt->t);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i]));
    }
}

void step_corrections_exchanged(struct adam *opt, size_t n, real *theta,
                                const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c2 / (opt->eps + sqrt(opt->v[i] / c1));
    }
}

void step_eps_inside(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 * pow(opt->v[i] / c2 + opt->eps, -0.5);
    }
}

void step_eps_beside_bare_root(struct adam *opt, size_t n, real *theta,
                               const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    double rate = opt->lr * sqrt(c2) / c1;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= rate * opt->m[i] / (sqrt(opt->v[i]) + opt->eps);
    }
}

void step_eps_added_to_theta(struct adam *opt, size_t n, real *theta,
                             const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr * opt->m[i] / c1 / sqrt(opt->v[i] / c2);
        theta[i] -= opt->eps;
    }
}

void step_shares_exchanged(struct adam *opt, size_t n, real *theta,
                           const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho2, k),
           c2 = 1 - pow((double)opt->rho1, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho2) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho1) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_v_is_a_sum(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += pow(grad[i], 2);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_m_is_a_velocity(struct adam *opt, size_t n, real *theta,
                          const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] = fma(opt->rho1, opt->m[i], grad[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

/* ---- adam_folded_step ---------------------------------------------------- */

void folded_hat_form(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void folded_upside_down(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * c1 / sqrt(c2) * opt->m[i] / (opt->eps + sqrt(opt->v[i]));
    }
}

void folded_rate_kept(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    opt->lr *= sqrt(1 - pow((double)opt->rho2, k));
    opt->lr /= 1 - pow((double)opt->rho1, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr * opt->m[i] / (opt->eps + sqrt(opt->v[i]));
    }
}

void folded_rate_not_used(struct adam *opt, size_t n, real *theta,
                          const real *grad)
{
    ++opt->t;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr * opt->m[i] / (opt->eps + sqrt(opt->v[i]));
    }
}

/* ---- adamw_step ---------------------------------------------------------- */

void decay_in_the_gradient(struct adam *opt, size_t n, real *theta,
                           const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        real g = grad[i] + opt->decay * theta[i];
        opt->m[i] += (1 - opt->rho1) * (g - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (g * g - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void decay_without_rate(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->decay * theta[i];
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void decay_not_at_all(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

/* ---- amsgrad_step -------------------------------------------------------- */

void maximum_not_used(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        if (opt->v[i] > opt->v_max[i])
            opt->v_max[i] = opt->v[i];
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void maximum_of_corrected(struct adam *opt, size_t n, real *theta,
                          const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        if (opt->v[i] / c2 > opt->v_max[i])
            opt->v_max[i] = opt->v[i] / c2;
        theta[i] -= opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v_max[i]));
    }
}

void maximum_not_corrected(struct adam *opt, size_t n, real *theta,
                           const real *grad)
{
    double c1 = 1 - pow((double)opt->rho1, ++opt->t);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        if (opt->v[i] > opt->v_max[i])
            opt->v_max[i] = opt->v[i];
        theta[i] -= opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v_max[i]));
    }
}

void maximum_without_corrections(struct adam *opt, size_t n, real *theta,
                                 const real *grad)
{
    ++opt->t;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        if (opt->v[i] > opt->v_max[i])
            opt->v_max[i] = opt->v[i];
        theta[i] -= opt->lr * opt->m[i] / (opt->eps + sqrt(opt->v_max[i]));
    }
}

/* ---- repairs ------------------------------------------------------------- */

void repair_without_power(struct adam *opt, size_t n, real *theta,
                          const real *grad)
{
    opt->t++;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        real up = opt->m[i] / (1 - opt->rho1), low = opt->v[i];
        theta[i] -= opt->lr * up / (opt->eps + sqrt(low / (1 - opt->rho2)));
    }
}

void mend_as_published(struct adam *opt, size_t n, real *theta,
                       const real *grad)
{
    int k = opt->t + 1;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->eps;
        theta[i] -= opt->lr * opt->m[i] / c1 / sqrt(opt->v[i] / c2);
    }
}

void mend_eps_gone(struct adam *opt, size_t n, real *theta, const real *grad)
{
    int k = ++opt->t;
    double c1 = 1 - pow((double)opt->rho1, k),
           c2 = 1 - pow((double)opt->rho2, k);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -= opt->lr * opt->m[i] / c1 / sqrt(opt->v[i] / c2);
    }
}

/* ---- steps_to ------------------------------------------------------------ */

int count_at_the_bound(real (*loss)(size_t, const real *, real *, void *),
                       void *data,
                       void (*step)(void *, size_t, real *, const real *),
                       void *method, real bound, int most, size_t n,
                       real *theta, real *grad)
{
    int count = 0;
    while (!(loss(n, theta, grad, data) <= bound)) {
        if (count++ == most)
            return -1;
        step(method, n, theta, grad);
    }
    return count;
}

int count_one_too_many(real (*loss)(size_t, const real *, real *, void *),
                       void *data,
                       void (*step)(void *, size_t, real *, const real *),
                       void *method, real bound, int most, size_t n,
                       real *theta, real *grad)
{
    int count = 0;
    while (count++ <= most) {
        if (loss(n, theta, grad, data) < bound)
            return count;
        if (count <= most)
            step(method, n, theta, grad);
    }
    return -1;
}

int count_last_not_looked_at(real (*loss)(size_t, const real *, real *, void *),
                             void *data,
                             void (*step)(void *, size_t, real *, const real *),
                             void *method, real bound, int most, size_t n,
                             real *theta, real *grad)
{
    int count = 0;
    while (count < most) {
        if (loss(n, theta, grad, data) < bound)
            return count;
        step(method, n, theta, grad);
        count++;
    }
    return -1;
}

/* ---- predictions --------------------------------------------------------- */

real predict_turn_sign(void)
{
    return (real)(-0.04 / 0.36);
}

real predict_turn_without_correction(void)
{
    return (real)0.04 / sqrt((real)0.75);
}

real predict_decay_like_sgd(void)
{
    return (real)(0.001 * 0.01 * 2);
}

/* ---- more of the same ---------------------------------------------------- */

void step_leaves_a_remainder(struct adam *opt, size_t n, real *theta,
                             const real *grad)
{
    const int t = ++opt->t;
    const double c1 = 1 - pow((double)opt->rho1, t);
    const double c2 = 1 - pow((double)opt->rho2, t);
    for (size_t k = 0; k < n / 4 * 4; k++) {
        opt->m[k] += (1 - opt->rho1) * (grad[k] - opt->m[k]);
        opt->v[k] += (1 - opt->rho2) * (grad[k] * grad[k] - opt->v[k]);
        theta[k] -=
            opt->lr * opt->m[k] / c1 / (opt->eps + sqrt(opt->v[k] / c2));
    }
}

void step_t_raised_late(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    opt->t++;
    const double c1 = 1 - pow((double)opt->rho1, opt->t - 1);
    const double c2 = 1 - pow((double)opt->rho2, opt->t - 1);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_gradient_in_v(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    const int t = ++opt->t;
    const double c1 = 1 - pow((double)opt->rho1, t);
    const double c2 = 1 - pow((double)opt->rho2, t);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void step_looks_ahead(struct adam *opt, size_t n, real *theta, const real *grad)
{
    const int t = ++opt->t;
    const double c1 = 1 - pow((double)opt->rho1, t);
    const double c2 = 1 - pow((double)opt->rho2, t);
    for (size_t i = 0; i < n; i++) {
        const real g = grad[i], a = opt->rho1;
        opt->m[i] += (1 - a) * (g - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (g * g - opt->v[i]);
        theta[i] -= opt->lr * (a * opt->m[i] + g - a * g) / c1 /
                    (opt->eps + sqrt(opt->v[i] / c2));
    }
}

void folded_m_increment(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    const int t = ++opt->t;
    const double c1 = 1 - pow((double)opt->rho1, t);
    const double c2 = 1 - pow((double)opt->rho2, t);
    for (size_t i = 0; i < n; i++) {
        opt->m[i] = (1 - opt->rho1) * opt->m[i] + opt->rho1 * grad[i];
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * sqrt(c2) / c1 * opt->m[i] / (opt->eps + sqrt(opt->v[i]));
    }
}

void decay_t_raised_twice(struct adam *opt, size_t n, real *theta,
                          const real *grad)
{
    opt->t += 2;
    const double c1 = 1 - pow((double)opt->rho1, opt->t);
    const double c2 = 1 - pow((double)opt->rho2, opt->t);
    for (size_t i = 0; i < n; i++) {
        theta[i] -= opt->lr * opt->decay * theta[i];
        opt->m[i] += (1 - opt->rho1) * (grad[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (grad[i] * grad[i] - opt->v[i]);
        theta[i] -=
            opt->lr * opt->m[i] / c1 / (opt->eps + sqrt(opt->v[i] / c2));
    }
}

int count_stops_at_nan(
    real (*loss)(size_t n, const real theta[n], real grad[n], void *data),
    void *data,
    void (*step)(void *method, size_t n, real theta[n], const real grad[n]),
    void *method, real bound, int most, size_t n, real theta[n], real grad[n])
{
    int t = 0;
    real now = loss(n, theta, grad, data);
    while (now >= bound && t < most) {
        step(method, n, theta, grad);
        now = loss(n, theta, grad, data);
        t++;
    }
    return now < bound ? t : -1;
}
