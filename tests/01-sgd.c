/* The suite of chapter 1; how suites are written: tests/suite.h. */
#include <string.h>
#include "contract/sgd.h"
#include "suite.h"

/* More numbers than a buffer or a counter of one byte holds. */
enum { MANY = 300 };

static double largest_of(size_t n, const real a[])
{
    double largest = 0;

    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs((double)a[i]));
    }
    return largest;
}

/* ---- sgd_step ----------------------------------------------------------- */

/* Several steps along the same gradient; each ends at theta - lr * grad. */
static void take_steps(int steps, real lr, size_t n, const real start[],
                       const real g[])
{
    struct sgd opt = {.lr = lr};
    real *theta = vector("theta", n, start);
    const real *grad = input("grad", n, g);
    double expected[MANY];
    const double size = largest_of(n, start) + lr * largest_of(n, g) * steps;

    calling("sgd_step with lr = %s, theta = %s, grad = %s", number(lr),
            show(n, start), show(n, g));
    for (int step = 1; step <= steps; step++) {
        at_step(step);
        sgd_step(&opt, n, theta, grad);
        for (size_t i = 0; i < n; i++) {
            expected[i] = start[i] - (double)step * lr * g[i];
        }
        check_vector("theta", n, theta, expected, TOL(1e-14, 1e-5), size,
                     "eq:sgd (1.1)");
    }
    check_same_bits("lr", 1, &opt.lr, &lr, "sec:sgd-update (1.1)");
}

static void one_step_by_hand(void)
{
    take_steps(1, (real)0.5, 2, (real[]){3, 1}, (real[]){2, -4});
}

static void one_parameter(void)
{
    take_steps(2, (real)0.25, 1, (real[]){1}, (real[]){2});
}

static void all_lengths(void)
{
    real start[MANY], g[MANY];

    for (size_t n = 1; n <= MANY; n += n < 35 ? 1 : MANY - 35) {
        scatter(n, start, 4, (unsigned)n);
        scatter(n, g, 3, 100 + (unsigned)n);
        take_steps(3, (real)0.3, n, start, g);
        give_back();
    }
}

static void large_and_tiny_gradients(void)
{
    const real start[] = {1, -2, 0, 3, (real)1e-3};
    const real g[] = {(real)2500, (real)-1e-3, (real)0.7, 0, (real)40};

    take_steps(2, (real)0.07, 5, start, g);
    /* A clipped or rescaled gradient agrees above when it is small. */
    take_steps(2, (real)1e-3, 5, start, g);
    /* A start at zero: nothing may be multiplied by theta. */
    take_steps(2, (real)1.9, 3, (real[]){0, 0, 0}, (real[]){1, -1, 2});
}

/* Nothing is too small to count or so large that it is cut off. */
static void tiny_and_huge(void)
{
    const real tiny[] = {(real)3e-12, (real)-1e-13, 0, (real)2e-14};
    const real huge[] = {(real)3e12, (real)-1e13, (real)1e9, (real)-2e14};

    take_steps(2, (real)0.3, 4, tiny, (real[]){(real)1e-12, (real)2e-13, 0, 1});
    take_steps(2, (real)0.3, 4, tiny, tiny);
    take_steps(2, (real)0.3, 4, (real[]){1, 2, 3, 4}, huge);
    take_steps(2, (real)1e-6, 3, (real[]){0, 1, -1}, (real[]){3, -2, 1});
    take_steps(2, 70, 3, (real[]){0, 1, -1}, (real[]){3, -2, 1});
}

/* A step that keeps something between calls mixes the two up. */
static void two_runs_side_by_side(void)
{
    const real start[] = {1, 2, 3}, g[] = {1, -1, (real)0.5};
    const real rates[] = {(real)0.1, 2};
    struct sgd opt[2] = {{.lr = rates[0]}, {.lr = rates[1]}};
    real *theta[2] = {vector("theta", 3, start), vector("theta", 3, start)};
    const real *grad = input("grad", 3, g);

    for (int step = 1; step <= 3; step++) {
        for (int run = 0; run < 2; run++) {
            double expected[3];
            calling("sgd_step by turns with lr = 0.1 and lr = 2, from theta = "
                    "%s, grad = %s; this is the run with lr = %s",
                    show(3, start), show(3, g), number(rates[run]));
            at_step(step);
            sgd_step(&opt[run], 3, theta[run], grad);
            for (int i = 0; i < 3; i++) {
                expected[i] = start[i] - (double)step * rates[run] * g[i];
            }
            check_vector("theta", 3, theta[run], expected, TOL(1e-14, 1e-5), 10,
                         "eq:sgd (1.1)");
        }
    }
}

static void not_a_number(void)
{
    const real start[] = {1, 2, 3}, g[] = {NAN, 1, INFINITY};
    const double expected[] = {NAN, 1.5, -INFINITY};
    struct sgd opt = {.lr = (real)0.5};
    real *theta = vector("theta", 3, start);

    calling("sgd_step with lr = 0.5, theta = %s, grad = %s", show(3, start),
            show(3, g));
    at_step(1);
    sgd_step(&opt, 3, theta, input("grad", 3, g));
    check_vector("theta", 3, theta, expected, TOL(1e-14, 1e-5), 3,
                 "eq:sgd (1.1)");
}

/* ---- mean_gradient ------------------------------------------------------ */

/* The rows for a message, where there are few: "(1, 2), (3, 6)". */
static const char *show_rows(size_t m, size_t n, const real g[])
{
    static char text[512];

    if (m * n > 8) {
        return show(m * n, g);
    }
    text[0] = '\0';
    for (size_t k = 0; k < m; k++) {
        strcat(text, k == 0 ? "" : ", ");
        strcat(text, show(n, g + k * n));
    }
    return text;
}

static void mean_of(size_t m, size_t n, const real g[])
{
    const real *grads = input("grads", m * n, g);
    real *mean = filled("mean", n, -777);
    double expected[MANY] = {0};

    for (size_t k = 0; k < m; k++) {
        for (size_t i = 0; i < n; i++) {
            expected[i] += (double)g[k * n + i] / (double)m;
        }
    }
    calling("mean_gradient with m = %zu, n = %zu, grads = %s, mean holding -777"
            " everywhere",
            m, n, show_rows(m, n, g));
    mean_gradient(m, n, grads, mean);
    check_vector("mean", n, mean, expected, TOL(1e-14, 1e-5),
                 largest_of(m * n, g), "eq:mean-gradient (1.5)");
}

static void mean_by_hand(void)
{
    mean_of(2, 3, (real[]){2, -4, 1, 4, 0, -2});
}

static void all_shapes(void)
{
    real g[3 * MANY];

    for (size_t m = 1; m <= 11; m++) {
        for (size_t n = 1; n <= 13; n++) {
            scatter(m * n, g, 5, (unsigned)(m * 64 + n));
            mean_of(m, n, g);
            give_back();
        }
    }
    scatter(3 * MANY, g, 5, 1);
    mean_of(3, MANY, g);
}

static void mean_of_tiny_and_huge(void)
{
    mean_of(2, 2, (real[]){(real)1e-12, 0, (real)-3e-12, (real)4e-13});
    mean_of(2, 2, (real[]){(real)1e12, 0, (real)-3e13, 1});
}

/* A sum in float over so many examples is off in the fourth digit. */
static void many_examples(void)
{
    const size_t m = 200000;
    real *grads = filled("grads", 2 * m, 0);
    real *mean = filled("mean", 2, 0);

    for (size_t k = 0; k < m; k++) {
        grads[2 * k] = k < m / 2 ? (real)0.1 : (real)0.3;
        grads[2 * k + 1] = k < m / 2 ? (real)0.7 : (real)-0.1;
    }
    calling("mean_gradient with m = %zu, n = 2, rows (0.1, 0.7) in the first "
            "half and (0.3, -0.1) in the second",
            m);
    hint("if the sum has lost digits: add up in double, also where real is "
         "float.");
    mean_gradient(m, 2, grads, mean);
    check_vector("mean", 2, mean,
                 (const double[]){((double)grads[0] + grads[m]) / 2,
                                  ((double)grads[1] + grads[m + 1]) / 2},
                 TOL(1e-9, 1e-6), 0, "sec:sgd-minibatch (1.3)");
}

static void mean_with_nan(void)
{
    const real g[] = {1, NAN, 3, 5, 2, INFINITY};
    const double expected[] = {3, NAN, INFINITY};
    real *mean = filled("mean", 3, 0);

    calling("mean_gradient with m = 2, n = 3, grads = %s", show(6, g));
    mean_gradient(2, 3, input("grads", 6, g), mean);
    check_vector("mean", 3, mean, expected, TOL(1e-14, 1e-5), 5,
                 "eq:mean-gradient (1.5)");
}

/* ---- numerical_gradient ------------------------------------------------- */

/* What the loss functions below are given, and what they saw. */
struct witness {
    size_t n;
    const real *at;  /* where the gradient is wanted */
    int calls;       /* how often the loss was called */
    double moved_by; /* the farthest that any parameter was moved */
};

/* The one that was handed to numerical_gradient. */
static struct witness *handed;

static void check_data(int as_it_is)
{
    check_that(as_it_is, "sec:sgd-numerical (1.4)",
               "the data that loss was called with\tthe data that "
               "numerical_gradient was given\tother data\thand data on to "
               "loss, as it is.");
}

/* When theta[moved] was moved, the others must be where they were. */
static void check_others(const real theta[], size_t moved)
{
    for (size_t i = 0; i < handed->n; i++) {
        check_that(i == moved || theta[i] == handed->at[i],
                   "sec:sgd-numerical (1.4)",
                   "theta[%zu], while theta[%zu] is moved\t%.17g\t%.17g\tput "
                   "the kept value back before you move the next.",
                   i, moved, (double)handed->at[i], (double)theta[i]);
    }
}

static void look(size_t n, const real theta[], const void *data)
{
    size_t moved = 0;
    double farthest = 0;

    check_data(data == handed);
    check_that(n == handed->n, "eq:central-difference (1.6)",
               "the n that loss was called with\t%zu\t%zu", handed->n, n);
    handed->calls++;
    for (size_t i = 0; i < n; i++) {
        const double by = fabs((double)theta[i] - (double)handed->at[i]);
        if (by > 0 && by >= 0.5 * farthest) {
            moved = i;
        }
        farthest = fmax(farthest, by);
    }
    handed->moved_by = fmax(handed->moved_by, farthest);
    check_others(theta, moved);
}

/* sum of (i + 1) x_i^2 / 2, with terms that mix neighbours */
static real quadratic(size_t n, const real x[], void *data)
{
    double sum = 0;

    look(n, x, data);
    for (size_t i = 0; i < n; i++) {
        sum += 0.5 * (double)(i + 1) * x[i] * x[i];
        sum += i > 0 ? 0.25 * x[i] * x[i - 1] : 0;
    }
    return (real)sum;
}

static real cubic(size_t n, const real x[], void *data)
{
    double sum = 0;

    look(n, x, data);
    for (size_t i = 0; i < n; i++) {
        sum += (double)x[i] * x[i] * x[i];
    }
    return (real)sum;
}

/* Call numerical_gradient at `at`; what it must leave alone is checked. */
static void differentiate(real (*loss)(size_t, const real[], void *),
                          const char *formula, double step, size_t n,
                          const real at[], real grad[])
{
    struct witness seen = {.n = n, .at = at};
    real *theta = vector("theta", n, at);

    calling("numerical_gradient of L = %s with step = %g, theta = %s", formula,
            step, show(n, at));
    handed = &seen;
    numerical_gradient(loss, &seen, (real)step, n, theta, grad);
    check_that(seen.calls > 0, "eq:central-difference (1.6)",
               "the calls of loss\ttwo a parameter\tnone");
    check_that(seen.moved_by <= 1.001 * step + 1e-6 * largest_of(n, at),
               "eq:central-difference (1.6)",
               "the farthest that a parameter was moved\tstep, %.6g\t%.6g",
               step, seen.moved_by);
    check_same_bits("theta", n, theta, at, "sec:sgd-numerical (1.4)");
}

/* x_0^2 + 3 x_1 */
static real parabola_and_line(size_t n, const real x[], void *data)
{
    look(n, x, data);
    return x[0] * x[0] + 3 * x[1];
}

static void difference_by_hand(void)
{
    const real at[] = {2, 5};
    const double expected[] = {4, 3}; /* (9 - 1) / 2, (22 - 16) / 2 */
    real *grad = filled("grad", 2, -777);

    differentiate(parabola_and_line, "x_0^2 + 3 x_1", 1, 2, at, grad);
    check_vector("grad", 2, grad, expected, TOL(1e-14, 1e-6), 22,
                 "eq:central-difference (1.6)");
}

/* On a quadratic a central difference has no error but rounding; a one-sided
 * one is off by half the curvature times step. */
static void exact_on_a_quadratic(void)
{
    const double step = 1.0 / 16;
    const real at[] = {(real)1.5, -2, (real)0.25, 3};
    double expected[4];
    real *grad;

    for (size_t n = 1; n <= 4; n++) {
        grad = filled("grad", n, -777);
        for (size_t i = 0; i < n; i++) {
            expected[i] = (double)(i + 1) * at[i];
            expected[i] += i > 0 ? 0.25 * at[i - 1] : 0;
            expected[i] += i + 1 < n ? 0.25 * at[i + 1] : 0;
        }
        differentiate(quadratic, "sum (i+1) x_i^2/2 + x_i x_(i-1)/4", step, n,
                      at, grad);
        check_vector("grad", n, grad, expected, TOL(1e-12, 1e-5), 32,
                     "eq:central-difference (1.6)");
    }
}

/* On a cubic the difference over 2 h is 3 x^2 + h^2: this shows h. */
static void known_error_on_a_cubic(void)
{
    const double steps[] = {0.5, 0.125};
    const real at[] = {(real)1.7, (real)-2.9, 0, (real)0.3, 1};

    for (int s = 0; s < 2; s++) {
        real *grad = filled("grad", 5, -777);
        double expected[5];
        differentiate(cubic, "sum x_i^3", steps[s], 5, at, grad);
        for (int i = 0; i < 5; i++) {
            expected[i] = 3.0 * at[i] * at[i] + steps[s] * steps[s];
        }
        check_vector("grad", 5, grad, expected, TOL(1e-12, 1e-5), 40,
                     "eq:central-difference (1.6)");
    }
}

/* Adding step and taking it away again does not give the same number back. */
static void theta_keeps_its_bits(void)
{
    real at[MANY], *grad = filled("grad", MANY, 0);

    scatter(MANY, at, 3, 7);
    at[2] = (real)-0.0;
    at[3] = (real)1e-7;
    at[4] = (real)12345.678;
    differentiate(quadratic, "sum (i+1) x_i^2/2 + x_i x_(i-1)/4",
                  TOL(1e-5, 1e-2), MANY, at, grad);
}

/* The step that is used in practice: a float loses all digits of it. */
static void the_usual_step(void)
{
    const double step = TOL(1e-5, 1e-2);
    const real at[] = {2, (real)-1.3, (real)0.2};
    double expected[3];
    real *grad = filled("grad", 3, -777);

    for (int i = 0; i < 3; i++) {
        expected[i] = 3.0 * at[i] * at[i] + step * step;
    }
    differentiate(cubic, "sum x_i^3", step, 3, at, grad);
    hint("%s", TOL("does a float lose digits? Write real, not float.", ""));
    /* What rounding in L, of size eps 10 / step, may do, and not more. */
    check_vector("grad", 3, grad, expected, TOL(5e-10, 1e-4), 10,
                 "eq:central-difference (1.6)");
}

static real linear_without_data(size_t n, const real x[], void *data)
{
    check_data(data == NULL);
    return n == 2 ? 2 * x[0] - 3 * x[1] : 0;
}

static void data_may_be_null(void)
{
    const real at[] = {1, 2};
    const double expected[] = {2, -3};
    real *theta = vector("theta", 2, at), *grad = filled("grad", 2, -777);

    calling(
        "numerical_gradient of L = 2 x_0 - 3 x_1 with data = NULL, step = 0.5, "
        "theta = (1, 2)");
    numerical_gradient(linear_without_data, NULL, (real)0.5, 2, theta, grad);
    check_vector("grad", 2, grad, expected, TOL(1e-14, 1e-5), 4,
                 "eq:central-difference (1.6)");
}

/* A loss of infinity beyond an edge belongs to the parameter at the edge. */
static real edge(size_t n, const real x[], void *data)
{
    look(n, x, data);
    return x[0] > 1 ? (real)INFINITY : x[0] + 4 * x[1];
}

static real cliff(size_t n, const real x[], void *data)
{
    look(n, x, data);
    return x[0] > 1 ? (real)NAN : x[0] + 4 * x[1];
}

static void loss_not_a_number(void)
{
    const real at[] = {1, 2};
    const double expected[] = {NAN, 4};
    real *grad = filled("grad", 2, -777);

    differentiate(cliff, "x_0 + 4 x_1, NaN where x_0 > 1,", 0.25, 2, at, grad);
    check_vector("grad", 2, grad, expected, TOL(1e-13, 1e-5), 10,
                 "eq:central-difference (1.6)");
}

static void infinite_loss(void)
{
    const real at[] = {1, 2};
    const double expected[] = {INFINITY, 4};
    real *grad = filled("grad", 2, -777);

    differentiate(edge, "x_0 + 4 x_1, infinite where x_0 > 1,", 0.25, 2, at,
                  grad);
    check_vector("grad", 2, grad, expected, TOL(1e-13, 1e-5), 10,
                 "eq:central-difference (1.6)");
}

/* ---- shuffle ------------------------------------------------------------ */

static void check_elements(size_t n, const size_t before[], size_t after[])
{
    for (size_t i = 0; i < n; i++) {
        size_t wanted = 0, found = 0;
        for (size_t k = 0; k < n; k++) {
            wanted += before[k] == before[i];
            found += after[k] == before[i];
        }
        check_that(wanted == found, "sec:sgd-shuffle (1.6)",
                   "how often %zu is in the result, %s\t%zu times\t%zu times\t"
                   "exchange elements, invent none.",
                   before[i], show_sizes(n, after), wanted, found);
    }
}

/* What is there must be what is permuted: not the numbers 0 .. n-1. */
static void keeps_the_elements(void)
{
    const size_t elements[] = {40,         7,  7, 1000000, (size_t)1 << 40,
                               (size_t)-1, 12, 0, 90};
    struct rng rng;

    rng_seed(&rng, 1);
    for (size_t n = 1; n <= 9; n++) {
        for (int time = 0; time < 50; time++) {
            size_t *order = lend("order", n * sizeof *order, elements);
            calling("shuffle with n = %zu, order = %s", n,
                    show_sizes(n, elements));
            shuffle(&rng, n, order);
            check_elements(n, elements, order);
            give_back();
        }
    }
}

/* The place of an order among the n! orders of 0 .. n-1. */
static size_t rank_of(size_t n, const size_t order[])
{
    size_t rank = 0;

    for (size_t i = 0; i < n; i++) {
        size_t smaller = 0;
        for (size_t k = i + 1; k < n; k++) {
            smaller += order[k] < order[i];
        }
        rank = rank * (n - i) + smaller;
    }
    return rank;
}

/*
 * The value that a chi-square statistic of so many degrees of freedom exceeds
 * with a probability of 1e-9 (six standard deviations), by the cube-root
 * approximation of Wilson and Hilferty 1931. So a right shuffle fails by bad
 * luck once in a thousand million seeds.
 */
static double chi_square_bound(double freedom)
{
    const double a = 2 / (9 * freedom), root = 1 - a + 6 * sqrt(a);

    return freedom * root * root * root;
}

static double chi_square(size_t cells, const long count[], double expected)
{
    double sum = 0;

    for (size_t c = 0; c < cells; c++) {
        sum += (count[c] - expected) * (count[c] - expected) / expected;
    }
    return sum;
}

/* The cell that is farthest from what was expected. */
static size_t worst_of(size_t cells, const long count[], double expected)
{
    size_t worst = 0;

    for (size_t c = 0; c < cells; c++) {
        if (fabs(count[c] - expected) > fabs(count[worst] - expected)) {
            worst = c;
        }
    }
    return worst;
}

/* The order of 0 .. n-1 that rank_of gives this rank. */
static void order_of(size_t n, size_t rank, size_t order[])
{
    size_t left[] = {0, 1, 2, 3}, orders = 1;

    for (size_t i = 2; i < n; i++) {
        orders *= i;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t k = rank / orders;
        order[i] = left[k];
        memmove(&left[k], &left[k + 1], (3 - k) * sizeof *left);
        rank %= orders;
        orders /= i + 1 < n - 1 ? n - 1 - i : 1;
    }
}

enum { PER_ORDER = 10000 };

static void every_order_equally_often(size_t n, size_t orders)
{
    const size_t sorted[] = {0, 1, 2, 3};
    size_t shown[4] = {0}, worst;
    long count[24] = {0};
    size_t *order = lend("order", n * sizeof *order, sorted);
    struct rng rng;

    rng_seed(&rng, 2024 + n);
    calling("shuffle with order = %s, %zu times", show_sizes(n, sorted),
            orders * PER_ORDER);
    for (size_t time = 0; time < orders * PER_ORDER; time++) {
        memcpy(order, sorted, n * sizeof *order);
        shuffle(&rng, n, order);
        count[rank_of(n, order)]++;
    }
    worst = worst_of(orders, count, PER_ORDER);
    order_of(n, worst, shown);
    check_that(chi_square(orders, count, PER_ORDER) <=
                   chi_square_bound((double)orders - 1),
               "sec:sgd-shuffle (1.6)",
               "how often %s came\tabout %d times\t%ld times\tthe orders are "
               "not equally likely.",
               show_sizes(n, shown), PER_ORDER, count[worst]);
}

static void uniform_over_all_orders(void)
{
    every_order_equally_often(2, 2);
    every_order_equally_often(3, 6);
    every_order_equally_often(4, 24);
}

static int same_state(const struct rng *a, const struct rng *b)
{
    return memcmp(a->state, b->state, sizeof a->state) == 0;
}

/*
 * Shuffle 0 .. n-1 so often and count in count[from * parts + to] how many
 * elements of each part of the array came to each part.
 */
static void count_moves(size_t n, size_t parts, int times, long count[])
{
    size_t *order = lend("order", n * sizeof *order, NULL);
    struct rng rng, before;

    rng_seed(&rng, 99);
    memset(count, 0, parts * parts * sizeof *count);
    for (int time = 0; time < times; time++) {
        for (size_t i = 0; i < n; i++) {
            order[i] = i;
        }
        before = rng;
        shuffle(&rng, n, order);
        check_that(!same_state(&rng, &before), "sec:sgd-shuffle (1.6)",
                   "the state of rng after call %d\ta new one\tthe old one",
                   time + 1);
        for (size_t place = 0; place < n; place++) {
            check_that(order[place] < n, "sec:sgd-shuffle (1.6)",
                       "order[%zu]\tone of 0 .. %zu\t%zu, which was not there",
                       place, n - 1, order[place]);
            count[order[place] * parts / n * parts + place * parts / n]++;
        }
    }
    give_back();
}

/* Over longer arrays: from every part to every part equally often. */
static void uniform_over_parts(size_t n, size_t parts, int times)
{
    const double due = (double)times * (double)n / (double)(parts * parts);
    const double freedom = (double)((parts - 1) * (parts - 1));
    long count[16 * 16];
    size_t worst;

    calling("shuffle with order = (0, 1, .. %zu), %d times", n - 1, times);
    count_moves(n, parts, times, count);
    worst = worst_of(parts * parts, count, due);
    /* Drawing without putting back: n / (n - 1) times the usual variance. */
    check_that(chi_square(parts * parts, count, due) * (double)(n - 1) /
                       (double)n <=
                   chi_square_bound(freedom),
               "sec:sgd-shuffle (1.6)",
               "the elements that came from part %zu of %zu of the array to "
               "part %zu\tabout %g\t%ld\tthe orders are not equally likely.",
               worst / parts + 1, parts, worst % parts + 1, due, count[worst]);
}

static void uniform_over_all_places(void)
{
    uniform_over_parts(10, 10, 20000);
    uniform_over_parts(5, 5, 10000);
    uniform_over_parts(8, 8, 16000);
    uniform_over_parts(16, 16, 16000);
    uniform_over_parts(MANY, 10, 1000);
}

enum { CARDS = 52 };

/* Shuffle the numbers 0 .. 51. */
static void deal(struct rng *rng, size_t cards[CARDS])
{
    for (size_t i = 0; i < CARDS; i++) {
        cards[i] = i;
    }
    shuffle(rng, CARDS, cards);
}

static void order_comes_from_rng(void)
{
    size_t first[CARDS], second[CARDS], again[CARDS];
    struct rng rng, start;

    calling("shuffle with order = (0, 1, .. 51)");
    rng_seed(&rng, 5);
    start = rng;
    deal(&rng, first);
    check_that(!same_state(&rng, &start), "sec:sgd-shuffle (1.6)",
               "the state of rng\ta new one\tthe old one\trng has not moved "
               "on: draw from rng itself, not from a copy of it or from "
               "another generator.");
    calling("shuffle with order = (0, 1, .. 51), two times");
    deal(&rng, second);
    check_that(memcmp(first, second, sizeof first) != 0,
               "sec:sgd-shuffle (1.6)",
               "the second order\tanother than the first\tthe same\tis rng "
               "seeded inside? The caller seeds it; you only draw.");
    calling("shuffle with order = (0, 1, .. 51), two times with the same seed");
    rng_seed(&rng, 5);
    deal(&rng, again);
    check_that(memcmp(first, again, sizeof first) == 0, "sec:sgd-shuffle (1.6)",
               "the second order\tthe same as the first\tanother\tit must come "
               "from rng alone, not from rand(), the time or the call before.");
}

/* ---- step_decay and inverse_decay --------------------------------------- */

static void check_step_decay(double lr, double factor, int every, int t)
{
    double expected = (real)lr;

    for (int change = 0; change < t / every; change++) {
        expected *= (real)factor;
    }
    calling("step_decay with lr = %g, factor = %g, every = %d, t = %d", lr,
            factor, every, t);
    check_close("the result", step_decay((real)lr, (real)factor, every, t),
                expected, TOL(1e-13, 1e-4), 0, "eq:step-decay (1.9)");
}

/* Just before, at and after each change. */
static void changes_at_the_right_step(void)
{
    const int steps[] = {0, 1, 9, 10, 11, 19, 20, 25, 30};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        check_step_decay(1, 0.5, 10, steps[i]);
    }
}

/* From late to early: what is remembered between calls shows. */
static void other_rates_and_factors(void)
{
    for (int t = 40; t >= 0; t--) {
        check_step_decay(0.3, 0.9, 7, t);
        check_step_decay(2, 0.8, 1, t);
        check_step_decay(0.01, 1.25, 3, t);
        check_step_decay(0.7, 1, 4, t);
        check_step_decay(0.1, 0.1, 15, t);
    }
    check_step_decay(0.1, 0.5, 250000, 249999);
    check_step_decay(0.1, 0.5, 250000, 1000000);
}

static void step_decay_far_out(void)
{
    check_step_decay(100, 0.5, 3, 4);
    check_step_decay(1, 0.5, 1, 40); /* no rate is too small */
    check_step_decay(1, 0.5, 1000000000, 2147483647);
    /* In float, t / every may be rounded. */
    check_step_decay(1, 0.5, 1000000000, TOL(1999999999, 1500000000));
    check_step_decay(NAN, 0.5, 10, 20);
    check_step_decay(INFINITY, 0.5, 10, 20);
}

static void check_inverse_decay(double lr, double decay, int t)
{
    calling("inverse_decay with lr = %g, decay = %g, t = %d", lr, decay, t);
    check_close("the result", inverse_decay((real)lr, (real)decay, t),
                (double)(real)lr / (1 + (double)(real)decay * t),
                TOL(1e-13, 1e-4), 0, "eq:inverse-decay (1.10)");
}

static void falls_as_one_over_t(void)
{
    const int steps[] = {0, 1, 2, 3, 10, 1000, 1000000};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        check_inverse_decay(2, 0.5, steps[i]);
        check_inverse_decay(1, 1, steps[i]);
        check_inverse_decay(0.3, 0.01, steps[i]);
    }
}

static void inverse_decay_any_order(void)
{
    for (int t = 30; t >= 0; t--) {
        check_inverse_decay(0.1, 2, t);
        check_inverse_decay(0.7, 0, t);
        check_inverse_decay(5, 0.125, t);
    }
}

static void inverse_decay_far_out(void)
{
    check_inverse_decay(100, 30, 7);
    check_inverse_decay(0.1, 1e-5, 1000);
    check_inverse_decay(0.3, 0.7, 2147483647);
    check_inverse_decay(NAN, 0.5, 2);
    check_inverse_decay(1, NAN, 2);
    check_inverse_decay(INFINITY, 0.5, 2);
}

/* ---- the repair and the prediction -------------------------------------- */

static void repair(int eta, int m, size_t n, const real start[], const real s[])
{
    real *theta = vector("theta", n, start);
    const real *sum = input("sum", n, s);
    double expected[MANY];

    calling("repaired_batch_step with eta = %d, m = %d, theta = %s, sum = %s",
            eta, m, show(n, start), show(n, s));
    for (int step = 1; step <= 2; step++) {
        at_step(step);
        repaired_batch_step(eta, m, n, theta, sum);
        for (size_t i = 0; i < n; i++) {
            expected[i] = start[i] - (double)step * eta * s[i] / m;
        }
        check_vector("theta", n, theta, expected, TOL(1e-14, 1e-5),
                     largest_of(n, start) + eta * largest_of(n, s) / m,
                     "eq:mean-gradient (1.5)");
    }
}

static void repaired_step(int eta, int m, size_t n)
{
    real start[MANY], s[MANY];

    scatter(n, start, 3, 11 + (unsigned)n);
    scatter(n, s, 5 * m, 12 + (unsigned)n);
    repair(eta, m, n, start, s);
}

/* theta - 3/10 sum is (-2, 4). */
static void nielsens_case(void)
{
    repair(3, 10, 2, (real[]){1, -2}, (real[]){10, -20});
}

static void other_whole_numbers(void)
{
    repaired_step(3, 10, 4);
    repaired_step(1, 3, 1);
    repaired_step(10, 3, 5); /* 3 in whole numbers, 3.33 in real ones */
    repaired_step(20, 10, 20);
    repaired_step(1, 1, 2);
    repaired_step(7, 128, 13);
    repaired_step(2, 7, MANY);
    for (size_t n = 1; n <= 16; n++) {
        repaired_step(5, 9, n); /* every remainder by 8, twice */
    }
    /* eta m is no int. */
    repair(100000, 60000, 2, (real[]){1, 2}, (real[]){5, -7});
}

static void predicted_best_rate(void)
{
    const double lambda_x = 2 * 2.0, lambda_y = 2 / 8.0; /* of 2x^2, y^2/8 */
    const double best = 2 / (lambda_x + lambda_y);
    double got;

    calling("predict_best_rate");
    got = predict_best_rate();
    check_that(got != 0, "eq:best-rate (1.4)",
               "the result\tthe best rate\t0\tin C, 1 / 4 is 0, since both are "
               "whole numbers; 1.0 / 4 is 0.25.");
    check_that(
        !(fabs(got - best) > 0.0005 && fabs(got - best) < 0.005),
        "eq:best-rate (1.4)",
        "the result\tthree significant digits\t%.6g\tit is near the best "
        "rate, but three significant digits are asked for.",
        got);
    check_that(isfinite(got) && fabs(got - best) <= 0.0005,
               "eq:best-rate (1.4)",
               "the result\tthe best rate for 2 x^2 + y^2 / 8\t%.4g\twork out "
               "the curvature along x and along y first; and in C, 1 / 4 is 0.",
               got);
}

const struct exercise exercises[] = {
    {"sgd_step", "sec:sgd-update (1.1)",
     TESTS(TEST(one_step_by_hand), TEST(one_parameter), TEST(all_lengths),
           TEST(large_and_tiny_gradients), TEST(tiny_and_huge),
           TEST(two_runs_side_by_side), TEST(not_a_number))},
    {"mean_gradient", "sec:sgd-minibatch (1.3)",
     TESTS(TEST(mean_by_hand), TEST(all_shapes), TEST(mean_of_tiny_and_huge),
           TEST(many_examples), TEST(mean_with_nan))},
    {"numerical_gradient", "sec:sgd-numerical (1.4)",
     TESTS(TEST(difference_by_hand), TEST(exact_on_a_quadratic),
           TEST(the_usual_step), TEST(known_error_on_a_cubic),
           TEST(theta_keeps_its_bits), TEST(data_may_be_null),
           TEST(infinite_loss), TEST(loss_not_a_number))},
    {"shuffle", "sec:sgd-shuffle (1.6)",
     TESTS(TEST(keeps_the_elements), TEST(order_comes_from_rng),
           TEST(uniform_over_all_orders), TEST(uniform_over_all_places))},
    {"step_decay", "sec:sgd-schedules (1.7)",
     TESTS(TEST(changes_at_the_right_step), TEST(other_rates_and_factors),
           TEST(step_decay_far_out))},
    {"inverse_decay", "sec:sgd-schedules (1.7)",
     TESTS(TEST(falls_as_one_over_t), TEST(inverse_decay_any_order),
           TEST(inverse_decay_far_out))},
    {"repaired_batch_step", "sec:sgd-minibatch (1.3)",
     TESTS(TEST(nielsens_case), TEST(other_whole_numbers))},
    {"predict_best_rate", "sec:sgd-limit (1.2)",
     TESTS(TEST(predicted_best_rate))},
    {0},
};
