/* The runs of chapter 6 that `make check` draws; 06-initialization.gp draws
 * them. */
#include "contract/initialization.h"
#include "draw.h"

/* A spiral of three turns: u1 is its radius, u2 the angle. */
static void draw_box_muller(void)
{
    for (int k = 0; k < 180; k++) {
        real z[2] = {0, 0};

        box_muller(k / 180.0, k % 60 / 60.0, z);
        printf("%.17g\t%.17g\n", (double)z[0], (double)z[1]);
    }
}

/* Print how densely n numbers lie in 40 bins from -2 to 2. */
static void print_density(size_t n, const real w[n])
{
    enum { BINS = 40 };
    size_t count[BINS] = {0};

    for (size_t i = 0; i < n; i++) {
        if (w[i] >= -2 && w[i] < 2) {
            count[(int)((double)(w[i] + 2) * BINS / 4)]++;
        }
    }
    for (int k = 0; k < BINS; k++) {
        printf("%g\t%.17g\n", (k + 0.5) * 4 / BINS - 2,
               (double)count[k] * BINS / 4 / (double)n);
    }
}

/* A standard deviation of 1/2, since 1 is its own square. */
static void draw_init_normal(void)
{
    enum { N = 20001 };
    static real w[N];
    struct rng rng;

    rng_seed(&rng, 6);
    init_normal(&rng, (real)0.5, N, w);
    print_density(N, w);
}

/* As many draws as make a picture, of layers of 2 inputs and 4 units: a is
 * 1. */
static void draw_repaired_xavier_uniform(void)
{
    enum { DRAWS = 2500, SIZE = 8 };
    static real w[DRAWS * SIZE];
    struct rng rng;

    rng_seed(&rng, 6);
    for (size_t k = 0; k < DRAWS; k++) {
        repaired_xavier_uniform(&rng, 2, 4, w + k * SIZE);
    }
    print_density(DRAWS * SIZE, w);
}

typedef void initializer(struct rng *rng, size_t fan_in, size_t fan_out,
                         real w[]);

enum { WIDE = 120, NARROW = 30, EXAMPLES = 20 };

/* y = f(x W), for all examples; returns the root mean square of y. */
static double layer(size_t in, size_t out, const real x[], const real w[],
                    real (*f)(real z), real y[])
{
    double sum = 0;

    for (size_t i = 0; i < EXAMPLES; i++) {
        for (size_t k = 0; k < out; k++) {
            real z = 0;
            for (size_t j = 0; j < in; j++) {
                z += x[i * in + j] * w[j * out + k];
            }
            y[i * out + k] = f(z);
            sum += (double)(y[i * out + k] * y[i * out + k]);
        }
    }
    return sqrt(sum / (double)(EXAMPLES * out));
}

/* The root mean square of a signal, which is 1 at first, after each layer. Wide
 * and narrow ones take turns, so that inputs and units differ. */
static void draw_signal(initializer *init, real (*f)(real z), int layers)
{
    static real w[WIDE * NARROW], x[2][EXAMPLES * WIDE];
    struct rng rng;

    rng_seed(&rng, 6);
    for (size_t i = 0; i < EXAMPLES * WIDE; i++) {
        x[0][i] = rng_below(&rng, 2) ? 1 : -1;
    }
    printf("0\t1\n");
    for (int k = 1; k <= layers; k++) {
        const size_t in = k % 2 ? WIDE : NARROW, out = WIDE + NARROW - in;

        init(&rng, in, out, w);
        printf("%d\t%.17g\n", k,
               layer(in, out, x[(k + 1) % 2], w, f, x[k % 2]));
    }
}

static real rectified(real z)
{
    return z > 0 ? z : 0;
}

static real squashed(real z)
{
    return tanh(z);
}

static void draw_init_xavier(void)
{
    draw_signal(init_xavier, squashed, 5);
}

static void draw_init_he(void)
{
    draw_signal(init_he, rectified, 10);
}

/* Of a number and the next one, which is 1/2: a row log10 number, result. */
static void draw_standard_deviation(void)
{
    for (int k = 0; k <= 48; k++) {
        const real first = round((real)pow(10, k / 4.0));

        printf("%g\t%.17g\n", k / 4.0,
               (double)standard_deviation(2, (real[]){first, first + 1}));
    }
}

static real slope; /* of the activation below 0 */

static real leaky(real z)
{
    return z > 0 ? z : slope * z;
}

static void draw_gain(void)
{
    for (int k = -6; k <= 6; k++) {
        slope = (real)k / 6;
        printf("%g\t%.17g\n", k / 6.0, (double)gain(leaky));
    }
}

static real squashed_slope(real z)
{
    return 1 - tanh(z) * tanh(z);
}

/* All derivatives of a small network, in the order of theta. */
static void draw_one_hidden_gradient(void)
{
    enum { HIDDEN = 4, N = 3 * HIDDEN + 1 };
    const struct one_hidden net = {HIDDEN, squashed, squashed_slope};
    const real theta[N] = {(real)0.9, (real)-0.6, (real)1.4,  (real)0.3,
                           (real)0.2, (real)0.5,  (real)-0.4, (real)-0.1,
                           (real)0.8, (real)1.2,  (real)-0.7, (real)0.5,
                           (real)0.3};
    real grad[N] = {0};

    one_hidden_gradient(&net, theta, (real)0.7, (real)-0.6, grad);
    for (int k = 0; k < N; k++) {
        printf("%d\t%.17g\n", k, (double)grad[k]);
    }
}

const struct picture pictures[] = {
    {"box_muller", draw_box_muller},
    {"init_normal", draw_init_normal},
    {"init_xavier", draw_init_xavier},
    {"init_he", draw_init_he},
    {"standard_deviation", draw_standard_deviation},
    {"gain", draw_gain},
    {"one_hidden_gradient", draw_one_hidden_gradient},
    {"repaired_xavier_uniform", draw_repaired_xavier_uniform},
    {NULL, NULL},
};
