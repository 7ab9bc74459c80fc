/* Chapter 5 solved in another way: the means by their change, pointers, all
 * means before all steps, powers by multiplying. */
#include "contract/adam.h"

static double power(double base, int t)
{
    double product = 1;
    while (t-- > 0 && product > 0)
        product *= base;
    return product;
}

static void update(struct adam *opt, size_t n, const real *g)
{
    opt->t += 1;
    for (size_t i = 0; i < n; i++) {
        opt->m[i] += (1 - opt->rho1) * (g[i] - opt->m[i]);
        opt->v[i] += (1 - opt->rho2) * (g[i] * g[i] - opt->v[i]);
    }
}

static void move(const struct adam *opt, size_t n, real *theta, const real *v)
{
    const double c1 = 1 - power(opt->rho1, opt->t);
    const double c2 = 1 - power(opt->rho2, opt->t);
    for (size_t i = n; i-- > 0;)
        theta[i] -= opt->lr * (opt->m[i] / c1) / (opt->eps + sqrt(v[i] / c2));
}

void adam_step(struct adam *opt, size_t n, real *theta, const real *grad)
{
    update(opt, n, grad);
    move(opt, n, theta, opt->v);
}

void adam_folded_step(struct adam *opt, size_t n, real *theta, const real *grad)
{
    update(opt, n, grad);
    const double rate = opt->lr * sqrt(1 - power(opt->rho2, opt->t)) /
                        (1 - power(opt->rho1, opt->t));
    for (real *m = opt->m, *v = opt->v; n-- > 0; m++, v++)
        *theta++ -= rate * *m / (sqrt(*v) + opt->eps);
}

void adamw_step(struct adam *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= opt->lr * opt->decay * theta[i];
    update(opt, n, grad);
    move(opt, n, theta, opt->v);
}

void amsgrad_step(struct adam *opt, size_t n, real *theta, const real *grad)
{
    update(opt, n, grad);
    for (size_t i = 0; i < n; i++)
        if (opt->v[i] > opt->v_max[i])
            opt->v_max[i] = opt->v[i];
    move(opt, n, theta, opt->v_max);
}

void repaired_adam_step(struct adam *opt, size_t n, real *theta,
                        const real *grad)
{
    adam_step(opt, n, theta, grad);
}

void repaired_adam_eps(struct adam *opt, size_t n, real *theta,
                       const real *grad)
{
    adam_step(opt, n, theta, grad);
}

int steps_to(real (*loss)(size_t, const real *, real *, void *), void *data,
             void (*step)(void *, size_t, real *, const real *), void *method,
             real bound, int most, size_t n, real *theta, real *grad)
{
    int count = 0;
    while (!(loss(n, theta, grad, data) < bound)) {
        if (count == most)
            return -1;
        step(method, n, theta, grad);
        count++;
    }
    return count;
}

real predict_adam_turn(void)
{
    return 0.04 / 0.36;
}

real predict_adam_decay(void)
{
    return 1e-3;
}
