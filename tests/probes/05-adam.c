/* Probes of chapter 5; probe.h says how one is written. */
#include "contract/adam.h"
#include "probe.h"

enum { N = 5 }; /* and one behind the end */

/* Each number by itself: a tiny one must not vanish beside a large one. */
static void note_each(size_t n, const real numbers[])
{
    for (size_t i = 0; i < n; i++) {
        note_one(numbers[i]);
    }
}

static void note_step(void (*step)(struct adam *, size_t, real[], const real[]),
                      struct adam *opt, size_t n, real theta[N + 1],
                      real grad[N + 1])
{
    step(opt, n, theta, grad);
    note_each(N + 1, theta);
    note_each(N + 1, grad);
    note_each(N + 1, opt->m);
    note_each(N + 1, opt->v);
    note_each(N + 1, opt->v_max);
    note_one((real)opt->t);
    note_one(opt->lr);
}

/* From the start and in mid-run, with eps that can be seen. */
static void note_run(void (*step)(struct adam *, size_t, real[], const real[]))
{
    for (int k = 0; k < 2; k++) {
        real theta[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real m[N + 1] = {0, 0, 0.5, -1, 0, 50};
        real v[N + 1] = {0, 0, 0.5, 2.25, 0, 60};
        real v_max[N + 1] = {0, 0, 0.5, 3, 2, 70};
        struct adam opt = {.lr = 0.4,
                           .rho1 = k == 0 ? 0.7 : 0.9,
                           .rho2 = k == 0 ? 0.9 : 0.98,
                           .eps = k == 0 ? 0.3 : 1e-3,
                           .decay = 0.3,
                           .t = 3 * k,
                           .m = m,
                           .v = v,
                           .v_max = v_max};

        for (int t = 0; t < 4; t++) {
            real grad[N + 1];

            fill(N + 1, grad, (size_t)(10 * k + t));
            grad[t] = 0;
            note_step(step, &opt, N, theta, grad);
        }
    }
}

/* Groups of two or four leave another number of parameters over each time; late
 * in a run, when much is still missing from v. */
static void note_lengths(void (*step)(struct adam *, size_t, real[],
                                      const real[]))
{
    for (size_t n = 1; n < N; n++) {
        real theta[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real m[N + 1] = {1, 0, 0.5, -1, 0, 50};
        real v[N + 1] = {1, 0, 0.5, 2.25, 0, 60};
        real v_max[N + 1] = {0, 0, 0.5, 3, 2, 70}, grad[N + 1];
        struct adam opt = {.lr = 0.4,
                           .rho1 = 0.9,
                           .rho2 = 0.999,
                           .eps = 0.3,
                           .t = 2000,
                           .m = m,
                           .v = v,
                           .v_max = v_max};

        fill(N + 1, grad, n);
        note_step(step, &opt, n, theta, grad);
    }
}

/* Neither mean has begun: tiny gradients, and none at all. */
static void note_start(void (*step)(struct adam *, size_t, real[],
                                    const real[]))
{
    real theta[N + 1] = {1, 0, 0.5, 2, 1, 9};
    real m[N + 1] = {0}, v[N + 1] = {0}, v_max[N + 1] = {0};
    real grad[N + 1] = {-2, 1e-5, 1e-8, 0, 1, 7};
    real again[N + 1] = {1, 1e-7, 1e-7, 1e-3, 1, 7};
    struct adam opt = {.lr = 0.3,
                       .rho1 = 0.9,
                       .rho2 = 0.999,
                       .eps = 1e-7,
                       .m = m,
                       .v = v,
                       .v_max = v_max};

    note_step(step, &opt, N, theta, grad);
    note_step(step, &opt, N, theta, again);
}

PROBE(adam_step)
{
    note_run(adam_step);
    note_lengths(adam_step);
    note_start(adam_step);
}

PROBE(adam_folded_step)
{
    note_run(adam_folded_step);
    note_lengths(adam_folded_step);
    note_start(adam_folded_step);
}

PROBE(adamw_step)
{
    note_run(adamw_step);
    note_lengths(adamw_step);
    note_start(adamw_step);
}

PROBE(amsgrad_step)
{
    note_run(amsgrad_step);
    note_lengths(amsgrad_step);
    note_start(amsgrad_step);
}

PROBE(repaired_adam_step)
{
    note_run(repaired_adam_step);
    note_lengths(repaired_adam_step);
    note_start(repaired_adam_step);
}

PROBE(repaired_adam_eps)
{
    note_run(repaired_adam_eps);
    note_lengths(repaired_adam_eps);
    note_start(repaired_adam_eps);
}

/* ---- steps_to ------------------------------------------------------------- */

struct loop {
    int losses, steps, bad_after;
    real less;
    const real *told; /* the losses, if they are told one by one */
};

/* What the loss gets and what the step gets are not the same. */
struct role {
    int steps; /* is it for the step? */
    struct loop *loop;
};

static struct loop *loop_of(void *given, int steps)
{
    struct role *role = given;

    if (role->steps != steps) {
        role->loop->losses += 1000;
    }
    return role->loop;
}

static real first_of(size_t n, const real theta[], real grad[], void *data)
{
    struct loop *loop = loop_of(data, 0);

    loop->losses++;
    for (size_t i = 0; i < n && i < N; i++) {
        grad[i] = theta[i] / 10;
    }
    if (loop->bad_after > 0 && loop->steps >= loop->bad_after) {
        return NAN;
    }
    if (loop->told != NULL && loop->steps < 8) {
        return loop->told[loop->steps];
    }
    return theta[0] - loop->less;
}

static void halve(void *method, size_t n, real theta[], const real grad[])
{
    struct loop *loop = loop_of(method, 1);

    loop->steps++;
    for (size_t i = 0; i < n && i < N; i++) {
        theta[i] -= 5 * grad[i];
    }
}

static void note_loop(struct loop loop, real bound, int most)
{
    real theta[N] = {1, 2, 3, 4, 5}, grad[N] = {7, 7, 7, 7, 7};
    struct role data = {0, &loop}, method = {1, &loop};

    note_one((real)steps_to(first_of, &data, halve, &method, bound, most, 3,
                            theta, grad));
    note_each(N, theta);
    note_one((real)loop.losses);
    note_one((real)loop.steps);
}

static void note_count(real bound, int most, int bad_after, real less)
{
    note_loop((struct loop){.bad_after = bad_after, .less = less}, bound, most);
}

/* Losses that rise, and that are no number for a while. */
static void note_courses(void)
{
    static const real rises[] = {3, 2, 4, 5, 1, 6, 0.25, 7};
    static const real breaks[] = {3, 2, NAN, NAN, 1, NAN, 0.25, NAN};

    note_loop((struct loop){.told = rises}, 0.5, 7);
    note_loop((struct loop){.told = breaks}, 0.5, 7);
}

PROBE(steps_to)
{
    note_count(0.3, 100, 0, 0);
    note_count(0.25, 100, 0, 0);
    note_count(2, 100, 0, 0);
    note_count(0.01, 6, 0, 0);
    note_count(0.01, 7, 0, 0);
    note_count(0.5, 0, 0, 0);
    note_count(0.01, 10, 3, 0);
    note_count(-1.6, 30, 0, 2);
    note_count(0.5, 30, 0, 1.9);
    note_courses();
}

PROBE(predict_adam_turn)
{
    note_one(predict_adam_turn());
}

PROBE(predict_adam_decay)
{
    note_one(predict_adam_decay());
}

const struct probe probes[] = {ROW(adam_step),          ROW(adam_folded_step),
                               ROW(adamw_step),         ROW(amsgrad_step),
                               ROW(repaired_adam_step), ROW(repaired_adam_eps),
                               ROW(steps_to),           ROW(predict_adam_turn),
                               ROW(predict_adam_decay), {0}};
