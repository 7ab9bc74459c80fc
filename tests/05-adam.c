/* The suite of chapter 5; how suites are written: tests/suite.h. */
#include <stdio.h>
#include <string.h>
#include "contract/adam.h"
#include "oracle/adam.h"
#include "suite.h"

/* Where a learner should look. */
#define FIRST "eq:first-moment (5.1)"
#define SECOND "eq:second-moment (5.2)"
#define ADAM "eq:adam (5.5)"
#define FOLDED "eq:adam-folded (5.8)"
#define DECAY "eq:adamw-decay (5.12)"
#define MAXIMUM "eq:amsgrad-max (5.13)"
#define CORRECTED "eq:second-corrected (5.4)"
#define SECTION_ADAM "sec:adam-bias (5.3)"
#define SECTION_FOLDED "sec:adam-folded (5.5)"
#define SECTION_ADAMW "sec:adamw (5.9)"
#define SECTION_AMSGRAD "sec:amsgrad (5.10)"
#define SECTION_RACE "sec:race (5.14)"
#define SECTION_AGREEMENT "sec:adam-agreement (5.4)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* More numbers than a counter of one byte holds; more than a buffer of a few
 * thousand. */
enum { MANY = 300, VERY_MANY = 5001, MOST_STEPS = 60 };

/* Of the coordinate's largest number so far, and of what goes into m and v. */
#define CLOSE TOL(1e-12, 1e-4)

/* ---- the functions that take a step -------------------------------------- */

enum kind { PLAIN, FOLD, DECAYS, KEEPS_MAXIMUM };

struct rule {
    const char *name;
    void (*step)(struct adam *opt, size_t n, real theta[], const real grad[]);
    enum kind kind;
    const char *see;
};

static const struct rule adam = {"adam_step", adam_step, PLAIN, ADAM};
static const struct rule folded = {"adam_folded_step", adam_folded_step, FOLD,
                                   FOLDED};
static const struct rule adamw = {"adamw_step", adamw_step, DECAYS, DECAY};
static const struct rule amsgrad = {"amsgrad_step", amsgrad_step, KEEPS_MAXIMUM,
                                    MAXIMUM};
static const struct rule repaired = {"repaired_adam_step", repaired_adam_step,
                                     PLAIN, CORRECTED};
static const struct rule mended = {"repaired_adam_eps", repaired_adam_eps,
                                   PLAIN, ADAM};

/* The state of one parameter. */
struct state {
    long double theta, m, v, v_max;
};

/* A method at work on n parameters. */
struct work {
    const struct rule *rule;
    struct adam opt;
    size_t n;
    real *theta;
    int step;
    double largest[MANY];                /* that each coordinate has been */
    double m_scale[MANY], v_scale[MANY]; /* of what goes into m and v */
    double v_max_scale[MANY];
};

static const real zero[MANY];

/* The arrays of a state at the start, as the contract names them. */
struct start {
    const real *theta, *m, *v, *v_max;
};

/* v_max is there for AMSGrad; who else finds one leaves it alone. */
static real *lend_maximum(enum kind kind, size_t n, const struct start *from)
{
    if (kind == KEEPS_MAXIMUM) {
        return vector("v_max", n, from->v_max);
    }
    return from->v_max == zero
               ? NULL
               : (real *)(uintptr_t)input("v_max", n, from->v_max);
}

static void begin(struct work *w, const struct rule *rule,
                  const struct adam *set, size_t n, const struct start *from)
{
    *w = (struct work){.rule = rule, .opt = *set, .n = n};
    w->theta = vector("theta", n, from->theta);
    w->opt.m = vector("m", n, from->m);
    w->opt.v = vector("v", n, from->v);
    w->opt.v_max = lend_maximum(rule->kind, n, from);
    for (size_t i = 0; i < n; i++) {
        w->largest[i] = fabs((double)from->theta[i]);
    }
}

static void tell_call(const struct work *w, const real g[])
{
    const struct adam *o = &w->opt;
    char more[300] = "";

    if (w->rule->kind == DECAYS) {
        snprintf(more, sizeof more, ", decay = %s", number(o->decay));
    } else if (w->rule->kind == KEEPS_MAXIMUM && w->n <= 8) {
        snprintf(more, sizeof more, ", v_max = %s", show(w->n, o->v_max));
    }
    calling("%s with lr = %s, rho1 = %s, rho2 = %s, eps = %s, t = %d, m = %s, "
            "v = %s%s, theta = %s, grad = %s",
            w->rule->name, number(o->lr), number(o->rho1), number(o->rho2),
            number(o->eps), o->t, show(w->n, o->m), show(w->n, o->v), more,
            show(w->n, w->theta), show(w->n, g));
}

static void check_settings(const struct work *w, const struct adam *before)
{
    const struct adam *o = &w->opt;
    const char *see = w->rule->see;

    check_same_bits("lr", 1, &o->lr, &before->lr, see);
    check_same_bits("rho1", 1, &o->rho1, &before->rho1, see);
    check_same_bits("rho2", 1, &o->rho2, &before->rho2, see);
    check_same_bits("eps", 1, &o->eps, &before->eps, see);
    check_same_bits("decay", 1, &o->decay, &before->decay, see);
    check_that(o->m == before->m && o->v == before->v &&
                   o->v_max == before->v_max,
               see, "the pointers in opt\tthe ones that were lent\tothers");
    check_that(o->t == before->t + 1, SECTION_ADAM,
               "the number of steps, opt->t\t%d\t%d\tit is one more after each "
               "call, however many parameters there are.",
               before->t + 1, o->t);
}

/* One step, told as a call of its own; the settings must be as they were. */
static void take_step(struct work *w, const real g[])
{
    const struct adam before = w->opt;

    for (size_t i = 0; i < w->n; i++) {
        w->m_scale[i] = fmax(fabs((double)w->opt.m[i]), fabs((double)g[i]));
        w->v_scale[i] = fabs((double)w->opt.v[i]);
    }
    tell_call(w, g);
    at_step(++w->step);
    w->rule->step(&w->opt, w->n, w->theta, input("grad", w->n, g));
    check_settings(w, &before);
}

/* ---- what must come out -------------------------------------------------- */

/* What is missing from a mean that began with 0: 1 - rho^t. */
static long double gathered(long double rho, int t)
{
    return rho == 0 ? 1 : -expm1l(t * logl(rho));
}

/* A mean after t steps, not step by step but as the sum that it is. */
static long double unrolled(long double rho, int t, long double start,
                            const long double x[])
{
    long double mean = powl(rho, t) * start;

    for (int k = 0; k < t; k++) {
        mean += (1 - rho) * powl(rho, t - 1 - k) * x[k];
    }
    return mean;
}

/* By how much the step moves theta down. */
static long double move_of(enum kind kind, const struct adam *set, int t,
                           const struct state *s)
{
    const long double c1 = gathered(set->rho1, t), c2 = gathered(set->rho2, t);

    if (s->m == 0) {
        return 0;
    }
    switch (kind) {
    case FOLD:
        return set->lr * sqrtl(c2) / c1 * s->m / (sqrtl(s->v) + set->eps);
    case KEEPS_MAXIMUM:
        return set->lr * s->m / c1 / (sqrtl(s->v_max / c2) + set->eps);
    default:
        return set->lr * s->m / c1 / (sqrtl(s->v / c2) + set->eps);
    }
}

/* The states of one parameter after each step; to[0] is the start. */
static void work_out(enum kind kind, const struct adam *set, int steps,
                     const long double g[], struct state to[])
{
    long double squares[MOST_STEPS];

    for (int t = 1; t <= steps; t++) {
        const struct state *last = &to[t - 1];

        squares[t - 1] = g[t - 1] * g[t - 1];
        to[t].m = unrolled(set->rho1, t, to[0].m, g);
        to[t].v = unrolled(set->rho2, t, to[0].v, squares);
        to[t].v_max = to[t].v > last->v_max ? to[t].v : last->v_max;
        to[t].theta = last->theta;
        if (kind == DECAYS) {
            to[t].theta -=
                (long double)set->lr * (long double)set->decay * last->theta;
        }
        to[t].theta -= move_of(kind, set, set->t + t, &to[t]);
    }
}

static void check_state(struct work *w, const double theta[], const double m[],
                        const double v[], const double v_max[])
{
    for (size_t i = 0; i < w->n; i++) {
        w->largest[i] = fmax(w->largest[i], fabs(theta[i]));
        w->v_max_scale[i] = v_max[i];
    }
    check_each("m", w->n, w->opt.m, m, CLOSE, w->m_scale, FIRST);
    check_each("v", w->n, w->opt.v, v, CLOSE, w->v_scale, SECOND);
    if (w->rule->kind == KEEPS_MAXIMUM) {
        check_each("v_max", w->n, w->opt.v_max, v_max, CLOSE, w->v_max_scale,
                   MAXIMUM);
    }
    check_each("theta", w->n, w->theta, theta, CLOSE, w->largest, w->rule->see);
}

/* Check step t of a run that work_out has worked out for each parameter. */
static void check_worked_out(struct work *w, int t,
                             struct state states[][MOST_STEPS + 1])
{
    double theta[MANY], m[MANY], v[MANY], v_max[MANY];

    for (size_t i = 0; i < w->n; i++) {
        theta[i] = (double)states[i][t].theta;
        m[i] = (double)states[i][t].m;
        v[i] = (double)states[i][t].v;
        v_max[i] = (double)states[i][t].v_max;
    }
    check_state(w, theta, m, v, v_max);
}

static void work_out_all(enum kind kind, const struct adam *set, int steps,
                         size_t n, const struct start *from, const real grads[],
                         struct state states[][MOST_STEPS + 1])
{
    for (size_t i = 0; i < n; i++) {
        long double g[MOST_STEPS];

        for (int t = 0; t < steps; t++) {
            g[t] = grads[(size_t)t * n + i];
        }
        states[i][0] = (struct state){from->theta[i], from->m[i], from->v[i],
                                      from->v_max[i]};
        work_out(kind, set, steps, g, states[i]);
    }
}

/* Take steps along given gradients, a row each, from any state. */
static void take_steps(const struct rule *rule, const struct adam *set,
                       int steps, size_t n, const struct start *from,
                       const real grads[])
{
    static struct state states[MANY][MOST_STEPS + 1];
    struct work w;

    work_out_all(rule->kind, set, steps, n, from, grads, states);
    begin(&w, rule, set, n, from);
    for (int t = 1; t <= steps; t++) {
        take_step(&w, grads + (size_t)(t - 1) * n);
        check_worked_out(&w, t, states);
    }
    give_back();
}

/* ---- what is the same for all of them ------------------------------------ */

/* Shares that are no usual ones, and neither alike nor the other's rest; only
 * AdamW may use the decay. */
static struct adam settings(double lr, double eps)
{
    return (struct adam){.lr = (real)lr,
                         .rho1 = (real)0.8,
                         .rho2 = (real)0.95,
                         .eps = (real)eps,
                         .decay = (real)0.2};
}

/* m is 1 and -1.5, v is 1 and 4.75; corrected 2 and -2, 4 and 4.75/0.4375. */
static void by_hand(const struct rule *rule)
{
    struct adam set = {.lr = (real)0.5, .rho1 = (real)0.5, .rho2 = (real)0.75};
    const struct start from = {(real[]){3, -1}, zero, zero, zero};
    const double step = 2 / sqrt(4.75 / 0.4375) / 2;
    const double v[] = {1, 1}, v_2[] = {4.75, 4.75};
    double theta[] = {2.5, -0.5};
    struct work w;

    if (rule->kind == DECAYS) {
        set.decay = (real)0.5; /* three quarters are kept */
        theta[0] = 3 * 0.75 - 0.5;
        theta[1] = -1 * 0.75 + 0.5;
    }
    begin(&w, rule, &set, 2, &from);
    take_step(&w, (real[]){2, -2});
    check_state(&w, theta, (double[]){1, -1}, v, v);
    for (int i = 0; i < 2; i++) {
        theta[i] *= rule->kind == DECAYS ? 0.75 : 1;
        theta[i] += i == 0 ? step : -step;
    }
    take_step(&w, (real[]){-4, 4});
    check_state(&w, theta, (double[]){-1.5, 1.5}, v_2, v_2);
}

static void all_lengths(const struct rule *rule)
{
    struct adam set = settings(0.3, 1e-3);
    real theta[MANY], m[MANY], v[MANY], v_max[MANY], g[2 * MANY];
    const struct start from = {theta, m, v, v_max};

    set.t = 3;
    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, theta, 4, (unsigned)n);
        scatter(n, m, 1, 40 + (unsigned)n);
        scatter_positive(n, v, 2, 50 + (unsigned)n);
        scatter_positive(n, v_max, 2, 70 + (unsigned)n);
        scatter(2 * n, g, 3, 100 + (unsigned)n);
        take_steps(rule, &set, 2, n, &from, g);
    }
}

/* No buffer is large enough for every n. */
static void very_many(const struct rule *rule)
{
    static real theta[VERY_MANY], m[VERY_MANY], v[VERY_MANY], v_max[VERY_MANY];
    static real g[VERY_MANY];
    static double expected[4][VERY_MANY];
    const struct start from = {theta, m, v, v_max};
    struct adam opt = settings(0.3, 1e-3);
    real *at;

    scatter(VERY_MANY, theta, 4, 11);
    scatter(VERY_MANY, m, 1, 12);
    scatter_positive(VERY_MANY, v, 2, 13);
    scatter_positive(VERY_MANY, v_max, 2, 14);
    scatter(VERY_MANY, g, 3, 15);
    for (size_t i = 0; i < VERY_MANY; i++) {
        struct state s[2] = {{theta[i], m[i], v[i], v_max[i]}};
        const long double g_i = g[i];

        work_out(rule->kind, &opt, 1, &g_i, s);
        expected[0][i] = (double)s[1].theta;
        expected[1][i] = (double)s[1].m;
        expected[2][i] = (double)s[1].v;
        expected[3][i] = (double)s[1].v_max;
    }
    at = vector("theta", VERY_MANY, theta);
    opt.m = vector("m", VERY_MANY, m);
    opt.v = vector("v", VERY_MANY, v);
    opt.v_max = lend_maximum(rule->kind, VERY_MANY, &from);
    calling("%s with t = 0, m = %s, v = %s, theta = %s, grad = %s", rule->name,
            show(VERY_MANY, m), show(VERY_MANY, v), show(VERY_MANY, theta),
            show(VERY_MANY, g));
    rule->step(&opt, VERY_MANY, at, input("grad", VERY_MANY, g));
    check_vector("m", VERY_MANY, opt.m, expected[1], CLOSE, 3, FIRST);
    check_vector("v", VERY_MANY, opt.v, expected[2], CLOSE, 9, SECOND);
    check_vector("theta", VERY_MANY, at, expected[0], CLOSE, 4, rule->see);
    if (rule->kind == KEEPS_MAXIMUM) {
        check_vector("v_max", VERY_MANY, opt.v_max, expected[3], CLOSE, 9,
                     MAXIMUM);
    }
}

/* Without a gradient the means fade, and m still moves theta. */
static void zero_gradients(const struct rule *rule)
{
    const struct adam set = settings(0.3, 1e-3);
    const struct start from = {(real[]){1, -2, 3}, zero, zero, zero};
    const real g[] = {0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, -1};

    take_steps(rule, &set, 4, 3, &from, g);
}

/* eps is as large as the root, or larger: where it stands shows. */
static void visible_eps(const struct rule *rule)
{
    const double sizes[] = {1, 0.1, 1e-2, 1e-4};
    const struct start from = {(real[]){1, (real)-0.1, 2}, zero, zero, zero};
    real g[9];

    for (size_t k = 0; k < COUNT(sizes); k++) {
        const struct adam alike = settings(0.3, sizes[k]);
        const struct adam larger = settings(0.3, 0.1);

        scatter(9, g, sizes[k], 3);
        take_steps(rule, &alike, 3, 3, &from, g);
        take_steps(rule, &larger, 3, 3, &from, g);
    }
}

/* Nothing is too small to count or so large that it is cut off. */
static void tiny_and_huge(const struct rule *rule)
{
    const struct adam with = settings(0.3, 1e-7), without = settings(0.3, 0);
    const struct start from = {(real[]){1, 1, -2, 3}, zero, zero, zero};
    real g[12];

    for (double size = 1e-12; size < 1e13; size *= 1e4) {
        scatter(12, g, size, 9);
        take_steps(rule, &with, 3, 4, &from, g);
        take_steps(rule, &without, 3, 4, &from, g);
    }
}

/* The usual shares, also exchanged, and none. */
static void other_shares(const struct rule *rule)
{
    const double shares[][2] = {
        {0.9, 0.99}, {0.9, 0.999}, {0.99, 0.9}, {0, 0.9}, {0.9, 0}};
    const struct start from = {(real[]){1, 2, 3}, zero, zero, zero};
    const real g[] = {2, -1, (real)0.5, -3, (real)0.7, 1, 1, 4, (real)-0.6};

    for (size_t k = 0; k < COUNT(shares); k++) {
        struct adam set = settings(0.1, 1e-3);

        set.rho1 = (real)shares[k][0];
        set.rho2 = (real)shares[k][1];
        take_steps(rule, &set, 3, 3, &from, g);
        set.decay = 15; /* theta turns around */
        take_steps(rule, &set, 3, 3, &from, g);
    }
}

/* Late in a run nothing is missing any more, but t still counts. */
static void late_in_a_run(const struct rule *rule)
{
    struct adam set = settings(0.3, 1e-3);
    const struct start from = {(real[]){1, 2, 3}, (real[]){1, 0, (real)-0.5},
                               (real[]){1, 4, (real)0.5}, (real[]){2, 4, 1}};
    const real g[] = {2, -1, (real)0.5, -3, (real)0.7, 1, 1, 4, (real)-0.6};

    for (int t = 1; t <= 10000; t *= 10) {
        set.t = t;
        take_steps(rule, &set, 3, 3, &from, g);
    }
    /* With the usual shares much is missing for thousands of steps. */
    set.rho1 = (real)0.9;
    for (int t = 500; t <= 32000; t *= 4) {
        set.rho2 = (real)(t < 8000 ? 0.999 : 0.9999);
        set.t = t;
        take_steps(rule, &set, 3, 3, &from, g);
    }
    for (int t = 40000; t <= 200000; t *= 5) {
        set.t = t;
        take_steps(rule, &set, 3, 3, &from, g);
    }
}

/* Over many steps; the squares fall after a large gradient. */
static void long_run(const struct rule *rule)
{
    enum { STEPS = 40 };
    const struct adam set = settings(0.1, 1e-3);
    const struct start from = {(real[]){5, 5, 5}, zero, zero, zero};
    real g[STEPS * 3];

    for (size_t t = 0; t < STEPS; t++) {
        g[3 * t] = t == 0 ? 100 : 1;
        g[3 * t + 1] = t % 2 == 0 ? 2 : -2;
        g[3 * t + 2] = t % 10 == 9 ? 1 : 0;
    }
    take_steps(rule, &set, STEPS, 3, &from, g);
}

/* What is kept between calls other than in opt mixes two runs up. */
static void side_by_side(const struct rule *rule)
{
    static struct state states[2][3][MOST_STEPS + 1];
    const struct start from = {(real[]){1, 2, 3}, (real[]){(real)0.5, 0, -1},
                               (real[]){1, (real)0.25, 4}, (real[]){2, 1, 4}};
    const real g[] = {1, -1, (real)0.5, 0, 2, -3, (real)0.25, 1, 1};
    struct adam set[] = {settings(0.1, 1e-2), settings(2, 1)};
    struct work w[2];

    set[0].t = 4;
    set[1].rho1 = (real)0.25;
    set[1].decay = (real)0.1;
    for (int k = 0; k < 2; k++) {
        const size_t n = 3 - (size_t)k;

        begin(&w[k], rule, &set[k], n, &from);
        work_out_all(rule->kind, &set[k], 3, n, &from, g, states[k]);
    }
    for (int t = 1; t <= 3; t++) {
        for (int k = 0; k < 2; k++) {
            take_step(&w[k], g + (size_t)(t - 1) * w[k].n);
            check_worked_out(&w[k], t, states[k]);
        }
    }
}

enum { N = COUNT(sequence_start), STEPS = COUNT(sequence_grad) };

static const real *to_real(real to[], const double from[])
{
    for (size_t i = 0; i < N; i++) {
        to[i] = (real)from[i];
    }
    return to;
}

/* Values that were computed elsewhere, with 50 digits. */
static void one_sequence(const struct rule *rule, double eps,
                         const double expected[STEPS][N])
{
    const struct adam set = {.lr = (real)sequence_lr,
                             .rho1 = (real)sequence_rho1,
                             .rho2 = (real)sequence_rho2,
                             .eps = (real)eps,
                             .decay = (real)sequence_decay,
                             .t = sequence_t};
    real theta[N], m[N], v[N], v_max[N], g[N];
    const struct start from = {to_real(theta, sequence_start),
                               to_real(m, sequence_m), to_real(v, sequence_v),
                               to_real(v_max, sequence_v_max)};
    struct work w;

    begin(&w, rule, &set, N, &from);
    for (size_t t = 0; t < STEPS; t++) {
        take_step(&w, to_real(g, sequence_grad[t]));
        check_state(&w, expected[t], sequence_m_after[t], sequence_v_after[t],
                    sequence_v_max_after[t]);
    }
    give_back();
}

static void random_sequences(const struct rule *rule)
{
    for (size_t k = 0; k < COUNT(sequence_eps); k++) {
        const double(*const tables[])[N] = {[PLAIN] = sequence_adam[k],
                                            [FOLD] = sequence_folded[k],
                                            [DECAYS] = sequence_adamw[k],
                                            [KEEPS_MAXIMUM] =
                                                sequence_amsgrad[k]};

        one_sequence(rule, sequence_eps[k], tables[rule->kind]);
    }
}

/* On f(x, y) = x^2/20 + y^2 from (-7, 2): a table of theta after each step. */
static void run_on_f(const struct rule *rule, double rho2, double eps,
                     int steps, const double expected[][2])
{
    const struct adam set = {.lr = (real)0.3,
                             .rho1 = (real)0.9,
                             .rho2 = (real)rho2,
                             .eps = (real)eps,
                             .decay = (real)0.1};
    const struct start from = {(real[]){-7, 2}, zero, zero, zero};
    const double largest[] = {7, 2};
    struct work w;

    begin(&w, rule, &set, 2, &from);
    for (int t = 1; t <= steps; t++) {
        take_step(&w, (real[]){w.theta[0] / 10, 2 * w.theta[1]});
        check_each("theta", 2, w.theta, expected[t], CLOSE, largest, rule->see);
    }
    give_back();
}

static void published(const struct rule *rule)
{
    if (rule->kind == PLAIN) {
        run_on_f(rule, 0.999, 1e-8, 30, published_adam);
        run_on_f(rule, 0.999, 0.1, 30, adam_with_eps);
    } else if (rule->kind == FOLD) {
        run_on_f(rule, 0.999, 1e-7, 30, published_folded);
        run_on_f(rule, 0.999, 0.1, 30, folded_with_eps);
    } else if (rule->kind == DECAYS) {
        run_on_f(rule, 0.999, 1e-8, 30, published_adamw);
    } else {
        run_on_f(rule, 0.9, 1e-8, 60, published_amsgrad);
    }
}

/* An infinite square may make m and v infinite or, by way of a difference, not
 * a number; theta is none in any case. */
static void not_a_number(const struct rule *rule)
{
    const struct adam set = {
        .lr = (real)0.5, .rho1 = (real)0.5, .rho2 = (real)0.75};
    const struct start from = {(real[]){1, 2, NAN, 3, 4},
                               (real[]){0, 0, 0, 0, NAN},
                               (real[]){0, 0, 0, 0, 1}, zero};
    const double m[] = {NAN, 1, -1}, v[] = {NAN, 1, 1};
    const double theta[] = {NAN, 1.5, NAN, NAN, NAN};
    struct work w;

    begin(&w, rule, &set, 5, &from);
    take_step(&w, (real[]){NAN, 2, -2, (real)-INFINITY, 1});
    check_vector("m", 3, w.opt.m, m, CLOSE, 1, FIRST);
    check_vector("v", 3, w.opt.v, v, CLOSE, 1, SECOND);
    check_vector("theta", 5, w.theta, theta, CLOSE, 3, rule->see);
}

#define TESTS_OF(rule)                                                         \
    TEST_OF(rule, by_hand)                                                     \
    TEST_OF(rule, all_lengths)                                                 \
    TEST_OF(rule, very_many)                                                   \
    TEST_OF(rule, zero_gradients)                                              \
    TEST_OF(rule, visible_eps)                                                 \
    TEST_OF(rule, tiny_and_huge)                                               \
    TEST_OF(rule, other_shares)                                                \
    TEST_OF(rule, late_in_a_run)                                               \
    TEST_OF(rule, long_run)                                                    \
    TEST_OF(rule, side_by_side)                                                \
    TEST_OF(rule, random_sequences)                                            \
    TEST_OF(rule, published)                                                   \
    TEST_OF(rule, not_a_number)
#define ALL_TESTS_OF(rule)                                                     \
    TEST(rule##_by_hand), TEST(rule##_all_lengths), TEST(rule##_very_many),    \
        TEST(rule##_zero_gradients), TEST(rule##_visible_eps),                 \
        TEST(rule##_tiny_and_huge), TEST(rule##_other_shares),                 \
        TEST(rule##_late_in_a_run), TEST(rule##_long_run),                     \
        TEST(rule##_side_by_side), TEST(rule##_random_sequences),              \
        TEST(rule##_published), TEST(rule##_not_a_number)

TESTS_OF(adam)
TESTS_OF(folded)
TESTS_OF(adamw)
TESTS_OF(amsgrad)
TESTS_OF(repaired)
TESTS_OF(mended)

/* ---- steps_to ------------------------------------------------------------ */

/* What the two functions that are handed over have seen. */
struct seen {
    size_t n;
    int losses, steps;
    int bad_after;    /* the loss is not a number from this step on; 0: never */
    real less;        /* is taken off the loss */
    const real *told; /* the losses, if they are told one by one */
};

/* What the one gets as data and the other as method; they are not the same. */
struct role {
    const char *name;
    struct seen *seen;
};

static struct seen *seen_by(const char *name, void *given)
{
    const struct role *role = given;

    check_that(strcmp(role->name, name) == 0, SECTION_RACE,
               "the %s that is handed on\twhat steps_to got as %s\twhat it "
               "got as %s",
               name, name, role->name);
    return role->seen;
}

/* The loss is the first parameter, but for a constant; as the gradient, a tenth
 * of each is given. */
static real first_of(size_t n, const real theta[], real grad[], void *data)
{
    struct seen *seen = seen_by("data", data);

    check_that(seen->losses == seen->steps, SECTION_RACE,
               "the number of calls of loss before step %d\t%d\t%d\tone for "
               "each point.",
               seen->steps + 1, seen->steps, seen->losses);
    seen->losses++;
    seen->n = n;
    for (size_t i = 0; i < n; i++) {
        grad[i] = theta[i] / 10;
    }
    if (seen->bad_after > 0 && seen->steps >= seen->bad_after) {
        return NAN;
    }
    if (seen->told != NULL) {
        return seen->told[seen->steps];
    }
    return theta[0] - seen->less;
}

/* Down by five times the gradient: the loss is halved. */
static void halve(void *method, size_t n, real theta[], const real grad[])
{
    struct seen *seen = seen_by("method", method);

    check_that(seen->losses == seen->steps + 1, SECTION_RACE,
               "the number of calls of loss before step %d\t%d\t%d\tthe "
               "gradient of each step comes from there.",
               seen->steps + 1, seen->steps + 1, seen->losses);
    seen->steps++;
    for (size_t i = 0; i < n; i++) {
        theta[i] -= 5 * grad[i];
    }
}

/* From theta[0] = 1, so theta[0] after t steps is 2^-t; where the losses are
 * told, from 0, where all gradients are 0. */
static void count_from(struct seen seen, real bound, int most, size_t n,
                       int expected)
{
    const int steps = expected < 0 ? most : expected;
    struct role data = {"data", &seen}, method = {"method", &seen};
    real start[MANY];
    double reached[MANY];
    int got;

    for (size_t i = 0; i < n; i++) {
        start[i] = seen.told == NULL ? (real)(i + 1) : 0;
        reached[i] = ldexp((double)start[i], -steps);
    }
    real *theta = vector("theta", n, start);

    if (seen.told != NULL) {
        calling("steps_to with bound = %s, most = %d, theta = %s; the losses "
                "are %s",
                number(bound), most, show(n, start),
                show((size_t)steps + 1, seen.told));
    } else {
        calling("steps_to with bound = %s, most = %d, theta = %s; the loss is "
                "theta[0] - %s%s, and every step halves theta",
                number(bound), most, show(n, start), number(seen.less),
                seen.bad_after > 0 ? ", later NaN" : "");
    }
    got = steps_to(first_of, &data, halve, &method, bound, most, n, theta,
                   filled("grad", n, -777));
    check_that(got == expected, SECTION_RACE, "the result\t%d\t%d\t%s",
               expected, got,
               expected < 0 ? "the loss is not below the bound by then."
                            : "count the steps until the loss is below it.");
    check_that(seen.steps == steps, SECTION_RACE,
               "the number of steps that were taken\t%d\t%d\t", steps,
               seen.steps);
    check_that(seen.n == n, SECTION_RACE, "the n that loss gets\t%zu\t%zu\t", n,
               seen.n);
    check_vector("theta", n, theta, reached, CLOSE, 1, SECTION_RACE);
    give_back();
}

static void count_to(real bound, int most, int bad_after, size_t n,
                     int expected)
{
    count_from((struct seen){.bad_after = bad_after}, bound, most, n, expected);
}

static void counts_the_steps(void)
{
    count_to((real)0.3, 100, 0, 2, 2);
    count_to((real)0.01, 100, 0, 3, 7);
    count_to((real)0.6, 100, 0, 1, 1);
    count_to((real)0.3, 100, 0, MANY, 2);
}

/* Exactly at the bound is not below it, but the next number is. */
static void must_be_below(void)
{
    const real losses[] = {1, 1, nextafter((real)0.25, (real)0)};

    count_from((struct seen){.told = losses}, (real)0.25, 100, 2, 2);
    count_to(nextafter((real)0.25, (real)1), 100, 0, 2, 2);
    count_to((real)0.25, 100, 0, 2, 3);
    count_to(1, 100, 0, 2, 1);
}

static void below_at_the_start(void)
{
    count_to(2, 100, 0, 2, 0);
    count_to(2, 0, 0, 1, 0);
}

static void not_within_most(void)
{
    count_to((real)0.01, 6, 0, 2, -1);
    count_to((real)0.01, 7, 0, 2, 7); /* the last step counts, too */
    count_to((real)0.5, 0, 0, 1, -1);
    count_to(0, 20, 0, 8, -1);
    count_to(-1, VERY_MANY, 0, 2, -1);
}

static void loss_is_no_number(void)
{
    count_to((real)0.01, 10, 3, 2, -1);
    count_to((real)0.3, 10, 3, 2, 2);
}

/* -1, -1.5, -1.75 ..: nothing is special about 0. */
static void negative_loss(void)
{
    count_from((struct seen){.less = 2}, (real)-1.6, 100, 2, 2);
    count_from((struct seen){.less = 2}, 0, 100, 1, 0);
}

/* The loss may rise, stand still, be no number for a while, and come down; and
 * a gradient of 0 is no reason to stop. */
static void any_course(void)
{
    static const real losses[] = {3, 5, 5, NAN, 2, INFINITY, 1, (real)0.25};

    count_from((struct seen){.told = losses}, (real)0.5, 100, 2, 7);
    count_from((struct seen){.told = losses}, (real)0.25, 7, 1, -1);
}

/* ---- predictions --------------------------------------------------------- */

static void predicted_turn(void)
{
    /* The step of Adam on 1 and then -1, eta being 1 and eps 0. */
    const long double g[] = {1, -1};
    const struct adam set = {.lr = 1, .rho1 = (real)0.8, .rho2 = (real)0.5};
    struct state states[3] = {{0, 0, 0, 0}};
    double right, got;

    work_out(PLAIN, &set, 2, g, states);
    right = (double)(states[2].theta - states[1].theta);
    calling("predict_adam_turn");
    got = predict_adam_turn();
    check_that(fabs(got + right) > 0.0005, SECTION_AGREEMENT,
               "the result\tthe second move over eta\t%.6g\tits size is right; "
               "which way is down when m is negative?",
               got);
    check_that(fabs(got - right) <= 0.0005, SECTION_AGREEMENT,
               "the result\tthe second move over eta\t%.6g\twrite down m and v "
               "after both steps, then correct them.",
               got);
}

static void predicted_decay(void)
{
    double got;

    calling("predict_adam_decay");
    got = predict_adam_decay();
    check_that(
        fabs(got - 0.001) <= 5e-7, SECTION_ADAMW,
        "the result\thow far theta moves\t%.6g\twhat does Adam do to the "
        "size of the first gradient?",
        got);
}

const struct exercise exercises[] = {
    {"adam_step", SECTION_ADAM, TESTS(ALL_TESTS_OF(adam))},
    {"adam_folded_step", SECTION_FOLDED, TESTS(ALL_TESTS_OF(folded))},
    {"adamw_step", SECTION_ADAMW, TESTS(ALL_TESTS_OF(adamw))},
    {"amsgrad_step", SECTION_AMSGRAD, TESTS(ALL_TESTS_OF(amsgrad))},
    {"repaired_adam_step", SECTION_ADAM, TESTS(ALL_TESTS_OF(repaired))},
    {"repaired_adam_eps", SECTION_ADAM, TESTS(ALL_TESTS_OF(mended))},
    {"steps_to", SECTION_RACE,
     TESTS(TEST(counts_the_steps), TEST(must_be_below),
           TEST(below_at_the_start), TEST(not_within_most),
           TEST(loss_is_no_number), TEST(negative_loss), TEST(any_course))},
    {"predict_adam_turn", SECTION_AGREEMENT, TESTS(TEST(predicted_turn))},
    {"predict_adam_decay", SECTION_ADAMW, TESTS(TEST(predicted_decay))},
    {0},
};
