/* The suite of chapter 3; how suites are written: tests/suite.h. */
#include "contract/adagrad.h"
#include "oracle/adagrad.h"
#include "suite.h"

/* Where a learner should look. */
#define SUM "eq:adagrad-sum (3.1)"
#define STEP "eq:adagrad (3.2)"
#define SECTION "sec:adagrad-update (3.2)"
#define SECTION_RATE "sec:adagrad-rate (3.3)"
#define SECTION_EPS "sec:adagrad-eps (3.8)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* More numbers than a counter of one byte holds; more than a buffer of a few
 * thousand. */
enum { MANY = 300, VERY_MANY = 5001 };

/* Of the coordinate's largest number so far, and of h. */
#define CLOSE TOL(1e-12, 1e-4)

/* ---- the functions that take a step --------------------------------------- */

struct rule {
    const char *name;
    void (*step)(struct adagrad *opt, size_t n, real theta[],
                 const real grad[]);
};

static const struct rule adagrad = {"adagrad_step", adagrad_step};
static const struct rule repaired = {"repaired_adagrad_step",
                                     repaired_adagrad_step};

/* A method at work on n parameters. */
struct work {
    const struct rule *rule;
    struct adagrad opt;
    size_t n;
    real *theta;
    int step;
    double largest[MANY]; /* that each coordinate has been */
};

static void begin(struct work *w, const struct rule *rule, real lr, real eps,
                  size_t n, const real start[], const real h[])
{
    *w = (struct work){.rule = rule, .n = n};
    w->theta = vector("theta", n, start);
    w->opt = (struct adagrad){.lr = lr, .eps = eps, .h = vector("h", n, h)};
    for (size_t i = 0; i < n; i++) {
        w->largest[i] = fabs((double)start[i]);
    }
}

/* One step, told as a call of its own; the settings must be as they were. */
static void take_step(struct work *w, const real g[])
{
    const struct adagrad before = w->opt;

    calling("%s with lr = %s, eps = %s, h = %s, theta = %s, grad = %s",
            w->rule->name, number(w->opt.lr), number(w->opt.eps),
            show(w->n, w->opt.h), show(w->n, w->theta), show(w->n, g));
    at_step(++w->step);
    w->rule->step(&w->opt, w->n, w->theta, input("grad", w->n, g));
    check_same_bits("lr", 1, &w->opt.lr, &before.lr, STEP);
    check_same_bits("eps", 1, &w->opt.eps, &before.eps, STEP);
    check_that(w->opt.h == before.h, SUM,
               "the pointer opt->h\tthe one that was lent\tanother one");
}

static void check_state(struct work *w, const double h[], const double theta[])
{
    for (size_t i = 0; i < w->n; i++) {
        w->largest[i] = fmax(w->largest[i], fabs(theta[i]));
    }
    check_vector("h", w->n, w->opt.h, h, CLOSE, 0, SUM);
    check_each("theta", w->n, w->theta, theta, CLOSE, w->largest, STEP);
}

/*
 * Take steps along given gradients, a row each, from any state. What must come
 * out is worked out parameter by parameter: the divisor by hypot, which adds
 * another side to the length of the gradients so far.
 */
static void take_steps(const struct rule *rule, real lr, real eps, int steps,
                       size_t n, const real start[], const real h0[],
                       const real grads[])
{
    double h[MANY], theta[MANY];
    struct work w;

    begin(&w, rule, lr, eps, n, start, h0);
    for (int t = 1; t <= steps; t++) {
        take_step(&w, grads + (size_t)(t - 1) * n);
        for (size_t i = 0; i < n; i++) {
            long double length = sqrtl(h0[i]), way = 0;

            for (int k = 0; k < t; k++) {
                const long double g = grads[(size_t)k * n + i];

                length = hypotl(length, g);
                way += g == 0 ? 0 : g / (length + eps);
            }
            h[i] = (double)(length * length);
            theta[i] = (double)(start[i] - lr * way);
        }
        check_state(&w, h, theta);
    }
    give_back();
}

/* ---- what is the same for both -------------------------------------------- */

/* All roots are whole: 3, 5, 13, 85; and 4, 5. */
static void by_hand(const struct rule *rule)
{
    const real start[] = {3, -1}, zero[] = {0, 0};
    const real g[][2] = {{3, -4}, {4, 3}, {12, 0}, {84, 12}};
    const double h[][2] = {{9, 16}, {25, 25}, {169, 25}, {7225, 169}};
    const double theta[][2] = {
        {2.5, -0.5},
        {2.5 - 0.4, -0.5 - 0.3},
        {2.1 - 6 / 13.0, -0.8},
        {2.1 - 6 / 13.0 - 42 / 85.0, -0.8 - 6 / 13.0},
    };
    struct work w;

    begin(&w, rule, (real)0.5, 0, 2, start, zero);
    for (int t = 0; t < 4; t++) {
        take_step(&w, g[t]);
        check_state(&w, h[t], theta[t]);
    }
}

static void all_lengths(const struct rule *rule)
{
    real start[MANY], h[MANY], g[2 * MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, start, 4, (unsigned)n);
        scatter_positive(n, h, 9, 50 + (unsigned)n);
        scatter(2 * n, g, 3, 100 + (unsigned)n);
        take_steps(rule, (real)0.3, (real)1e-7, 2, n, start, h, g);
    }
}

/* No buffer is large enough for every n. */
static void very_many(const struct rule *rule)
{
    static real start[VERY_MANY], h[VERY_MANY], g[VERY_MANY];
    static double expected_h[VERY_MANY], expected[VERY_MANY];
    struct adagrad opt = {.lr = (real)0.3, .eps = (real)1e-3};
    real *theta;

    scatter(VERY_MANY, start, 4, 11);
    scatter_positive(VERY_MANY, h, 9, 12);
    scatter(VERY_MANY, g, 3, 13);
    for (size_t i = 0; i < VERY_MANY; i++) {
        const long double sum = h[i] + (long double)g[i] * g[i];

        expected_h[i] = (double)sum;
        expected[i] = (double)(start[i] - (long double)opt.lr * g[i] /
                                              (sqrtl(sum) + opt.eps));
    }
    theta = vector("theta", VERY_MANY, start);
    opt.h = vector("h", VERY_MANY, h);
    calling("%s with lr = 0.3, eps = 0.001, h = %s, theta = %s, grad = %s",
            rule->name, show(VERY_MANY, h), show(VERY_MANY, start),
            show(VERY_MANY, g));
    rule->step(&opt, VERY_MANY, theta, input("grad", VERY_MANY, g));
    check_vector("h", VERY_MANY, opt.h, expected_h, CLOSE, 0, SUM);
    check_vector("theta", VERY_MANY, theta, expected, CLOSE, 4, STEP);
}

/* Without a gradient a parameter stays, and its h, also at the start. */
static void zero_gradients(const struct rule *rule)
{
    const real start[] = {1, -2, 3}, h[] = {0, 4, 0};
    const real g[] = {0, 0, 2, 0, 0, 0, 3, 1, 0};

    take_steps(rule, (real)0.3, (real)1e-3, 3, 3, start, h, g);
    take_steps(rule, (real)0.3, (real)1e-7, 3, 3, start, h, g);
}

/* eps is as large as the root, or larger: where it stands shows. */
static void visible_eps(const struct rule *rule)
{
    const real sizes[] = {1, (real)0.1, (real)1e-2, (real)1e-4, (real)1e-7};
    const real start[] = {0, (real)-1e-3, 1}, zero[] = {0, 0, 0};
    const real later[] = {(real)0.05, (real)1e-3, (real)1e-8};
    real g[6];

    for (size_t k = 0; k < COUNT(sizes); k++) {
        scatter(6, g, sizes[k], 3);
        take_steps(rule, (real)0.5, sizes[k], 2, 3, start, zero, g);
        take_steps(rule, (real)0.5, (real)0.1, 2, 3, start, zero, g);
        take_steps(rule, (real)0.5, (real)0.1, 2, 3, start, later, g);
    }
}

/* Nothing is too small to count or so large that it is cut off. */
static void tiny_and_huge(const struct rule *rule)
{
    const real start[] = {0, 1, -2, 0}, zero[] = {0, 0, 0, 0};
    real g[12];

    for (double size = 1e-12; size < 1e13; size *= 1e4) {
        scatter(12, g, size, 9);
        take_steps(rule, (real)0.3, 0, 3, 4, start, zero, g);
        take_steps(rule, (real)0.3, (real)1e-7, 3, 4, start, zero, g);
    }
}

/* h never falls, and what has been large holds the step back. */
static void small_after_large(const struct rule *rule)
{
    const real start[] = {1, 2}, zero[] = {0, 0};
    const real g[] = {100,        (real)0.01, (real)0.5, (real)-0.01,
                      (real)-0.5, 0,          1,         20};

    take_steps(rule, (real)0.7, (real)1e-7, 4, 2, start, zero, g);
}

/* Many steps: an average forgets, a sum does not. */
static void long_run(const struct rule *rule)
{
    enum { STEPS = 40 };
    const real start[] = {0, 0, 0}, zero[] = {0, 0, 0};
    real g[STEPS * 3];

    for (size_t t = 0; t < STEPS; t++) {
        g[3 * t] = 1;
        g[3 * t + 1] = t % 2 == 0 ? 2 : -2;
        g[3 * t + 2] = t % 10 == 9 ? 1 : 0;
    }
    take_steps(rule, (real)0.1, (real)1e-7, STEPS, 3, start, zero, g);
}

/* What is kept between calls other than in h mixes two runs up; the rate may
 * change from step to step. */
static void side_by_side(const struct rule *rule)
{
    const real rates[] = {(real)0.1, 2}, eps[] = {(real)1e-7, 1};
    const real start[] = {1, 2, 3}, h0[] = {(real)0.5, 4, 1};
    const real g[] = {1, -1, (real)0.5, 0, 2, -3, (real)0.25, 1, 1};
    double h[2][3], theta[2][3];
    struct work w[2];

    for (int r = 0; r < 2; r++) {
        begin(&w[r], rule, rates[r], eps[r], 3 - (size_t)r, start, h0);
        for (int i = 0; i < 3; i++) {
            h[r][i] = h0[i];
            theta[r][i] = start[i];
        }
    }
    for (int t = 0; t < 3; t++) {
        for (int r = 0; r < 2; r++) {
            const real *row = g + (size_t)t * w[r].n;

            take_step(&w[r], row);
            for (size_t i = 0; i < w[r].n; i++) {
                h[r][i] += (double)row[i] * row[i];
                theta[r][i] -= (double)w[r].opt.lr / (sqrt(h[r][i]) + eps[r]) *
                               (double)row[i];
            }
            check_state(&w[r], h[r], theta[r]);
            w[r].opt.lr /= 2;
        }
    }
}

/* Values that were computed elsewhere, with 50 digits. */
static void random_sequences(const struct rule *rule)
{
    enum { N = COUNT(sequence_start), STEPS = COUNT(sequence_grad) };
    real start[N], h[N], g[N];
    struct work w;

    for (size_t i = 0; i < N; i++) {
        start[i] = (real)sequence_start[i];
        h[i] = (real)sequence_h[i];
    }
    for (size_t k = 0; k < COUNT(sequence_eps); k++) {
        begin(&w, rule, (real)sequence_lr, (real)sequence_eps[k], N, start, h);
        for (size_t t = 0; t < STEPS; t++) {
            for (size_t i = 0; i < N; i++) {
                g[i] = (real)sequence_grad[t][i];
            }
            take_step(&w, g);
            check_state(&w, sequence_h_after[t], sequence_theta[k][t]);
        }
        give_back();
    }
}

/* On f(x, y) = x^2/20 + y^2 from (-7, 2): a table of theta after each step. */
static void run_on_f(const struct rule *rule, real lr, real eps,
                     const double expected[31][2])
{
    const real start[] = {-7, 2}, zero[] = {0, 0};
    const double largest[] = {7, 2};
    struct work w;

    begin(&w, rule, lr, eps, 2, start, zero);
    for (int t = 1; t <= 30; t++) {
        take_step(&w, (real[]){w.theta[0] / 10, 2 * w.theta[1]});
        check_each("theta", 2, w.theta, expected[t], CLOSE, largest, STEP);
    }
    give_back();
}

static void published(const struct rule *rule)
{
    run_on_f(rule, (real)1.5, (real)1e-7, published_run);
    run_on_f(rule, (real)0.01, (real)1e-10, slow_run);
}

static void not_a_number(const struct rule *rule)
{
    const real start[] = {1, 2, 3, 4, NAN}, h[] = {1, 16, 1, NAN, 16};
    const real g[] = {NAN, 3, (real)-INFINITY, 1, -3};
    const double expected_h[] = {NAN, 25, INFINITY, NAN, 25};
    const double expected[] = {NAN, 1.7, NAN, NAN, NAN};
    struct work w;

    begin(&w, rule, (real)0.5, 0, 5, start, h);
    take_step(&w, g);
    check_vector("h", 5, w.opt.h, expected_h, CLOSE, 1, SUM);
    check_vector("theta", 5, w.theta, expected, CLOSE, 3, STEP);
}

#define TESTS_OF(rule)                                                         \
    TEST_OF(rule, by_hand)                                                     \
    TEST_OF(rule, all_lengths)                                                 \
    TEST_OF(rule, very_many)                                                   \
    TEST_OF(rule, zero_gradients)                                              \
    TEST_OF(rule, visible_eps)                                                 \
    TEST_OF(rule, tiny_and_huge)                                               \
    TEST_OF(rule, small_after_large)                                           \
    TEST_OF(rule, long_run)                                                    \
    TEST_OF(rule, side_by_side)                                                \
    TEST_OF(rule, random_sequences)                                            \
    TEST_OF(rule, published)                                                   \
    TEST_OF(rule, not_a_number)
#define ALL_TESTS_OF(rule)                                                     \
    TEST(rule##_by_hand), TEST(rule##_all_lengths), TEST(rule##_very_many),    \
        TEST(rule##_zero_gradients), TEST(rule##_visible_eps),                 \
        TEST(rule##_tiny_and_huge), TEST(rule##_small_after_large),            \
        TEST(rule##_long_run), TEST(rule##_side_by_side),                      \
        TEST(rule##_random_sequences), TEST(rule##_published),                 \
        TEST(rule##_not_a_number)

TESTS_OF(adagrad)
TESTS_OF(repaired)

/* ---- predictions ---------------------------------------------------------- */

static void predicted_fourth_step(void)
{
    const double right = 0.5 * 4 / sqrt(1 * 1 + 2 * 2 + 2 * 2 + 4 * 4);
    double got;

    calling("predict_adagrad_fourth_step");
    got = predict_adagrad_fourth_step();
    check_that(got != 0, STEP,
               "the result\tthe fourth step\t0\tin C, a / b of "
               "whole numbers is a whole number; 1 / 4 is 0, 1.0 / 4 is 0.25.");
    check_that(fabs(got - right) <= 0.0005, STEP,
               "the result\tthe length of the fourth step\t%.6g\tadd up the "
               "four squares first.",
               got);
}

static void predicted_sparse_rate(void)
{
    const double often = 36000, rarely = 36000 / 36 * 3 * 3;
    double got;

    calling("predict_sparse_rate");
    got = predict_sparse_rate();
    check_that(fabs(got - sqrt(often / rarely)) <= 0.005,
               "eq:apparent-rate (3.3)",
               "the result\thow many times larger the rate is\t%.6g\twork out "
               "h of each parameter first.",
               got);
}

const struct exercise exercises[] = {
    {"adagrad_step", SECTION, TESTS(ALL_TESTS_OF(adagrad))},
    {"repaired_adagrad_step", SECTION_EPS, TESTS(ALL_TESTS_OF(repaired))},
    {"predict_adagrad_fourth_step", SECTION,
     TESTS(TEST(predicted_fourth_step))},
    {"predict_sparse_rate", SECTION_RATE, TESTS(TEST(predicted_sparse_rate))},
    {0},
};
