/* The suite of chapter 7; how suites are written: tests/suite.h. */
#include <float.h>
#include "contract/clipping.h"
#include "oracle/clipping.h"
#include "suite.h"

/* Where a learner should look. */
#define RECURRENCE "eq:recurrence-gradient (7.4)"
#define VALUE "eq:clip-value (7.5)"
#define NORM "eq:norm (7.6)"
#define SCALED_NORM "eq:scaled-norm (7.9)"
#define CLIPPED "eq:clip-norm (7.7)"
#define SECTION_POWERS "sec:clipping-powers (7.1)"
#define SECTION_RECURRENCE "sec:clipping-recurrence (7.2)"
#define SECTION_VALUE "sec:clipping-value (7.6)"
#define SECTION_NORM "sec:clipping-norm (7.7)"
#define SECTION_GLOBAL "sec:clipping-global (7.8)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* More numbers than a counter of one byte holds. */
enum { MANY = 300 };

/* The largest and the smallest number that keeps all digits. */
#ifdef REAL_IS_FLOAT
#define LARGEST FLT_MAX
#else
#define LARGEST DBL_MAX
#endif

#define CLOSE TOL(1e-12, 1e-5)

/* ---- recurrence_gradient ------------------------------------------------- */

struct recurrence {
    int steps;
    real w, b, x0, target;
};

/* Loss and gradient must be these, but for `relative` of the size of what they
 * are made of. */
static void recur(struct recurrence r, double loss, const double expected[2],
                  double relative, const double scale[2])
{
    real *grad = filled("grad", 2, -777), got;

    calling("recurrence_gradient with steps = %d, w = %s, b = %s, x0 = %s, "
            "target = %s, grad holding -777 everywhere",
            r.steps, number(r.w), number(r.b), number(r.x0), number(r.target));
    got = recurrence_gradient(r.steps, r.w, r.b, r.x0, r.target, grad);
    check_each("grad", 2, grad, expected, relative, scale, RECURRENCE);
    check_close("the loss", got, loss, relative, 1e-3, RECURRENCE);
    give_back();
}

/* s(0) = 1/2, and 2 s(0) - 1 is 0 again. So half of what has come so far is
 * passed on, and the sums are 1 - 1/2^steps. */
static void recurrence_by_hand(void)
{
    for (int steps = 1; steps <= 30; steps++) {
        double sum = 1 - ldexp(1, -steps);

        recur((struct recurrence){steps, 2, -1, 0, (real)0.25}, 0.0625,
              (double[]){0.125 * sum, 0.25 * sum}, TOL(1e-14, 1e-6),
              (double[]){0.125, 0.25});
    }
    recur((struct recurrence){1, 2, -1, 0, (real)0.5}, 0, (double[]){0, 0},
          TOL(1e-14, 1e-6), (double[]){0.125, 0.25});
    recur((struct recurrence){3, 2, -1, 0, (real)0.75}, 0.0625,
          (double[]){-7 / 64.0, -7 / 32.0}, TOL(1e-14, 1e-6),
          (double[]){0.125, 0.25});
}

/* At w = 4 and s(0) = 1/2 a step passes on all that has come, and so many steps
 * make so many times as much. The chapter's program has 50 steps at most. */
static void recurrence_long(void)
{
    static const int steps[] = {50, 51, 100, 1000};

    for (size_t i = 0; i < COUNT(steps); i++) {
        recur((struct recurrence){steps[i], 4, -2, 0, (real)0.25}, 0.0625,
              (double[]){0.0625 * steps[i], 0.125 * steps[i]}, TOL(1e-12, 1e-5),
              (double[]){1, 1});
    }
}

/* At w = 4 q a step passes on the share q of all that has come: sums of powers.
 * Where q is nearly 1, float numbers stop growing too early. */
static void recurrence_in_double(void)
{
    const int steps = 16000;
    const double rest = 0x1p-10, q = 1 - rest;
    const double sum = -expm1(steps * log1p(-rest)) / rest;

    recur((struct recurrence){steps, (real)(4 * q), (real)(-2 * q), 0,
                              (real)0.25},
          0.0625, (double[]){0.0625 * sum, 0.125 * sum}, TOL(1e-11, 2e-6),
          (double[]){1, 1});
}

static void recurrence_computed_elsewhere(void)
{
    for (size_t i = 0; i < COUNT(recurrence); i++) {
        const double grad[] = {recurrence[i].dw, recurrence[i].db};

        recur((struct recurrence){recurrence[i].steps, (real)recurrence[i].w,
                                  (real)recurrence[i].b, (real)recurrence[i].x0,
                                  (real)recurrence[i].target},
              recurrence[i].loss, grad, TOL(1e-9, 1e-4),
              (double[]){fabs(grad[0]), fabs(grad[1])});
    }
}

static long double s(long double x)
{
    return 1 / (1 + expl(-x));
}

enum { MOST_STEPS = 40 };

/*
 * The derivatives as the sums that they are: the share of step k is what it
 * adds there, times the slopes of all later steps, eq. (4) and (5) of Pascanu,
 * Mikolov and Bengio.
 */
static void against_the_sum(struct recurrence r)
{
    long double x[MOST_STEPS + 1] = {r.x0}, dw = 0, db = 0;
    double size[2] = {0, 0};

    for (int k = 1; k <= r.steps; k++) {
        x[k] = r.w * s(x[k - 1]) + r.b;
    }
    const long double end = s(x[r.steps]), error = end - r.target;
    const long double outer = 2 * error * end * (1 - end);

    for (int k = 1; k <= r.steps; k++) {
        long double share = outer;

        for (int j = k; j < r.steps; j++) {
            share *= r.w * s(x[j]) * (1 - s(x[j]));
        }
        dw += share * s(x[k - 1]);
        db += share;
        size[0] += fabs((double)(share * s(x[k - 1])));
        size[1] += fabs((double)share);
    }
    recur(r, (double)(error * error), (double[]){(double)dw, (double)db},
          TOL(1e-11, 1e-4), size);
}

/* Slopes below 1, so that rounding errors fade and do not grow. */
static void recurrence_sums(void)
{
    const real w[] = {(real)-3.5, (real)-0.75, 0, (real)0.5, 2, (real)3.75};
    unsigned seed = 1;

    for (size_t i = 0; i < COUNT(w); i++) {
        for (int steps = 1; steps <= MOST_STEPS;
             steps += steps < 5 ? 1 : MOST_STEPS - 5) {
            real at[3];

            scatter(3, at, 2, seed++);
            against_the_sum((struct recurrence){steps, w[i], at[0], at[1],
                                                fabs(at[2]) / 2});
        }
    }
}

static long double loss_at(int steps, long double w, long double b,
                           long double x, long double target)
{
    for (int k = 0; k < steps; k++) {
        x = w * s(x) + b;
    }
    return (s(x) - target) * (s(x) - target);
}

/* By four differences; what is left of the error is a part in 1e11. */
static void against_differences(struct recurrence r)
{
    static const int factor[] = {1, -8, 0, 8, -1};
    const long double h = 1e-3L;
    long double dw = 0, db = 0;

    for (int k = -2; k <= 2; k++) {
        dw += factor[k + 2] *
              loss_at(r.steps, r.w + k * h, r.b, r.x0, r.target) / (12 * h);
        db += factor[k + 2] *
              loss_at(r.steps, r.w, r.b + k * h, r.x0, r.target) / (12 * h);
    }
    recur(r, (double)loss_at(r.steps, r.w, r.b, r.x0, r.target),
          (double[]){(double)dw, (double)db}, TOL(1e-9, 1e-4),
          (double[]){0.1, 0.1});
}

static void recurrence_differences(void)
{
    against_differences(
        (struct recurrence){1, (real)1.5, (real)-0.3, 2, (real)0.1});
    against_differences(
        (struct recurrence){2, -2, (real)0.7, (real)-0.5, (real)0.9});
    against_differences(
        (struct recurrence){4, 3, (real)-1.2, (real)0.25, (real)0.4});
    against_differences((struct recurrence){9, (real)-1.25, 1, 0, 1});
}

/* Where s is 0 or 1 to the last digit, nothing comes through. */
static void recurrence_saturated(void)
{
    const double none[] = {0, 0}, one[] = {1, 1};

    recur((struct recurrence){3, 1, 1000, 0, (real)0.25}, 0.5625, none,
          TOL(1e-14, 1e-6), one);
    recur((struct recurrence){3, 1, -1000, 0, (real)0.25}, 0.0625, none,
          TOL(1e-14, 1e-6), one);
    recur((struct recurrence){2, 0, 0, -800, (real)0.25}, 0.0625,
          (double[]){0.0625, 0.125}, TOL(1e-14, 1e-6), one);
}

static void recurrence_nan(void)
{
    const double nan[] = {NAN, NAN}, none[] = {0, 0};

    recur((struct recurrence){3, NAN, 1, 0, 1}, NAN, nan, 0, none);
    recur((struct recurrence){2, 1, NAN, 0, 1}, NAN, nan, 0, none);
    recur((struct recurrence){1, 1, 1, NAN, 1}, NAN, nan, 0, none);
}

/* ---- clip_value ---------------------------------------------------------- */

static void by_value(real limit, size_t n, const real g[])
{
    real *grad = vector("grad", n, g);
    double expected[MANY];

    for (size_t i = 0; i < n; i++) {
        expected[i] = g[i] > limit ? limit : g[i] < -limit ? -limit : g[i];
    }
    calling("clip_value with limit = %s, grad = %s", number(limit), show(n, g));
    clip_value(limit, n, grad);
    check_vector("grad", n, grad, expected, 0, 0, VALUE);
    give_back();
}

static void value_by_hand(void)
{
    by_value(1, 1, (real[]){3});
    by_value(1, 2, (real[]){-3, (real)0.5});
    by_value((real)0.5, 2, (real[]){(real)0.7, (real)1.2});
    by_value(1, 6, (real[]){-3, (real)0.5, 2, 0, -1, 1});
    by_value(1, 2, (real[]){3, 4});
    by_value(10, 3, (real[]){-100, 1, 9});
}

static void value_within(void)
{
    by_value(2, 4, (real[]){2, -2, (real)1.999, (real)-1.999});
    by_value((real)0.1, 3, (real[]){(real)0.1, (real)-0.1, 0});
    by_value(INFINITY, 3, (real[]){LARGEST, -LARGEST, 1});
}

static void value_all_lengths(void)
{
    real g[MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, g, 4, (unsigned)n);
        by_value((real)1.3, n, g);
    }
}

static void value_tiny_and_huge(void)
{
    real g[5];

    for (double size = 1e-12; size < 1e13; size *= 1e4) {
        scatter(5, g, size, 3);
        by_value((real)(size / 3), 5, g);
    }
    by_value((real)TOL(1e-310, 1e-40), 2, (real[]){1, (real)-1e-30});
}

/* Of a double that a float cannot hold, or cannot tell from its limit. */
static void value_of_the_type(void)
{
    const real a = (real)TOL(1e-60, 1e-30);
    const real above = 1 + 8 * (real)TOL(DBL_EPSILON, FLT_EPSILON);

    by_value(a, 3, (real[]){a * 1000, -a * 1000, a / 2});
    by_value(1, 2, (real[]){above, -above});
    by_value(above, 2, (real[]){above, 1});
}

static void value_not_finite(void)
{
    by_value(1, 1, (real[]){NAN});
    by_value((real)0.5, 5, (real[]){1, NAN, -1, (real)0.25, NAN});
    by_value(2, 4, (real[]){INFINITY, (real)-INFINITY, 1, NAN});
    by_value(INFINITY, 2, (real[]){INFINITY, NAN});
}

/* ---- clip_norm ----------------------------------------------------------- */

/* The norm is root * 2^exponent. A power of two scales without rounding, so
 * that the squares of the largest numbers and of the smallest are right. */
struct norm {
    double root;
    int exponent;
};

static struct norm norm_of(size_t n, const real g[])
{
    struct norm norm = {0, 0};
    double largest = 0, sum = 0;

    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(g[i]));
    }
    frexp(largest, &norm.exponent);
    for (size_t i = 0; i < n; i++) {
        sum += pow(ldexp(g[i], -norm.exponent), 2);
    }
    norm.root = sqrt(sum);
    return norm;
}

/* What must come of the gradient whose norm is given, and of that. */
static void check_clipped(real max_norm, size_t n, const real got[],
                          const real before[], real result)
{
    double expected[MANY], scale[MANY];
    const struct norm parts = norm_of(n, before);
    const double norm = ldexp(parts.root, parts.exponent);
    const real square = (real)norm * (real)norm;
    const int fits = isnormal(square) || norm == 0;

    if (!fits) {
        hint("the square of this norm is too %s for its type, the norm is not.",
             norm > 1 ? "large" : "small");
    }
    check_close("the result", result, (double)(real)norm, CLOSE,
                TOL(1e-309, 1e-38), fits ? NORM : SCALED_NORM);
    if (norm <= max_norm) {
        check_same_bits("grad", n, got, before, CLIPPED);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        expected[i] = ldexp(before[i], -parts.exponent) / parts.root * max_norm;
        scale[i] = fmax(fabs(expected[i]), TOL(1e-309, 1e-38));
    }
    check_each("grad", n, got, expected, CLOSE, scale, CLIPPED);
}

static void by_norm(real max_norm, size_t n, const real g[])
{
    real *grad = vector("grad", n, g), result;

    calling("clip_norm with max_norm = %s, grad = %s", number(max_norm),
            show(n, g));
    result = clip_norm(max_norm, n, grad);
    check_clipped(max_norm, n, grad, g, result);
    give_back();
}

static void norm_by_hand(void)
{
    by_norm(1, 2, (real[]){3, 4});
    by_norm(2, 2, (real[]){3, 4});
    by_norm(13, 4, (real[]){-6, 8, 0, 24});
    by_norm((real)6.5, 4, (real[]){3, 4, 0, 12});
    by_norm(2, 1, (real[]){-5});
    by_norm(1, 2, (real[]){0, -3});
    by_norm((real)0.75, 2, (real[]){(real)0.625, (real)0.625});
    by_norm((real)1e-9, 2, (real[]){(real)1e-8, 0});
    by_norm(5, 3, (real[]){(real)0.03, 100, (real)-0.04});
}

/* What is short enough, and on the limit, keeps its very bits. */
static void norm_within(void)
{
    by_norm(10, 2, (real[]){3, 4});
    by_norm(5, 2, (real[]){3, 4});
    by_norm((real)5.00001, 2, (real[]){3, 4});
    by_norm(10, 2, (real[]){-6, 8});
    by_norm(1, 2, (real[]){(real)0.3, (real)0.4});
    by_norm(30, 3, (real[]){(real)0.1, (real)-29.3, (real)1e-6});
    by_norm(7, 1, (real[]){-7});
    by_norm(INFINITY, 3, (real[]){1, 2, -2});
}

/* Nothing is above 0, and nothing is divided by it. */
static void norm_of_zeros(void)
{
    by_norm(1, 1, (real[]){0});
    by_norm((real)0.25, 3, (real[]){0, 0, 0});
}

static void norm_all_lengths(void)
{
    real g[MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, g, 4, (unsigned)n);
        const struct norm parts = norm_of(n, g);
        const double norm = ldexp(parts.root, parts.exponent);

        by_norm((real)(norm / 3), n, g);
        by_norm((real)(norm * 1.5), n, g);
    }
}

/* The squares of these are infinite in their type, the norm is not. */
static void norm_of_large(void)
{
    const real a = (real)TOL(1e200, 1e20), b = (real)TOL(1e300, 1e37);

    by_norm(1, 2, (real[]){a, a});
    by_norm(1, 2, (real[]){3 * b, -4 * b});
    by_norm(b, 3, (real[]){3 * b, -4 * b, 0});
    by_norm(b, 2, (real[]){1, 2 * b});
    by_norm(INFINITY, 2, (real[]){3 * b, 4 * b});
    by_norm(2 * b, 2, (real[]){b, b});
    by_norm(1, 3, (real[]){1, -2 * b, 3});
}

/* The largest element of one gradient says nothing about the next. */
static void norms_in_turn(void)
{
    const real large = (real)TOL(1e300, 1e37), tiny = (real)TOL(1e-300, 1e-37);

    by_norm(1, 2, (real[]){3 * large, 4 * large});
    by_norm(tiny, 2, (real[]){3 * tiny, -4 * tiny});
    by_norm(1, 2, (real[]){3 * large, 4 * large});
    by_norm(1, 1, (real[]){3});
}

/* Here even the norm is too large for a real. */
static void norm_beyond_all(void)
{
    const real g[] = {LARGEST, -LARGEST, LARGEST / 2, LARGEST};

    by_norm(1, 4, g);
    by_norm(LARGEST, 4, g);
    by_norm(LARGEST / 4, 2, g);
}

/* Here the norm and what comes out are ordinary, but not their quotient. */
static void norm_far_from_limit(void)
{
    const real b = (real)TOL(1e300, 1e37), a = (real)TOL(1e-30, 1e-20);

    by_norm(a, 2, (real[]){3 * b, -4 * b});
    by_norm(a, 3, (real[]){b, b, -b});
}

/* The squares of these are 0 in their type, or have lost digits. */
static void norm_of_tiny(void)
{
    const real a = (real)TOL(1e-200, 1e-25), b = (real)TOL(1e-300, 1e-37);

    by_norm(a, 2, (real[]){a, a});
    by_norm(1, 2, (real[]){3 * b, 4 * b});
    by_norm(b, 2, (real[]){3 * b, -4 * b});
    by_norm(b / 2, 3, (real[]){b, 0, b});
    by_norm((real)TOL(1e-161, 1e-22), 2,
            (real[]){(real)TOL(3e-161, 3e-22), (real)TOL(4e-161, 4e-22)});
}

/* Smaller than the smallest number that has all digits. */
static void norm_of_subnormal(void)
{
    const real a = (real)TOL(1e-310, 1e-40);

    by_norm(1, 2, (real[]){3 * a, 4 * a});
    by_norm(a, 2, (real[]){3 * a, -4 * a});
    by_norm(1, 1, (real[]){(real)TOL(0x1p-1074, 0x1p-149)});
    by_norm(a, 2, (real[]){1, (real)0.5});
}

/* In float a sum of this many squares comes to miss digits of each. */
static void norm_of_many(void)
{
    enum { VERY_MANY = 300007 };
    static real g[VERY_MANY];
    const double size = (real)0.1;
    const double norm = sqrt(9 + (VERY_MANY - 1) * size * size);
    real *grad;

    for (size_t i = 0; i < VERY_MANY; i++) {
        g[i] = (real)(i == 0 ? 3 : i % 2 ? 0.1 : -0.1);
    }
    calling("clip_norm with max_norm = 1, grad = 3 and 300006 elements of size "
            "0.1");
    grad = vector("grad", VERY_MANY, g);
    check_close("the result", clip_norm(1, VERY_MANY, grad), norm,
                TOL(1e-9, 1e-5), 0, NORM);
    check_close("grad[300006]", grad[VERY_MANY - 1], -size / norm,
                TOL(1e-9, 1e-5), 0, CLIPPED);
}

static void broken_gradient(real max_norm, size_t n, const real g[])
{
    real *grad = vector("grad", n, g), result;
    double expected[8];

    for (size_t i = 0; i < n; i++) {
        expected[i] = g[i];
    }
    calling("clip_norm with max_norm = %s, grad = %s", number(max_norm),
            show(n, g));
    result = clip_norm(max_norm, n, grad);
    check_vector("grad", n, grad, expected, 0, 0, CLIPPED);
    check_that(!isfinite(result), NORM,
               "the result\tNaN or infinity, so that the caller knows\t%s",
               number(result));
}

static void norm_not_finite(void)
{
    broken_gradient(1, 3, (real[]){1, NAN, 2});
    broken_gradient(1, 2, (real[]){NAN, 3});
    broken_gradient(1, 1, (real[]){NAN});
    broken_gradient(100, 2, (real[]){3, NAN});
    broken_gradient(1, 2, (real[]){1, INFINITY});
    broken_gradient(1, 3, (real[]){(real)-INFINITY, 4, 1});
    broken_gradient(1, 4, (real[]){2, INFINITY, NAN, (real)-INFINITY});
}

/* ---- repaired_clip_layers ------------------------------------------------ */

static void by_layers(real max_norm, size_t layers, const size_t start[],
                      const real g[])
{
    const size_t n = start[layers];
    const size_t *lent =
        lend_input("start", (layers + 1) * sizeof *start, start);
    real *grad = vector("grad", n, g), result;

    calling("repaired_clip_layers with max_norm = %s, layers = %zu, "
            "start = %s, grad = %s",
            number(max_norm), layers, show_sizes(layers + 1, start),
            show(n, g));
    result = repaired_clip_layers(max_norm, layers, lent, grad);
    check_clipped(max_norm, n, grad, g, result);
    give_back();
}

static void layers_by_hand(void)
{
    const size_t pairs[] = {0, 2, 4}, one[] = {0, 2}, ones[] = {0, 1, 2, 3};

    by_layers((real)6.5, 2, pairs, (real[]){3, 4, 0, 12});
    by_layers((real)6.5, 2, pairs, (real[]){0, 12, 3, 4});
    by_layers(6, 2, pairs, (real[]){3, 4, 3, -4}); /* no layer is too long */
    by_layers(1, 1, one, (real[]){3, 4});
    by_layers(1, 3, ones, (real[]){2, -1, 2});
}

static void layers_within(void)
{
    const size_t pairs[] = {0, 2, 4};

    by_layers(13, 2, pairs, (real[]){3, 4, 0, 12});
    by_layers(20, 2, pairs, (real[]){3, 4, 0, 12});
    by_layers(1, 2, pairs, (real[]){0, 0, 0, 0});
}

static void layers_of_any_size(void)
{
    size_t start[21] = {0};
    real g[MANY];

    for (size_t layers = 1; layers <= 20; layers++) {
        start[layers] = start[layers - 1] + 1 + layers * 7 % 11;
        scatter(start[layers], g, 3, 50 + (unsigned)layers);
        by_layers(2, layers, start, g);
        by_layers(100, layers, start, g);
    }
}

static void layers_large_and_tiny(void)
{
    const real a = (real)TOL(1e200, 1e20), b = (real)TOL(1e-200, 1e-25);
    const size_t start[] = {0, 1, 3};

    by_layers(1, 2, start, (real[]){a, 1, -a});
    by_layers(b, 2, start, (real[]){b, b, -b});
}

/* As in clip_norm: what is clipped is ordinary, but not the factor. */
static void layers_far_from_limit(void)
{
    const real a = (real)TOL(1e-30, 1e-20), b = (real)TOL(1e300, 1e37);
    const size_t start[] = {0, 2, 3};

    by_layers(a, 2, start, (real[]){3 * b, -4 * b, b});
}

/* As in clip_norm, no factor makes these good. */
static void layers_not_finite(void)
{
    const size_t start[] = {0, 1, 3};
    const real broken[][3] = {{1, NAN, 2}, {NAN, 3, 1}, {5, 1, INFINITY}};

    for (size_t k = 0; k < COUNT(broken); k++) {
        const size_t *lent = lend_input("start", sizeof start, start);
        real *grad = vector("grad", 3, broken[k]), result;
        double expected[3];

        for (size_t i = 0; i < 3; i++) {
            expected[i] = broken[k][i];
        }
        calling("repaired_clip_layers with max_norm = 1, layers = 2, "
                "start = %s, grad = %s",
                show_sizes(3, start), show(3, broken[k]));
        result = repaired_clip_layers(1, 2, lent, grad);
        check_vector("grad", 3, grad, expected, 0, 0, CLIPPED);
        check_that(!isfinite(result), NORM,
                   "the result\tNaN or infinity, so that the caller knows\t%s",
                   number(result));
        give_back();
    }
}

/* ---- predictions --------------------------------------------------------- */

static void predicted(const char *section, const char *what, double got,
                      double expected, double tolerance, const char *advice)
{
    check_that(fabs(got - expected) <= tolerance, section,
               "the result\t%s\t%.6g\t%s", what, got, advice);
}

static void predicted_power(void)
{
    double x = 3, dx = 0;

    for (int k = 0; k < 10; k++) {
        dx = x + 2 * dx; /* the product rule on w x, with w = 2 */
        x *= 2;
    }
    calling("predict_power_gradient");
    predicted(SECTION_POWERS, "the derivative of x_10",
              predict_power_gradient(), dx, 0.5,
              "write x_10 as a power of w times x_0, and take its derivative.");
}

static void predicted_last(void)
{
    calling("predict_clipped_last");
    predicted(SECTION_GLOBAL, "the clipped number", predict_clipped_last(),
              12 * 6.5 / sqrt(9 + 16 + 144), 1e-6,
              "find the norm of all four numbers, and the one factor that "
              "brings it to 6.5.");
}

static void predicted_angle(void)
{
    calling("predict_clip_angle");
    predicted(SECTION_VALUE, "an angle in degrees", predict_clip_angle(),
              (atan2(7, 1) - atan2(1, 1)) * 180 / PI, 0.05,
              "write down both vectors; the cosine of the angle between them "
              "has one decimal place.");
}

/* ---- the exercises ------------------------------------------------------- */

const struct exercise exercises[] = {
    {"recurrence_gradient", SECTION_RECURRENCE,
     TESTS(TEST(recurrence_by_hand), TEST(recurrence_long),
           TEST(recurrence_sums), TEST(recurrence_differences),
           TEST(recurrence_computed_elsewhere), TEST(recurrence_in_double),
           TEST(recurrence_saturated), TEST(recurrence_nan))},
    {"clip_value", SECTION_VALUE,
     TESTS(TEST(value_by_hand), TEST(value_within), TEST(value_all_lengths),
           TEST(value_tiny_and_huge), TEST(value_of_the_type),
           TEST(value_not_finite))},
    {"clip_norm", SECTION_NORM,
     TESTS(TEST(norm_by_hand), TEST(norm_within), TEST(norm_of_zeros),
           TEST(norm_all_lengths), TEST(norm_of_large), TEST(norms_in_turn),
           TEST(norm_far_from_limit), TEST(norm_beyond_all), TEST(norm_of_tiny),
           TEST(norm_of_subnormal), TEST(norm_of_many), TEST(norm_not_finite))},
    {"repaired_clip_layers", SECTION_GLOBAL,
     TESTS(TEST(layers_by_hand), TEST(layers_within), TEST(layers_of_any_size),
           TEST(layers_large_and_tiny), TEST(layers_far_from_limit),
           TEST(layers_not_finite))},
    {"predict_power_gradient", SECTION_POWERS, TESTS(TEST(predicted_power))},
    {"predict_clipped_last", SECTION_GLOBAL, TESTS(TEST(predicted_last))},
    {"predict_clip_angle", SECTION_VALUE, TESTS(TEST(predicted_angle))},
    {0},
};
