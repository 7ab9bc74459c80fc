/* Chapter 5, your exercises, graded by `make check-adam`.
 * What each function must do is said in src/contract/adam.h.
 * Put your lines where TODO; stands. */
#include "contract/adam.h"

void adam_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    /* 1. Count the step, and find what the weights in m and v
     * add up to. */
    /* 2. Update the means of the gradient and of its square,
     * eq:first-moment (5.1) and eq:second-moment (5.2). */
    /* 3. Correct them, eq:first-corrected (5.3) and
     * eq:second-corrected (5.4). */
    /* 4. Divide eta m^ by the root of v^ plus eps, eq:adam (5.5). */
    TODO;
}

void adam_folded_step(struct adam *opt, size_t n, real theta[n],
                      const real grad[n])
{
    /* 1. Count the step, and find its learning rate, eq:folded-rate (5.7). */
    /* 2. Update the means of the gradient and of its square,
     * eq:first-moment (5.1) and eq:second-moment (5.2). */
    /* 3. Divide eta_t m by the root of v plus eps, eq:adam-folded (5.8). */
    TODO;
}

void adamw_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    /* 1. Let every parameter decay, eq:adamw-decay (5.12). */
    /* 2. Then take a step of Adam. */
    TODO;
}

void amsgrad_step(struct adam *opt, size_t n, real theta[n], const real grad[n])
{
    /* 1. Count the step, and find what the weights in m and v
     * add up to. */
    /* 2. Update the means of the gradient and of its square,
     * eq:first-moment (5.1) and eq:second-moment (5.2). */
    /* 3. Keep the largest mean of the square, uncorrected,
     * eq:amsgrad-max (5.13). */
    /* 4. Correct both, and take the step. */
    TODO;
}

/* Published without the power t. */
void repaired_adam_step(struct adam *opt, size_t n, real theta[n],
                        const real grad[n])
{
    TODO; /* take this line out when you have mended the rest */
    const real lr = opt->lr, rho1 = opt->rho1, rho2 = opt->rho2;
    const real eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;

    opt->t++;
    const double part1 = 1 - rho1, part2 = 1 - rho2;
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
    TODO; /* take this line out when you have mended the rest */
    const real lr = opt->lr, rho1 = opt->rho1, rho2 = opt->rho2;
    const real eps = opt->eps;
    real *restrict m = opt->m, *restrict v = opt->v;
    const int t = opt->t + 1;

    for (size_t i = 0; i < n; i++) {
        m[i] = rho1 * m[i] + (1 - rho1) * grad[i];
        v[i] = rho2 * v[i] + (1 - rho2) * grad[i] * grad[i];
        const real m_hat = (real)(m[i] / (1 - pow((double)rho1, t)));
        const real v_hat = (real)(v[i] / (1 - pow((double)rho2, t)));
        theta[i] -= lr * m_hat / sqrt(v_hat) + eps;
    }
}

int steps_to(
    real (*loss)(size_t n, const real theta[n], real grad[n], void *data),
    void *data,
    void (*step)(void *method, size_t n, real theta[n], const real grad[n]),
    void *method, real bound, int most, size_t n, real theta[n], real grad[n])
{
    /* 1. At each point find the loss and the gradient. */
    /* 2. Stop where the loss is below the bound. */
    /* 3. Take a step, unless this was the last one. */
    TODO;
}

real predict_adam_turn(void)
{
    /* 1. Follow m and v through two steps, correct them, and divide. */
    TODO;
}

real predict_adam_decay(void)
{
    /* 1. What is the first step of Adam for any gradient but 0? */
    TODO;
}
