/* The suite of chapter 8; how suites are written: tests/suite.h. */
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
#define SIGMOID "eq:sigmoid (8.3)"
#define SIGMOID_DX "eq:sigmoid-back (8.12)"
#define RELU "eq:relu (8.4)"
#define RELU_DX "eq:relu-back (8.13)"
#define LOSS "eq:cross-entropy (8.6)"
#define LOSS_DZ "eq:dlogits (8.8)"
#define CORRECT "eq:accuracy (8.7)"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The largest array of the tests has 784 x 10 weights. */
enum { ROOM = 8192 };

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
    real *y = unwritten("y", a->batch * a->out);

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
    real *dw = unwritten("dw", a->in * a->out);
    real *db = unwritten("db", a->out);

    if (dx_expected != NULL) {
        dx = unwritten("dx", a->batch * a->in);
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
    {1, 1, 1}, {1, 1, 5},  {1, 6, 1},    {4, 1, 1},   {2, 3, 4},
    {5, 7, 3}, {3, 10, 9}, {17, 13, 11}, {4, 784, 10}};

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
    real *y = unwritten("y", n);
    real *both = vector("x and y", n, from);

    calling("sigmoid_forward with x = %s", show(n, from));
    sigmoid_forward(n, x, y);
    check_vector("y", n, y, expected, TOL(1e-14, 1e-5), 1, SIGMOID);
    for (size_t i = 0; i < n; i++) {
        check_that(!(y[i] < 0 || y[i] > 1), SIGMOID, "y[%zu]\tin [0, 1]\t%.17g",
                   i, (double)y[i]);
    }
    calling("sigmoid_forward with x = %s, y = x (in place)", show(n, from));
    sigmoid_forward(n, both, both);
    check_vector("y", n, both, expected, TOL(1e-14, 1e-5), 1, SIGMOID);
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
    for (size_t n = 1; n <= 133; n += 11) {
        double x[133], y[133];

        for (size_t i = 0; i < n; i++) {
            x[i] = ((double)i - 66) / 2;
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
    real *dx = unwritten("dx", n);
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
    for (size_t n = 1; n <= 36; n += 5) {
        real y[36], dy[36];
        double expected[36];

        for (size_t i = 0; i < n; i++) {
            double x = ((double)i - 18) / 4;
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
    real *y = unwritten("y", n);
    real *both = vector("x and y", n, from);

    calling("relu_forward with x = %s", show(n, from));
    relu_forward(n, x, y);
    check_vector("y", n, y, expected, 0, 0, RELU);
    calling("relu_forward with x = %s, y = x (in place)", show(n, from));
    relu_forward(n, both, both);
    check_vector("y", n, both, expected, 0, 0, RELU);
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
    for (size_t n = 1; n <= 36; n += 5) {
        real x[36];
        double expected[36];

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
    real *dx = unwritten("dx", n);
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

    for (size_t n = 1; n <= 36; n += 5) {
        real x[36], dy[36];
        double expected[36];

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
    real *dlogits = unwritten("dlogits", n);
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
            "3, dlogits = NULL; the sum must be a double");
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

/* ---- the exercises ------------------------------------------------------ */

#define AFFINE_SECTION "sec:mlp-affine (8.2)"
#define ACTIVATIONS "sec:mlp-activations (8.3)"
#define BACKPROP "sec:mlp-backprop (8.9)"
#define LIKELIHOOD "sec:mlp-likelihood (8.5)"
#define SURROGATE "sec:mlp-surrogate (8.6)"

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
    {0},
};
