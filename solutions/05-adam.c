/* Chapter 5, the reference: Adam, AdamW and AMSGrad; see
 * src/contract/adam.h. */
#include "contract/adam.h"

/* The weights of all gradients so far add up to this. In double: a float has
 * lost half of the digits of 1 - 0.999. */
static real gathered(real rho, int t)
{
    return (real)(1 - pow((double)rho, (double)t));
}

void adam_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    const real lr = opt->lr, rho1 = opt->rho1, rho2 = opt->rho2;
    const real eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;

    /* 1. Count the step, and find what the weights in m and v
     * add up to. */
    opt->t++;
    const real part1 = gathered(rho1, opt->t), part2 = gathered(rho2, opt->t);
    for (size_t i = 0; i < n; i++) {
        /* 2. Update the means of the gradient and of its square,
         * eq:first-moment (5.1) and eq:second-moment (5.2). */
        m[i] = rho1 * m[i] + (1 - rho1) * grad[i];
        v[i] = rho2 * v[i] + (1 - rho2) * grad[i] * grad[i];
        /* 3. Correct them, eq:first-corrected (5.3) and
         * eq:second-corrected (5.4). */
        const real m_hat = m[i] / part1;
        const real v_hat = v[i] / part2;
        /* 4. Divide eta m^ by the root of v^ plus eps, eq:adam (5.5). */
        theta[i] -= lr * m_hat / (sqrt(v_hat) + eps);
    }
}

void adam_folded_step(struct adam *opt, size_t n, real theta[n],
                      const real grad[n])
{
    const real rho1 = opt->rho1, rho2 = opt->rho2, eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;

    /* 1. Count the step, and find its learning rate, eq:folded-rate (5.7). */
    opt->t++;
    const real lr_t =
        opt->lr * sqrt(gathered(rho2, opt->t)) / gathered(rho1, opt->t);
    for (size_t i = 0; i < n; i++) {
        /* 2. Update the means of the gradient and of its square,
         * eq:first-moment (5.1) and eq:second-moment (5.2). */
        m[i] = rho1 * m[i] + (1 - rho1) * grad[i];
        v[i] = rho2 * v[i] + (1 - rho2) * grad[i] * grad[i];
        /* 3. Divide eta_t m by the root of v plus eps, eq:adam-folded (5.8). */
        theta[i] -= lr_t * m[i] / (sqrt(v[i]) + eps);
    }
}

void adamw_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    const real keep = 1 - opt->lr * opt->decay;

    /* 1. Let every parameter decay, eq:adamw-decay (5.12). */
    for (size_t i = 0; i < n; i++) {
        theta[i] *= keep;
    }
    /* 2. Then take a step of Adam. */
    adam_step(opt, n, theta, grad);
}

void amsgrad_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    const real lr = opt->lr, rho1 = opt->rho1, rho2 = opt->rho2;
    const real eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;
    real *restrict v_max = opt->v_max;

    /* 1. Count the step, and find what the weights in m and v
     * add up to. */
    opt->t++;
    const real part1 = gathered(rho1, opt->t), part2 = gathered(rho2, opt->t);
    for (size_t i = 0; i < n; i++) {
        /* 2. Update the means of the gradient and of its square,
         * eq:first-moment (5.1) and eq:second-moment (5.2). */
        m[i] = rho1 * m[i] + (1 - rho1) * grad[i];
        v[i] = rho2 * v[i] + (1 - rho2) * grad[i] * grad[i];
        /* 3. Keep the largest mean of the square, uncorrected,
         * eq:amsgrad-max (5.13). */
        v_max[i] = v_max[i] > v[i] ? v_max[i] : v[i];
        /* 4. Correct both, and take the step. */
        const real m_hat = m[i] / part1;
        const real v_hat = v_max[i] / part2;
        theta[i] -= lr * m_hat / (sqrt(v_hat) + eps);
    }
}

/* Published without the power t. */
void repaired_adam_step(struct adam *opt, size_t n, real theta[n],
                        const real grad[n])
{
    const real lr = opt->lr, rho1 = opt->rho1, rho2 = opt->rho2;
    const real eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;

    opt->t++;
    const double part1 = 1 - pow((double)rho1, opt->t);
    const double part2 = 1 - pow((double)rho2, opt->t);
    for (size_t i = 0; i < n; i++) {
        m[i] = rho1 * m[i] + (1 - rho1) * grad[i];
        v[i] = rho2 * v[i] + (1 - rho2) * grad[i] * grad[i];
        const real m_hat = (real)(m[i] / part1), v_hat = (real)(v[i] / part2);
        theta[i] -= lr * m_hat / (sqrt(v_hat) + eps);
    }
}

/* Zhang and others 2023, section on Adam. */
void repaired_adam_eps(struct adam *opt, size_t n, real theta[n],
                       const real grad[n])
{
    const real lr = opt->lr, rho1 = opt->rho1, rho2 = opt->rho2;
    const real eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;
    opt->t++;
    const int t = opt->t;

    for (size_t i = 0; i < n; i++) {
        m[i] = rho1 * m[i] + (1 - rho1) * grad[i];
        v[i] = rho2 * v[i] + (1 - rho2) * grad[i] * grad[i];
        const real m_hat = (real)(m[i] / (1 - pow((double)rho1, t)));
        const real v_hat = (real)(v[i] / (1 - pow((double)rho2, t)));
        theta[i] -= lr * m_hat / (sqrt(v_hat) + eps);
    }
}

int steps_to(
    real (*loss)(size_t n, const real theta[n], real grad[n], void *data),
    void *data,
    void (*step)(void *method, size_t n, real theta[n], const real grad[n]),
    void *method, real bound, int most, size_t n, real theta[n], real grad[n])
{
    /* 1. At each point find the loss and the gradient. */
    for (int t = 0; t <= most; t++) {
        /* 2. Stop where the loss is below the bound. */
        if (loss(n, theta, grad, data) < bound) {
            return t;
        }
        /* 3. Take a step, unless this was the last one. */
        if (t < most) {
            step(method, n, theta, grad);
        }
    }
    return -1;
}

real predict_adam_turn(void)
{
    /* 1. Follow m and v through two steps, correct them, and divide. */
    return (real)1 / 9; /* m^ = -0.04 / 0.36, v^ = 1 */
}

real predict_adam_decay(void)
{
    /* 1. What is the first step of Adam for any gradient but 0? */
    return (real)0.001; /* eta */
}
