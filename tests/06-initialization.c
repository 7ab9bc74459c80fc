/* The suite of chapter 6; how suites are written: tests/suite.h. */
#include "contract/initialization.h"
#include "oracle/initialization.h"
#include "suite.h"

/* Where a learner should look. */
#define BELL "eq:box-muller (6.4)"
#define NORMAL "sec:init-bell (6.5)"
#define XAVIER "eq:xavier (6.9)"
#define HE "eq:he (6.7)"
#define SPREAD "eq:variance (0.11)"
#define GAIN "eq:gain (6.6)"
#define BACKWARD "eq:one-hidden-back (6.2)"
#define UNIFORM "eq:uniform-limit (6.12)"
#define SEED "sec:init-bell (6.5)"
#define SECTION_SMALL "sec:init-small (6.1)"
#define SECTION_EQUAL "sec:init-equal (6.2)"
#define SECTION_BELL "sec:init-bell (6.5)"
#define SECTION_FORWARD "sec:init-forward (6.6)"
#define SECTION_BACKWARD "sec:init-backward (6.7)"
#define SECTION_HIDDEN "sec:init-hidden (6.9)"
#define SECTION_INPUTS "sec:init-inputs (6.10)"
#define SECTION_CONVENTIONS "sec:init-conventions (6.11)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- box_muller --------------------------------------------------------- */

static void one_pair(double u1, double u2, const double expected[2])
{
    real *z = filled("z", 2, NAN);
    double radius = hypot(expected[0], expected[1]);

    calling("box_muller with u1 = %.17g, u2 = %.17g", u1, u2);
    box_muller(u1, u2, z);
    check_vector("z", 2, z, expected, TOL(1e-12, 1e-5), 1 + radius, BELL);
}

/* 1 - u1 = exp(-r^2/2) gives the radius r, and u2 is the share of a turn. */
static double u1_of_radius(double r)
{
    return -expm1(-r * r / 2);
}

static void quarter_turns(void)
{
    one_pair(u1_of_radius(1), 0, (double[]){1, 0});
    one_pair(u1_of_radius(2), 0.25, (double[]){0, 2});
    one_pair(u1_of_radius(1), 0.5, (double[]){-1, 0});
    one_pair(u1_of_radius(2), 0.75, (double[]){0, -2});
}

/* cos and sin of a twelfth and of an eighth of a turn are known exactly. */
static void parts_of_a_turn(void)
{
    const double radii[] = {TOL(0.001, 0.25), 1, 1.5, 2, 3};
    const double half = 0.5, s3 = sqrt(0.75), s2 = sqrt(0.5);

    for (size_t i = 0; i < COUNT(radii); i++) {
        double r = radii[i], u1 = u1_of_radius(r);

        one_pair(u1, 1 / 12.0, (double[]){r * s3, r * half});
        one_pair(u1, 1 / 8.0, (double[]){r * s2, r * s2});
        one_pair(u1, 1 / 3.0, (double[]){-r * half, r * s3});
        one_pair(u1, 7 / 12.0, (double[]){-r * s3, -r * half});
        one_pair(u1, 5 / 6.0, (double[]){r * half, -r * s3});
        one_pair(u1, 7 / 8.0, (double[]){r * s2, -r * s2});
    }
}

/* The sine of an angle a near 0 is a (1 - a^2 / 6 ..), here to the last digit. */
static void small_turns(void)
{
    const double r = 2, u1 = u1_of_radius(r);

    for (double u2 = 0x1p-30; u2 > 1e-15; u2 /= 16) {
        double a = 2 * PI * u2;

        one_pair(u1, u2, (double[]){r, r * a});
        one_pair(u1, 0.5 + u2, (double[]){-r, -r * a});
        one_pair(u1, 1 - u2, (double[]){r, -r * a});
    }
}

static void values_computed_elsewhere(void)
{
    for (size_t i = 0; i < COUNT(box_muller_uniform); i += 2) {
        one_pair(box_muller_uniform[i], box_muller_uniform[i + 1],
                 &box_muller_normal[i]);
    }
}

/* r = sqrt(-2 ln 1) = 0, and so is each coordinate. */
static void u1_zero(void)
{
    const double u2[] = {0, 0.1, 0.5, 0.9, 1 - 0x1p-53};

    for (size_t i = 0; i < COUNT(u2); i++) {
        one_pair(0, u2[i], (double[]){0, 0});
    }
}

/* 1 - u1 = 2^-53, so r^2 = 2 * 53 ln 2. */
static void u1_largest(void)
{
    double r = sqrt(106 * log(2.0));

    one_pair(1 - 0x1p-53, 0, (double[]){r, 0});
    one_pair(1 - 0x1p-53, 0.25, (double[]){0, r});
    one_pair(1 - 0x1p-53, 0.625, (double[]){-r * sqrt(0.5), -r * sqrt(0.5)});
}

/* ---- init_constant ------------------------------------------------------ */

/* More than a counter of one byte holds. */
enum { MOST_WEIGHTS = 300 };

static void set_all(real value, size_t n)
{
    real *w = filled("w", n, NAN);
    double expected[MOST_WEIGHTS];

    for (size_t i = 0; i < n; i++) {
        expected[i] = (double)value;
    }
    calling("init_constant with value = %s, n = %zu", number(value), n);
    init_constant(value, n, w);
    check_vector("w", n, w, expected, 0, 0, SECTION_EQUAL);
}

static void all_equal(void)
{
    const size_t sizes[] = {1, 2, 7, 13, 20, MOST_WEIGHTS};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        set_all((real)0.1, sizes[i]);
        set_all(-3, sizes[i]);
        set_all(0, sizes[i]);
        set_all((real)1e-30, sizes[i]);
        set_all((real)TOL(-1e300, -1e30), sizes[i]);
        set_all(INFINITY, sizes[i]);
    }
}

/* How a weight that is no number is told: arrays are lent full of NaN. */
static const char *not_a_number(real w)
{
    return isnan(w) ? "nan\tthis weight was not written, or is 0 / 0."
                    : "an infinity";
}

/* ---- is it normal? ------------------------------------------------------ */

/*
 * A sample is divided by the standard deviation that it must have and then
 * compared with the standard normal distribution. Each bound lies 5 standard
 * deviations from what is expected, so that a right answer misses it with a
 * probability of 6e-7, whatever sequence it draws. The seed is fixed, so it
 * does so always or never. With N numbers, 200000 or more:
 *   mean      is normal with standard deviation 1 / sqrt(N)
 *   variance  about 0, times N, is chi-square with N degrees of freedom; its
 *             bounds by the cube root of Wilson and Hilferty (1931)
 *   share below a point  is binomial; a uniform distribution of the right
 *             variance has .211 below -1, where .159 +- .004 is right
 *   kurtosis  is 3 with standard deviation sqrt(24 / N); the sum of twelve
 *             uniform numbers has 2.9, where 3 +- .055 is right
 *   correlation of neighbours, and of their squares: 1 / sqrt(N)
 */
enum { DRAWS = 200000, ROOM = 240000, LAGS = 8, DEVIATIONS = 5 };

static double sample[ROOM];
static size_t sample_size;
static double wanted_stddev;
static const char *wanted; /* what a failure points to */

static void begin_sample(double stddev, const char *equation)
{
    sample_size = 0;
    wanted_stddev = stddev;
    wanted = equation;
}

static void add_to_sample(size_t n, const real w[])
{
    for (size_t i = 0; i < n; i++) {
        check_that(isfinite(w[i]), wanted, "w[%zu] of %zu\ta number\t%s", i, n,
                   not_a_number(w[i]));
        sample[sample_size++] = w[i] / wanted_stddev;
    }
}

/* The mean of z^power; pow() would take most of the suite's time. */
static double moment(int power)
{
    double sum = 0;

    for (size_t i = 0; i < sample_size; i++) {
        double product = 1;

        for (int k = 0; k < power; k++) {
            product *= sample[i];
        }
        sum += product;
    }
    return sum / (double)sample_size;
}

static void check_spread(void)
{
    double n = (double)sample_size, square = moment(2), mean = moment(1);
    double a = 2 / (9 * n), step = DEVIATIONS * sqrt(a);

    check_that(pow(1 - a - step, 3) <= square && square <= pow(1 - a + step, 3),
               wanted, "the standard deviation of %zu weights\t%.4g\t%.4g",
               sample_size, wanted_stddev, sqrt(square) * wanted_stddev);
    check_that(fabs(mean) <= DEVIATIONS / sqrt(n), wanted,
               "the mean of %zu weights\tnear 0\t%.2g standard deviations",
               sample_size, mean);
}

static void check_shape(void)
{
    const double point[] = {-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3};
    double n = (double)sample_size, square = moment(2);
    double kurtosis = moment(4) / (square * square);

    for (size_t i = 0; i < COUNT(point); i++) {
        double p = erfc(-point[i] / sqrt(2.0)) / 2, below = 0;

        for (size_t k = 0; k < sample_size; k++) {
            below += sample[k] < point[i];
        }
        check_that(
            fabs(below / n - p) <= DEVIATIONS * sqrt(p * (1 - p) / n), wanted,
            "the share of weights below %g standard deviations\t%.4f, as "
            "of a normal distribution\t%.4f",
            point[i], p, below / n);
    }
    check_that(fabs(kurtosis - 3) <= DEVIATIONS * sqrt(24 / n), wanted,
               "the kurtosis (mean fourth power over squared variance)\t3, as "
               "of a normal distribution\t%.3f",
               kurtosis);
}

static void check_independence(void)
{
    for (size_t lag = 1; lag <= LAGS; lag++) {
        double product = 0, squares = 0, n = (double)(sample_size - lag);

        for (size_t i = 0; i + lag < sample_size; i++) {
            double a = sample[i], b = sample[i + lag];

            product += a * b;
            squares += (a * a - 1) * (b * b - 1) / 2;
        }
        check_that(fabs(product) <= DEVIATIONS * sqrt(n), wanted,
                   "the correlation of weights %zu places apart\t0, they must "
                   "be independent\t%.3f",
                   lag, product / n);
        check_that(
            fabs(squares) <= DEVIATIONS * sqrt(n), wanted,
            "the correlation of the squares of weights %zu places apart\t"
            "0, they must be independent\t%.3f",
            lag, squares / n);
    }
}

static void check_normal(void)
{
    check_spread();
    check_shape();
    check_independence();
}

/* ---- the three that draw ------------------------------------------------ */

/* init_xavier, init_he, or init_normal in their form. */
typedef void draw_function(struct rng *rng, size_t fan_in, size_t fan_out,
                           real w[]);

static void draw_with_stddev_1(struct rng *rng, size_t fan_in, size_t fan_out,
                               real w[])
{
    init_normal(rng, 1, fan_in * fan_out, w);
}

/* So that a weight that is not written shows. */
static void forget(size_t n, real w[])
{
    for (size_t i = 0; i < n; i++) {
        w[i] = NAN;
    }
}

static void same_weights(const char *what, size_t n, const real got[],
                         const real expected[])
{
    for (size_t i = 0; i < n; i++) {
        check_that(got[i] == expected[i], SEED, "w[%zu]\t%s\t%s\t%s.", i,
                   number(expected[i]), number(got[i]), what);
    }
}

static void other_weights(const char *what, size_t n, const real got[],
                          const real expected[])
{
    for (size_t i = 0; i < n; i++) {
        check_that(got[i] != expected[i], SEED,
                   "w[%zu]\tanother number than before\t%s both times\t%s.", i,
                   number(got[i]), what);
    }
}

/* n is odd, so that a number may be left over: it must not be kept hidden. */
static void follow_the_generator(draw_function *draw, size_t fan_in,
                                 size_t fan_out)
{
    size_t n = fan_in * fan_out;
    struct rng one, two;
    real *first = filled("w", n, NAN), *second = filled("w", n, NAN);
    real *w = filled("w", n, NAN);

    rng_seed(&one, 1);
    draw(&one, fan_in, fan_out, first);
    for (size_t i = 0; i < n; i++) {
        check_that(isfinite(first[i]), SEED, "w[%zu] of %zu\ta number\t%s", i,
                   n, not_a_number(first[i]));
    }
    draw(&one, fan_in, fan_out, second);
    other_weights("two draws from one generator must differ", n, second, first);

    rng_seed(&one, 1);
    draw(&one, fan_in, fan_out, w);
    same_weights("the same seed gave other weights", n, w, first);

    rng_seed(&one, 1);
    rng_seed(&two, 2);
    draw(&one, fan_in, fan_out, w);
    same_weights("the same seed gave other weights", n, w, first);
    draw(&two, fan_in, fan_out, w);
    other_weights("seeds 1 and 2 must give different weights", n, w, first);
    draw(&one, fan_in, fan_out, w);
    same_weights("a draw from another generator in between gave other weights",
                 n, w, second);
}

/* ---- init_normal -------------------------------------------------------- */

static void normal_weights(uint64_t seed, real stddev, size_t n)
{
    struct rng rng;
    real *w = vector("w", n, NULL);

    rng_seed(&rng, seed);
    begin_sample(stddev, NORMAL);
    calling("init_normal with stddev = %s, n = %zu, from seed %d%s",
            number(stddev), n, (int)seed,
            n < DRAWS ? ", again and again until there are 200000" : "");
    while (sample_size < DRAWS) {
        forget(n, w);
        init_normal(&rng, stddev, n, w);
        add_to_sample(n, w);
    }
    check_normal();
}

static void each_is_written(void)
{
    for (size_t n = 1; n <= 9; n++) {
        struct rng rng;
        real *w = filled("w", n, NAN);

        calling("init_normal with stddev = 1, n = %zu", n);
        rng_seed(&rng, n);
        init_normal(&rng, 1, n, w);
        for (size_t i = 0; i < n; i++) {
            check_that(isfinite(w[i]), NORMAL, "w[%zu]\ta number\t%s", i,
                       not_a_number(w[i]));
            check_that(i == 0 || w[i] != w[i - 1], NORMAL,
                       "w[%zu]\tanother number than w[%zu]\t%s as well", i,
                       i - 1, number(w[i]));
        }
    }
}

/*
 * A generator that gives 64 bits all 0 or all 1, and then again all 0 or all 1:
 * rng_next makes the result rotate_left(s[1] * 5, 7) * 9 of its state s, and
 * s[1] ^ s[2] ^ s[0] the next s[1]. All ones come from s[1] = ONES_FROM.
 */
#define ONES_FROM 0x4fc71c71c71c71c7

static struct rng extreme_generator(int first, int second)
{
    struct rng rng = {{0, first ? ONES_FROM : 0, 0, 1}}, copy;

    rng.state[2] = rng.state[1] ^ (second ? ONES_FROM : 0);
    copy = rng;
    check_that(rng_next(&copy) == (first ? UINT64_MAX : 0) &&
                   rng_next(&copy) == (second ? UINT64_MAX : 0),
               "", "the suite does not know given/rng.c any more");
    return rng;
}

static void extreme_uniform_numbers(void)
{
    for (int i = 0; i < 4; i++) {
        struct rng rng = extreme_generator(i / 2, i % 2);
        real *w = filled("w", 3, NAN);

        calling("init_normal with stddev = 1, n = 3, where the first uniform "
                "numbers are the %s and the %s",
                i / 2 ? "largest below 1" : "smallest, 0",
                i % 2 ? "largest below 1" : "smallest, 0");
        init_normal(&rng, 1, 3, w);
        for (int k = 0; k < 3; k++) {
            check_that(isfinite(w[k]), NORMAL, "w[%d]\ta number\t%s", k,
                       not_a_number(w[k]));
        }
    }
}

static void stddev_zero(void)
{
    struct rng rng;
    real *w = filled("w", 5, NAN);
    const double zeros[5] = {0};

    rng_seed(&rng, 3);
    calling("init_normal with stddev = 0, n = 5");
    init_normal(&rng, 0, 5, w);
    check_vector("w", 5, w, zeros, 0, 0, NORMAL);
}

static void normal_all_at_once(void)
{
    normal_weights(1, 1, DRAWS + 1);
}

static void normal_small(void)
{
    normal_weights(2, (real)0.01, DRAWS + 1);
}

static void normal_odd_sizes(void)
{
    normal_weights(3, (real)0.5, 1);
    normal_weights(4, 30, 7);
}

static void normal_follows_the_generator(void)
{
    calling("init_normal with stddev = 1, n = 15, several times");
    follow_the_generator(draw_with_stddev_1, 3, 5);
}

/* ---- init_xavier, init_he ----------------------------------------------- */

static void layer_weights(const char *name, draw_function *draw, size_t fan_in,
                          size_t fan_out, double stddev)
{
    size_t n = fan_in * fan_out;
    struct rng rng;
    real *w = vector("w", n, NULL);

    rng_seed(&rng, fan_in);
    begin_sample(stddev, draw == init_he ? HE : XAVIER);
    calling("%s with fan_in = %zu, fan_out = %zu, from seed %zu, again and "
            "again until there are %d weights",
            name, fan_in, fan_out, fan_in, DRAWS);
    while (sample_size < DRAWS) {
        forget(n, w);
        draw(&rng, fan_in, fan_out, w);
        add_to_sample(n, w);
    }
    check_normal();
}

/* 2 / (2 + 6) = 1/4; 2 / (44 + 6) = 1/25; 2 / (1 + 1) = 1; and an odd sum,
 * 2 / (2 + 1), which has no half among whole numbers. */
static void xavier_by_hand(void)
{
    layer_weights("init_xavier", init_xavier, 2, 6, 0.5);
    layer_weights("init_xavier", init_xavier, 6, 2, 0.5);
    layer_weights("init_xavier", init_xavier, 44, 6, 0.2);
    layer_weights("init_xavier", init_xavier, 1, 1, 1);
    layer_weights("init_xavier", init_xavier, 2, 1, sqrt(2 / 3.0));
}

/* 2 / 2 = 1, 2 / 8 = 1/4, 2 / 50 = 1/25 and 2 / 3, whatever fan_out. */
static void he_by_hand(void)
{
    layer_weights("init_he", init_he, 2, 8, 1);
    layer_weights("init_he", init_he, 8, 2, 0.5);
    layer_weights("init_he", init_he, 50, 3, 0.2);
    layer_weights("init_he", init_he, 8, 1, 0.5);
    layer_weights("init_he", init_he, 3, 4, sqrt(2 / 3.0));
}

static void xavier_computed_elsewhere(void)
{
    for (size_t i = 0; i < COUNT(init_stddev); i++) {
        layer_weights("init_xavier", init_xavier, init_stddev[i].fan_in,
                      init_stddev[i].fan_out, init_stddev[i].xavier);
    }
}

static void he_computed_elsewhere(void)
{
    for (size_t i = 0; i < COUNT(init_stddev); i++) {
        layer_weights("init_he", init_he, init_stddev[i].fan_in,
                      init_stddev[i].fan_out, init_stddev[i].he);
    }
}

static void xavier_follows_the_generator(void)
{
    calling("init_xavier with fan_in = 3, fan_out = 5, several times");
    follow_the_generator(init_xavier, 3, 5);
}

static void he_follows_the_generator(void)
{
    calling("init_he with fan_in = 3, fan_out = 5, several times");
    follow_the_generator(init_he, 3, 5);
}

/* ---- standard_deviation ------------------------------------------------- */

/* Right to `relative` of the result, or of scale where rounding comes in. */
static void spread_of(size_t n, const real a[], double expected,
                      double relative, double scale)
{
    const real *lent = input("a", n, a);

    calling("standard_deviation with a = %s", show(n, a));
    check_close("the standard deviation", standard_deviation(n, lent), expected,
                relative, scale, SPREAD);
}

static void spread_by_hand(void)
{
    const double right = TOL(1e-13, 1e-5);

    spread_of(2, (real[]){1, 3}, 1, right, 0);
    spread_of(3, (real[]){0, 0, 3}, sqrt(2.0), right, 0);
    spread_of(2, (real[]){-1, 1}, 1, right, 0);
    spread_of(8, (real[]){2, 4, 4, 4, 5, 5, 7, 9}, 2, right, 0);
    spread_of(5, (real[]){-3, -3, -3, -3, 2}, 2, right, 0);
    spread_of(4, (real[]){0.25, 0.75, 0.25, 0.75}, 0.25, right, 0);
    spread_of(3, (real[]){-2000, 0, 2000}, 2000 * sqrt(2 / 3.0), right, 0);
}

static void spread_of_equal_numbers(void)
{
    real a[10];

    for (size_t i = 0; i < COUNT(a); i++) {
        a[i] = (real)0.1;
    }
    for (size_t n = 1; n <= COUNT(a); n++) {
        spread_of(n, a, 0, TOL(1e-14, 1e-5), 0.1);
    }
    spread_of(1, (real[]){-7}, 0, 0, 0);
}

/*
 * In double the mean of the squares is 1e18, where neighbouring doubles are 128
 * apart: minus the squared mean, nothing of 1/4 is left. A float holds whole
 * numbers only up to 2^24 = 4096^2.
 */
static void large_mean(void)
{
    const real large = (real)TOL(1e9, 4096);
    real many[1001];

    spread_of(2, (real[]){large, large + 1}, 0.5, TOL(1e-7, 1e-4), 0);
    spread_of(2, (real[]){-large, -large - 1}, 0.5, TOL(1e-7, 1e-4), 0);
    spread_of(3, (real[]){large, large, large + 3}, sqrt(2.0), TOL(1e-6, 1e-4),
              0);
    for (size_t i = 0; i < COUNT(many); i++) {
        many[i] = large + (real)(i % 2);
    }
    /* 500 of 1001 are larger by 1. */
    spread_of(COUNT(many), many, sqrt(500 * 501.0) / 1001, TOL(1e-5, 1e-3), 0);
}

/* 0, 1, .. n-1 have variance (n^2 - 1) / 12. */
static void spread_of_many(void)
{
    static real a[10007];
    double n = COUNT(a);

    for (size_t i = 0; i < COUNT(a); i++) {
        a[i] = (real)(i * 5003 % COUNT(a)) / 8192;
    }
    spread_of(COUNT(a), a, sqrt((n * n - 1) / 12) / 8192, TOL(1e-12, 1e-3), 0);
}

static void spread_not_finite(void)
{
    spread_of(3, (real[]){1, NAN, 2}, NAN, 0, 0);
    spread_of(2, (real[]){NAN, 1}, NAN, 0, 0);
    spread_of(3, (real[]){1, 2, INFINITY}, NAN, 0, 0);
    spread_of(3, (real[]){-INFINITY, 1, 2}, NAN, 0, 0);
}

/* ---- gain ---------------------------------------------------------------- */

/* Each activation in real, as it is handed over, and its exact name. */
static real identity(real z)
{
    return z;
}

static real constant_3(real z)
{
    check_that(isfinite(z), GAIN, "the argument of f\ta number\t%s",
               not_a_number(z));
    return 3;
}

static real five_times(real z)
{
    return 5 * z;
}

static real shifted_line(real z)
{
    return 2 * z + 1;
}

static real square(real z)
{
    return z * z;
}

static real cosine(real z)
{
    return cos(z);
}

static real twice_cosine(real z)
{
    return cos(2 * z);
}

static real half_exponential(real z)
{
    return exp(z / 2);
}

static real relu(real z)
{
    return z > 0 ? z : 0;
}

static real leaky_relu(real z)
{
    return z > 0 ? z : z / 10;
}

static real absolute(real z)
{
    return fabs(z);
}

static real late_relu(real z)
{
    return relu(z - 1);
}

static real hard_tanh(real z)
{
    return z > 1 ? 1 : z < -1 ? -1 : z;
}

static real hyperbolic(real z)
{
    return tanh(z);
}

static real sigmoid(real z)
{
    return 1 / (1 + exp(-z));
}

static real softplus(real z)
{
    return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

static real swish(real z)
{
    return z * sigmoid(z);
}

static real gelu(real z)
{
    return z * erfc(-z / sqrt((real)2)) / 2;
}

static real steep_tanh(real z)
{
    return tanh(4 * z);
}

static real shifted_tanh(real z)
{
    return 3 * tanh(z / 2) - 1;
}

static real nothing(real z)
{
    return 0 * z;
}

static real broken(real z)
{
    return (real)NAN + z;
}

static void gain_of(const char *f, real (*function)(real), double expected,
                    double relative)
{
    calling("gain of f(z) = %s", f);
    check_close("the gain", gain(function), expected, relative, 0, GAIN);
}

/* Five digits, and three where f has a kink that stays in its square. */
#define FIVE TOL(1e-5, 1e-5)
#define THREE TOL(1e-3, 1e-3)

/* E[z^2] = 1, E[z^4] = 3, E[e^z] = sqrt(e), E[cos 4z] = e^-8. */
static void gain_by_hand(void)
{
    gain_of("z", identity, 1, FIVE);
    gain_of("3", constant_3, 1 / 9.0, FIVE);
    gain_of("5 z", five_times, 0.04, FIVE);
    gain_of("2 z + 1", shifted_line, 0.2, FIVE);
    gain_of("z^2", square, 1 / 3.0, FIVE);
    gain_of("cos(2 z)", twice_cosine, 2 / (1 + exp(-8.0)), FIVE);
    gain_of("exp(z / 2)", half_exponential, exp(-0.5), FIVE);
}

/* Half of the mean square is left of a rectifier. Of one that begins at 1, and
 * of one that is flat beyond 1, integrals by parts give the rest. */
static void gain_of_rectifiers(void)
{
    const double tail = erfc(sqrt(0.5)) / 2; /* what lies above 1 */
    const double density = exp(-0.5) / sqrt(2 * PI);

    gain_of("max(0, z)", relu, 2, FIVE);
    gain_of("z for z > 0, z / 10 for z < 0", leaky_relu, 2 / 1.01, FIVE);
    gain_of("|z|", absolute, 1, FIVE);
    gain_of("max(0, z - 1)", late_relu, 1 / (2 * tail - density), FIVE);
    gain_of("z, but at least -1 and at most 1", hard_tanh,
            1 / (1 - 2 * density), THREE);
}

static void gain_computed_elsewhere(void)
{
    gain_of("tanh(z)", hyperbolic, gain_tanh, FIVE);
    gain_of("1 / (1 + exp(-z))", sigmoid, gain_sigmoid, FIVE);
    gain_of("ln(1 + exp(z))", softplus, gain_softplus, FIVE);
    gain_of("z / (1 + exp(-z))", swish, gain_swish, FIVE);
    gain_of("z times the share of the normal distribution below z", gelu,
            gain_gelu, FIVE);
    gain_of("tanh(4 z)", steep_tanh, gain_steep_tanh, FIVE);
    gain_of("3 tanh(z / 2) - 1", shifted_tanh, gain_shifted_tanh, FIVE);
}

static void gain_of_nothing(void)
{
    gain_of("0", nothing, INFINITY, 0);
    gain_of("0 / 0", broken, NAN, 0);
}

/* ---- one_hidden_gradient ------------------------------------------------- */

enum { MOST_UNITS = 300 };

/* An activation with its derivative, and once more for the exact loss. */
struct activation {
    const char *name;
    real (*f)(real z), (*slope)(real z);
    long double (*exact)(long double z);
};

static real relu_slope(real z)
{
    return z > 0;
}

static real square_slope(real z)
{
    return 2 * z;
}

static real tanh_slope(real z)
{
    return 1 / (cosh(z) * cosh(z));
}

static real sigmoid_slope(real z)
{
    return 1 / (2 + exp(z) + exp(-z));
}

static real minus_sine(real z)
{
    return -sin(z);
}

static long double exact_relu(long double z)
{
    return z > 0 ? z : 0;
}

static long double exact_square(long double z)
{
    return z * z;
}

static long double exact_sigmoid(long double z)
{
    return 1 / (1 + expl(-z));
}

static const struct activation rectifier = {"max(0, z)", relu, relu_slope,
                                            exact_relu};
static const struct activation parabola = {"z^2", square, square_slope,
                                           exact_square};
static const struct activation curves[] = {
    {"tanh(z)", hyperbolic, tanh_slope, tanhl},
    {"1 / (1 + exp(-z))", sigmoid, sigmoid_slope, exact_sigmoid},
    {"cos(z)", cosine, minus_sine, cosl},
};

/* Call it; then loss and gradient must be these, but for `relative` of the size
 * of the numbers that went into them. */
static void backward(const struct activation *a, size_t hidden,
                     const real theta[], real x, real target, double loss,
                     const double expected[], double relative, double scale)
{
    const size_t n = 3 * hidden + 1;
    const struct one_hidden plain = {hidden, a->f, a->slope};
    const struct one_hidden *net = lend_input("net", sizeof plain, &plain);
    const real *lent = input("theta", n, theta);
    real *grad = filled("grad", n, -777), got;

    calling("one_hidden_gradient with hidden = %zu, f(z) = %s, theta = %s, "
            "x = %s, target = %s, grad holding -777 everywhere",
            hidden, a->name, show(n, theta), number(x), number(target));
    got = one_hidden_gradient(net, lent, x, target, grad);
    check_vector("grad", n, grad, expected, relative, scale, BACKWARD);
    check_close("the loss", got, loss, relative, scale, BACKWARD);
    give_back();
}

#define EXACT TOL(1e-14, 1e-5)

/* Units that are equal get equal gradients; another v is enough to part them;
 * with all weights 0 only the last bias learns. */
static void backward_by_hand(void)
{
    const real equal[] = {0.5, 0.5, 0, 0, 0.5, 0.5, 0};
    const real unequal[] = {0.5, 0.5, 0, 0, 0.5, 0.25, 0};
    const real dead[] = {0, 0, 0, 0, 0.5, 0.25, 0};
    const double s = -1 / 4.0, t = -5 / 16.0;

    backward(&rectifier, 2, equal, 1, 1, 1 / 8.0,
             (double[]){s, s, s, s, s, s, -1 / 2.0}, EXACT, 1);
    backward(&rectifier, 2, unequal, 1, 1, 25 / 128.0,
             (double[]){t, t / 2, t, t / 2, t, t, -5 / 8.0}, EXACT, 1);
    backward(&rectifier, 2, dead, 1, 1, 1 / 2.0,
             (double[]){0, 0, 0, 0, 0, 0, -1}, EXACT, 1);
}

/* z = 7 and -2, so y = 2 * 49 - 3 * 4 - 78 = 8 and y - target = 3. */
static void backward_of_parabolas(void)
{
    const real theta[] = {2, -1, 1, 1, 2, -3, -78};

    backward(&parabola, 2, theta, 3, 5, 4.5,
             (double[]){252, 108, 84, 36, 147, 12, 3}, EXACT, 10);
    backward(&parabola, 2, theta, 3, 8, 0, (double[]){0, 0, 0, 0, 0, 0, 0},
             EXACT, 10);
    backward(&parabola, 1, (real[]){2, 1, 2, -90}, 3, 9, 0.5,
             (double[]){-84, -28, -49, -1}, EXACT, 10);
}

static long double exact_loss(const struct activation *a, size_t hidden,
                              const long double theta[], long double x,
                              long double target)
{
    long double y = theta[3 * hidden];

    for (size_t j = 0; j < hidden; j++) {
        y += theta[2 * hidden + j] * a->exact(theta[j] * x + theta[hidden + j]);
    }
    return (y - target) * (y - target) / 2;
}

/* By four differences; what is left of the error is a part in 1e13. */
static double difference(const struct activation *a, size_t hidden,
                         long double theta[], long double x, long double target,
                         size_t i)
{
    const long double at = theta[i], h = 1e-3L;
    long double loss[5];

    for (int k = -2; k <= 2; k++) {
        theta[i] = at + k * h;
        loss[k + 2] = exact_loss(a, hidden, theta, x, target);
    }
    theta[i] = at;
    return (double)((loss[0] - 8 * loss[1] + 8 * loss[3] - loss[4]) / (12 * h));
}

static void against_differences(const struct activation *a, size_t hidden,
                                real x, real target, unsigned seed)
{
    real theta[3 * MOST_UNITS + 1];
    long double exact[3 * MOST_UNITS + 1];
    double expected[3 * MOST_UNITS + 1];
    const size_t n = 3 * hidden + 1;

    scatter(n, theta, 1.5, seed);
    for (size_t i = 0; i < n; i++) {
        exact[i] = theta[i];
    }
    for (size_t i = 0; i < n; i++) {
        expected[i] = difference(a, hidden, exact, x, target, i);
    }
    backward(a, hidden, theta, x, target,
             (double)exact_loss(a, hidden, exact, x, target), expected,
             TOL(1e-9, 1e-4), 1 + (double)hidden);
}

static void backward_differences(void)
{
    for (size_t k = 0; k < COUNT(curves); k++) {
        against_differences(&curves[k], 1, (real)0.7, (real)-0.4, 1);
        against_differences(&curves[k], 2, (real)-1.3, 2, 2);
        against_differences(&curves[k], 3, 0, (real)0.5, 3);
        against_differences(&curves[k], 5, (real)0.01, 0, 4);
        against_differences(&curves[k], 8, (real)2.5, 1, 5);
    }
}

static void backward_all_sizes(void)
{
    for (size_t hidden = 1; hidden <= MOST_UNITS;
         hidden += hidden < 19 ? 1 : MOST_UNITS - 19) {
        against_differences(&curves[hidden % COUNT(curves)], hidden, (real)0.6,
                            (real)-0.8, 10 + (unsigned)hidden);
    }
}

static void backward_nan(void)
{
    const real theta[] = {1, 2, 0, 0, 1, 1, 0};
    double all[7];

    for (size_t i = 0; i < COUNT(all); i++) {
        all[i] = NAN;
    }
    backward(&curves[0], 2, theta, NAN, 1, NAN, all, 0, 0);
    backward(&curves[0], 2, theta, 1, NAN, NAN, all, 0, 0);
}

/* ---- repaired_xavier_uniform --------------------------------------------- */

/* Nothing beyond +-sqrt(3) standard deviations, and below each point the share
 * that a uniform distribution has there. */
static void check_uniform(void)
{
    double n = (double)sample_size, end = sqrt(3.0), mean = moment(1);
    double largest = 0, square = moment(2);

    for (size_t k = 0; k < sample_size; k++) {
        largest = fmax(largest, fabs(sample[k]));
    }
    /* The fourth moment of a uniform distribution is 1.8. */
    check_that(fabs(square - 1) <= DEVIATIONS * sqrt(0.8 / n), wanted,
               "the standard deviation of %zu weights\t%.4g\t%.4g", sample_size,
               wanted_stddev, sqrt(square) * wanted_stddev);
    check_that(largest <= end * (1 + TOL(1e-12, 1e-6)), wanted,
               "the largest of %zu weights\tat most %.4g\t%.4g", sample_size,
               end * wanted_stddev, largest * wanted_stddev);
    check_that(fabs(mean) <= DEVIATIONS / sqrt(n), wanted,
               "the mean of %zu weights\tnear 0\t%.2g standard deviations",
               sample_size, mean);
    for (int i = 1; i < 10; i++) {
        double point = end * (i / 5.0 - 1), p = i / 10.0, below = 0;

        for (size_t k = 0; k < sample_size; k++) {
            below += sample[k] < point;
        }
        check_that(fabs(below / n - p) <= DEVIATIONS * sqrt(p * (1 - p) / n),
                   wanted,
                   "the share of weights below %.3g\t%.4f, as of a uniform "
                   "distribution\t%.4f",
                   point * wanted_stddev, p, below / n);
    }
}

static void uniform_weights(size_t fan_in, size_t fan_out, double stddev)
{
    size_t n = fan_in * fan_out;
    struct rng rng;
    real *w = vector("w", n, NULL);

    rng_seed(&rng, fan_in);
    begin_sample(stddev, UNIFORM);
    calling("repaired_xavier_uniform with fan_in = %zu, fan_out = %zu, from "
            "seed %zu, again and again until there are %d weights",
            fan_in, fan_out, fan_in, DRAWS);
    while (sample_size < DRAWS) {
        forget(n, w);
        repaired_xavier_uniform(&rng, fan_in, fan_out, w);
        add_to_sample(n, w);
    }
    check_uniform();
    check_independence();
}

/* a = sqrt(6 / (2 + 4)) = 1 and sqrt(6 / (40 + 14)) = 1/3. */
static void uniform_by_hand(void)
{
    uniform_weights(2, 4, 1 / sqrt(3.0));
    uniform_weights(4, 2, 1 / sqrt(3.0));
    uniform_weights(40, 14, 1 / sqrt(27.0));
}

static void uniform_computed_elsewhere(void)
{
    for (size_t i = 0; i < COUNT(init_stddev); i++) {
        uniform_weights(init_stddev[i].fan_in, init_stddev[i].fan_out,
                        init_stddev[i].xavier);
    }
}

static void uniform_follows_the_generator(void)
{
    calling("repaired_xavier_uniform with fan_in = 3, fan_out = 5, several "
            "times");
    follow_the_generator(repaired_xavier_uniform, 3, 5);
}

/*
 * A random real has many values: of 600, hardly two are equal, even where real
 * is float and has 2^24 of them. There the pairs are Poisson with mean .011, and
 * more than three have a probability of 6e-10; of 2001 values there are 90.
 */
static void uniform_has_many_values(void)
{
    enum { FAN_IN = 20, FAN_OUT = 30, N = FAN_IN * FAN_OUT };
    struct rng rng;
    real *w = filled("w", N, NAN);
    int equal = 0;

    rng_seed(&rng, 7);
    calling("repaired_xavier_uniform with fan_in = %d, fan_out = %d", FAN_IN,
            FAN_OUT);
    repaired_xavier_uniform(&rng, FAN_IN, FAN_OUT, w);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < i; k++) {
            equal += w[i] == w[k];
        }
    }
    check_that(equal <= 3, UNIFORM,
               "the pairs of equal numbers among %d weights\tat most "
               "3\t%d\t"
               "uniform numbers are not a few steps, but all of an interval.",
               N, equal);
}

/* ---- predictions --------------------------------------------------------- */

static void predicted(const char *section, const char *what, double got,
                      double expected, double tolerance, const char *advice)
{
    check_that(fabs(got - expected) <= tolerance, section,
               "the result\t%s\t%.6g\t%s", what, got, advice);
}

static void predicted_he(void)
{
    calling("predict_he_784_40");
    predicted(HE, "a standard deviation by He", predict_he_784_40(),
              sqrt(2 / 784.0), 5e-5,
              "look up which of the two numbers He's rule takes; its root is a "
              "whole number.");
}

static void predicted_first(void)
{
    calling("predict_first_preactivation");
    predicted("eq:variance-forward (6.5)", "a standard deviation",
              predict_first_preactivation(),
              sqrt(784 * (0.01 * 0.01) * (0.1307 * 0.1307 + 0.3081 * 0.3081)),
              0.0007,
              "each w_j x_j has the variance E[w^2] E[x^2], and E[x^2] is more "
              "than the variance of x.");
}

static void predicted_tenth(void)
{
    double mean_square = 1;

    for (int layer = 0; layer < 10; layer++) {
        mean_square /= 2;
    }
    calling("predict_tenth_layer");
    predicted(SECTION_FORWARD, "a root mean square", predict_tenth_layer(),
              sqrt(mean_square), 6e-5, /* 0.0312 or 0.0313, in float, too */
              "what does one layer do to the mean square of the signal? Then "
              "ten of them, then the root.");
}

/* ---- the exercises ------------------------------------------------------ */

const struct exercise exercises[] = {
    {"box_muller", SECTION_BELL,
     TESTS(TEST(quarter_turns), TEST(parts_of_a_turn), TEST(small_turns),
           TEST(values_computed_elsewhere), TEST(u1_zero), TEST(u1_largest))},
    {"init_constant", SECTION_EQUAL, TESTS(TEST(all_equal))},
    {"init_normal", SECTION_BELL,
     TESTS(TEST(each_is_written), TEST(extreme_uniform_numbers),
           TEST(stddev_zero), TEST(normal_follows_the_generator),
           TEST(normal_all_at_once), TEST(normal_small),
           TEST(normal_odd_sizes))},
    {"init_xavier", SECTION_BACKWARD,
     TESTS(TEST(xavier_follows_the_generator), TEST(xavier_by_hand),
           TEST(xavier_computed_elsewhere))},
    {"init_he", SECTION_FORWARD,
     TESTS(TEST(he_follows_the_generator), TEST(he_by_hand),
           TEST(he_computed_elsewhere))},
    {"standard_deviation", SECTION_HIDDEN,
     TESTS(TEST(spread_by_hand), TEST(spread_of_equal_numbers),
           TEST(large_mean), TEST(spread_of_many), TEST(spread_not_finite))},
    {"gain", SECTION_FORWARD,
     TESTS(TEST(gain_by_hand), TEST(gain_of_rectifiers),
           TEST(gain_computed_elsewhere), TEST(gain_of_nothing))},
    {"one_hidden_gradient", SECTION_SMALL,
     TESTS(TEST(backward_by_hand), TEST(backward_of_parabolas),
           TEST(backward_differences), TEST(backward_all_sizes),
           TEST(backward_nan))},
    {"repaired_xavier_uniform", SECTION_CONVENTIONS,
     TESTS(TEST(uniform_follows_the_generator), TEST(uniform_by_hand),
           TEST(uniform_computed_elsewhere), TEST(uniform_has_many_values))},
    {"predict_he_784_40", SECTION_FORWARD, TESTS(TEST(predicted_he))},
    {"predict_first_preactivation", SECTION_INPUTS,
     TESTS(TEST(predicted_first))},
    {"predict_tenth_layer", SECTION_FORWARD, TESTS(TEST(predicted_tenth))},
    {0},
};
