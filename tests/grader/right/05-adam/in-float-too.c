/* Chapter 5 solved in another way: real throughout, each function by itself,
 * fma, logarithms. */
#include "contract/adam.h"

void adam_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    opt->t++;
    const real c1 = 1 - pow(opt->rho1, (real)opt->t);
    const real c2 = 1 - pow(opt->rho2, (real)opt->t);

    for (size_t i = 0; i < n; i++) {
        opt->m[i] = fma(opt->rho1, opt->m[i], (1 - opt->rho1) * grad[i]);
        opt->v[i] =
            fma(opt->rho2, opt->v[i], (1 - opt->rho2) * (grad[i] * grad[i]));
    }
    for (size_t i = 0; i < n; i++) {
        const real root = sqrt(opt->v[i] / c2);

        theta[i] = theta[i] - opt->m[i] / c1 * opt->lr / (root + opt->eps);
    }
}

void adam_folded_step(struct adam *opt, size_t n, real theta[n],
                      const real grad[n])
{
    opt->t++;
    real lr = opt->lr / (1 - pow(opt->rho1, (real)opt->t));

    lr *= sqrt(1 - pow(opt->rho2, (real)opt->t));
    for (size_t i = 0; i < n; i++) {
        const real g = grad[i];

        opt->m[i] = opt->m[i] * opt->rho1 + g * (1 - opt->rho1);
        opt->v[i] = opt->v[i] * opt->rho2 + g * g * (1 - opt->rho2);
        theta[i] = fma(-lr, opt->m[i] / (opt->eps + sqrt(opt->v[i])), theta[i]);
    }
}

void adamw_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        theta[i] = theta[i] - opt->lr * (opt->decay * theta[i]);
    }
    adam_step(opt, n, theta, grad);
}

void amsgrad_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    const int t = opt->t + 1;

    for (size_t i = 0; i < n; i++) {
        opt->m[i] = opt->rho1 * opt->m[i] + (1 - opt->rho1) * grad[i];
        opt->v[i] = opt->rho2 * opt->v[i] + (1 - opt->rho2) * grad[i] * grad[i];
        opt->v_max[i] = opt->v_max[i] < opt->v[i] ? opt->v[i] : opt->v_max[i];
        theta[i] -=
            opt->lr / (1 - pow(opt->rho1, (real)t)) * opt->m[i] /
            (opt->eps + sqrt(opt->v_max[i] / (1 - pow(opt->rho2, (real)t))));
    }
    opt->t = t;
}

void repaired_adam_step(struct adam *opt, size_t n, real theta[n],
                        const real grad[n])
{
    const int t = ++opt->t;
    const double c1 = opt->rho1 == 0 ? 1 : -expm1(t * log((double)opt->rho1));
    const double c2 = opt->rho2 == 0 ? 1 : -expm1(t * log((double)opt->rho2));

    for (size_t i = 0; i < n; i++) {
        opt->m[i] = opt->rho1 * opt->m[i] + (1 - opt->rho1) * grad[i];
        opt->v[i] = opt->rho2 * opt->v[i] + (1 - opt->rho2) * grad[i] * grad[i];
        theta[i] -= (real)(opt->lr * (opt->m[i] / c1) /
                           (sqrt(opt->v[i] / c2) + opt->eps));
    }
}

void repaired_adam_eps(struct adam *opt, size_t n, real theta[n],
                       const real grad[n])
{
    repaired_adam_step(opt, n, theta, grad);
}

int steps_to(
    real (*loss)(size_t n, const real theta[n], real grad[n], void *data),
    void *data,
    void (*step)(void *method, size_t n, real theta[n], const real grad[n]),
    void *method, real bound, int most, size_t n, real theta[n], real grad[n])
{
    for (int taken = 0;; taken++) {
        const real value = loss(n, theta, grad, data);

        if (value < bound) {
            return taken;
        }
        if (taken >= most) {
            break;
        }
        step(method, n, theta, grad);
    }
    return -1;
}

real predict_adam_turn(void)
{
    const real m = (real)0.8 * (real)0.2 - (real)0.2;

    return -(m / (1 - (real)0.64)) / sqrt((real)(0.75 / 0.75));
}

real predict_adam_decay(void)
{
    return (real)(0.001 * 0.02 / sqrt(0.02 * 0.02));
}
