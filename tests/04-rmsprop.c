/* The suite of chapter 4; how suites are written: tests/suite.h. */
#include <string.h>
#include "contract/rmsprop.h"
#include "oracle/rmsprop.h"
#include "suite.h"

/* Where a learner should look. */
#define MEAN "eq:mean-square (4.1)"
#define OUTSIDE "eq:rmsprop (4.2)"
#define INSIDE "eq:rmsprop-inside (4.9)"
#define WEIGHTS "eq:weights (4.3)"
#define DELTA_MEAN "eq:adadelta-h (4.11)"
#define DELTA_STEP "eq:adadelta-step (4.12)"
#define DELTA_STEPS "eq:adadelta-r (4.13)"
#define SECTION_MEAN "sec:rmsprop-mean (4.2)"
#define SECTION_EPS "sec:rmsprop-eps (4.8)"
#define SECTION_WEIGHTS "sec:rmsprop-weights (4.3)"
#define SECTION_START "sec:rmsprop-start (4.4)"
#define SECTION_DELTA "sec:adadelta (4.9)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* More numbers than a counter of one byte holds; more than a buffer of a few
 * thousand. */
enum { MANY = 300, VERY_MANY = 5001, MOST_STEPS = 60 };

/* Of the coordinate's largest number so far, and of h and r. */
#define CLOSE TOL(1e-12, 1e-4)

/* ---- the functions that take a step -------------------------------------- */

enum kind { EPS_OUTSIDE, EPS_INSIDE, DELTA };

struct work;

struct rule {
    const char *name;
    void (*step)(struct work *w, const real grad[]);
    enum kind kind;
    const char *see_h, *see_theta;
};

struct settings {
    real lr, rho, eps;
};

/* A method at work on n parameters; of the two structs its own is used. */
struct work {
    const struct rule *rule;
    struct rmsprop rmsprop;
    struct adadelta adadelta;
    size_t n;
    real *theta, *h, *r;
    int step;
    double largest[MANY];                  /* that each coordinate has been */
    double before_h[MANY], before_r[MANY]; /* the step: what they come from */
};

static void call_rmsprop(struct work *w, const real g[])
{
    rmsprop_step(&w->rmsprop, w->n, w->theta, g);
}

static void call_inside(struct work *w, const real g[])
{
    rmsprop_inside_step(&w->rmsprop, w->n, w->theta, g);
}

static void call_adadelta(struct work *w, const real g[])
{
    adadelta_step(&w->adadelta, w->n, w->theta, g);
}

static void call_repaired(struct work *w, const real g[])
{
    repaired_rmsprop_step(&w->rmsprop, w->n, w->theta, g);
}

static const struct rule rmsprop = {"rmsprop_step", call_rmsprop, EPS_OUTSIDE,
                                    MEAN, OUTSIDE};
static const struct rule inside = {"rmsprop_inside_step", call_inside,
                                   EPS_INSIDE, MEAN, INSIDE};
static const struct rule adadelta = {"adadelta_step", call_adadelta, DELTA,
                                     DELTA_MEAN, DELTA_STEP};
static const struct rule repaired = {"repaired_rmsprop_step", call_repaired,
                                     EPS_OUTSIDE, MEAN, OUTSIDE};

static void begin(struct work *w, const struct rule *rule,
                  const struct settings *set, size_t n, const real start[],
                  const real h[], const real r[])
{
    *w = (struct work){.rule = rule, .n = n};
    w->theta = vector("theta", n, start);
    w->h = vector("h", n, h);
    w->r = vector("r", n, r);
    w->rmsprop = (struct rmsprop){set->lr, set->rho, set->eps, w->h};
    w->adadelta = (struct adadelta){set->rho, set->eps, w->h, w->r};
    for (size_t i = 0; i < n; i++) {
        w->largest[i] = fabs((double)start[i]);
        w->before_h[i] = h[i];
        w->before_r[i] = r[i];
    }
}

static void tell_call(const struct work *w, const real g[])
{
    const struct rmsprop *s = &w->rmsprop;

    if (w->rule->kind == DELTA) {
        calling("%s with rho = %s, eps = %s, h = %s, r = %s, theta = %s, grad "
                "= %s",
                w->rule->name, number(s->rho), number(s->eps), show(w->n, w->h),
                show(w->n, w->r), show(w->n, w->theta), show(w->n, g));
    } else {
        calling("%s with lr = %s, rho = %s, eps = %s, h = %s, theta = %s, grad "
                "= %s",
                w->rule->name, number(s->lr), number(s->rho), number(s->eps),
                show(w->n, w->h), show(w->n, w->theta), show(w->n, g));
    }
}

/* One step, told as a call of its own; the settings must be as they were. */
static void take_step(struct work *w, const real g[])
{
    const struct rmsprop a = w->rmsprop;
    const struct adadelta b = w->adadelta;
    const char *see = w->rule->see_theta;

    tell_call(w, g);
    at_step(++w->step);
    w->rule->step(w, input("grad", w->n, g));
    check_same_bits("lr", 1, &w->rmsprop.lr, &a.lr, see);
    check_same_bits("rho", 1, &w->rmsprop.rho, &a.rho, see);
    check_same_bits("eps", 1, &w->rmsprop.eps, &a.eps, see);
    check_same_bits("rho", 1, &w->adadelta.rho, &b.rho, see);
    check_same_bits("eps", 1, &w->adadelta.eps, &b.eps, see);
    check_that(
        w->rmsprop.h == w->h && w->adadelta.h == w->h && w->adadelta.r == w->r,
        w->rule->see_h, "the pointers in opt\tthe ones that were lent\tothers");
}

/* ---- what must come out -------------------------------------------------- */

/* A mean after t steps, not step by step but as the sum that it is: what was
 * there at the start, and each square with its weight. */
static long double unrolled(long double rho, int t, long double start,
                            const long double squares[])
{
    long double mean = powl(rho, t) * start;

    for (int k = 0; k < t; k++) {
        mean += (1 - rho) * powl(rho, t - 1 - k) * squares[k];
    }
    return mean;
}

/* Theta, h and r of one parameter after each step. */
static void work_out(enum kind kind, const struct settings *set, int steps,
                     const long double g[], const long double start[3],
                     double theta[], double h[], double r[])
{
    long double squares[MOST_STEPS], moves[MOST_STEPS], at = start[0];

    for (int t = 0; t < steps; t++) {
        squares[t] = g[t] * g[t];
        const long double mean = unrolled(set->rho, t + 1, start[1], squares);
        long double rate = set->lr / (sqrtl(mean) + set->eps);

        if (kind == EPS_INSIDE) {
            rate = set->lr / sqrtl(mean + set->eps);
        } else if (kind == DELTA) {
            rate = sqrtl((unrolled(set->rho, t, start[2], moves) + set->eps) /
                         (mean + set->eps));
        }
        const long double move = g[t] == 0 ? 0 : g[t] * rate;

        moves[t] = move * move;
        at -= move;
        theta[t] = (double)at;
        h[t] = (double)mean;
        r[t] =
            (double)(kind == DELTA ? unrolled(set->rho, t + 1, start[2], moves)
                                   : start[2]);
    }
}

static void check_state(struct work *w, const double theta[], const double h[],
                        const double r[])
{
    for (size_t i = 0; i < w->n; i++) {
        w->largest[i] = fmax(w->largest[i], fabs(theta[i]));
    }
    check_each("h", w->n, w->h, h, CLOSE, w->before_h, w->rule->see_h);
    check_each("theta", w->n, w->theta, theta, CLOSE, w->largest,
               w->rule->see_theta);
    check_each("r", w->n, w->r, r, CLOSE, w->before_r, DELTA_STEPS);
    memcpy(w->before_h, h, w->n * sizeof *h);
    memcpy(w->before_r, r, w->n * sizeof *r);
}

/* Take steps along given gradients, a row each, from any state. */
static void take_steps(const struct rule *rule, const struct settings *set,
                       int steps, size_t n, const real start[], const real h0[],
                       const real r0[], const real grads[])
{
    static double theta[MANY][MOST_STEPS], h[MANY][MOST_STEPS],
        r[MANY][MOST_STEPS];
    struct work w;

    for (size_t i = 0; i < n; i++) {
        const long double from[] = {start[i], h0[i], r0[i]};
        long double g[MOST_STEPS];

        for (int t = 0; t < steps; t++) {
            g[t] = grads[(size_t)t * n + i];
        }
        work_out(rule->kind, set, steps, g, from, theta[i], h[i], r[i]);
    }
    begin(&w, rule, set, n, start, h0, r0);
    for (int t = 0; t < steps; t++) {
        double theta_t[MANY], h_t[MANY], r_t[MANY];

        for (size_t i = 0; i < n; i++) {
            theta_t[i] = theta[i][t];
            h_t[i] = h[i][t];
            r_t[i] = r[i][t];
        }
        take_step(&w, grads + (size_t)t * n);
        check_state(&w, theta_t, h_t, r_t);
    }
    give_back();
}

/* ---- steps: what is the same for all of them ----------------------------- */

static const real zero[MANY];

static void all_lengths(const struct rule *rule)
{
    const struct settings set = {(real)0.3, (real)0.9, (real)1e-3};
    real start[MANY], h[MANY], r[MANY], g[2 * MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, start, 4, (unsigned)n);
        scatter_positive(n, h, 9, 50 + (unsigned)n);
        scatter_positive(n, r, 1, 70 + (unsigned)n);
        scatter(2 * n, g, 3, 100 + (unsigned)n);
        take_steps(rule, &set, 2, n, start, h, r, g);
    }
}

/* No buffer is large enough for every n. */
static void very_many(const struct rule *rule)
{
    static real start[VERY_MANY], h[VERY_MANY], r[VERY_MANY], g[VERY_MANY];
    static double theta_1[VERY_MANY], h_1[VERY_MANY], r_1[VERY_MANY];
    const struct settings set = {(real)0.3, (real)0.9, (real)1e-3};
    struct work w = {.rule = rule, .n = VERY_MANY};

    scatter(VERY_MANY, start, 4, 11);
    scatter_positive(VERY_MANY, h, 9, 12);
    scatter_positive(VERY_MANY, r, 1, 13);
    scatter(VERY_MANY, g, 3, 14);
    for (size_t i = 0; i < VERY_MANY; i++) {
        const long double from[] = {start[i], h[i], r[i]}, g_i = g[i];

        work_out(rule->kind, &set, 1, &g_i, from, &theta_1[i], &h_1[i],
                 &r_1[i]);
    }
    w.theta = vector("theta", VERY_MANY, start);
    w.h = vector("h", VERY_MANY, h);
    w.r = vector("r", VERY_MANY, r);
    w.rmsprop = (struct rmsprop){set.lr, set.rho, set.eps, w.h};
    w.adadelta = (struct adadelta){set.rho, set.eps, w.h, w.r};
    take_step(&w, g);
    check_vector("h", VERY_MANY, w.h, h_1, CLOSE, 9, rule->see_h);
    check_vector("theta", VERY_MANY, w.theta, theta_1, CLOSE, 4,
                 rule->see_theta);
    check_vector("r", VERY_MANY, w.r, r_1, CLOSE, 1, DELTA_STEPS);
}

/* Without a gradient a parameter stays, but the means fade. */
static void zero_gradients(const struct rule *rule)
{
    const struct settings set = {(real)0.3, (real)0.9, (real)1e-3};
    const real start[] = {1, -2, 3}, h[] = {0, 4, 0}, r[] = {0, 0, 2};
    const real g[] = {0, 0, 2, 0, 0, 0, 3, 1, 0, 0, 0, -1};

    take_steps(rule, &set, 4, 3, start, h, r, g);
}

/* eps is as large as the root, or larger: where it stands shows. */
static void visible_eps(const struct rule *rule)
{
    const real sizes[] = {1, (real)0.1, (real)1e-2, (real)1e-4};
    const real start[] = {0, (real)-1e-3, 1};
    const real later[] = {(real)0.05, (real)1e-3, (real)1e-8};
    real g[9];

    for (size_t k = 0; k < COUNT(sizes); k++) {
        const struct settings alike = {(real)0.3, (real)0.9, sizes[k]};
        const struct settings larger = {(real)0.3, (real)0.9, (real)0.1};

        scatter(9, g, sizes[k], 3);
        take_steps(rule, &alike, 3, 3, start, zero, zero, g);
        take_steps(rule, &larger, 3, 3, start, zero, zero, g);
        take_steps(rule, &larger, 3, 3, start, later, later, g);
    }
}

/* Nothing is too small to count or so large that it is cut off. */
static void tiny_and_huge(const struct rule *rule)
{
    struct settings set = {(real)0.3, (real)0.9, (real)1e-7};
    const real start[] = {0, 1, -2, 0};
    real g[12];

    for (double size = 1e-12; size < 1e13; size *= 1e4) {
        scatter(12, g, size, 9);
        take_steps(rule, &set, 3, 4, start, zero, zero, g);
    }
}

/* rho and 1 - rho are alike at 0.5 only; at 0 the past does not count. */
static void any_rho(const struct rule *rule)
{
    const real rhos[] = {0, (real)0.125, (real)0.5, (real)0.99};
    const real start[] = {1, 2, 3}, h[] = {4, 0, (real)0.1}, r[] = {1, 0, 2};
    const real g[] = {2, -1, (real)0.5, -3, (real)0.7, 1, 1, 4, (real)-0.6};

    for (size_t k = 0; k < COUNT(rhos); k++) {
        const struct settings set = {(real)0.3, rhos[k], (real)1e-2};

        take_steps(rule, &set, 3, 3, start, h, r, g);
    }
}

/* The mean forgets: after a large gradient the steps come back. */
static void long_run(const struct rule *rule)
{
    enum { STEPS = 40 };
    const struct settings set = {(real)0.1, (real)0.9, (real)1e-3};
    real g[STEPS * 3];

    for (size_t t = 0; t < STEPS; t++) {
        g[3 * t] = t == 0 ? 100 : 1;
        g[3 * t + 1] = t % 2 == 0 ? 2 : -2;
        g[3 * t + 2] = t % 10 == 9 ? 1 : 0;
    }
    take_steps(rule, &set, STEPS, 3, zero, zero, zero, g);
}

/* What is kept between calls other than in the arrays mixes two runs up. */
static void side_by_side(const struct rule *rule)
{
    const struct settings set[] = {{(real)0.1, (real)0.9, (real)1e-2},
                                   {2, (real)0.5, 1}};
    const real start[] = {1, 2, 3}, h0[] = {(real)0.5, 4, 1};
    const real r0[] = {1, (real)0.25, 0};
    const real g[] = {1, -1, (real)0.5, 0, 2, -3, (real)0.25, 1, 1};
    double theta[2][3][3], h[2][3][3], r[2][3][3];
    struct work w[2];

    for (int k = 0; k < 2; k++) {
        begin(&w[k], rule, &set[k], 3 - (size_t)k, start, h0, r0);
        for (size_t i = 0; i < w[k].n; i++) {
            const long double from[] = {start[i], h0[i], r0[i]};
            long double column[3];

            for (size_t t = 0; t < 3; t++) {
                column[t] = g[t * w[k].n + i];
            }
            work_out(rule->kind, &set[k], 3, column, from, theta[k][i], h[k][i],
                     r[k][i]);
        }
    }
    for (size_t t = 0; t < 3; t++) {
        for (int k = 0; k < 2; k++) {
            double theta_t[3], h_t[3], r_t[3];

            for (size_t i = 0; i < w[k].n; i++) {
                theta_t[i] = theta[k][i][t];
                h_t[i] = h[k][i][t];
                r_t[i] = r[k][i][t];
            }
            take_step(&w[k], g + t * w[k].n);
            check_state(&w[k], theta_t, h_t, r_t);
        }
    }
}

enum { N = COUNT(sequence_start), STEPS = COUNT(sequence_grad) };

static void to_real(size_t n, real to[], const double from[])
{
    for (size_t i = 0; i < n; i++) {
        to[i] = (real)from[i];
    }
}

/* Values that were computed elsewhere, with 50 digits. */
static void one_sequence(const struct rule *rule, real eps,
                         const double expected[STEPS][N],
                         const double expected_r[STEPS][N])
{
    const struct settings set = {(real)sequence_lr, (real)sequence_rho, eps};
    real start[N], h[N], r[N], g[N];
    struct work w;

    to_real(N, start, sequence_start);
    to_real(N, h, sequence_h);
    to_real(N, r, sequence_r);
    begin(&w, rule, &set, N, start, h, r);
    for (size_t t = 0; t < STEPS; t++) {
        double same[N];

        to_real(N, g, sequence_grad[t]);
        for (size_t i = 0; i < N; i++) {
            same[i] = r[i];
        }
        take_step(&w, g);
        check_state(&w, expected[t], sequence_h_after[t],
                    expected_r == NULL ? same : expected_r[t]);
    }
    give_back();
}

static void random_sequences(const struct rule *rule)
{
    if (rule->kind == DELTA) {
        for (size_t k = 0; k < COUNT(delta_eps); k++) {
            one_sequence(rule, (real)delta_eps[k], sequence_delta[k],
                         sequence_r_after[k]);
        }
        return;
    }
    for (size_t k = 0; k < COUNT(sequence_eps); k++) {
        one_sequence(rule, (real)sequence_eps[k],
                     rule->kind == EPS_INSIDE ? sequence_inside[k]
                                              : sequence_outside[k],
                     NULL);
    }
}

/* On f(x, y) = x^2/20 + y^2 from (-7, 2): a table of theta after each step. */
static void run_on_f(const struct rule *rule, double lr, double rho, double eps,
                     int steps, const double expected[][2])
{
    const struct settings set = {(real)lr, (real)rho, (real)eps};
    const real start[] = {-7, 2};
    double largest[] = {7, 2};
    struct work w;

    begin(&w, rule, &set, 2, start, zero, zero);
    for (int t = 1; t <= steps; t++) {
        for (int i = 0; i < 2; i++) {
            largest[i] = fmax(largest[i], fabs(expected[t][i]));
        }
        take_step(&w, (real[]){w.theta[0] / 10, 2 * w.theta[1]});
        check_each("theta", 2, w.theta, expected[t], CLOSE, largest,
                   rule->see_theta);
    }
    give_back();
}

static void published(const struct rule *rule)
{
    if (rule->kind == DELTA) {
        run_on_f(rule, 0, 0.95, 1e-6, 30, adadelta_slow);
        run_on_f(rule, 0, 0.95, 0.01, 30, adadelta_fast);
    } else if (rule->kind == EPS_INSIDE) {
        run_on_f(rule, 0.1, 0.9, 0.01, 30, run_inside);
    } else {
        run_on_f(rule, 0.1, 0.99, 1e-7, 30, published_small);
        run_on_f(rule, 5, 0.99, 1e-7, 10, published_large);
        run_on_f(rule, 0.1, 0.9, 0.01, 30, run_outside);
    }
}

/* An infinite square may make h infinite or, by way of a difference, NaN. */
static void not_a_number(const struct rule *rule)
{
    const struct settings set = {(real)0.5, (real)0.75, 0};
    const real start[] = {1, 2, NAN, 3, 4}, h[] = {1, 16, 0, 1, NAN};
    const real r[] = {1, 1, 1, 1, 1}, g[] = {NAN, 4, -4, (real)-INFINITY, 1};
    const double expected_h[] = {NAN, 16, 4};
    const double expected[] = {NAN, rule->kind == DELTA ? 1 : 1.5, NAN, NAN,
                               NAN};
    const double expected_r[] = {NAN, 1, 1.75, NAN, NAN},
                 same[] = {1, 1, 1, 1, 1};
    struct work w;

    begin(&w, rule, &set, 5, start, h, r);
    take_step(&w, g);
    check_vector("h", 3, w.h, expected_h, CLOSE, 1, rule->see_h);
    check_vector("theta", 5, w.theta, expected, CLOSE, 3, rule->see_theta);
    check_vector("r", 5, w.r, rule->kind == DELTA ? expected_r : same, CLOSE, 1,
                 DELTA_STEPS);
}

/* ---- by hand ------------------------------------------------------------- */

/* All roots are whole: h is 1 after each of the gradients 2, 1, 1, 1. */
static void mean_by_hand(const struct rule *rule)
{
    const struct settings set = {(real)0.5, (real)0.75, 0};
    const real start[] = {3, -1};
    const real g[][2] = {{2, -4}, {1, 2}, {1, -2}, {1, 2}};
    const double h[] = {1, 4}, none[] = {0, 0};
    const double theta[][2] = {{2, 0}, {1.5, -0.5}, {1, 0}, {0.5, -0.5}};
    struct work w;

    begin(&w, rule, &set, 2, start, zero, zero);
    for (int t = 0; t < 4; t++) {
        take_step(&w, g[t]);
        check_state(&w, theta[t], h, none);
    }
}

/* eps + h is 25 and 225, eps + r is 1 and 49/25. */
static void delta_by_hand(const struct rule *rule)
{
    const struct settings set = {0, (real)1 / 3, 1};
    const real start[] = {3, -1};
    const double theta[][2] = {{1.8, 0.2}, {1.8 - 1.68, 0.2 + 1.68}};
    const double h[][2] = {{24, 24}, {224, 224}};
    const double r[][2] = {{0.96, 0.96}, {1376 / 625.0, 1376 / 625.0}};
    struct work w;

    begin(&w, rule, &set, 2, start, zero, zero);
    take_step(&w, (real[]){6, -6});
    check_state(&w, theta[0], h[0], r[0]);
    take_step(&w, (real[]){18, -18});
    check_state(&w, theta[1], h[1], r[1]);
}

#define TESTS_OF(rule)                                                         \
    TEST_OF(rule, all_lengths)                                                 \
    TEST_OF(rule, very_many)                                                   \
    TEST_OF(rule, zero_gradients)                                              \
    TEST_OF(rule, visible_eps)                                                 \
    TEST_OF(rule, tiny_and_huge)                                               \
    TEST_OF(rule, any_rho)                                                     \
    TEST_OF(rule, long_run)                                                    \
    TEST_OF(rule, side_by_side)                                                \
    TEST_OF(rule, random_sequences)                                            \
    TEST_OF(rule, published)                                                   \
    TEST_OF(rule, not_a_number)
#define ALL_TESTS_OF(rule)                                                     \
    TEST(rule##_all_lengths), TEST(rule##_very_many),                          \
        TEST(rule##_zero_gradients), TEST(rule##_visible_eps),                 \
        TEST(rule##_tiny_and_huge), TEST(rule##_any_rho),                      \
        TEST(rule##_long_run), TEST(rule##_side_by_side),                      \
        TEST(rule##_random_sequences), TEST(rule##_published),                 \
        TEST(rule##_not_a_number)

TEST_OF(rmsprop, mean_by_hand)
TEST_OF(inside, mean_by_hand)
TEST_OF(repaired, mean_by_hand)
TEST_OF(adadelta, delta_by_hand)
TESTS_OF(rmsprop)
TESTS_OF(inside)
TESTS_OF(adadelta)
TESTS_OF(repaired)

/* ---- average_weights ----------------------------------------------------- */

static void weights_of(real rho, size_t n)
{
    real *weight = filled("weight", n, -777);
    static double expected[VERY_MANY];
    /* Numbers that end below the smallest normal one lose digits. */
    const double vanishing = TOL(1e-290, 1e-30);

    for (size_t k = 1; k <= n; k++) {
        expected[k - 1] =
            (double)((1 - (long double)rho) * powl(rho, (long double)(n - k)));
    }
    calling("average_weights with rho = %s, n = %zu, weight holding -777 "
            "everywhere",
            number(rho), n);
    average_weights(rho, n, weight);
    check_vector("weight", n, weight, expected, CLOSE, vanishing, WEIGHTS);
    give_back();
}

static void weights_by_hand(void)
{
    const double expected[] = {0.140625, 0.1875, 0.25};
    real *weight = filled("weight", 3, -777);

    calling("average_weights with rho = 0.75, n = 3, weight holding -777 "
            "everywhere");
    average_weights((real)0.75, 3, weight);
    check_vector("weight", 3, weight, expected, CLOSE, 0, WEIGHTS);
}

static void weights_of_all_lengths(void)
{
    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        weights_of((real)0.9, n);
        weights_of((real)0.99, n);
    }
}

static void weights_without_past(void)
{
    weights_of(0, 1);
    weights_of(0, 4);
    weights_of((real)0.5, 20);
}

/* The weight of the oldest is rounded to 0: nothing comes from there. */
static void weights_of_very_many(void)
{
    weights_of((real)0.75, VERY_MANY);
}

/* What is missing from 1 is the weight of the zero at the start. */
static void weights_add_up(void)
{
    const size_t n = 100;
    const real rho = (real)0.99;
    real *weight = filled("weight", n, -777);
    double sum = 0;

    calling("average_weights with rho = 0.99, n = 100, weight holding -777 "
            "everywhere");
    average_weights(rho, n, weight);
    for (size_t k = 0; k < n; k++) {
        sum += weight[k];
    }
    check_close("the sum of all weights", sum, 1 - pow((double)rho, (double)n),
                CLOSE, 0, WEIGHTS);
}

/* ---- predictions --------------------------------------------------------- */

static void predicted_first_step(void)
{
    const double right = 1 / sqrt(1 - 0.96);
    double got;

    calling("predict_rmsprop_first_step");
    got = predict_rmsprop_first_step();
    check_that(
        fabs(got - right) <= 0.005, SECTION_START,
        "the result\tthe first step over eta\t%.6g\twork out h after one "
        "step of the gradient g; g cancels out.",
        got);
}

static void predicted_second_step(void)
{
    double h = 0, r = 0, d = 0, got;

    for (int t = 0; t < 2; t++) {
        const double g = t == 0 ? 8 : 32;

        h = (5 * h + 3 * g * g) / 8;
        d = -g * sqrt((1 + r) / (1 + h));
        r = (5 * r + 3 * d * d) / 8;
    }
    calling("predict_adadelta_second_step");
    got = predict_adadelta_second_step();
    check_that(fabs(got + d) > 0.005, DELTA_STEP,
               "the result\tthe second step\t%.6g\tits size is right; which "
               "way does a positive gradient push?",
               got);
    check_that(fabs(got - d) <= 0.005, DELTA_STEP,
               "the result\tthe second step d\t%.6g\twrite down h, d and r "
               "after the first step.",
               got);
}

const struct exercise exercises[] = {
    {"rmsprop_step", SECTION_MEAN,
     TESTS(TEST(rmsprop_mean_by_hand), ALL_TESTS_OF(rmsprop))},
    {"rmsprop_inside_step", SECTION_EPS,
     TESTS(TEST(inside_mean_by_hand), ALL_TESTS_OF(inside))},
    {"average_weights", SECTION_WEIGHTS,
     TESTS(TEST(weights_by_hand), TEST(weights_of_all_lengths),
           TEST(weights_of_very_many), TEST(weights_without_past),
           TEST(weights_add_up))},
    {"adadelta_step", SECTION_DELTA,
     TESTS(TEST(adadelta_delta_by_hand), ALL_TESTS_OF(adadelta))},
    {"repaired_rmsprop_step", SECTION_MEAN,
     TESTS(TEST(repaired_mean_by_hand), ALL_TESTS_OF(repaired))},
    {"predict_rmsprop_first_step", SECTION_START,
     TESTS(TEST(predicted_first_step))},
    {"predict_adadelta_second_step", SECTION_DELTA,
     TESTS(TEST(predicted_second_step))},
    {0},
};
