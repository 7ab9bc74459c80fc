/* The suite of chapter 8; how suites are written: tests/suite.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "contract/mnist-mlp.h"
#include "given/rng.h"
#include "oracle/mnist-mlp.h"
#include "suite.h"

/* Where a learner should look. */
#define AFFINE "eq:affine (8.1)"
#define AFFINE_DX "eq:affine-dx (8.11)"
#define AFFINE_DW "eq:affine-dw (8.9)"
#define AFFINE_DB "eq:affine-db (8.10)"
#define EQ_SIGMOID "eq:sigmoid (8.3)"
#define SIGMOID_DX "eq:sigmoid-back (8.12)"
#define EQ_RELU "eq:relu (8.4)"
#define RELU_DX "eq:relu-back (8.13)"
#define LOSS "eq:cross-entropy (8.6)"
#define LOSS_DZ "eq:dlogits (8.8)"
#define CORRECT "eq:accuracy (8.7)"
#define BATCH_MEAN "eq:batch-mean (8.14)"
#define AFFINE_SECTION "sec:mlp-affine (8.2)"
#define ACTIVATIONS "sec:mlp-activations (8.3)"
#define LIKELIHOOD "sec:mlp-likelihood (8.5)"
#define SURROGATE "sec:mlp-surrogate (8.6)"
#define BY_HAND "sec:mlp-byhand (8.8)"
#define BACKPROP "sec:mlp-backprop (8.9)"
#define LOOP "sec:mlp-loop (8.12)"
#define CURVES "sec:mlp-curves (8.14)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The largest array of the tests has 784 x 10 weights; MANY is more than a
 * counter of one byte holds. */
enum { ROOM = 8192, MANY = 300 };

/* ---- arrays ------------------------------------------------------------- */

/* In a real a value of the oracle may lose digits; tolerances allow for it. */
static const real *reals(size_t n, const double from[])
{
    static real pool[8 * ROOM];
    static size_t used;
    real *to = pool + used;

    used += n;
    check_that(used <= COUNT(pool), "", "the suite takes too many numbers");
    for (size_t i = 0; i < n; i++) {
        to[i] = (real)from[i];
    }
    return to;
}

/*
 * Multiples of 1/8 from -1 to 1: few digits to read, and their products and
 * sums are exact, in float too, so that no order of adding up matters.
 */
static const real *eighths(struct rng *rng, size_t n)
{
    static double values[ROOM];

    for (size_t i = 0; i < n; i++) {
        values[i] = ((double)rng_below(rng, 17) - 8) / 8;
    }
    return reals(n, values);
}

/* For outputs, which must not be added to. */
static real *unwritten(const char *name, size_t n)
{
    return filled(name, n, NAN);
}

/* The same where NaN may be right: an element that is left out must show. */
static real *unwritten_for(const char *name, size_t n, const double expected[])
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(expected[i])) {
            return filled(name, n, -777);
        }
    }
    return unwritten(name, n);
}

/* ---- affine layers ------------------------------------------------------ */

struct affine {
    size_t batch, in, out;
    const real *x, *w, *b, *dy;
};

static void calling_affine(const char *function, const struct affine *a,
                           const char *what)
{
    int forward = a->dy == NULL;
    size_t n = forward ? a->out : a->batch * a->out;

    calling("%s with batch = %zu, in = %zu, out = %zu, x = %s, w = %s, %s = "
            "%s%s",
            function, a->batch, a->in, a->out, show(a->batch * a->in, a->x),
            show(a->in * a->out, a->w), forward ? "b" : "dy",
            show(n, forward ? a->b : a->dy), what);
}

/* scale: no sum of sizes of terms is larger. */
static void forward_gives(const struct affine *a, const double expected[],
                          double scale)
{
    const real *x = input("x", a->batch * a->in, a->x);
    const real *w = input("w", a->in * a->out, a->w);
    const real *b = input("b", a->out, a->b);
    real *y = unwritten_for("y", a->batch * a->out, expected);

    calling_affine("affine_forward", a, "");
    affine_forward(a->batch, a->in, a->out, x, w, b, y);
    check_vector("y", a->batch * a->out, y, expected, TOL(1e-14, 1e-5), scale,
                 AFFINE);
}

/* dx may be NULL here as there. */
static void backward_gives(const struct affine *a, const double dx_expected[],
                           const double dw_expected[],
                           const double db_expected[], double scale)
{
    const double right = TOL(1e-14, 1e-5);
    const real *x = input("x", a->batch * a->in, a->x);
    const real *w = input("w", a->in * a->out, a->w);
    const real *dy = input("dy", a->batch * a->out, a->dy);
    real *dx = NULL;
    real *dw = unwritten_for("dw", a->in * a->out, dw_expected);
    real *db = unwritten_for("db", a->out, db_expected);

    if (dx_expected != NULL) {
        dx = unwritten_for("dx", a->batch * a->in, dx_expected);
    }
    calling_affine("affine_backward", a, dx == NULL ? ", dx = NULL" : "");
    affine_backward(a->batch, a->in, a->out, x, w, dy, dx, dw, db);
    check_vector("dw", a->in * a->out, dw, dw_expected, right, scale,
                 AFFINE_DW);
    check_vector("db", a->out, db, db_expected, right, scale, AFFINE_DB);
    if (dx != NULL) {
        check_vector("dx", a->batch * a->in, dx, dx_expected, right, scale,
                     AFFINE_DX);
    }
}

/* With and without dx. */
static void backward_gives_both(const struct affine *a, const double dx[],
                                const double dw[], const double db[],
                                double scale)
{
    backward_gives(a, dx, dw, db, scale);
    backward_gives(a, NULL, dw, db, scale);
}

/* The two layers of the network that the chapter works through by hand:
 * (2, 1) -> (2, -1), the rectifier makes (2, 0) of it, -> (6, 6). */
static const struct affine first_by_hand = {
    .batch = 1,
    .in = 2,
    .out = 2,
    .x = (const real[]){2, 1},
    .w = (const real[]){1, -1, 0, 1},
    .b = (const real[]){0, 0},
};
static const struct affine second_by_hand = {
    .batch = 1,
    .in = 2,
    .out = 2,
    .x = (const real[]){2, 0},
    .w = (const real[]){1, 3, 2, -1},
    .b = (const real[]){4, 0},
};

static void forward_by_hand(void)
{
    forward_gives(&first_by_hand, (double[]){2, -1}, 10);
    forward_gives(&second_by_hand, (double[]){6, 6}, 10);
}

static void forward_one_number(void)
{
    const real x = 3, w = -2, b = (real)0.5;
    const struct affine a = {1, 1, 1, &x, &w, &b, NULL};

    forward_gives(&a, (double[]){-5.5}, 10);
}

/*
 * Two rows of three inputs, two units:
 * row 0: 1*1 + 2*0 + 3*(-1) + 10 = 8, 1*2 + 2*1 + 3*3 + 20 = 33
 * row 1: 0*1 + (-1)*0 + 4*(-1) + 10 = 6, 0*2 + (-1)*1 + 4*3 + 20 = 31
 */
static const struct affine rows_by_hand = {
    .batch = 2,
    .in = 3,
    .out = 2,
    .x = (const real[]){1, 2, 3, 0, -1, 4},
    .w = (const real[]){1, 2, 0, 1, -1, 3},
    .b = (const real[]){10, 20},
};

static void forward_rows(void)
{
    forward_gives(&rows_by_hand, (double[]){8, 33, 6, 31}, 40);
}

/* The layer of the oracle, batch 3, in 4, out 2. */
static struct affine elsewhere(void)
{
    struct affine a = {.batch = 3, .in = 4, .out = 2};

    a.x = reals(12, affine_x);
    a.w = reals(8, affine_w);
    a.b = reals(2, affine_b);
    return a;
}

static void forward_computed_elsewhere(void)
{
    struct affine a = elsewhere();

    forward_gives(&a, affine_y, 4);
}

static const size_t affine_sizes[][3] = {
    {1, 1, 1},    {1, 1, 5},    {1, 6, 1},    {4, 1, 1},
    {2, 3, 4},    {5, 7, 3},    {3, 10, 9},   {17, 13, 11},
    {MANY, 2, 1}, {1, MANY, 2}, {2, 1, MANY}, {4, 784, 10}};

/* Each element by itself, last term first. */
static void forward_expected(const struct affine *a, double y[])
{
    for (size_t i = 0; i < a->batch * a->out; i++) {
        const real *row = a->x + i / a->out * a->in;
        size_t unit = i % a->out;

        y[i] = 0;
        for (size_t j = a->in; j-- > 0;) {
            y[i] += (double)row[j] * (double)a->w[j * a->out + unit];
        }
        y[i] += (double)a->b[unit];
    }
}

static struct affine draw_affine(struct rng *rng, const size_t sizes[3])
{
    struct affine a = {.batch = sizes[0], .in = sizes[1], .out = sizes[2]};

    a.x = eighths(rng, a.batch * a.in);
    a.w = eighths(rng, a.in * a.out);
    a.b = eighths(rng, a.out);
    return a;
}

static void forward_many_sizes(void)
{
    static double expected[ROOM];
    struct rng rng;

    rng_seed(&rng, 81);
    for (size_t i = 0; i < COUNT(affine_sizes); i++) {
        struct affine a = draw_affine(&rng, affine_sizes[i]);

        forward_expected(&a, expected);
        forward_gives(&a, expected, (double)(a.in + 1));
    }
}

/* One bad number spoils what depends on it, and nothing else. */
static void forward_nan(void)
{
    const real x[] = {1, 2, NAN, 4, 5, 6}, w[] = {1, 1, 1, 2}, b[] = {0, 1};
    const struct affine by_x = {3, 2, 2, x, w, b, NULL};
    const real x2[] = {1, 2, 3, 4}, w2[] = {1, 1, 1, 1, NAN, 1};
    const real b2[] = {0, 0, INFINITY};
    const struct affine by_w = {2, 2, 3, x2, w2, b2, NULL};

    forward_gives(&by_x, (double[]){3, 6, NAN, NAN, 11, 18}, 20);
    forward_gives(&by_w, (double[]){3, NAN, INFINITY, 7, NAN, INFINITY}, 10);
}

/*
 * Of the two layers by hand, with the label 0: the loss gives the second
 * dy = (-1/2, 1/2); its dx = (1, -3/2) becomes (1, 0) in the rectifier.
 */
static void backward_by_hand(void)
{
    struct affine second = second_by_hand, first = first_by_hand;

    second.dy = (const real[]){(real)-0.5, (real)0.5};
    first.dy = (const real[]){1, 0};
    backward_gives_both(&second, (double[]){1, -1.5}, (double[]){-1, 1, 0, 0},
                        (double[]){-0.5, 0.5}, 10);
    backward_gives_both(&first, (double[]){1, 0}, (double[]){2, 0, 1, 0},
                        (double[]){1, 0}, 10);
}

/*
 * With dy = (1, -1), (2, 3):
 * dw: input 0: 1*1 + 0*2 = 1, 1*(-1) + 0*3 = -1
 *     input 1: 2*1 - 1*2 = 0, 2*(-1) - 1*3 = -5
 *     input 2: 3*1 + 4*2 = 11, 3*(-1) + 4*3 = 9
 * dx: row 0: 1*1 - 1*2 = -1, 1*0 - 1*1 = -1, 1*(-1) - 1*3 = -4
 *     row 1: 2*1 + 3*2 = 8, 2*0 + 3*1 = 3, 2*(-1) + 3*3 = 7
 */
static void backward_rows(void)
{
    struct affine a = rows_by_hand;

    a.dy = (const real[]){1, -1, 2, 3};
    backward_gives_both(&a, (double[]){-1, -1, -4, 8, 3, 7},
                        (double[]){1, -1, 0, -5, 11, 9}, (double[]){3, 2}, 40);
}

static void backward_computed_elsewhere(void)
{
    struct affine a = elsewhere();

    a.dy = reals(6, affine_dy);
    backward_gives_both(&a, affine_dx, affine_dw, affine_db, 4);
}

/* The loss dy . (x W + b), which has the gradients that backward must give. */
static double affine_loss(const struct affine *a, const double x[],
                          const double w[], const double b[])
{
    double loss = 0;

    for (size_t i = 0; i < a->batch; i++) {
        for (size_t k = 0; k < a->out; k++) {
            double y = b[k];

            for (size_t j = 0; j < a->in; j++) {
                y += x[i * a->in + j] * w[j * a->out + k];
            }
            loss += (double)a->dy[i * a->out + k] * y;
        }
    }
    return loss;
}

/* By central differences, which are exact here: the loss is linear in each
 * number, and all are multiples of 1/512. */
static void backward_many_sizes(void)
{
    static double x[ROOM], w[ROOM], b[ROOM];
    static double dx[ROOM], dw[ROOM], db[ROOM];
    struct rng rng;

    rng_seed(&rng, 82);
    for (size_t s = 0; s + 1 < COUNT(affine_sizes); s++) {
        struct affine a = draw_affine(&rng, affine_sizes[s]);
        const struct {
            size_t n;
            const real *from;
            double *value, *slope;
        } part[] = {{a.batch * a.in, a.x, x, dx},
                    {a.in * a.out, a.w, w, dw},
                    {a.out, a.b, b, db}};

        a.dy = eighths(&rng, a.batch * a.out);
        for (int p = 0; p < 3; p++) {
            for (size_t i = 0; i < part[p].n; i++) {
                part[p].value[i] = (double)part[p].from[i];
            }
        }
        for (int p = 0; p < 3; p++) {
            for (size_t i = 0; i < part[p].n; i++) {
                double *v = &part[p].value[i], here = *v, up, down;

                *v = here + 1;
                up = affine_loss(&a, x, w, b);
                *v = here - 1;
                down = affine_loss(&a, x, w, b);
                *v = here;
                part[p].slope[i] = (up - down) / 2;
            }
        }
        backward_gives_both(&a, dx, dw, db, 20);
    }
}

static void backward_nan(void)
{
    const real x[] = {1, 2, 3, 4}, w[] = {1, 1, 1, 1, 1, 2};
    const real dy[] = {1, 2, 3, 4, NAN, 6};
    const struct affine a = {2, 2, 3, x, w, NULL, dy};

    backward_gives_both(&a, (double[]){6, 9, NAN, NAN},
                        (double[]){13, NAN, 21, 18, NAN, 30},
                        (double[]){5, NAN, 9}, 50);
}

/* ---- sigmoid ------------------------------------------------------------ */

static void sigmoid_gives(size_t n, const real from[], const double expected[])
{
    const real *x = input("x", n, from);
    real *y = unwritten_for("y", n, expected);
    real *both = vector("x and y", n, from);

    calling("sigmoid_forward with x = %s", show(n, from));
    sigmoid_forward(n, x, y);
    check_vector("y", n, y, expected, TOL(1e-14, 1e-5), 1, EQ_SIGMOID);
    for (size_t i = 0; i < n; i++) {
        check_that(!(y[i] < 0 || y[i] > 1), EQ_SIGMOID,
                   "y[%zu]\tin [0, 1]\t%.17g", i, (double)y[i]);
    }
    calling("sigmoid_forward with x = %s, y = x (in place)", show(n, from));
    sigmoid_forward(n, both, both);
    check_vector("y", n, both, expected, TOL(1e-14, 1e-5), 1, EQ_SIGMOID);
}

/* exp(-ln 3) = 1/3, so sigmoid(ln 3) = 3/4. */
static void sigmoid_by_hand(void)
{
    const double log3 = log(3.0);

    sigmoid_gives(1, (real[]){0}, (double[]){0.5});
    sigmoid_gives(3, reals(3, (double[]){0, log3, -log3}),
                  (double[]){0.5, 0.75, 0.25});
}

static void sigmoid_computed_elsewhere(void)
{
    double x[COUNT(sigmoid_values)], y[COUNT(sigmoid_values)];

    for (size_t i = 0; i < COUNT(sigmoid_values); i++) {
        x[i] = sigmoid_values[i][0];
        y[i] = sigmoid_values[i][1];
    }
    sigmoid_gives(COUNT(x), reals(COUNT(x), x), y);
}

/* The sigmoid is a stretched tanh; multiples of 4 and of 8 are among the
 * sizes, and every remainder: code that takes 4 or 8 at a time fails there. */
static void sigmoid_many(void)
{
    for (size_t n = 1; n <= MANY; n += n < 133 ? 11 : MANY - 133) {
        double x[MANY], y[MANY];

        for (size_t i = 0; i < n; i++) {
            x[i] = ((double)(i % 133) - 66) / 2;
            y[i] = (1 + tanh(x[i] / 2)) / 2;
        }
        sigmoid_gives(n, reals(n, x), y);
    }
}

static void sigmoid_of_any_size(void)
{
    const double large = TOL(1e300, 1e30);

    sigmoid_gives(6, reals(6, (double[]){800, -800, 90, -90, large, -large}),
                  (double[]){1, 0, 1, 0, 1, 0});
    sigmoid_gives(2, (real[]){INFINITY, -INFINITY}, (double[]){1, 0});
    sigmoid_gives(3, (real[]){0, NAN, 0}, (double[]){0.5, NAN, 0.5});
}

static void sigmoid_back_gives(size_t n, const real y_from[],
                               const real dy_from[], const double expected[],
                               double relative, double scale)
{
    const real *y = input("y", n, y_from);
    const real *dy = input("dy", n, dy_from);
    real *dx = unwritten_for("dx", n, expected);
    real *both = vector("dy and dx", n, dy_from);

    calling("sigmoid_backward with y = %s, dy = %s", show(n, y_from),
            show(n, dy_from));
    sigmoid_backward(n, y, dy, dx);
    check_vector("dx", n, dx, expected, relative, scale, SIGMOID_DX);
    calling("sigmoid_backward with y = %s, dy = %s, dx = dy (in place)",
            show(n, y_from), show(n, dy_from));
    sigmoid_backward(n, y, both, both);
    check_vector("dx", n, both, expected, relative, scale, SIGMOID_DX);
}

static void sigmoid_back_by_hand(void)
{
    sigmoid_back_gives(1, (real[]){(real)0.5}, (real[]){1}, (double[]){0.25},
                       TOL(1e-14, 1e-5), 1);
    sigmoid_back_gives(5, reals(5, (double[]){0.5, 0.75, 0.25, 0, 1}),
                       (real[]){2, -4, 16, 8, -8},
                       (double[]){0.5, -0.75, 3, 0, 0}, TOL(1e-14, 1e-5), 1);
}

static void sigmoid_back_nan(void)
{
    sigmoid_back_gives(3, reals(3, (double[]){0.5, 0.5, 0.25}),
                       (real[]){1, NAN, 0}, (double[]){0.25, NAN, 0},
                       TOL(1e-14, 1e-5), 1);
}

static double sigmoid_at(double x)
{
    return (1 + tanh(x / 2)) / 2;
}

/* By central differences of the forward pass; a step of 1e-5 leaves an error
 * near 1e-11. */
static void sigmoid_back_differences(void)
{
    for (size_t n = 1; n <= MANY; n += n < 36 ? 5 : MANY - 36) {
        real y[MANY], dy[MANY];
        double expected[MANY];

        for (size_t i = 0; i < n; i++) {
            double x = ((double)(i % 36) - 18) / 4;
            double slope = (sigmoid_at(x + 1e-5) - sigmoid_at(x - 1e-5)) / 2e-5;

            y[i] = (real)sigmoid_at(x);
            dy[i] = (real)(i % 7) - 3;
            expected[i] = slope * (double)dy[i];
        }
        sigmoid_back_gives(n, y, dy, expected, TOL(1e-9, 1e-5), 1);
    }
}

/* ---- rectified linear units --------------------------------------------- */

static void relu_gives(size_t n, const real from[], const double expected[])
{
    const real *x = input("x", n, from);
    real *y = unwritten_for("y", n, expected);
    real *both = vector("x and y", n, from);

    calling("relu_forward with x = %s", show(n, from));
    relu_forward(n, x, y);
    check_vector("y", n, y, expected, 0, 0, EQ_RELU);
    calling("relu_forward with x = %s, y = x (in place)", show(n, from));
    relu_forward(n, both, both);
    check_vector("y", n, both, expected, 0, 0, EQ_RELU);
}

static void relu_by_hand(void)
{
    relu_gives(2, (real[]){2, -1}, (double[]){2, 0});
    relu_gives(5, (real[]){-2, (real)-0.5, 0, (real)0.5, 2},
               (double[]){0, 0, 0, 0.5, 2});
    relu_gives(1, (real[]){(real)-0.0}, (double[]){0});
    relu_gives(1, (real[]){-3}, (double[]){0});
}

static void relu_of_any_size(void)
{
    const real tiny = (real)TOL(1e-300, 1e-30);
    const real large = (real)TOL(1e300, 1e30);

    relu_gives(6, (real[]){tiny, -tiny, large, -large, 1000, INFINITY},
               (double[]){(double)tiny, 0, (double)large, 0, 1000, INFINITY});
}

static void relu_many(void)
{
    for (size_t n = 1; n <= MANY; n += n < 36 ? 5 : MANY - 36) {
        real x[MANY];
        double expected[MANY];

        for (size_t i = 0; i < n; i++) {
            x[i] = (real)(i * 5 % 11) - 5;
            expected[i] = (double)(x[i] > 0 ? x[i] : 0);
        }
        relu_gives(n, x, expected);
    }
}

static void relu_back_gives(size_t n, const real x_from[], const real dy_from[],
                            const double expected[])
{
    const real *x = input("x", n, x_from);
    const real *dy = input("dy", n, dy_from);
    real *dx = unwritten_for("dx", n, expected);
    real *both = vector("dy and dx", n, dy_from);

    calling("relu_backward with x = %s, dy = %s", show(n, x_from),
            show(n, dy_from));
    relu_backward(n, x, dy, dx);
    check_vector("dx", n, dx, expected, 0, 0, RELU_DX);
    calling("relu_backward with x = %s, dy = %s, dx = dy (in place)",
            show(n, x_from), show(n, dy_from));
    relu_backward(n, x, both, both);
    check_vector("dx", n, both, expected, 0, 0, RELU_DX);
}

static void relu_back_by_hand(void)
{
    relu_back_gives(2, (real[]){2, -1}, (real[]){1, (real)-1.5},
                    (double[]){1, 0});
    relu_back_gives(4, (real[]){1, -1, 1, 3}, (real[]){2, 3, -2, 2},
                    (double[]){2, 0, -2, 2});
}

static void relu_back_at_zero(void)
{
    relu_back_gives(1, (real[]){0}, (real[]){1}, (double[]){0});
    relu_back_gives(3, (real[]){0, (real)-0.0, 0}, (real[]){-1, 2, 3},
                    (double[]){0, 0, 0});
}

static void relu_back_many(void)
{
    const real tiny = (real)TOL(1e-300, 1e-30);

    for (size_t n = 1; n <= MANY; n += n < 36 ? 5 : MANY - 36) {
        real x[MANY], dy[MANY];
        double expected[MANY];

        for (size_t i = 0; i < n; i++) {
            x[i] = ((real)(i * 5 % 11) - 5) * (i % 2 ? 1 : tiny);
            dy[i] = ((real)(i * 3 % 7) - 3) / 4;
            expected[i] = x[i] > 0 ? (double)dy[i] : 0;
        }
        relu_back_gives(n, x, dy, expected);
    }
}

static void relu_back_nan(void)
{
    relu_back_gives(3, (real[]){1, 2, -1}, (real[]){NAN, INFINITY, 1},
                    (double[]){NAN, INFINITY, 0});
}

/* ---- softmax_cross_entropy ---------------------------------------------- */

struct logits {
    size_t batch, classes;
    const real *z;
    const unsigned char *labels;
};

static const char *show_labels(size_t n, const unsigned char labels[])
{
    size_t sizes[9];

    for (size_t i = 0; i < n && i < COUNT(sizes); i++) {
        sizes[i] = labels[i];
    }
    return show_sizes(n, sizes);
}

static void calling_logits(const char *function, const struct logits *l,
                           const char *what)
{
    calling("%s with batch = %zu, classes = %zu, logits = %s, labels = %s%s",
            function, l->batch, l->classes, show(l->batch * l->classes, l->z),
            show_labels(l->batch, l->labels), what);
}

/*
 * The size of the numbers that rounding depends on: probabilities up to 1, and
 * logits, for who adds the largest back to the logarithm. Where that leaves
 * nothing to compare, at 1e30, what is expected is 0, 1 or a logit.
 */
static double scale_of(const struct logits *l)
{
    double largest = 1;

    for (size_t i = 0; i < l->batch * l->classes; i++) {
        largest = fmax(largest, fabs((double)l->z[i]));
    }
    return fmin(largest, 1e6);
}

/* Once with dlogits, once with NULL. */
static void loss_gives(const struct logits *l, double loss,
                       const double dlogits_expected[], double relative)
{
    size_t n = l->batch * l->classes;
    const real *z = input("logits", n, l->z);
    const unsigned char *labels = lend_input("labels", l->batch, l->labels);
    real *dlogits = unwritten_for("dlogits", n, dlogits_expected);
    double got, scale = scale_of(l);

    calling_logits("softmax_cross_entropy", l, "");
    got = softmax_cross_entropy(l->batch, l->classes, z, labels, dlogits);
    check_close("the loss", got, loss, relative, scale, LOSS);
    check_vector("dlogits", n, dlogits, dlogits_expected, relative, scale,
                 LOSS_DZ);

    calling_logits("softmax_cross_entropy", l, ", dlogits = NULL");
    got = softmax_cross_entropy(l->batch, l->classes, z, labels, NULL);
    check_close("the loss", got, loss, relative, scale, LOSS);
}

static void one_example_gives(size_t classes, const double z[],
                              unsigned char label, double loss,
                              const double dlogits[])
{
    const struct logits l = {1, classes, reals(classes, z), &label};

    loss_gives(&l, loss, dlogits, TOL(1e-14, 1e-5));
}

/* exp gives (1, 2, 5), so the probabilities are (1/8, 2/8, 5/8). */
static void loss_by_hand(void)
{
    const double z[] = {0, log(2.0), log(5.0)};

    one_example_gives(2, (double[]){0, 0}, 0, log(2.0), (double[]){-0.5, 0.5});
    one_example_gives(2, (double[]){6, 6}, 0, log(2.0), (double[]){-0.5, 0.5});
    one_example_gives(3, z, 1, log(4.0), (double[]){0.125, -0.75, 0.625});
    one_example_gives(3, z, 0, log(8.0), (double[]){-0.875, 0.25, 0.625});
    one_example_gives(3, z, 2, log(1.6), (double[]){0.125, 0.25, -0.375});
}

static void loss_of_one_class(void)
{
    one_example_gives(1, (double[]){-5}, 0, 0, (double[]){0});
}

static void loss_computed_elsewhere(void)
{
    const struct logits batch = {3, 3, reals(9, batch_z), batch_labels};

    for (size_t i = 0; i < COUNT(softmax_values); i++) {
        one_example_gives(softmax_values[i].classes, softmax_values[i].z,
                          softmax_values[i].label, softmax_values[i].loss,
                          softmax_values[i].dz);
    }
    loss_gives(&batch, batch_loss, batch_dz, TOL(1e-14, 1e-5));
}

/* A difference of 1 gives p = 1/(1+e) and its rest, whatever the size. */
static void loss_of_large_logits(void)
{
    const double p = 1 / (1 + exp(1.0)), large = TOL(1e300, 1e30);
    const double rare = 1 / (1 + exp(10.0));

    one_example_gives(2, (double[]){0, 10}, 1, -log1p(-rare),
                      (double[]){rare, -rare});
    one_example_gives(2, (double[]){0, 800}, 0, 800, (double[]){-1, 1});
    one_example_gives(2, (double[]){0, 800}, 1, 0, (double[]){0, 0});
    /* The largest comes first, or between, and may be below 0. */
    one_example_gives(3, (double[]){2000, 1, 5}, 1, 1999, (double[]){1, -1, 0});
    one_example_gives(3, (double[]){-2000, -5, -3000}, 2, 2995,
                      (double[]){0, 1, -1});
    one_example_gives(2, (double[]){1000, 1001}, 0, -log(p),
                      (double[]){p - 1, 1 - p});
    one_example_gives(2, (double[]){-1000, -1001}, 1, -log(p),
                      (double[]){1 - p, p - 1});
    one_example_gives(3, (double[]){0, large, 0}, 2, large,
                      (double[]){0, 1, -1});
    one_example_gives(3, (double[]){-1e6, -1e6, -1e6}, 0, log(3.0),
                      (double[]){-2 / 3.0, 1 / 3.0, 1 / 3.0});
}

/* The rows do not touch each other: one of them is huge, one far below 0. */
static void loss_of_unequal_rows(void)
{
    const double z[] = {0,     log(2.0), log(5.0), 700,  700,  700,
                        -1000, -1000,    -1000,    -900, 1000, 0};
    const struct logits l = {4, 3, reals(12, z),
                             (const unsigned char[]){1, 0, 2, 1}};
    const double third = 1 / 3.0;
    double expected[] = {0.125, -0.75, 0.625,      -2 * third, third, third,
                         third, third, -2 * third, 0,          0,     0};

    for (size_t i = 0; i < COUNT(expected); i++) {
        expected[i] /= 4;
    }
    loss_gives(&l, (log(4.0) + 2 * log(3.0)) / 4, expected, TOL(1e-14, 1e-5));
}

/* -ln p_label by the log of the sum of exponentials; logits here are small. */
static double loss_at(const struct logits *l, const double z[])
{
    double loss = 0;

    for (size_t i = 0; i < l->batch; i++) {
        double sum = 0;

        for (size_t k = 0; k < l->classes; k++) {
            sum += exp(z[i * l->classes + k]);
        }
        loss += log(sum) - z[i * l->classes + l->labels[i]];
    }
    return loss / (double)l->batch;
}

/* By central differences; a step of 1e-5 leaves an error near 1e-10. */
static void loss_differences(void)
{
    const size_t sizes[][2] = {{1, 2}, {2, 1},  {2, 5},  {5, 2},
                               {4, 3}, {3, 10}, {13, 9}, {7, 17}};
    struct rng rng;

    rng_seed(&rng, 83);
    for (size_t s = 0; s < COUNT(sizes); s++) {
        struct logits l = {.batch = sizes[s][0], .classes = sizes[s][1]};
        size_t n = l.batch * l.classes;
        unsigned char labels[13];
        double z[119], slope[119], up, down;

        l.z = eighths(&rng, n);
        l.labels = labels;
        for (size_t i = 0; i < l.batch; i++) {
            labels[i] = (unsigned char)rng_below(&rng, l.classes);
        }
        for (size_t i = 0; i < n; i++) {
            z[i] = (double)l.z[i];
        }
        for (size_t i = 0; i < n; i++) {
            z[i] = (double)l.z[i] + 1e-5;
            up = loss_at(&l, z);
            z[i] = (double)l.z[i] - 1e-5;
            down = loss_at(&l, z);
            z[i] = (double)l.z[i];
            slope[i] = (up - down) / 2e-5;
        }
        loss_gives(&l, loss_at(&l, z), slope, TOL(1e-9, 1e-5));
    }
}

/* A label is a byte without sign: 255 is a class, not -1. */
static void loss_of_256_classes(void)
{
    double z[256], expected[256];

    for (int k = 0; k < 256; k++) {
        z[k] = k == 255 ? log(45.0) : 0;
        expected[k] = k == 255 ? 45 / 300.0 - 1 : 1 / 300.0;
    }
    one_example_gives(256, z, 255, log(300 / 45.0), expected);
}

static void loss_nan(void)
{
    const struct logits l = {3, 2, (const real[]){0, 0, 1, NAN, NAN, 1},
                             (const unsigned char[]){0, 0, 1}};
    const double expected[] = {-0.5 / 3, 0.5 / 3, NAN, NAN, NAN, NAN};

    loss_gives(&l, NAN, expected, TOL(1e-14, 1e-5));
}

/* Each of 20000 examples has the loss ln 2. Added up in float, where numbers
 * near 10000 are .001 apart, the mean is wrong in the fourth digit. */
static void loss_of_a_large_batch(void)
{
    enum { BATCH = 20000 };
    real *z = filled("logits", 2 * BATCH, 3);
    unsigned char *labels = lend("labels", BATCH, NULL);

    memset(labels, 1, BATCH);
    calling("softmax_cross_entropy with batch = 20000, classes = 2, all logits "
            "3, dlogits = NULL");
    hint("if the sum has lost digits: add up in double, also where real is "
         "float.");
    check_close("the loss", softmax_cross_entropy(BATCH, 2, z, labels, NULL),
                log(2.0), TOL(1e-11, 1e-4), 0, LOSS);
}

/* ---- count_correct ------------------------------------------------------ */

static void count_gives(size_t batch, size_t classes, const real from[],
                        const unsigned char labels_from[], size_t expected)
{
    const struct logits l = {batch, classes, from, labels_from};
    const real *z = input("logits", batch * classes, from);
    const unsigned char *labels = lend_input("labels", batch, labels_from);
    size_t got;

    calling_logits("count_correct", &l, "");
    got = count_correct(batch, classes, z, labels);
    check_that(got == expected, CORRECT, "the count\t%zu\t%zu", expected, got);
}

#define LABELS(...) ((const unsigned char[]){__VA_ARGS__})

static void count_by_hand(void)
{
    count_gives(2, 2, (real[]){1, 2, 2, 1}, LABELS(1, 1), 1);
    count_gives(2, 3, (real[]){1, 2, 3, 5, 4, 3}, LABELS(2, 0), 2);
    count_gives(3, 2, (real[]){1, 0, 0, 1, 1, 0}, LABELS(0, 1, 1), 2);
    count_gives(2, 3, (real[]){0, 1, 0, 0, 1, 0}, LABELS(0, 2), 0);
    count_gives(1, 1, (real[]){-2}, LABELS(0), 1);
    /* A little larger is larger. */
    count_gives(1, 2, (real[]){1, 1 + (real)0x1p-20}, LABELS(1), 1);
    /* No probability above a half is needed. */
    count_gives(1, 3, (real[]){(real)0.4, (real)0.35, (real)0.25}, LABELS(0),
                1);
}

static void count_negative(void)
{
    count_gives(3, 3, (real[]){-3, -1, -2, -1, -2, -3, -3, -2, -1},
                LABELS(1, 0, 2), 3);
    count_gives(2, 2, (real[]){-1, -2, -2000, -1000}, LABELS(1, 1), 1);
}

static void count_ties(void)
{
    count_gives(1, 2, (real[]){2, 2}, LABELS(0), 1);
    count_gives(1, 2, (real[]){2, 2}, LABELS(1), 0);
    count_gives(3, 4, (real[]){0, 7, 7, 7, 0, 7, 7, 7, 0, 7, 7, 7},
                LABELS(1, 2, 3), 1);
    count_gives(2, 3, (real[]){0, 0, 0, 0, 0, 0}, LABELS(0, 2), 1);
    /* The search begins anew in each row, not at the last one's answer. */
    count_gives(2, 3, (real[]){0, 0, 9, 5, 1, 5}, LABELS(2, 0), 2);
}

static void count_nan(void)
{
    count_gives(1, 3, (real[]){NAN, NAN, NAN}, LABELS(0), 0);
    count_gives(1, 3, (real[]){NAN, 1, 2}, LABELS(0), 0);
    count_gives(1, 3, (real[]){NAN, 1, 2}, LABELS(2), 0);
    count_gives(1, 3, (real[]){1, NAN, 0}, LABELS(0), 0);
    count_gives(1, 3, (real[]){1, NAN, 2}, LABELS(1), 0);
    count_gives(1, 3, (real[]){1, 2, NAN}, LABELS(1), 0);
    count_gives(1, 3, (real[]){1, 2, NAN}, LABELS(2), 0);
    /* The rows around it count. */
    count_gives(3, 2, (real[]){1, 0, NAN, 0, 0, 1}, LABELS(0, 0, 1), 2);
}

static void count_of_any_size(void)
{
    const real large = (real)TOL(1e300, 1e30);

    count_gives(2, 2, (real[]){-large, large, -large, -2 * large}, LABELS(1, 0),
                2);
    count_gives(2, 2, (real[]){0, INFINITY, -INFINITY, -large}, LABELS(1, 1),
                2);
    count_gives(2, 2, (real[]){-INFINITY, -INFINITY, -INFINITY, -INFINITY},
                LABELS(0, 1), 1);
}

/* Row i has its largest logit at 5 i mod classes; every third label is off. */
static void count_many_sizes(void)
{
    const size_t sizes[][2] = {{1, 10}, {10, 1},   {3, 7},   {7, 3},
                               {4, 4},  {800, 10}, {13, 256}};

    for (size_t s = 0; s < COUNT(sizes); s++) {
        size_t batch = sizes[s][0], classes = sizes[s][1], expected = 0;
        static double z[ROOM];
        unsigned char labels[800];

        for (size_t i = 0; i < batch; i++) {
            size_t best = (255 + 5 * i) % classes;

            for (size_t k = 0; k < classes; k++) {
                z[i * classes + k] =
                    (double)((k + classes - best) * 7 % classes) - 300 -
                    (k == best ? 0 : 500);
            }
            labels[i] = (unsigned char)((best + (i % 3 == 2)) % classes);
            expected += labels[i] == best;
        }
        count_gives(batch, classes, reals(batch * classes, z), labels,
                    expected);
    }
}

/* ---- networks ----------------------------------------------------------- */

enum { MOST_LAYERS = 4, MOST_UNITS = 16, MOST_THETA = 512 };
enum { MOST_EXAMPLES = 64, MOST_IN_SET = 300 };

/* What a network is made of, and what it is given. */
struct case_of {
    size_t depth, units[MOST_LAYERS + 1];
    enum activation activation;
    size_t most;  /* examples in one call */
    size_t batch; /* examples in this call */
    const real *theta, *x;
    const unsigned char *labels;
};

/*
 * A network whose arrays are lent one by one, so that what is written outside
 * of one shows, and hold nothing. net->theta is only read and no parameter of
 * the case: what is asked for is another point.
 */
static struct network lent_last; /* what it held, apart from its arrays */

static struct network *lend_network(const struct case_of *c)
{
    static struct layer layers[2][MOST_LAYERS];
    static struct network nets[2];
    static int turn;
    struct layer *layer = layers[turn = !turn];
    struct network *net = &nets[turn];

    *net = (struct network){.depth = c->depth,
                            .layer = layer,
                            .activation = c->activation,
                            .batch = c->most};
    for (size_t l = 0; l < c->depth; l++) {
        layer[l] = (struct layer){.in = c->units[l], .out = c->units[l + 1]};
        layer[l].w = net->n;
        layer[l].b = net->n + layer[l].in * layer[l].out;
        layer[l].y = unwritten("a layer's y", c->most * layer[l].out);
        layer[l].dy = unwritten("a layer's dy", c->most * layer[l].out);
        net->n = layer[l].b + layer[l].out;
    }
    net->theta = (real *)filled("net->theta", net->n, (real)0.75);
    net->grad = unwritten("net->grad", net->n);
    lent_last = *net;
    return net;
}

/* What the network is has stayed, whatever its arrays hold now. */
static void check_shape(const struct network *net, const char *label)
{
    const struct network *was = &lent_last;

    check_that(net->batch == was->batch, label,
               "the most examples in one call, net->batch\t%zu, as it "
               "was\t%zu\tonly what the contract names may be written.",
               was->batch, net->batch);
    check_that(net->depth == was->depth && net->layer == was->layer &&
                   net->activation == was->activation && net->n == was->n &&
                   net->theta == was->theta && net->grad == was->grad,
               label,
               "a member of net is not what it was; only what the "
               "contract names may be written");
}

/* No gradient was written: grad and dy hold what lend_network left there. */
static void check_unwritten(const char *what, size_t n, const real a[],
                            const char *label)
{
    for (size_t i = 0; i < n; i++) {
        check_that(isnan(a[i]), label,
                   "the element %zu of %s\tnot written\t%.9g\tonly what the "
                   "contract names may be written.",
                   i, what, (double)a[i]);
    }
}

static void check_no_gradient(const struct network *net, const char *label)
{
    check_unwritten("net->grad", net->n, net->grad, label);
    for (size_t l = 0; l < net->depth; l++) {
        check_unwritten("a layer's dy", net->batch * net->layer[l].out,
                        net->layer[l].dy, label);
    }
}

/* The network's own theta is as lend_network has left it. */
static void check_own_theta(const struct network *net, const char *label)
{
    check_shape(net, label);
    for (size_t i = 0; i < net->n; i++) {
        check_that(net->theta[i] == (real)0.75, label,
                   "the parameter %zu in net->theta\t0.75, as it "
                   "was\t%.9g\tonly what the contract names may be written.",
                   i, (double)net->theta[i]);
    }
}

/* The outputs of all layers for one example, by sums written out here. */
static void outputs_of(const struct network *net, const double theta[],
                       const real x[], double y[][MOST_UNITS])
{
    for (size_t l = 0; l < net->depth; l++) {
        const struct layer *layer = &net->layer[l];

        for (size_t k = 0; k < layer->out; k++) {
            double sum = theta[layer->b + k];

            for (size_t j = 0; j < layer->in; j++) {
                sum += (l == 0 ? (double)x[j] : y[l - 1][j]) *
                       theta[layer->w + j * layer->out + k];
            }
            if (l + 1 == net->depth) {
                y[l][k] = sum;
            } else if (net->activation == SIGMOID) {
                y[l][k] = sigmoid_at(sum);
            } else {
                y[l][k] = sum > 0 ? sum : 0;
            }
        }
    }
}

/* The mean loss of the examples, and how many are right. */
static double loss_of(const struct network *net, const double theta[],
                      size_t batch, const real x[],
                      const unsigned char labels[], size_t *correct)
{
    const size_t classes = net->layer[net->depth - 1].out;
    double loss = 0;

    *correct = 0;
    for (size_t i = 0; i < batch; i++) {
        double y[MOST_LAYERS][MOST_UNITS], sum = 0;
        const double *z = y[net->depth - 1];
        size_t best = 0;

        outputs_of(net, theta, x + i * net->layer[0].in, y);
        for (size_t k = 0; k < classes; k++) {
            sum += exp(z[k]);
            best = z[k] > z[best] ? k : best;
        }
        loss += log(sum) - z[labels[i]];
        *correct += best == labels[i];
    }
    return loss / (double)batch;
}

/* The gradient by central differences; a step of 1e-5 leaves an error near
 * 1e-10. theta is as before afterwards. */
static void gradient_of(const struct network *net, double theta[], size_t batch,
                        const real x[], const unsigned char labels[],
                        double grad[])
{
    size_t correct;

    for (size_t i = 0; i < net->n; i++) {
        const double here = theta[i];
        double up;

        theta[i] = here + 1e-5;
        up = loss_of(net, theta, batch, x, labels, &correct);
        theta[i] = here - 1e-5;
        grad[i] = (up - loss_of(net, theta, batch, x, labels, &correct)) / 2e-5;
        theta[i] = here;
    }
}

static const double *doubles(size_t n, const real from[], double to[])
{
    for (size_t i = 0; i < n; i++) {
        to[i] = (double)from[i];
    }
    return to;
}

/* No multiples of a power of 2: where a rectifier's input is 0 or almost, there
 * are no differences to take. */
static const real *thirds(struct rng *rng, size_t n, double size)
{
    static double values[MOST_THETA];

    for (size_t i = 0; i < n; i++) {
        values[i] = size * ((double)rng_below(rng, 201) - 100.3) / 100;
    }
    return reals(n, values);
}

static size_t parameters_of(const struct case_of *c)
{
    size_t n = 0;

    for (size_t l = 0; l < c->depth; l++) {
        n += (c->units[l] + 1) * c->units[l + 1];
    }
    return n;
}

static void draw_case(struct rng *rng, struct case_of *c)
{
    static unsigned char labels[MOST_EXAMPLES];

    c->theta = thirds(rng, parameters_of(c), 1);
    c->x = thirds(rng, c->batch * c->units[0], 2);
    for (size_t i = 0; i < c->batch; i++) {
        labels[i] = (unsigned char)rng_below(rng, c->units[c->depth]);
    }
    c->labels = labels;
}

/* Both activations, one to three layers, equal and unequal sizes, full and not
 * full. */
static const struct case_of shapes[] = {
    {1, {3, 2}, SIGMOID, 2, 2, NULL, NULL, NULL},
    {1, {1, 4}, RELU, 1, 1, NULL, NULL, NULL},
    {2, {3, 4, 2}, SIGMOID, 3, 3, NULL, NULL, NULL},
    {2, {2, 5, 3}, RELU, 4, 2, NULL, NULL, NULL},
    {2, {4, 4, 4}, RELU, 4, 4, NULL, NULL, NULL},
    {3, {2, 3, 4, 2}, SIGMOID, 5, 3, NULL, NULL, NULL},
    {3, {5, 3, 3, 4}, RELU, 1, 1, NULL, NULL, NULL},
    {3, {4, 9, 7, 5}, RELU, 7, 6, NULL, NULL, NULL},
    {4, {3, 2, 4, 3, 2}, SIGMOID, 3, 2, NULL, NULL, NULL},
    {2, {5, 16, 8}, RELU, 8, 8, NULL, NULL, NULL},
    {2, {16, 8, 16}, SIGMOID, 16, 16, NULL, NULL, NULL},
};

static const char *units_of(const struct case_of *c)
{
    static char text[80];

    text[0] = '\0';
    for (size_t l = 0; l <= c->depth; l++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%zu",
                 l > 0 ? "-" : "", c->units[l]);
    }
    return text;
}

static void calling_network(const char *function, const struct case_of *c)
{
    const size_t n = c->batch * c->units[0];

    calling("%s with a network %s, %s, batch = %zu, theta = %s, x = %s%s%s",
            function, units_of(c),
            c->depth == 1              ? "without activation"
            : c->activation == SIGMOID ? "sigmoid"
                                       : "relu",
            c->batch, show(parameters_of(c), c->theta), show(n, c->x),
            c->labels ? ", labels = " : "",
            c->labels ? show_labels(c->batch, c->labels) : "");
}

/* The network of the chapter: (2, 1) -> (2, -1) -> (2, 0) -> (6, 6). */
static const struct case_of network_by_hand = {
    .depth = 2,
    .units = {2, 2, 2},
    .activation = RELU,
    .most = 1,
    .batch = 1,
    .theta = (const real[]){1, -1, 0, 1, 0, 0, 1, 3, 2, -1, 4, 0},
    .x = (const real[]){2, 1},
    .labels = (const unsigned char[]){0},
};

/* ---- network_forward ---------------------------------------------------- */

static void outputs_are(const struct case_of *c, double right)
{
    struct network *net = lend_network(c);
    const real *theta = input("theta", net->n, c->theta);
    const real *x = input("x", c->batch * c->units[0], c->x);
    const struct layer *last = &net->layer[c->depth - 1];
    const real *logits;
    double at[MOST_THETA], y[MOST_LAYERS][MOST_UNITS];
    char what[40];

    calling_network("network_forward", c);
    logits = network_forward(net, theta, c->batch, x);
    check_that(logits == last->y, BACKPROP,
               "the address that is returned\tthe y of the last layer\tanother "
               "address");
    doubles(net->n, c->theta, at);
    for (size_t i = 0; i < c->batch; i++) {
        outputs_of(net, at, c->x + i * c->units[0], y);
        for (size_t l = 0; l < c->depth; l++) {
            const size_t out = c->units[l + 1];

            snprintf(what, sizeof what, "the y of layer %zu, example %zu: y",
                     l + 1, i);
            check_vector(what, out, net->layer[l].y + i * out, y[l], right, 1,
                         l + 1 == c->depth ? AFFINE : BACKPROP);
        }
    }
    check_no_gradient(net, BACKPROP);
    check_own_theta(net, BACKPROP);
}

static void network_forward_by_hand(void)
{
    outputs_are(&network_by_hand, TOL(1e-14, 1e-5));
}

static void network_forward_shapes(void)
{
    struct rng rng;

    rng_seed(&rng, 84);
    for (size_t s = 0; s < COUNT(shapes); s++) {
        struct case_of c = shapes[s];

        draw_case(&rng, &c);
        outputs_are(&c, TOL(1e-13, 1e-5));
    }
}

/* The smaller batch comes after the larger one, with other parameters, and these
 * may be the network's own. */
static void network_forward_twice(void)
{
    struct case_of c = {3, {2, 3, 2, 4}, SIGMOID, 4, 4, NULL, NULL, NULL};
    struct network *net = lend_network(&c);
    double at[MOST_THETA], y[MOST_LAYERS][MOST_UNITS];
    const real *x;
    struct rng rng;

    rng_seed(&rng, 85);
    draw_case(&rng, &c);
    x = input("x", 8, c.x);
    for (; c.batch > 0; c.batch -= 1) {
        const real *logits;

        for (size_t i = 0; i < net->n; i++) {
            net->theta[i] = c.batch % 2 ? c.theta[i] : -c.theta[i];
        }
        doubles(net->n, net->theta, at);
        calling("network_forward with a network 2-3-2-4, sigmoid, batch = %zu, "
                "theta = net->theta = %s; it was called before",
                c.batch, show(net->n, net->theta));
        logits = network_forward(net, net->theta, c.batch, x);
        outputs_of(net, at, c.x + 2 * (c.batch - 1), y);
        check_vector("logits", 4, logits + 4 * (c.batch - 1), y[2],
                     TOL(1e-13, 1e-5), 1, BACKPROP);
        check_vector("theta", net->n, net->theta, at, 0, 0, BACKPROP);
    }
}

/* What is not a number stays in its row. */
static void network_forward_nan(void)
{
    const struct case_of c = {2,
                              {1, 1, 2},
                              SIGMOID,
                              3,
                              3,
                              (const real[]){1, 0, 2, -2, 0, 1},
                              (const real[]){0, NAN, 0},
                              NULL};
    struct network *net = lend_network(&c);
    const double expected[] = {1, 0, NAN, NAN, 1, 0};

    for (size_t i = 0; i < 6; i++) {
        net->layer[1].y[i] = -777;
    }
    calling_network("network_forward", &c);
    check_vector(
        "logits", 6,
        network_forward(net, input("theta", 6, c.theta), 3, input("x", 3, c.x)),
        expected, TOL(1e-14, 1e-5), 1, BACKPROP);
}

/* ---- network_gradient --------------------------------------------------- */

/* The part of each array of parameters, by the book's names: W1, b1, W2 .. */
static void check_gradient(const struct network *net, const double expected[],
                           double right)
{
    char what[40];

    /* Backwards, as the gradient is computed: what is wrong first is told. */
    for (size_t l = net->depth; l-- > 0;) {
        const struct layer *layer = &net->layer[l];

        snprintf(what, sizeof what, "the gradient of b%zu: db", l + 1);
        check_vector(what, layer->out, net->grad + layer->b,
                     expected + layer->b, right, 1, AFFINE_DB);
        snprintf(what, sizeof what, "the gradient of W%zu: dw", l + 1);
        check_vector(what, layer->in * layer->out, net->grad + layer->w,
                     expected + layer->w, right, 1, AFFINE_DW);
    }
}

static void gradient_gives(const struct case_of *c, double loss,
                           const double expected[], double right)
{
    struct network *net = lend_network(c);
    const real *theta = input("theta", net->n, c->theta);
    const real *x = input("x", c->batch * c->units[0], c->x);
    const unsigned char *labels = lend_input("labels", c->batch, c->labels);
    double got;

    if (isnan(loss)) {
        net->grad = filled("net->grad", net->n, -777);
        lent_last.grad = net->grad;
    }
    calling_network("network_gradient", c);
    got = (double)network_gradient(net, theta, c->batch, x, labels);
    check_close("the loss", got, loss, right, 1, LOSS);
    check_gradient(net, expected, right);
    check_own_theta(net, BACKPROP);
}

static void network_gradient_by_hand(void)
{
    gradient_gives(&network_by_hand, log(2.0),
                   (double[]){2, 0, 1, 0, 1, 0, -1, 1, 0, 0, -0.5, 0.5},
                   TOL(1e-14, 1e-5));
}

static void network_gradient_differences(void)
{
    struct rng rng;

    rng_seed(&rng, 86);
    for (size_t s = 0; s < COUNT(shapes); s++) {
        struct case_of c = shapes[s];
        const struct network *net = lend_network(&c);
        double at[MOST_THETA], grad[MOST_THETA], loss;
        size_t correct;

        draw_case(&rng, &c);
        doubles(net->n, c.theta, at);
        loss = loss_of(net, at, c.batch, c.x, c.labels, &correct);
        gradient_of(net, at, c.batch, c.x, c.labels, grad);
        gradient_gives(&c, loss, grad, TOL(1e-8, 1e-5));
    }
}

/* Calls on one network, batches of falling size: nothing is left of the one
 * before. The parameters are the network's own. */
static void network_gradient_again(void)
{
    struct case_of c = {3, {3, 4, 3, 3}, SIGMOID, 5, 5, NULL, NULL, NULL};
    struct network *net = lend_network(&c);
    const unsigned char *labels;
    const real *x;
    struct rng rng;

    rng_seed(&rng, 87);
    draw_case(&rng, &c);
    x = input("x", 15, c.x);
    labels = lend_input("labels", 5, c.labels);
    memcpy(net->theta, c.theta, net->n * sizeof *net->theta);
    for (; c.batch > 0; c.batch -= 2) {
        double at[MOST_THETA], grad[MOST_THETA], loss;
        size_t correct;

        doubles(net->n, c.theta, at);
        loss = loss_of(net, at, c.batch, c.x, c.labels, &correct);
        gradient_of(net, at, c.batch, c.x, c.labels, grad);
        calling_network("network_gradient", &c);
        hint("it was called before, with a larger batch.");
        check_close(
            "the loss",
            (double)network_gradient(net, net->theta, c.batch, x, labels), loss,
            TOL(1e-8, 1e-5), 1, LOSS);
        check_gradient(net, grad, TOL(1e-8, 1e-5));
        if (c.batch == 1) {
            break;
        }
    }
    check_same_bits("theta", net->n, net->theta, c.theta, BACKPROP);
}

/* A unit whose input is exactly 0 passes nothing back, and what is not a number
 * in one row is in every gradient that the row takes part in. */
static void network_gradient_at_edges(void)
{
    struct case_of c = network_by_hand;
    const real nan[] = {NAN, 0};
    double expected[12];

    /* z = (0, -1): both closed, so the first layer gets nothing, and the second
     * only its biases. */
    c.x = (const real[]){0, -1};
    gradient_gives(&c, log1p(exp(-4.0)),
                   (double[]){0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                              1 / (1 + exp(-4.0)) - 1, 1 / (1 + exp(4.0))},
                   TOL(1e-14, 1e-5));
    c.activation = SIGMOID;
    c.x = nan;
    for (size_t i = 0; i < 12; i++) {
        expected[i] = NAN;
    }
    gradient_gives(&c, NAN, expected, TOL(1e-14, 1e-5));
}

/* ---- next_batch --------------------------------------------------------- */

/* Examples that tell which they are: pixel j of example i is 100 i + j, its
 * label is label_of(i). */
static unsigned char label_of(size_t i)
{
    return (unsigned char)(1 + i % 255);
}

static const struct examples *lend_examples(size_t n, size_t inputs)
{
    static struct examples sets[2];
    static int turn;
    static double values[ROOM];
    unsigned char labels[MOST_IN_SET];

    for (size_t i = 0; i < n; i++) {
        labels[i] = label_of(i);
        for (size_t j = 0; j < inputs; j++) {
            values[i * inputs + j] = 100 * (double)i + (double)j;
        }
    }
    turn = !turn;
    sets[turn] = (struct examples){n, inputs, NULL, NULL};
    sets[turn].x =
        (real *)input("set->x", n * inputs, reals(n * inputs, values));
    sets[turn].labels = (unsigned char *)lend_input("set->labels", n, labels);
    return &sets[turn];
}

/* All arrays lent; order is 0 .. n-1, all of it used. */
static struct batches lend_batches(const struct examples *set, size_t batch,
                                   struct rng *rng)
{
    struct batches b = {.set = set, .batch = batch, .next = set->n, .rng = rng};

    b.order = lend("order", set->n * sizeof *b.order, NULL);
    for (size_t i = 0; i < set->n; i++) {
        b.order[i] = i;
    }
    b.x = unwritten("x", batch * set->inputs);
    b.labels = lend("labels", batch, NULL);
    memset(b.labels, 99, batch);
    return b;
}

static void calling_batches(const struct batches *b)
{
    calling("next_batch with %zu examples of %zu inputs, batch = %zu, "
            "order = %s, next = %zu%s",
            b->set->n, b->set->inputs, b->batch,
            show_sizes(b->set->n, b->order), b->next,
            b->next == b->set->n ? " (all are used)" : "");
}

static void check_size(const char *what, size_t got, size_t expected)
{
    check_that(got == expected, LOOP, "%s\t%zu\t%zu", what, expected, got);
}

/* The first m rows are the examples first[0], first[1] .. */
static void check_batch(const struct batches *b, size_t m, const size_t first[])
{
    double row[MOST_UNITS];
    char what[60];

    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < b->set->inputs; j++) {
            row[j] = 100 * (double)first[i] + (double)j;
        }
        snprintf(what, sizeof what, "the row %zu, which is example %zu: x", i,
                 first[i]);
        check_vector(what, b->set->inputs, b->x + i * b->set->inputs, row, 0, 0,
                     LOOP);
        check_that(b->labels[i] == label_of(first[i]), LOOP,
                   "the label in row %zu, which is example %zu\t%d\t%d", i,
                   first[i], label_of(first[i]), b->labels[i]);
    }
}

/* In the middle of an epoch nothing is random. */
static void batch_in_the_middle(void)
{
    static const size_t order[] = {4, 0, 6, 1, 5, 2, 3};
    struct rng rng;
    struct batches b = lend_batches(lend_examples(7, 3), 2, &rng);

    rng_seed(&rng, 88);
    memcpy(b.order, order, sizeof order);
    for (b.next = 1; b.next < 5;) {
        const size_t next = b.next;

        calling_batches(&b);
        check_size("the size that is returned", next_batch(&b), 2);
        check_batch(&b, 2, order + next);
        check_size("the new next", b.next, next + 2);
        for (size_t i = 0; i < 7; i++) {
            check_size("the order, which stays in an epoch,", b.order[i],
                       order[i]);
        }
    }
}

static void batch_is_short_at_the_end(void)
{
    static const size_t order[] = {2, 4, 1, 0, 3};
    struct rng rng;
    struct batches b = lend_batches(lend_examples(5, 2), 3, &rng);

    rng_seed(&rng, 89);
    memcpy(b.order, order, sizeof order);
    b.next = 3;
    calling_batches(&b);
    check_size("the size that is returned", next_batch(&b), 2);
    check_batch(&b, 2, order + 3);
    check_size("the new next", b.next, 5);
}

/* One epoch after the other: in each, every example comes once. */
static void batches_of_epochs(void)
{
    static const size_t sizes[][3] = {{7, 3, 2},     {6, 2, 1},    {1, 1, 4},
                                      {3, 8, 2},     {5, 1, 3},    {40, 16, 5},
                                      {300, 128, 2}, {300, 280, 1}};
    struct rng rng;

    rng_seed(&rng, 90);
    for (size_t s = 0; s < COUNT(sizes); s++) {
        const size_t n = sizes[s][0], batch = sizes[s][1];
        struct batches b =
            lend_batches(lend_examples(n, sizes[s][2]), batch, &rng);

        for (int epoch = 0; epoch < 4; epoch++) {
            size_t used = 0, count[MOST_IN_SET] = {0};

            while (used < n) {
                const size_t m = n - used < batch ? n - used : batch;

                calling_batches(&b);
                check_size("the size that is returned", next_batch(&b), m);
                check_size("the new next", b.next, used + m);
                check_batch(&b, m, b.order + used);
                for (size_t i = 0; i < m; i++) {
                    const size_t example = (size_t)b.x[i * sizes[s][2]] / 100;

                    check_that(example < n && ++count[example] == 1, LOOP,
                               "how often example %zu has come in this "
                               "epoch\tonce at most\ttwice",
                               example);
                }
                used += m;
            }
        }
        give_back();
    }
}

/* How often each of the 27 triples of 0, 1, 2 came; 6 of them are orders. */
static void check_orders(const char *what, const int count[27], int epochs)
{
    for (int order = 0; order < 27; order++) {
        const int a = order / 9, c = order / 3 % 3, d = order % 3;
        const int is_order = a != c && c != d && a != d;

        check_that(is_order ? abs(count[order] - epochs / 6) <= 350
                            : count[order] == 0,
                   LOOP,
                   "how often %s is %d %d %d\tabout %d times in %d "
                   "epochs\t%d times",
                   what, a, c, d, is_order ? epochs / 6 : 0, epochs,
                   count[order]);
    }
}

/* Of three examples there are 6 orders; in 30000 epochs each comes 5000 times,
 * but for a standard deviation of 64.5. So does each change from one epoch to
 * the next: where an example of place 0, 1, 2 was before. */
static void orders_are_random(void)
{
    enum { EPOCHS = 30000 };
    static int count[27], changes[27];
    size_t place[3] = {0, 1, 2};
    struct rng rng;
    struct batches b = lend_batches(lend_examples(3, 1), 2, &rng);

    rng_seed(&rng, 91);
    calling("next_batch with 3 examples, batch = 2, in %d epochs", EPOCHS);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        size_t order = 0, change = 0, new_place[3] = {0, 0, 0};

        for (size_t used = 0; used < 3;) {
            const size_t m = used == 0 ? 2 : 1;

            check_size("the size that is returned", next_batch(&b), m);
            for (size_t i = 0; i < m; i++) {
                const size_t example = (b.labels[i] - 1) % 3;

                order = 3 * order + example;
                change = 3 * change + place[example];
                new_place[example] = used + i;
            }
            used += m;
        }
        count[order]++;
        changes[change]++;
        memcpy(place, new_place, sizeof place);
    }
    check_orders("the order", count, EPOCHS);
    check_orders("the place of each in the epoch before", changes, EPOCHS);
}

/* Two sets in turn do not touch each other, and their generators move on. */
static void two_sets_of_batches(void)
{
    struct rng rng[2];
    struct batches b[2];
    size_t m[2][4];

    rng_seed(&rng[0], 92);
    rng_seed(&rng[1], 93);
    b[0] = lend_batches(lend_examples(5, 2), 2, &rng[0]);
    b[1] = lend_batches(lend_examples(4, 3), 3, &rng[1]);
    for (size_t t = 0; t < 4; t++) {
        for (int k = 0; k < 2; k++) {
            calling_batches(&b[k]);
            m[k][t] = next_batch(&b[k]);
            check_batch(&b[k], m[k][t], b[k].order + b[k].next - m[k][t]);
        }
    }
    calling("next_batch by turns with 5 examples, batch = 2, and with 4, batch "
            "= 3");
    for (size_t t = 0; t < 4; t++) {
        check_size("the size that is returned", m[0][t],
                   (const size_t[]){2, 2, 1, 2}[t]);
        check_size("the size that is returned", m[1][t],
                   (const size_t[]){3, 1, 3, 1}[t]);
    }
}

/* ---- train_step --------------------------------------------------------- */

/*
 * A method of our own, which records how it is used. It is Nesterov's with
 * alpha = 1/2 and eta = 1/4, or, without a point, momentum; the velocity is
 * array[0].
 */
static struct {
    int steps;
    size_t n;
} recorded;

static void record_step(struct optimizer *opt, size_t n, real theta[],
                        const real grad[])
{
    real *v = opt->array[0];

    recorded.steps++;
    recorded.n = n;
    for (size_t i = 0; i < n; i++) {
        v[i] = v[i] / 2 - grad[i] / 4;
        theta[i] += v[i];
    }
}

static void record_point(const struct optimizer *opt, size_t n,
                         const real theta[], real point[])
{
    for (size_t i = 0; i < n; i++) {
        point[i] = theta[i] + opt->array[0][i] / 2;
    }
}

static const struct method plain_method = {
    .name = "a method", .arrays = 1, .step = record_step};
static const struct method looking_ahead = {.name = "a method that looks ahead",
                                            .arrays = 1,
                                            .step = record_step,
                                            .point = record_point};

static struct optimizer lend_optimizer(const struct method *method, size_t n)
{
    return (struct optimizer){.method = method,
                              .array = {filled("the state", n, 0)},
                              .scratch = unwritten("the point", n)};
}

/* The examples of a case, in order, batch of them at a time. */
static struct batches lend_case(const struct case_of *c, size_t n, size_t batch,
                                struct rng *rng)
{
    static struct examples set;
    struct batches b;

    set = (struct examples){n, c->units[0], NULL, NULL};
    set.x = (real *)input("set->x", n * c->units[0], c->x);
    set.labels = (unsigned char *)lend_input("set->labels", n, c->labels);
    b = lend_batches(&set, batch, rng);
    b.next = 0;
    return b;
}

/*
 * Train for so many steps. Each is compared with one worked out here from the
 * batch it has taken, so that errors do not add up.
 */
static void steps_are(const struct case_of *c, const struct method *method,
                      size_t n, int steps, double right)
{
    struct rng rng;
    struct network *net = lend_network(c);
    struct optimizer opt = lend_optimizer(method, net->n);
    struct batches b = lend_case(c, n, c->batch, &rng);

    rng_seed(&rng, 94);
    memcpy(net->theta, c->theta, net->n * sizeof *net->theta);
    calling("train_step with a network %s, %zu examples, batch = %zu, and %s: "
            "theta = %s",
            units_of(c), n, c->batch, method->name, show(net->n, c->theta));
    for (int t = 1; t <= steps; t++) {
        const size_t before = b.next == n ? 0 : b.next;
        double start[MOST_THETA], v[MOST_THETA], at[MOST_THETA];
        double grad[MOST_THETA], loss, got;
        size_t correct, m;

        doubles(net->n, net->theta, start);
        doubles(net->n, opt.array[0], v);
        recorded.steps = 0;
        at_step(t);
        got = (double)train_step(net, &opt, &b);
        m = b.next - before;
        check_size("the new next of the batches", b.next,
                   before + (n - before < c->batch ? n - before : c->batch));
        check_that(recorded.steps == 1, LOOP,
                   "how often the method took a step\tonce\t%d times",
                   recorded.steps);
        check_size("the number of parameters in the method's step", recorded.n,
                   net->n);
        for (size_t i = 0; i < net->n; i++) {
            at[i] = start[i] + (method->point != NULL ? v[i] / 2 : 0);
        }
        loss = loss_of(net, at, m, b.x, b.labels, &correct);
        gradient_of(net, at, m, b.x, b.labels, grad);
        check_close("the loss that is returned", got, loss, right, 1, LOOP);
        check_vector("grad", net->n, net->grad, grad, right, 1, LOOP);
        for (size_t i = 0; i < net->n; i++) {
            start[i] += v[i] / 2 - grad[i] / 4;
        }
        check_vector("theta", net->n, net->theta, start, right, 1, LOOP);
        check_shape(net, LOOP);
        check_that(
            opt.t == 0, LOOP,
            "the steps in opt->t, which this method does not count\t0\t%d\tthe "
            "method counts its steps, if it needs to.",
            opt.t);
    }
}

/* The network by hand: with eta = 1/4 its step is a quarter of the gradient. */
static void train_step_by_hand(void)
{
    struct rng rng;
    struct network *net = lend_network(&network_by_hand);
    struct optimizer opt = lend_optimizer(&plain_method, net->n);
    struct batches b = lend_case(&network_by_hand, 1, 1, &rng);
    const double expected[] = {0.5,  -1,   -0.25, 1,  -0.25, 0,
                               1.25, 2.75, 2,     -1, 4.125, -0.125};

    rng_seed(&rng, 95);
    memcpy(net->theta, network_by_hand.theta, net->n * sizeof *net->theta);
    calling("train_step with the network of the chapter's example, 2-2-2, and "
            "gradient descent with eta = 0.25: theta = %s",
            show(net->n, network_by_hand.theta));
    at_step(1);
    check_close("the loss that is returned", (double)train_step(net, &opt, &b),
                log(2.0), TOL(1e-14, 1e-5), 1, LOOP);
    check_vector("theta", net->n, net->theta, expected, TOL(1e-14, 1e-5), 4,
                 LOOP);
}

/* The gradient is (2, 0, 1, 0, 1, 0, -1, 1, 0, 0, -1/2, 1/2); the method gets it
 * clipped at 1/4. That is done by optimizer_step, which knows of it. */
static void train_step_clipped(void)
{
    struct rng rng;
    struct network *net = lend_network(&network_by_hand);
    struct optimizer opt = lend_optimizer(&plain_method, net->n);
    struct batches b = lend_case(&network_by_hand, 1, 1, &rng);
    const double change[] = {-1, 0, -1, 0, -1, 0, 1, -1, 0, 0, 1, -1};
    double expected[MOST_THETA];

    rng_seed(&rng, 104);
    opt.clip.rule = CLIP_VALUE;
    opt.clip.at = 0.25;
    memcpy(net->theta, network_by_hand.theta, net->n * sizeof *net->theta);
    doubles(net->n, network_by_hand.theta, expected);
    for (size_t i = 0; i < net->n; i++) {
        expected[i] += change[i] / 16;
    }
    calling("train_step with the network of the chapter's example, 2-2-2, and "
            "gradient descent with eta = 0.25 whose gradients optimizer_step "
            "clips by value at 0.25: theta = %s",
            show(net->n, network_by_hand.theta));
    at_step(1);
    check_close("the loss that is returned", (double)train_step(net, &opt, &b),
                log(2.0), TOL(1e-14, 1e-5), 1, LOOP);
    check_vector("theta", net->n, net->theta, expected, TOL(1e-14, 1e-5), 4,
                 LOOP);
}

static void train_steps_of(const struct method *method)
{
    struct rng rng;
    struct case_of c = {2, {2, 3, 2}, SIGMOID, 3, 7, NULL, NULL, NULL};
    struct case_of deep = {3, {3, 4, 3, 3}, RELU, 4, 9, NULL, NULL, NULL};

    rng_seed(&rng, 96);
    draw_case(&rng, &c);
    c.batch = 3;
    steps_are(&c, method, 7, 8, TOL(1e-8, 1e-5));
    draw_case(&rng, &deep);
    deep.batch = 4;
    steps_are(&deep, method, 9, 5, TOL(1e-8, 1e-5));
}

static void train_steps(void)
{
    train_steps_of(&plain_method);
}

/* Where the gradient is wanted and where the step begins are two points. */
static void train_steps_ahead(void)
{
    train_steps_of(&looking_ahead);
}

/* ---- evaluate ----------------------------------------------------------- */

static void calling_evaluate(const struct case_of *c, size_t batch)
{
    calling("evaluate with a network %s, theta = %s, %zu examples, batch = "
            "%zu",
            units_of(c), show(parameters_of(c), c->theta), c->batch, batch);
}

/* The score of the case's examples, whatever the size of the batches. */
static void score_is(const struct case_of *c, size_t batch, double loss,
                     double accuracy, double right)
{
    struct network *net = lend_network(c);
    const real *theta = input("theta", net->n, c->theta);
    const struct examples set = {
        c->batch, c->units[0],
        (real *)input("set->x", c->batch * c->units[0], c->x),
        (unsigned char *)lend_input("set->labels", c->batch, c->labels)};
    struct score got;

    calling_evaluate(c, batch);
    got = evaluate(net, theta, &set, batch);
    check_close("the loss", got.loss, loss, right, 1, BATCH_MEAN);
    check_close("the accuracy", got.accuracy, accuracy, TOL(1e-14, 1e-6), 0,
                CORRECT);
    check_own_theta(net, LOOP);
    check_no_gradient(net, LOOP);
    for (size_t l = 0; l < net->depth; l++) {
        const struct layer *layer = &net->layer[l];

        for (size_t i = batch * layer->out; i < net->batch * layer->out; i++) {
            check_that(isnan(layer->y[i]), LOOP,
                       "the examples in one call of network_forward\tat most "
                       "%zu\tmore, of which the outputs are in the y of layer "
                       "%zu",
                       batch, l + 1);
        }
    }
}

/* The network has room for more examples than are asked for in one call. */
static void evaluate_in_small_batches(void)
{
    struct case_of c = network_by_hand;
    const double small = log1p(exp(-4.0));

    c.most = 5;
    c.batch = 5;
    c.x = (const real[]){0, -1, 2, 1, 0, -1, 0, -1, 2, 1};
    c.labels = (const unsigned char[]){0, 1, 1, 0, 0};
    score_is(&c, 2, (3 * small + 4 + 2 * log(2.0)) / 5, 3 / 5.0,
             TOL(1e-14, 1e-5));
}

/* The logits are (6, 6) for (2, 1), and (4, 0) for (0, -1). */
static void evaluate_by_hand(void)
{
    struct case_of c = network_by_hand;
    const double small = log1p(exp(-4.0));

    score_is(&c, 1, log(2.0), 1, TOL(1e-14, 1e-5));
    c.batch = 3;
    c.x = (const real[]){0, -1, 2, 1, 0, -1};
    c.labels = (const unsigned char[]){0, 1, 1};
    score_is(&c, 1, (small + log(2.0) + 4 + small) / 3, 1 / 3.0,
             TOL(1e-14, 1e-5));
    c.most = 2; /* batches of two and of one */
    score_is(&c, 2, (small + log(2.0) + 4 + small) / 3, 1 / 3.0,
             TOL(1e-14, 1e-5));
}

static void evaluate_unequal_batches(void)
{
    struct rng rng;

    rng_seed(&rng, 97);
    for (size_t n = 1; n <= 25; n += 6) {
        for (size_t batch = 1; batch <= n + 2; batch += 1 + n / 5) {
            struct case_of c = {3, {2, 4, 3, 3}, SIGMOID, batch,
                                n, NULL,         NULL,    NULL};
            const struct network *net = lend_network(&c);
            double at[MOST_THETA], loss;
            size_t correct;

            draw_case(&rng, &c);
            loss = loss_of(net, doubles(net->n, c.theta, at), n, c.x, c.labels,
                           &correct);
            score_is(&c, batch, loss, (double)correct / (double)n,
                     TOL(1e-13, 1e-5));
            give_back();
        }
    }
}

/* An example that is not a number is wrong, and the mean loss is none. */
static void evaluate_nan(void)
{
    const struct case_of c = {1,
                              {1, 2},
                              SIGMOID,
                              2,
                              5,
                              (const real[]){1, -1, 0, 0},
                              (const real[]){1, NAN, -1, NAN, 2},
                              (const unsigned char[]){0, 0, 1, 1, 0}};

    score_is(&c, 2, NAN, 0.6, TOL(1e-14, 1e-5));
}

/* Each of 20000 examples has the loss ln 2; see loss_of_a_large_batch. */
static void evaluate_a_large_set(void)
{
    enum { N = 20000 };
    const struct case_of c = {
        1, {1, 2}, RELU, 3, N, (const real[]){0, 0, 3, 3}, NULL, NULL};
    struct network *net = lend_network(&c);
    const real *theta = input("theta", 4, c.theta);
    struct examples set = {N, 1, filled("set->x", N, 1),
                           lend("set->labels", N, NULL)};

    for (size_t i = 0; i < N; i++) {
        set.labels[i] = i % 8 == 0;
    }
    calling("evaluate with 20000 examples, batch = 3, all logits 3; the sums "
            "must not be float");
    struct score got = evaluate(net, theta, &set, 3);
    check_close("the loss", got.loss, log(2.0), TOL(1e-11, 1e-5), 0,
                BATCH_MEAN);
    check_close("the accuracy", got.accuracy, 0.875, TOL(1e-11, 1e-6), 0,
                CORRECT);
}

/* ---- the repairs -------------------------------------------------------- */

/* Gradient descent worked out here: from theta, on the examples first .. */
static void descend(const struct network *net, double theta[], double lr,
                    const struct case_of *c, size_t first, size_t m)
{
    double grad[MOST_THETA];

    gradient_of(net, theta, m, c->x + first * c->units[0], c->labels + first,
                grad);
    for (size_t i = 0; i < net->n; i++) {
        theta[i] -= lr * grad[i];
    }
}

/* All in one epoch, whose order is that of the examples. */
static void loss_curve_is(struct case_of c, size_t n, size_t batch)
{
    const size_t steps = (n + batch - 1) / batch;
    struct rng rng;
    struct network *net;
    struct sgd opt = {.lr = (real)0.5};
    struct batches b;
    double theta[MOST_THETA], expected[MOST_EXAMPLES];
    real *losses = unwritten("losses", steps);
    size_t correct;

    rng_seed(&rng, 98 + n);
    c.batch = n;
    c.most = batch;
    draw_case(&rng, &c);
    net = lend_network(&c);
    b = lend_case(&c, n, batch, &rng);
    memcpy(net->theta, c.theta, net->n * sizeof *net->theta);
    doubles(net->n, c.theta, theta);
    for (size_t t = 0; t < steps; t++) {
        const size_t at = t * batch, m = n - at < batch ? n - at : batch;

        descend(net, theta, 0.5, &c, at, m);
        expected[t] = loss_of(net, theta, m, c.x + at * c.units[0],
                              c.labels + at, &correct);
    }
    calling("repaired_loss_curve with a network %s, eta = 0.5, %zu examples, "
            "batch = %zu, steps = %zu: theta = %s",
            units_of(&c), n, batch, steps, show(net->n, c.theta));
    repaired_loss_curve(net, &opt, &b, steps, losses);
    check_vector("losses", steps, losses, expected, TOL(1e-8, 1e-5), 1, CURVES);
    at_step((int)steps);
    check_vector("theta", net->n, net->theta, theta, TOL(1e-8, 1e-5), 1, LOOP);
    check_size("the new next of the batches", b.next, n);
}

/* All examples in each batch, so that their order does not matter, and an epoch
 * for every step. */
static void loss_curve_of_epochs(void)
{
    enum { N = 5, STEPS = 4 };
    struct case_of c = {.depth = 2, .units = {2, 3, 2}, .most = N, .batch = N};
    struct rng rng;
    struct network *net;
    struct sgd opt = {.lr = (real)0.5};
    struct batches b;
    double theta[MOST_THETA], expected[STEPS];
    real *losses = unwritten("losses", STEPS);
    size_t correct;

    rng_seed(&rng, 105);
    draw_case(&rng, &c);
    net = lend_network(&c);
    b = lend_case(&c, N, N, &rng);
    memcpy(net->theta, c.theta, net->n * sizeof *net->theta);
    doubles(net->n, c.theta, theta);
    for (size_t t = 0; t < STEPS; t++) {
        descend(net, theta, 0.5, &c, 0, N);
        expected[t] = loss_of(net, theta, N, c.x, c.labels, &correct);
    }
    calling("repaired_loss_curve with a network 2-3-2, eta = 0.5, %d examples, "
            "all in one batch, so that each of the %d steps is an epoch",
            N, STEPS);
    repaired_loss_curve(net, &opt, &b, STEPS, losses);
    check_vector("losses", STEPS, losses, expected, TOL(1e-8, 1e-5), 1, CURVES);
}

static void loss_curves(void)
{
    loss_curve_is((struct case_of){.depth = 2, .units = {2, 3, 2}}, 6, 2);
    loss_curve_is((struct case_of){.depth = 3, .units = {3, 4, 3, 2}}, 11, 3);
    loss_curve_is((struct case_of){.depth = 1, .units = {2, 3}}, 4, 1);
    loss_curve_is((struct case_of){.depth = 2, .units = {2, 2, 3}}, 5, 5);
}

/* What is stored is not theta, but twice of it. */
static void half_of_stored(const struct optimizer *opt, size_t n,
                           const real stored[], real theta[])
{
    (void)opt;
    for (size_t i = 0; i < n; i++) {
        theta[i] = stored[i] / 2;
    }
}

static void step_of_doubled(struct optimizer *opt, size_t n, real stored[],
                            const real grad[])
{
    (void)opt;
    for (size_t i = 0; i < n; i++) {
        stored[i] -= 2 * grad[i];
    }
}

static const struct method doubled = {.name = "a method that stores 2 theta",
                                      .arrays = 1,
                                      .step = step_of_doubled,
                                      .point = half_of_stored,
                                      .read = half_of_stored};

/* The point is far from theta: what is measured there is something else. */
static void minus_theta(const struct optimizer *opt, size_t n,
                        const real theta[], real point[])
{
    (void)opt;
    for (size_t i = 0; i < n; i++) {
        point[i] = -theta[i];
    }
}

/* From theta along the gradient at sign * theta, on all examples. */
static void descend_from(const struct network *net, double theta[], int sign,
                         double lr, const struct case_of *c)
{
    double point[MOST_THETA], grad[MOST_THETA];

    for (size_t i = 0; i < net->n; i++) {
        point[i] = sign * theta[i];
    }
    gradient_of(net, point, c->batch, c->x, c->labels, grad);
    for (size_t i = 0; i < net->n; i++) {
        theta[i] -= lr * grad[i];
    }
}

/*
 * All examples are one batch, so that their order does not matter. The examples
 * that are held out are others. Accuracies are shares of HELD examples; no two
 * logits that compete are closer than 1e-3.
 */
enum { TRAINED = 5, HELD = 9 };

static void accuracy_curve_is(const struct method *method, double lr,
                              size_t steps, size_t every, uint64_t seed)
{
    const double stored = method->read != NULL ? 2 : 1;
    struct case_of c = {
        .depth = 2, .units = {2, 4, 3}, .most = TRAINED, .batch = TRAINED};
    struct case_of h = c;
    struct rng rng;
    struct network *net;
    struct optimizer opt;
    struct batches b;
    struct examples held;
    struct point *curve;
    double theta[MOST_THETA];
    unsigned char labels[HELD];
    const size_t count = steps / every;
    size_t got, correct;

    rng_seed(&rng, seed);
    h.batch = HELD;
    draw_case(&rng, &h);
    memcpy(labels, h.labels, HELD);
    draw_case(&rng, &c);
    net = lend_network(&c);
    opt = lend_optimizer(method, net->n);
    b = lend_case(&c, TRAINED, TRAINED, &rng);
    held = (struct examples){
        HELD, 2, (real *)input("held->x", 2 * HELD, h.x),
        (unsigned char *)lend_input("held->labels", HELD, labels)};
    curve = lend("curve", count * sizeof *curve, NULL);
    for (size_t i = 0; i < net->n; i++) {
        net->theta[i] = (real)stored * c.theta[i];
    }
    calling("repaired_accuracy_curve with a network 2-4-3, %d examples in one "
            "batch, %d held out, %s, steps = %zu, every = %zu",
            TRAINED, HELD, method->name, steps, every);
    got = repaired_accuracy_curve(net, &opt, &b, &held, steps, every, curve);
    check_size("the number of points that is returned", got, count);
    doubles(net->n, c.theta, theta);
    for (size_t t = 1, k = 0; t <= steps; t++) {
        descend_from(net, theta, method->point == minus_theta ? -1 : 1, lr, &c);
        if (t % every == 0) {
            loss_of(net, theta, HELD, h.x, labels, &correct);
            check_that(curve[k].step == t, CURVES,
                       "the step of point %zu\t%zu\t%zu", k, t, curve[k].step);
            check_that(
                fabs(curve[k].accuracy - correct / (double)HELD) < 1e-6, CURVES,
                "the accuracy of point %zu, after %zu steps\t%zu of %d "
                "= %.4f\t%.4f",
                k, t, correct, HELD, correct / (double)HELD, curve[k].accuracy);
            k++;
        }
    }
    for (size_t i = 0; i < net->n; i++) {
        theta[i] *= stored;
    }
    at_step((int)steps);
    check_vector("theta", net->n, net->theta, theta, TOL(1e-7, 1e-4), 1, LOOP);
}

static void step_of_one(struct optimizer *opt, size_t n, real theta[],
                        const real grad[])
{
    (void)opt;
    for (size_t i = 0; i < n; i++) {
        theta[i] -= grad[i];
    }
}

static const struct method descent = {
    .name = "gradient descent, eta = 1", .arrays = 1, .step = step_of_one};

static const struct method mirrored = {
    .name = "a method that wants the gradient at -theta",
    .arrays = 1,
    .step = step_of_one,
    .point = minus_theta};

/* Where the gradient is wanted is not where the parameters are. */
static void accuracy_curve_not_of_the_point(void)
{
    accuracy_curve_is(&mirrored, 1, 5, 2, 106);
}

static void accuracy_curves(void)
{
    accuracy_curve_is(&descent, 1, 12, 2, 99);
    accuracy_curve_is(&descent, 1, 7, 3, 100);
    accuracy_curve_is(&descent, 1, 4, 1, 101);
    accuracy_curve_is(&descent, 1, 2, 3, 102);
}

static void accuracy_curve_of_theta(void)
{
    accuracy_curve_is(&doubled, 1, 9, 2, 103);
}

/* ---- the predictions ---------------------------------------------------- */

/* Of a result from 0.1 to 1; the third digit may be rounded. */
static void predicts(const char *name, double got, double right,
                     const char *what, const char *think, const char *label)
{
    const double off = fabs(got - right);

    calling("%s", name);
    check_that(!(off > 0.0005 && off < 0.005), label,
               "the result\tthree significant digits\t%.6g\tit is near, but "
               "three significant digits are asked for.",
               got);
    check_that(off <= 0.0005, label, "the result\t%s\t%.6g\t%s", what, got,
               think);
}

/* A number of parameters is a whole number, and exact. */
static void predicted_parameters(void)
{
    static const int units[] = {784, 100, 50, 10};
    double right = 0;
    double got;

    for (int l = 1; l <= 3; l++) {
        right += (units[l - 1] + 1) * units[l];
    }
    calling("predict_parameters");
    got = (double)predict_parameters();
    check_that(got == right, "eq:parameters (8.2)",
               "the result\tthe number of parameters of 784-100-50-10\t%.9g\t"
               "draw the layers as tables, one row an input and one column a "
               "unit, and do not forget a bias for each unit.",
               got);
}

/* The network by hand, one step of 0.1 on the gradient by differences. */
static void predicted_loss_after_step(void)
{
    const struct network *net = lend_network(&network_by_hand);
    double theta[MOST_THETA], right;
    size_t correct;

    doubles(net->n, network_by_hand.theta, theta);
    descend(net, theta, 0.1, &network_by_hand, 0, 1);
    right = loss_of(net, theta, 1, network_by_hand.x, network_by_hand.labels,
                    &correct);
    predicts(
        "predict_loss_after_step", (double)predict_loss_after_step(), right,
        "the loss after the step",
        "change all 12 numbers at once, then go forward again: the loss is "
        "not a straight line.",
        BY_HAND);
}

static void predicted_mean(void)
{
    double total = 0;

    for (int i = 0; i < 250; i++) {
        total += i < 100 ? 0.2 : i < 200 ? 0.4 : 0.9;
    }
    predicts("predict_mean_of_unequal_batches",
             (double)predict_mean_of_unequal_batches(), total / 250,
             "the mean loss of the 250 examples",
             "the last batch has 50 examples: how large is the sum of their "
             "losses?",
             BATCH_MEAN);
}

/* ---- the exercises ------------------------------------------------------ */

const struct exercise exercises[] = {
    {"affine_forward", AFFINE_SECTION,
     TESTS(TEST(forward_by_hand), TEST(forward_one_number), TEST(forward_rows),
           TEST(forward_computed_elsewhere), TEST(forward_many_sizes),
           TEST(forward_nan))},
    {"affine_backward", BACKPROP,
     TESTS(TEST(backward_by_hand), TEST(backward_rows),
           TEST(backward_computed_elsewhere), TEST(backward_many_sizes),
           TEST(backward_nan))},
    {"sigmoid_forward", ACTIVATIONS,
     TESTS(TEST(sigmoid_by_hand), TEST(sigmoid_computed_elsewhere),
           TEST(sigmoid_many), TEST(sigmoid_of_any_size))},
    {"sigmoid_backward", BACKPROP,
     TESTS(TEST(sigmoid_back_by_hand), TEST(sigmoid_back_differences),
           TEST(sigmoid_back_nan))},
    {"relu_forward", ACTIVATIONS,
     TESTS(TEST(relu_by_hand), TEST(relu_many), TEST(relu_of_any_size))},
    {"relu_backward", BACKPROP,
     TESTS(TEST(relu_back_by_hand), TEST(relu_back_at_zero),
           TEST(relu_back_many), TEST(relu_back_nan))},
    {"softmax_cross_entropy", LIKELIHOOD,
     TESTS(TEST(loss_by_hand), TEST(loss_of_one_class),
           TEST(loss_computed_elsewhere), TEST(loss_of_large_logits),
           TEST(loss_of_unequal_rows), TEST(loss_differences),
           TEST(loss_of_256_classes), TEST(loss_nan),
           TEST(loss_of_a_large_batch))},
    {"count_correct", SURROGATE,
     TESTS(TEST(count_by_hand), TEST(count_negative), TEST(count_ties),
           TEST(count_nan), TEST(count_of_any_size), TEST(count_many_sizes))},
    {"network_forward", BACKPROP,
     TESTS(TEST(network_forward_by_hand), TEST(network_forward_shapes),
           TEST(network_forward_twice), TEST(network_forward_nan))},
    {"network_gradient", BACKPROP,
     TESTS(TEST(network_gradient_by_hand), TEST(network_gradient_differences),
           TEST(network_gradient_again), TEST(network_gradient_at_edges))},
    {"next_batch", LOOP,
     TESTS(TEST(batch_in_the_middle), TEST(batch_is_short_at_the_end),
           TEST(batches_of_epochs), TEST(orders_are_random),
           TEST(two_sets_of_batches))},
    {"train_step", LOOP,
     TESTS(TEST(train_step_by_hand), TEST(train_step_clipped),
           TEST(train_steps), TEST(train_steps_ahead))},
    {"evaluate", LOOP,
     TESTS(TEST(evaluate_by_hand), TEST(evaluate_unequal_batches),
           TEST(evaluate_in_small_batches), TEST(evaluate_nan),
           TEST(evaluate_a_large_set))},
    {"repaired_loss_curve", CURVES,
     TESTS(TEST(loss_curves), TEST(loss_curve_of_epochs))},
    {"repaired_accuracy_curve", CURVES,
     TESTS(TEST(accuracy_curves), TEST(accuracy_curve_of_theta),
           TEST(accuracy_curve_not_of_the_point))},
    {"predict_parameters", AFFINE_SECTION, TESTS(TEST(predicted_parameters))},
    {"predict_loss_after_step", BY_HAND,
     TESTS(TEST(predicted_loss_after_step))},
    {"predict_mean_of_unequal_batches", LOOP, TESTS(TEST(predicted_mean))},
    {0},
};
