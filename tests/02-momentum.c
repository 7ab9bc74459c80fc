/* The suite of chapter 2; how suites are written: tests/suite.h. */
#include <string.h>
#include "contract/momentum.h"
#include "oracle/momentum.h"
#include "suite.h"

/* Where a learner should look. */
#define VELOCITY "eq:velocity (2.1)"
#define MOMENTUM "eq:momentum (2.2)"
#define LOOKAHEAD "eq:lookahead (2.10)"
#define NESTEROV_VELOCITY "eq:nesterov-velocity (2.11)"
#define NESTEROV "eq:nesterov (2.12)"
#define SHIFTED "eq:nesterov-shifted (2.14)"
#define UNSHIFT "eq:unshift (2.16)"
#define SECTION_MOMENTUM "sec:momentum-velocity (2.2)"
#define SECTION_NESTEROV "sec:nesterov (2.6)"
#define SECTION_SHIFTED "sec:nesterov-shifted (2.7)"
#define SECTION_ORDER "sec:nesterov-order (2.8)"
#define TERMINAL "eq:terminal (2.4)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* More numbers than a counter of one byte holds; more than a buffer of a few
 * thousand. */
enum { MANY = 300, VERY_MANY = 5001 };

/* Of the coordinate's largest number so far. */
#define CLOSE TOL(1e-12, 1e-4)

/* ---- the four functions that take a step -------------------------------- */

/* Both structs begin alike, so either may be looked into. */
union method {
    struct momentum momentum;
    struct nesterov nesterov;
};

struct rule {
    const char *name, *x; /* what its argument is called */
    void (*step)(union method *m, size_t n, real x[], const real grad[]);
    int shifted; /* is it the look-ahead point that is moved? */
    const char *see_v, *see_x;
};

static void call_momentum(union method *m, size_t n, real x[], const real g[])
{
    momentum_step(&m->momentum, n, x, g);
}

static void call_nesterov(union method *m, size_t n, real x[], const real g[])
{
    nesterov_step(&m->nesterov, n, x, g);
}

static void call_shifted(union method *m, size_t n, real x[], const real g[])
{
    nesterov_shifted_step(&m->nesterov, n, x, g);
}

static void call_repaired(union method *m, size_t n, real x[], const real g[])
{
    repaired_nesterov_shifted_step(&m->nesterov, n, x, g);
}

static const struct rule momentum = {"momentum_step", "theta", call_momentum, 0,
                                     VELOCITY,        MOMENTUM};
static const struct rule nesterov = {
    "nesterov_step", "theta", call_nesterov, 0, NESTEROV_VELOCITY, NESTEROV};
static const struct rule shifted = {
    "nesterov_shifted_step", "shifted", call_shifted, 1,
    NESTEROV_VELOCITY,       SHIFTED};
static const struct rule repaired = {"repaired_nesterov_shifted_step",
                                     "shifted",
                                     call_repaired,
                                     1,
                                     NESTEROV_VELOCITY,
                                     SHIFTED};

/* A method at work on n parameters. */
struct work {
    const struct rule *rule;
    union method method;
    size_t n;
    real *x; /* theta or the look-ahead point */
    int step;
    double largest[MANY]; /* that each coordinate and its velocity have been */
};

static void begin(struct work *w, const struct rule *rule, real alpha, size_t n,
                  const real start[], const real v[])
{
    *w = (struct work){.rule = rule, .n = n};
    w->x = vector(rule->x, n, start);
    w->method.nesterov =
        (struct nesterov){.alpha = alpha, .v = vector("v", n, v)};
    for (size_t i = 0; i < n; i++) {
        w->largest[i] = fmax(fabs((double)start[i]), fabs((double)v[i]));
    }
}

/* One step, told as a call of its own; the settings must be as they were. */
static void take_step(struct work *w, real lr, const real g[])
{
    union method *m = &w->method;
    const real alpha = m->nesterov.alpha;
    real *v = m->nesterov.v;

    calling("%s with lr = %s, alpha = %s, v = %s, %s = %s, grad = %s",
            w->rule->name, number(lr), number(alpha), show(w->n, v), w->rule->x,
            show(w->n, w->x), show(w->n, g));
    at_step(++w->step);
    m->nesterov.lr = lr;
    w->rule->step(m, w->n, w->x, input("grad", w->n, g));
    check_same_bits("lr", 1, &m->nesterov.lr, &lr, w->rule->see_v);
    check_same_bits("alpha", 1, &m->nesterov.alpha, &alpha, w->rule->see_v);
    check_that(m->nesterov.v == v, w->rule->see_v,
               "the pointer opt->v\tthe one that was lent\tanother one");
}

static void check_state(struct work *w, const double v[], const double x[])
{
    for (size_t i = 0; i < w->n; i++) {
        w->largest[i] = fmax(w->largest[i], fmax(fabs(v[i]), fabs(x[i])));
    }
    check_each("v", w->n, w->method.nesterov.v, v, CLOSE, w->largest,
               w->rule->see_v);
    check_each(w->rule->x, w->n, w->x, x, CLOSE, w->largest, w->rule->see_x);
}

/* ---- what must come out -------------------------------------------------- */

/* 1 + a + .. + a^(k-1) */
static long double geometric(long double a, int k)
{
    return (1 - powl(a, k)) / (1 - a);
}

/*
 * The velocity after t steps and how far theta has come, not step by step but
 * as the sums that they are: gradient k still counts alpha^(t-k) in the
 * velocity, and has moved theta by the sum of its shares so far.
 */
static void unrolled(long double a, int t, size_t n, const real v0[],
                     const real lr[], const real grads[], long double v[],
                     long double way[])
{
    for (size_t i = 0; i < n; i++) {
        v[i] = powl(a, t) * v0[i];
        way[i] = a * geometric(a, t) * v0[i];
        for (int k = 1; k <= t; k++) {
            const long double push =
                (long double)lr[k - 1] * grads[(size_t)(k - 1) * n + i];
            v[i] -= powl(a, t - k) * push;
            way[i] -= geometric(a, t - k + 1) * push;
        }
    }
}

/* Take steps along given gradients, a row each, from any state. */
static void take_steps(const struct rule *rule, real alpha, int steps,
                       const real lr[], size_t n, const real start[],
                       const real v0[], const real grads[])
{
    long double v[MANY], way[MANY];
    double expected_v[MANY], expected[MANY];
    struct work w;

    begin(&w, rule, alpha, n, start, v0);
    for (int t = 1; t <= steps; t++) {
        take_step(&w, lr[t - 1], grads + (size_t)(t - 1) * n);
        unrolled(alpha, t, n, v0, lr, grads, v, way);
        for (size_t i = 0; i < n; i++) {
            expected_v[i] = (double)v[i];
            expected[i] = (double)(start[i] + way[i]);
            if (rule->shifted) {
                /* From start - alpha v to theta + alpha v. */
                expected[i] = (double)(start[i] + way[i] +
                                       (long double)alpha * (v[i] - v0[i]));
            }
        }
        check_state(&w, expected_v, expected);
    }
    give_back();
}

/* ---- steps: what is the same for all of them ----------------------------- */

/* From v = 0: pushed, and pushed again in one coordinate only. */
static void by_hand(const struct rule *rule)
{
    const real start[] = {3, 1}, zero[] = {0, 0};
    const real first[] = {2, -4}, second[] = {2, 0};
    const double v[][2] = {{-1, 2}, {-1.5, 1}};
    const double theta[][2] = {{2, 3}, {0.5, 4}};
    struct work w;

    begin(&w, rule, (real)0.5, 2, start, zero);
    for (int t = 0; t < 2; t++) {
        double x[2];

        for (int i = 0; i < 2; i++) {
            x[i] = theta[t][i] + (rule->shifted ? v[t][i] / 2 : 0);
        }
        take_step(&w, (real)0.5, t == 0 ? first : second);
        check_state(&w, v[t], x);
    }
}

static void all_lengths(const struct rule *rule)
{
    const real lr[] = {(real)0.3, (real)0.3};
    real start[MANY], v[MANY], g[2 * MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, start, 4, (unsigned)n);
        scatter(n, v, 2, 50 + (unsigned)n);
        scatter(2 * n, g, 3, 100 + (unsigned)n);
        take_steps(rule, (real)0.9, 2, lr, n, start, v, g);
    }
}

/* No buffer is large enough for every n. */
static void very_many(const struct rule *rule)
{
    static real start[VERY_MANY], v[VERY_MANY], g[VERY_MANY];
    static double expected_v[VERY_MANY], expected[VERY_MANY];
    const long double lr = (real)0.3, a = (real)0.9;
    union method method = {.nesterov = {(real)lr, (real)a, NULL}};
    real *x;

    scatter(VERY_MANY, start, 4, 11);
    scatter(VERY_MANY, v, 2, 12);
    scatter(VERY_MANY, g, 3, 13);
    for (size_t i = 0; i < VERY_MANY; i++) {
        const long double after = a * v[i] - lr * g[i];
        const long double ahead = rule->shifted ? a * (after - v[i]) : 0;

        expected_v[i] = (double)after;
        expected[i] = (double)(start[i] + after + ahead);
    }
    x = vector(rule->x, VERY_MANY, start);
    method.nesterov.v = vector("v", VERY_MANY, v);
    calling("%s with lr = 0.3, alpha = 0.9, v = %s, %s = %s, grad = %s",
            rule->name, show(VERY_MANY, v), rule->x, show(VERY_MANY, start),
            show(VERY_MANY, g));
    rule->step(&method, VERY_MANY, x, input("grad", VERY_MANY, g));
    check_vector("v", VERY_MANY, method.nesterov.v, expected_v, CLOSE, 3,
                 rule->see_v);
    check_vector(rule->x, VERY_MANY, x, expected, CLOSE, 4, rule->see_x);
}

/* Without gradients the velocity fades and carries on. */
static void coasts(const struct rule *rule)
{
    const real lr[] = {(real)0.1, (real)0.1, (real)0.1};
    const real start[] = {1, -2, 0}, v[] = {(real)0.5, 4, (real)-1e-3};
    const real none[9] = {0}, late[] = {0, 0, 0, 0, 3, 0, 0, 0, 0};

    take_steps(rule, (real)0.9, 3, lr, 3, start, v, none);
    take_steps(rule, (real)0.75, 3, lr, 3, start, v, late);
}

/* Each gradient is multiplied by the rate of its own step, once. */
static void rate_changes(const struct rule *rule)
{
    const real lr[] = {(real)0.5, (real)0.05, 2, (real)1e-3};
    const real start[] = {3, 1}, v[] = {0, (real)-0.25};
    const real g[] = {2, -4, 1, 1, (real)-0.5, 3, 2, 100};

    take_steps(rule, (real)0.9, 4, lr, 2, start, v, g);
}

/* The velocity before the step has no say then. */
static void alpha_zero(const struct rule *rule)
{
    const real lr[] = {(real)0.1, (real)0.2};
    const real start[] = {3, 1, -2}, v[] = {5, (real)-0.25, 0};
    const real g[] = {2, -4, 0, 1, 1, 1};

    if (rule->shifted) {
        take_steps(rule, 0, 2, lr, 3, start, (real[]){0, 0, 0}, g);
    }
    take_steps(rule, 0, 2, lr, 3, start, v, g);
}

/* Nothing is too small to count or so large that it is cut off. */
static void tiny_and_huge(const struct rule *rule)
{
    const real lr[] = {(real)0.3, (real)0.3, (real)0.3};
    real start[4], v[4], g[12];

    for (double size = 1e-12; size < 1e13; size *= 1e4) {
        scatter(4, start, size, 7);
        scatter(4, v, size, 8);
        scatter(12, g, size, 9);
        take_steps(rule, (real)0.9, 3, lr, 4, start, v, g);
    }
}

static void any_alpha(const struct rule *rule)
{
    const real lr[] = {1, (real)0.5, (real)1e-4};
    const real alphas[] = {(real)1e-3, (real)0.5, (real)0.99, (real)0.999};
    real start[5], v[5], g[15];

    scatter(5, start, 2, 1);
    scatter(5, v, 1, 2);
    scatter(15, g, 1, 3);
    for (size_t k = 0; k < COUNT(alphas); k++) {
        take_steps(rule, alphas[k], 3, lr, 5, start, v, g);
    }
}

/* What is kept between calls other than in v mixes two runs up. */
static void side_by_side(const struct rule *rule)
{
    const real lr[][3] = {{(real)0.1, (real)0.1, (real)0.1},
                          {2, (real)0.5, (real)0.25}};
    const real alpha[] = {(real)0.9, (real)0.5};
    const real start[] = {1, 2, 3}, v[] = {(real)-0.5, 0, 1};
    const real g[] = {1, -1, (real)0.5, 0, 2, -3, (real)0.25, 1, 1};
    struct work w[2];

    for (int r = 0; r < 2; r++) {
        begin(&w[r], rule, alpha[r], 3 - (size_t)r, start, v);
    }
    for (int t = 1; t <= 3; t++) {
        for (int r = 0; r < 2; r++) {
            long double v_t[3], way[3];
            double expected_v[3], expected[3];

            take_step(&w[r], lr[r][t - 1], g + (size_t)(t - 1) * w[r].n);
            unrolled(alpha[r], t, w[r].n, v, lr[r], g, v_t, way);
            for (size_t i = 0; i < w[r].n; i++) {
                expected_v[i] = (double)v_t[i];
                expected[i] = (double)(start[i] + way[i]);
                if (rule->shifted) {
                    expected[i] += (double)alpha[r] * (double)(v_t[i] - v[i]);
                }
            }
            check_state(&w[r], expected_v, expected);
        }
    }
}

/* Values that were computed elsewhere, with 50 digits. */
static void random_sequence(const struct rule *rule)
{
    enum { N = COUNT(sequence_start), STEPS = COUNT(sequence_lr) };
    real start[N], v[N], g[N];
    struct work w;

    for (size_t i = 0; i < N; i++) {
        start[i] = (real)sequence_start[i];
        v[i] = (real)sequence_v[i];
    }
    begin(&w, rule, (real)sequence_alpha, N, start, v);
    for (size_t t = 0; t < STEPS; t++) {
        for (size_t i = 0; i < N; i++) {
            g[i] = (real)sequence_grad[t][i];
        }
        take_step(&w, (real)sequence_lr[t], g);
        check_state(&w, sequence_v_after[t],
                    rule->shifted ? sequence_shifted[t] : sequence_theta[t]);
    }
}

/* On f(x, y) = x^2/20 + y^2 from (-7, 2): a table of theta after each step. */
static void run_on_f(const struct rule *rule, const double expected[31][2],
                     const real lr[30])
{
    const real start[] = {-7, 2}, zero[] = {0, 0};
    const double largest[] = {7, 2};
    const real alpha = (real)0.9;
    struct work w;

    begin(&w, rule, alpha, 2, start, zero);
    for (int t = 1; t <= 30; t++) {
        real at[2];

        for (int i = 0; i < 2; i++) {
            at[i] = w.x[i];
            if (rule == &nesterov) {
                at[i] += alpha * w.method.nesterov.v[i];
            }
        }
        take_step(&w, lr[t - 1], (real[]){at[0] / 10, 2 * at[1]});
        check_each(rule->x, 2, w.x, expected[t], CLOSE, largest, rule->see_x);
    }
    give_back();
}

static void published(const struct rule *rule)
{
    real lr[30], schedule[30];

    for (int t = 0; t < 30; t++) {
        lr[t] = (real)0.1;
        schedule[t] = (real)(t < 10 ? 0.1 : t < 20 ? 0.01 : 0.001);
    }
    if (rule == &momentum) {
        run_on_f(rule, published_momentum, lr);
        run_on_f(rule, published_schedule, schedule);
    } else {
        run_on_f(rule, rule->shifted ? published_shifted : published_nesterov,
                 lr);
    }
}

static void not_a_number(const struct rule *rule)
{
    const real start[] = {1, 2, 3, 4, NAN}, v[] = {0, 1, 0, NAN, 4};
    const real g[] = {NAN, 1, INFINITY, 1, 2};
    const double expected_v[] = {NAN, 0, -INFINITY, NAN, 1};
    double expected[] = {NAN, 2, -INFINITY, NAN, NAN};
    struct work w;

    begin(&w, rule, (real)0.5, 5, start, v);
    take_step(&w, (real)0.5, g);
    if (rule->shifted) {
        expected[1] = 1.5; /* theta 1.5 and v 1 before, 1.5 and 0 after */
        /* Forms that are equal take infinity from itself. */
        expected[2] = isnan(w.x[2]) ? NAN : -INFINITY;
    }
    check_vector("v", 5, w.method.nesterov.v, expected_v, CLOSE, 1,
                 rule->see_v);
    check_vector(rule->x, 5, w.x, expected, CLOSE, 3, rule->see_x);
}

#define TESTS_OF(rule)                                                         \
    TEST_OF(rule, by_hand)                                                     \
    TEST_OF(rule, all_lengths)                                                 \
    TEST_OF(rule, very_many)                                                   \
    TEST_OF(rule, coasts)                                                      \
    TEST_OF(rule, rate_changes)                                                \
    TEST_OF(rule, alpha_zero)                                                  \
    TEST_OF(rule, tiny_and_huge)                                               \
    TEST_OF(rule, any_alpha)                                                   \
    TEST_OF(rule, side_by_side)                                                \
    TEST_OF(rule, random_sequence)                                             \
    TEST_OF(rule, published)                                                   \
    TEST_OF(rule, not_a_number)
#define ALL_TESTS_OF(rule)                                                     \
    TEST(rule##_by_hand), TEST(rule##_all_lengths), TEST(rule##_very_many),    \
        TEST(rule##_coasts), TEST(rule##_rate_changes),                        \
        TEST(rule##_alpha_zero), TEST(rule##_tiny_and_huge),                   \
        TEST(rule##_any_alpha), TEST(rule##_side_by_side),                     \
        TEST(rule##_random_sequence), TEST(rule##_published),                  \
        TEST(rule##_not_a_number)

TESTS_OF(momentum)
TESTS_OF(nesterov)
TESTS_OF(shifted)
TESTS_OF(repaired)

/* ---- the shifted form against the definition ----------------------------- */

enum { DIMENSIONS = 3 };

/* The gradient of a bowl whose axes are not those of the coordinates. */
static long double slope(size_t i, const long double at[DIMENSIONS])
{
    static const long double curvature[DIMENSIONS][DIMENSIONS] = {
        {2, 0.5L, 0}, {0.5L, 1, -0.25L}, {0, -0.25L, 0.125L}};
    long double sum = 0;

    for (size_t j = 0; j < DIMENSIONS; j++) {
        sum += curvature[i][j] * at[j];
    }
    return sum;
}

/* One step by the definition, the gradient at theta + alpha v. */
static void define_step(long double lr, long double alpha, long double theta[],
                        long double v[])
{
    long double ahead[DIMENSIONS];

    for (size_t i = 0; i < DIMENSIONS; i++) {
        ahead[i] = theta[i] + alpha * v[i];
    }
    for (size_t i = 0; i < DIMENSIONS; i++) {
        v[i] = alpha * v[i] - lr * slope(i, ahead);
        theta[i] += v[i];
    }
}

static void agrees_with_definition(const struct rule *rule)
{
    const real start[DIMENSIONS] = {3, -1, 8}, zero[DIMENSIONS] = {0};
    const double largest[DIMENSIONS] = {8, 8, 8};
    const real lr = (real)0.125, alpha = (real)0.75;
    long double theta[DIMENSIONS] = {3, -1, 8}, v[DIMENSIONS] = {0};
    struct work w;

    begin(&w, rule, alpha, DIMENSIONS, start, zero);
    for (int t = 1; t <= 20; t++) {
        long double at[DIMENSIONS];
        real g[DIMENSIONS];
        double expected[DIMENSIONS];

        for (size_t i = 0; i < DIMENSIONS; i++) {
            at[i] = w.x[i];
        }
        for (size_t i = 0; i < DIMENSIONS; i++) {
            g[i] = (real)slope(i, at);
        }
        take_step(&w, lr, g);
        define_step(lr, alpha, theta, v);
        for (size_t i = 0; i < DIMENSIONS; i++) {
            expected[i] = (double)(theta[i] + alpha * v[i]);
        }
        check_each("shifted", DIMENSIONS, w.x, expected, CLOSE, largest,
                   SHIFTED);
    }
}

TEST_OF(shifted, agrees_with_definition)
TEST_OF(repaired, agrees_with_definition)

/* ---- from theta to the look-ahead point, and back ------------------------ */

struct shift {
    const char *name, *from, *to;
    void (*call)(const struct nesterov *opt, size_t n, const real from[],
                 real to[]);
    int sign;
    const char *see;
};

static const struct shift ahead = {"nesterov_lookahead", "theta", "point",
                                   nesterov_lookahead,   1,       LOOKAHEAD};
static const struct shift back = {"nesterov_unshift", "shifted", "theta",
                                  nesterov_unshift,   -1,        UNSHIFT};

/* Only to is written; v is an input, too, which the struct does not say. */
static void shift_by(const struct shift *s, real alpha, size_t n,
                     const real from[], const real v[])
{
    const struct nesterov before = {(real)0.3, alpha,
                                    (real *)(uintptr_t)input("v", n, v)};
    const struct nesterov *opt = lend_input("opt", sizeof before, &before);
    real *to = filled(s->to, n, -777);
    static double expected[VERY_MANY], scale[VERY_MANY];

    for (size_t i = 0; i < n; i++) {
        expected[i] = (double)((long double)from[i] +
                               s->sign * (long double)alpha * v[i]);
        scale[i] = isfinite(expected[i]) ? fabs(from[i]) + fabs(v[i]) : 0;
    }
    calling("%s with alpha = %s, v = %s, %s = %s, %s holding -777 everywhere",
            s->name, number(alpha), show(n, v), s->from, show(n, from), s->to);
    s->call(opt, n, input(s->from, n, from), to);
    check_each(s->to, n, to, expected, CLOSE, scale, s->see);
    give_back();
}

static void shift_by_hand(const struct shift *s)
{
    shift_by(s, (real)0.5, 3, (real[]){1, 3, -2}, (real[]){-2, 0, 5});
    shift_by(s, (real)0.5, 2, (real[]){3, -2}, (real[]){0, 5});
}

static void shift_all_lengths(const struct shift *s)
{
    real from[MANY], v[MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, from, 4, (unsigned)n);
        scatter(n, v, 2, 50 + (unsigned)n);
        shift_by(s, (real)0.9, n, from, v);
    }
}

static void shift_very_many(const struct shift *s)
{
    static real from[VERY_MANY], v[VERY_MANY];

    scatter(VERY_MANY, from, 4, 11);
    scatter(VERY_MANY, v, 2, 12);
    shift_by(s, (real)0.9, VERY_MANY, from, v);
}

static void shift_any_alpha(const struct shift *s)
{
    const real alphas[] = {0, (real)1e-3, (real)0.99, (real)0.999};

    for (size_t k = 0; k < COUNT(alphas); k++) {
        shift_by(s, alphas[k], 3, (real[]){0, 4, -1}, (real[]){1, -2, 8});
    }
}

static void shift_tiny_and_huge(const struct shift *s)
{
    real from[4], v[4];

    for (double size = 1e-12; size < 1e13; size *= 1e4) {
        scatter(4, from, size, 7);
        scatter(4, v, size, 8);
        shift_by(s, (real)0.9, 4, from, v);
    }
}

static void shift_not_a_number(const struct shift *s)
{
    shift_by(s, (real)0.5, 4, (real[]){NAN, 1, 2, INFINITY},
             (real[]){1, NAN, (real)-INFINITY, 1});
}

TEST_OF(ahead, shift_by_hand)
TEST_OF(ahead, shift_all_lengths)
TEST_OF(ahead, shift_very_many)
TEST_OF(ahead, shift_any_alpha)
TEST_OF(ahead, shift_tiny_and_huge)
TEST_OF(ahead, shift_not_a_number)
TEST_OF(back, shift_by_hand)
TEST_OF(back, shift_all_lengths)
TEST_OF(back, shift_very_many)
TEST_OF(back, shift_any_alpha)
TEST_OF(back, shift_tiny_and_huge)
TEST_OF(back, shift_not_a_number)

/* ---- predictions --------------------------------------------------------- */

/* theta after three steps on theta^2 / 2 from 32 with eta 1/2, alpha 1/4; the
 * gradient is taken so much of the velocity ahead. */
static double third_theta(double ahead_by)
{
    double theta = 32, v = 0;

    for (int t = 0; t < 3; t++) {
        v = v / 4 - (theta + ahead_by * v) / 2;
        theta += v;
    }
    return theta;
}

static void predicted_momentum(void)
{
    double got;

    calling("predict_momentum_third_theta");
    got = predict_momentum_third_theta();
    check_that(fabs(got - third_theta(0)) <= 1e-6, MOMENTUM,
               "the result\ttheta after three steps\t%.6g\twrite down v and "
               "theta after each step; the gradient is theta itself.",
               got);
}

static void predicted_nesterov(void)
{
    double got;

    calling("predict_nesterov_third_theta");
    got = predict_nesterov_third_theta();
    check_that(fabs(got - third_theta(0.25)) <= 1e-6, NESTEROV,
               "the result\ttheta after three steps\t%.6g\twrite down v, theta "
               "and the look-ahead point theta + v / 4 after each step.",
               got);
}

/* Where a step no longer changes v, v (1 - alpha) is -eta g. */
static void predicted_terminal(void)
{
    const double terminal = -0.01 * -3 / (1 - 0.98);
    double got;

    calling("predict_terminal_velocity");
    got = predict_terminal_velocity();
    check_that(fabs(got + terminal) > 0.005, TERMINAL,
               "the result\tthe terminal velocity\t%.6g\tits size is right; "
               "which way does a gradient of -3 push?",
               got);
    check_that(fabs(got - terminal) <= 0.005, TERMINAL,
               "the result\tthe terminal velocity\t%.6g\tput v on both sides "
               "of the equation, and solve for it.",
               got);
}

const struct exercise exercises[] = {
    {"momentum_step", SECTION_MOMENTUM, TESTS(ALL_TESTS_OF(momentum))},
    {"nesterov_lookahead", SECTION_NESTEROV,
     TESTS(TEST(ahead_shift_by_hand), TEST(ahead_shift_all_lengths),
           TEST(ahead_shift_very_many), TEST(ahead_shift_any_alpha),
           TEST(ahead_shift_tiny_and_huge), TEST(ahead_shift_not_a_number))},
    {"nesterov_step", SECTION_NESTEROV, TESTS(ALL_TESTS_OF(nesterov))},
    {"nesterov_shifted_step", SECTION_SHIFTED,
     TESTS(ALL_TESTS_OF(shifted), TEST(shifted_agrees_with_definition))},
    {"nesterov_unshift", SECTION_SHIFTED,
     TESTS(TEST(back_shift_by_hand), TEST(back_shift_all_lengths),
           TEST(back_shift_very_many), TEST(back_shift_any_alpha),
           TEST(back_shift_tiny_and_huge), TEST(back_shift_not_a_number))},
    {"repaired_nesterov_shifted_step", SECTION_ORDER,
     TESTS(ALL_TESTS_OF(repaired), TEST(repaired_agrees_with_definition))},
    {"predict_momentum_third_theta", SECTION_MOMENTUM,
     TESTS(TEST(predicted_momentum))},
    {"predict_nesterov_third_theta", SECTION_NESTEROV,
     TESTS(TEST(predicted_nesterov))},
    {"predict_terminal_velocity", SECTION_MOMENTUM,
     TESTS(TEST(predicted_terminal))},
    {0},
};
