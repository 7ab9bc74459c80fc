/* Chapter 5 solved in another way: Adam by the folded form, with the eps that
 * makes it equal; decay and step in one line. */
#include "contract/adam.h"

static void take(struct adam *opt, size_t n, real theta[], const real g[],
                 real keep, real *largest, int folded)
{
    const int t = ++opt->t;
    const double c1 = 1 - pow((double)opt->rho1, (double)t);
    const double c2 = 1 - pow((double)opt->rho2, (double)t);
    const double rate = (double)opt->lr * sqrt(c2) / c1;
    const double eps = folded ? (double)opt->eps : (double)opt->eps * sqrt(c2);

    for (size_t i = 0; i < n; i++) {
        const real x = g[i];

        opt->m[i] = opt->rho1 * opt->m[i] + x * (1 - opt->rho1);
        opt->v[i] = opt->rho2 * opt->v[i] + x * x * (1 - opt->rho2);
        const real *v = opt->v;
        if (largest != NULL) {
            largest[i] = fmax(largest[i], opt->v[i]);
            v = largest;
        }
        theta[i] = (real)(keep * theta[i] -
                          rate * opt->m[i] / (sqrt((double)v[i]) + eps));
    }
}

void adam_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    take(opt, n, theta, grad, 1, NULL, 0);
}

void adam_folded_step(struct adam *opt, size_t n, real theta[n],
                      const real grad[n])
{
    take(opt, n, theta, grad, 1, NULL, 1);
}

void adamw_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    take(opt, n, theta, grad, 1 - opt->decay * opt->lr, NULL, 0);
}

void amsgrad_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    take(opt, n, theta, grad, 1, opt->v_max, 0);
}

void repaired_adam_step(struct adam *opt, size_t n, real theta[n],
                        const real grad[n])
{
    take(opt, n, theta, grad, 1, NULL, 0);
}

void repaired_adam_eps(struct adam *opt, size_t n, real theta[n],
                       const real grad[n])
{
    take(opt, n, theta, grad, 1, NULL, 0);
}

int steps_to(
    real (*loss)(size_t n, const real theta[n], real grad[n], void *data),
    void *data,
    void (*step)(void *method, size_t n, real theta[n], const real grad[n]),
    void *method, real bound, int most, size_t n, real theta[n], real grad[n])
{
    const real now = loss(n, theta, grad, data);

    if (now < bound) {
        return 0;
    }
    if (most == 0) {
        return -1;
    }
    step(method, n, theta, grad);
    const int rest =
        steps_to(loss, data, step, method, bound, most - 1, n, theta, grad);
    return rest < 0 ? -1 : rest + 1;
}

real predict_adam_turn(void)
{
    return 1.0 / 9;
}

real predict_adam_decay(void)
{
    return 0.001;
}
