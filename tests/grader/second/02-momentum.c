/* Known mistakes of chapter 2, written once more in another way; see 01-sgd.c.
 */
#include <string.h>
#include "contract/momentum.h"

/* ---- momentum_step ------------------------------------------------------- */

void momentum_uphill(struct momentum *opt, size_t n, real *theta,
                     const real *grad)
{
    while (n-- > 0) {
        opt->v[n] *= opt->alpha;
        opt->v[n] += grad[n] * opt->lr;
        theta[n] = theta[n] + opt->v[n];
    }
}

void momentum_subtracts_velocity(struct momentum *opt, size_t n, real *theta,
                                 const real *grad)
{
    for (size_t i = 0; i != n; ++i) {
        real v = -(opt->lr * grad[i]) + opt->alpha * opt->v[i];
        theta[i] = theta[i] - v;
        opt->v[i] = v;
    }
}

void momentum_old_velocity(struct momentum *opt, size_t n, real *theta,
                           const real *grad)
{
    for (size_t i = 0; i < n; i++)
        theta[i] = opt->v[i] + theta[i];
    for (size_t i = 0; i < n; i++)
        opt->v[i] = opt->v[i] * opt->alpha - grad[i] * opt->lr;
}

void momentum_is_average(struct momentum *opt, size_t n, real *theta,
                         const real *grad)
{
    const real beta = opt->alpha;
    for (size_t i = 0; i < n; i++) {
        real step = opt->lr * grad[i];
        opt->v[i] += (1 - beta) * (-step - opt->v[i]);
        theta[i] += opt->v[i];
    }
}

void momentum_without_friction(struct momentum *opt, size_t n, real *theta,
                               const real *grad)
{
    for (real *v = opt->v; v < opt->v + n; v++)
        *theta++ += *v -= opt->lr * *grad++;
}

void momentum_rate_twice(struct momentum *opt, size_t n, real *theta,
                         const real *grad)
{
    const real eta = opt->lr;
    for (size_t i = 0; i < n; i++) {
        opt->v[i] = opt->alpha * opt->v[i] - eta * grad[i];
        real move = opt->v[i] * eta;
        theta[i] = move + theta[i];
    }
}

void momentum_one_velocity(struct momentum *opt, size_t n, real *theta,
                           const real *grad)
{
    real v = *opt->v;
    for (size_t i = 0; i < n; i++) {
        v = v * opt->alpha - opt->lr * grad[i];
        theta[i] += v;
    }
    *opt->v = v;
}

void momentum_gradient_on_top(struct momentum *opt, size_t n, real *theta,
                              const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real push = opt->lr * grad[i];
        opt->v[i] = opt->alpha * opt->v[i] - push;
        theta[i] = theta[i] - push;
        theta[i] = theta[i] + opt->v[i];
    }
}

void momentum_rate_outside(struct momentum *opt, size_t n, real *theta,
                           const real *grad)
{
    real *buffer = opt->v;
    for (size_t i = 0; i < n; i++)
        buffer[i] = grad[i] + opt->alpha * buffer[i];
    for (size_t i = 0; i < n; i++)
        theta[i] = theta[i] - buffer[i] * opt->lr;
}

void momentum_velocity_not_kept(struct momentum *opt, size_t n, real *theta,
                                const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real v = opt->v[i];
        v *= opt->alpha;
        v -= opt->lr * grad[i];
        theta[i] += v;
    }
}

void momentum_alpha_on_gradient(struct momentum *opt, size_t n, real *theta,
                                const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] = opt->alpha * opt->v[i] - opt->alpha * opt->lr * grad[i];
        theta[i] += opt->v[i];
    }
}

void momentum_alpha_forgotten(struct momentum *opt, size_t n, real *theta,
                              const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        theta[i] -= opt->lr * grad[i];
        opt->v[i] = -opt->lr * grad[i];
    }
}

void momentum_misses_the_last(struct momentum *opt, size_t n, real *theta,
                              const real *grad)
{
    for (int i = 0; i < (int)n - 1; i++) {
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i];
        theta[i] += opt->v[i];
    }
}

/* ---- nesterov_lookahead -------------------------------------------------- */

void ahead_by_the_whole_velocity(const struct nesterov *opt, size_t n,
                                 const real *theta, real *point)
{
    memcpy(point, theta, n * sizeof *point);
    while (n-- > 0)
        point[n] += opt->v[n];
}

void ahead_backward(const struct nesterov *opt, size_t n, const real *theta,
                    real *point)
{
    for (size_t i = 0; i < n; i++)
        point[i] = -opt->v[i] * opt->alpha + theta[i];
}

void ahead_not_at_all(const struct nesterov *opt, size_t n, const real *theta,
                      real *point)
{
    (void)opt;
    memcpy(point, theta, n * sizeof *point);
}

void ahead_alpha_squared(const struct nesterov *opt, size_t n,
                         const real *theta, real *point)
{
    const real a = pow(opt->alpha, 2);
    for (size_t i = 0; i < n; i++)
        point[i] = fma(a, opt->v[i], theta[i]);
}

/* ---- nesterov_step ------------------------------------------------------- */

void nesterov_looks_ahead_twice(struct nesterov *opt, size_t n, real *theta,
                                const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real carried = opt->alpha * opt->v[i];
        opt->v[i] = carried - opt->lr * grad[i];
        theta[i] = theta[i] + carried + opt->v[i];
    }
}

void nesterov_alpha_on_gradient(struct nesterov *opt, size_t n, real *theta,
                                const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] -= opt->lr * grad[i];
        opt->v[i] *= opt->alpha;
        theta[i] += opt->v[i];
    }
}

void nesterov_velocity_fades_twice(struct nesterov *opt, size_t n, real *theta,
                                   const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real ahead = opt->alpha * opt->v[i];
        opt->v[i] = opt->alpha * ahead - grad[i] * opt->lr;
        theta[i] += opt->v[i];
    }
}

void nesterov_shifted_formula(struct nesterov *opt, size_t n, real *theta,
                              const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i];
        theta[i] += opt->alpha * opt->v[i] - opt->lr * grad[i];
    }
}

void nesterov_old_velocity(struct nesterov *opt, size_t n, real *theta,
                           const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real before = opt->v[i];
        opt->v[i] = opt->alpha * before - opt->lr * grad[i];
        theta[i] += before;
    }
}

void nesterov_is_average(struct nesterov *opt, size_t n, real *theta,
                         const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i] +
                    opt->alpha * opt->lr * grad[i];
        theta[i] += opt->v[i];
    }
}

/* ---- nesterov_shifted_step ----------------------------------------------- */

void shifted_wrong_order(struct nesterov *opt, size_t n, real *x,
                         const real *grad)
{
    const real a = opt->alpha;
    for (size_t i = 0; i < n; i++) {
        opt->v[i] *= a;
        opt->v[i] -= opt->lr * grad[i];
        x[i] += a * a * opt->v[i];
        x[i] -= (1 + a) * opt->lr * grad[i];
    }
}

void shifted_alpha_not_squared(struct nesterov *opt, size_t n, real *x,
                               const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real carried = opt->alpha * opt->v[i], push = opt->lr * grad[i];
        x[i] = x[i] + carried - push - opt->alpha * push;
        opt->v[i] = carried - push;
    }
}

void shifted_gradient_once(struct nesterov *opt, size_t n, real *x,
                           const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        x[i] -= opt->lr * grad[i];
        x[i] += pow(opt->alpha, 2) * opt->v[i];
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i];
    }
}

void shifted_gradient_dropped(struct nesterov *opt, size_t n, real *x,
                              const real *grad)
{
    const real a = opt->alpha;
    for (size_t i = 0; i < n; i++) {
        x[i] += a * a * opt->v[i] - a * opt->lr * grad[i];
        opt->v[i] = a * opt->v[i] - opt->lr * grad[i];
    }
}

void shifted_velocity_stays(struct nesterov *opt, size_t n, real *x,
                            const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        const real v = opt->alpha * opt->v[i] - opt->lr * grad[i];
        x[i] += opt->alpha * v - opt->lr * grad[i];
    }
}

void shifted_old_look_ahead_stays(struct nesterov *opt, size_t n, real *x,
                                  const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i];
        x[i] += (1 + opt->alpha) * opt->v[i];
    }
}

void shifted_is_momentum(struct nesterov *opt, size_t n, real *x,
                         const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        x[i] += opt->alpha * opt->v[i] - opt->lr * grad[i];
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i];
    }
}

void shifted_parentheses(struct nesterov *opt, size_t n, real *x,
                         const real *grad)
{
    const real a = opt->alpha;
    for (size_t i = 0; i < n; i++) {
        x[i] = x[i] + a * a * opt->v[i] - 1 + a * opt->lr * grad[i];
        opt->v[i] = a * opt->v[i] - opt->lr * grad[i];
    }
}

/* ---- nesterov_unshift ---------------------------------------------------- */

void unshift_nothing(const struct nesterov *opt, size_t n, const real *x,
                     real *theta)
{
    while (opt != NULL && n-- > 0)
        *theta++ = *x++;
}

void unshift_further_ahead(const struct nesterov *opt, size_t n, const real *x,
                           real *theta)
{
    for (size_t i = 0; i < n; i++)
        theta[i] = opt->v[i] * opt->alpha + x[i];
}

void unshift_alpha_squared(const struct nesterov *opt, size_t n, const real *x,
                           real *theta)
{
    for (size_t i = 0; i < n; i++)
        theta[i] = x[i] - opt->alpha * (opt->alpha * opt->v[i]);
}

void unshift_from_old_theta(const struct nesterov *opt, size_t n, const real *x,
                            real *theta)
{
    (void)x;
    for (size_t i = 0; i < n; i++)
        theta[i] = theta[i] - opt->v[i] * opt->alpha;
}

/* ---- repaired_nesterov_shifted_step -------------------------------------- */

void repair_wrong_order(struct nesterov *opt, size_t n, real *x,
                        const real *grad)
{
    const real a = opt->alpha;
    for (size_t i = 0; i < n; i++) {
        const real push = opt->lr * grad[i], v = opt->v[i];
        x[i] += a * a * a * v - (1 + a + a * a) * push;
        opt->v[i] = a * v - push;
    }
}

void repair_is_momentum(struct nesterov *opt, size_t n, real *x,
                        const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] = opt->v[i] * opt->alpha - grad[i] * opt->lr;
        x[i] = x[i] + opt->v[i];
    }
}

/* ---- predictions --------------------------------------------------------- */

real predict_momentum_gradient_descent(void)
{
    real theta = 32;
    for (int t = 0; t < 3; t++)
        theta -= theta / 2;
    return theta;
}

real predict_momentum_exchanged(void)
{
    real theta = 32, v = 0;
    for (int t = 0; t < 3; t++) {
        v = v / 2 - theta / 4;
        theta += v;
    }
    return theta;
}

real predict_momentum_average(void)
{
    real theta = 32, v = 0;
    for (int t = 0; t < 3; t++) {
        v = (real)0.25 * v - (real)0.75 * theta / 2;
        theta += v;
    }
    return theta;
}

real predict_nesterov_whole_velocity(void)
{
    real theta = 32, v = 0;
    for (int t = 0; t < 3; t++) {
        v = v / 4 - (theta + v) / 2;
        theta += v;
    }
    return theta;
}

real predict_nesterov_point(void)
{
    return (real)(1.75 - 4.25 / 4);
}

real predict_terminal_sign(void)
{
    return (real)(-0.03 / 0.02);
}

real predict_terminal_newest_faded(void)
{
    real sum = 0, share = 1;
    for (int k = 0; k < 5000; k++) {
        share *= (real)0.98;
        sum += share * (real)0.03;
    }
    return sum;
}

/* ---- more of the same ---------------------------------------------------- */

void momentum_leaves_a_remainder(struct momentum *opt, size_t n, real *theta,
                                 const real *grad)
{
    for (size_t i = 0; i + 4 <= n; i += 4) {
        for (size_t k = i; k < i + 4; k++) {
            opt->v[k] = opt->alpha * opt->v[k] - opt->lr * grad[k];
            theta[k] += opt->v[k];
        }
    }
}

void momentum_rate_outside_downhill(struct momentum *opt, size_t n, real *theta,
                                    const real *grad)
{
    while (n-- > 0) {
        opt->v[n] *= opt->alpha;
        opt->v[n] -= grad[n];
        theta[n] -= -opt->v[n] * opt->lr;
    }
}

void momentum_keeps_the_rest(struct momentum *opt, size_t n, real *theta,
                             const real *grad)
{
    for (size_t i = 0; i != n; ++i) {
        opt->v[i] -= opt->alpha * opt->v[i] + opt->lr * grad[i];
        theta[i] += opt->v[i];
    }
}

void momentum_misses_the_first(struct momentum *opt, size_t n, real *theta,
                               const real *grad)
{
    for (size_t i = n - 1; i > 0; i--) {
        opt->v[i] = opt->alpha * opt->v[i] - opt->lr * grad[i];
        theta[i] += opt->v[i];
    }
}

void ahead_from_old_point(const struct nesterov *opt, size_t n,
                          const real *theta, real *point)
{
    (void)theta;
    while (n-- > 0) {
        point[n] = point[n] + opt->v[n] * opt->alpha;
    }
}

void ahead_copies_n_bytes(const struct nesterov *opt, size_t n,
                          const real *theta, real *point)
{
    memcpy(point, theta, n);
    for (size_t i = 0; i < n; i++) {
        point[i] += opt->alpha * opt->v[i];
    }
}

void shifted_velocity_is_the_move(struct nesterov *opt, size_t n, real *shifted,
                                  const real *grad)
{
    while (n-- > 0) {
        const real a = opt->alpha, push = opt->lr * grad[n];
        opt->v[n] = a * a * opt->v[n] - push - a * push;
        shifted[n] += opt->v[n];
    }
}

void shifted_rate_outside(struct nesterov *opt, size_t n, real *shifted,
                          const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        opt->v[i] *= opt->alpha;
        opt->v[i] += grad[i];
        shifted[i] -= opt->lr * grad[i] + opt->lr * opt->alpha * opt->v[i];
    }
}
