/* First weights, and what becomes of them; chapters/06-initialization.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 10, EXAMPLES = 20, STEPS = 10001 };

static const double pi = 3.14159265358979323846;

/* A network with one input, a layer of hidden units and one output. */
struct net {
    int hidden;
    double w[MOST], b[MOST], v[MOST], c;
};

/* Return y for the input x; h gets what each unit says. */
static double forward(const struct net *p, double x, double h[MOST])
{
    double y = p->c;

    for (int j = 0; j < p->hidden; j++) {
        h[j] = tanh(p->w[j] * x + p->b[j]);
        y += p->v[j] * h[j]; /* eq:one-hidden (6.1) */
    }
    return y;
}

/* Return the loss of one example. Its gradient is added to g. */
static double add_gradient(const struct net *p, double x, double target,
                           struct net *g)
{
    double h[MOST];
    const double dy = forward(p, x, h) - target;

    g->c += dy; /* eq:one-hidden-back (6.2) */
    for (int j = 0; j < p->hidden; j++) {
        const double db = dy * p->v[j] * (1 - h[j] * h[j]);

        g->v[j] += dy * h[j];
        g->b[j] += db;
        g->w[j] += db * x;
    }
    return dy * dy / 2;
}

/* Take one step down the mean loss of all examples; return that loss. */
static double step(struct net *p, double eta)
{
    struct net g = {0};
    double loss = 0;

    for (int i = 0; i < EXAMPLES; i++) {
        const double x = 3 * (i + 0.5) / EXAMPLES - 1.5;

        loss += add_gradient(p, x, sin(pi * x), &g) / EXAMPLES;
    }
    eta /= EXAMPLES;
    p->c -= eta * g.c;
    for (int j = 0; j < p->hidden; j++) {
        p->w[j] -= eta * g.w[j];
        p->b[j] -= eta * g.b[j];
        p->v[j] -= eta * g.v[j];
    }
    return loss;
}

static double descend(struct net *p, double eta, int steps)
{
    double loss = 0;

    while (steps-- > 0)
        loss = step(p, eta);
    return loss;
}

/* How far the units are apart, in w. */
static double spread(const struct net *p)
{
    double largest = 0;

    for (int j = 1; j < p->hidden; j++)
        largest = fmax(largest, fabs(p->w[j] - p->w[0]));
    return largest;
}

static double normal(void);
static uint64_t seed;

/* How w and b start, and how v does: a fixed value, and normal noise. */
static const struct start {
    const char *name;
    double fixed, noise_w, noise_v;
} starts[] = {
    {"all 0", 0, 0, 0},         {"all 1", 1, 0, 0},
    {"only v random", 1, 0, 1}, {"random, 0.01", 0, 0.01, 0.01},
    {"random, 1", 0, 1, 1},     {"random, 10", 0, 10, 10},
};

enum { STARTS = sizeof starts / sizeof starts[0] };

static struct net begin(const struct start *s, int hidden, int number)
{
    struct net p = {.hidden = hidden};

    seed = (uint64_t)number;
    for (int j = 0; j < hidden; j++) {
        p.w[j] = s->fixed + s->noise_w * normal();
        p.b[j] = s->fixed + s->noise_w * normal();
        p.v[j] = s->fixed + s->noise_v * normal();
    }
    return p;
}

static void print_starts(void)
{
    const int more[] = {1, 100, 900, 9000};

    printf("start           loss: 0       100      1000     10000    spread\n");
    for (int k = 0; k < STARTS; k++) {
        struct net p = begin(&starts[k], MOST, 1);

        printf("%-15s", starts[k].name);
        for (int i = 0; i < 4; i++)
            printf("%10.4f", descend(&p, 0.1, more[i]));
        printf("%10.3g\n", spread(&p));
    }
}

static void print_runs(void)
{
    for (int k = 0; k < STARTS; k++) {
        struct net p = begin(&starts[k], MOST, 1);
        double h[MOST];

        for (int t = 1, more = 1; t <= STEPS; t += more) {
            printf("%d\t%.17g\n", t, descend(&p, 0.1, more));
            more = 1 + t / 20;
        }
        printf("\n\n");
        for (int i = -160; i <= 160; i++)
            printf("%.17g\t%.17g\n", i / 100.0, forward(&p, i / 100.0, h));
        printf("\n\n");
    }
}

static void print_levels(void)
{
    const int hidden[] = {2, 3, 10};

    for (int k = 0; k < 3; k++) {
        for (int number = 1; number <= 40; number++) {
            struct net p = begin(&starts[4], hidden[k], number);

            printf("%d\t%d\t%.17g\n", k, number, descend(&p, 0.1, STEPS));
        }
    }
}

/* Runs with two units, continued at the same rate, and at a smaller one. */
static void print_longer(void)
{
    const int number[] = {4, 3, 16, 2};

    for (int k = 0; k < 4; k++) {
        struct net p = begin(&starts[4], 2, number[k]), q;

        printf("%d\t%.4f", number[k], descend(&p, 0.1, STEPS));
        q = p;
        printf("\t%.4f", descend(&p, 0.1, 10 * STEPS));
        printf("\t%.4f\n", descend(&q, 0.02, 10 * STEPS));
    }
}

static double uniform(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

struct pair {
    double a, b;
};

static struct pair bell(double u1, double u2)
{
    const double r = sqrt(-2 * log(1 - u1)); /* eq:box-muller (6.4) */

    return (struct pair){r * cos(2 * pi * u2), r * sin(2 * pi * u2)};
}

/* The second number of each pair is thrown away: nothing is left over. */
static double normal(void)
{
    const double u1 = uniform(), u2 = uniform();

    return bell(u1, u2).a;
}

static void print_pairs(void)
{
    seed = 1;
    for (int k = 0; k < 2000; k++) {
        const double u1 = uniform(), u2 = uniform();
        const struct pair z = bell(u1, u2);

        printf("%.17g\t%.17g\t%.17g\t%.17g\n", u1, u2, z.a, z.b);
    }
}

enum { UNITS = 100, BATCH = 200, LAYERS = 5 };

static double x[BATCH][UNITS];

static void draw_inputs(void)
{
    for (int i = 0; i < BATCH; i++) {
        for (int k = 0; k < UNITS; k++)
            x[i][k] = normal();
    }
}

/* Send all examples through a layer of new weights. */
static void pass(double (*f)(double z), double stddev)
{
    static double w[UNITS][UNITS];

    for (int j = 0; j < UNITS; j++) {
        for (int k = 0; k < UNITS; k++)
            w[j][k] = stddev * normal();
    }
    for (int i = 0; i < BATCH; i++) {
        double z[UNITS] = {0};

        for (int j = 0; j < UNITS; j++) {
            for (int k = 0; k < UNITS; k++)
                z[k] += x[i][j] * w[j][k];
        }
        for (int k = 0; k < UNITS; k++)
            x[i][k] = f(z[k]);
    }
}

static double sigmoid(double z)
{
    return 1 / (1 + exp(-z));
}

static double relu(double z)
{
    return z > 0 ? z : 0;
}

static const struct {
    double (*f)(double z), low, high;
} activations[] = {{sigmoid, 0, 1}, {tanh, -1, 1}, {relu, 0, 3}};

static void print_histogram(int layer, double low, double high)
{
    enum { BINS = 30 };
    int count[BINS] = {0};

    for (int i = 0; i < BATCH; i++) {
        for (int k = 0; k < UNITS; k++) {
            const double bin = BINS * (x[i][k] - low) / (high - low);

            if (bin < BINS)
                count[(int)bin] += 1;
        }
    }
    for (int b = 0; b < BINS; b++)
        printf("%d\t%.17g\t%.17g\n", layer,
               low + (b + 0.5) * (high - low) / BINS,
               (double)count[b] / (BATCH * UNITS));
}

static void print_histograms(void)
{
    const double stddev[] = {1, 0.01, sqrt(1.0 / UNITS), sqrt(2.0 / UNITS)};

    for (int a = 0; a < 3; a++) {
        for (int s = 0; s < 4; s++) {
            seed = 1;
            draw_inputs();
            for (int l = 1; l <= LAYERS; l++) {
                pass(activations[a].f, stddev[s]);
                print_histogram(l, activations[a].low, activations[a].high);
            }
            printf("\n\n");
        }
    }
}

/* The variance of what units first .. last - 1 say, about their mean. */
static double variance(int first, int last)
{
    const double n = (double)BATCH * (last - first);
    double mean = 0, square = 0;

    for (int i = 0; i < BATCH; i++) {
        for (int k = first; k < last; k++)
            mean += x[i][k] / n;
    }
    for (int i = 0; i < BATCH; i++) {
        for (int k = first; k < last; k++)
            square += (x[i][k] - mean) * (x[i][k] - mean) / n;
    }
    return square;
}

static double variation(void)
{
    double sum = 0;

    for (int k = 0; k < UNITS; k++)
        sum += variance(k, k + 1) / UNITS;
    return sum;
}

/* The mean square of a unit: what is for all examples, and each one's own. */
struct split {
    double shared, own;
};

static double density(double z)
{
    return exp(-z * z / 2) / sqrt(2 * pi); /* eq:normal-density (6.3) */
}

/* Send a mean square through a layer with n s^2 = factor. */
static struct split expect(double (*f)(double z), double factor,
                           struct split in)
{
    const double a = sqrt(factor * in.shared), b = sqrt(factor * in.own);
    const double h = 0.05;
    struct split out = {0, 0};

    for (double u = -8; u <= 8; u += h) {
        double mean = 0, square = 0;

        for (double v = -8; v <= 8; v += h) {
            const double y = f(a * u + b * v); /* eq:split (6.10) */

            mean += h * density(v) * y;
            square += h * density(v) * y * y;
        }
        out.shared += h * density(u) * mean * mean;
        out.own += h * density(u) * (square - mean * mean);
    }
    return out;
}

static void print_sigmoid(void)
{
    struct split q = {0, 1};
    double before = 1;

    printf("Sigmoid, Xavier:  layer   all numbers   over examples   theory\n");
    seed = 1;
    draw_inputs();
    for (int l = 1; l <= LAYERS; l++) {
        pass(sigmoid, sqrt(1.0 / UNITS));
        before = q.own;
        q = expect(sigmoid, 1, q);
        printf("%22d%13.3f%16.5f%11.5f\n", l, sqrt(variance(0, UNITS)),
               sqrt(variation()), sqrt(q.own));
    }
    printf("# ratio %.3f\n", sqrt(q.own / before));
}

/* What the tenth layer of sigmoids keeps of the deviation, by the integrals. */
static double kept(double factor)
{
    struct split q = {0, 1};
    double before = 1;

    for (int l = 0; l < 2 * LAYERS; l++) {
        before = q.own;
        q = expect(sigmoid, factor, q);
    }
    return sqrt(q.own / before);
}

/* Measured in 40 networks, and as the integrals have it. */
static void print_variation(void)
{
    enum { NETS = 40 };

    for (int a = 0; a < 3; a++) {
        for (int factor = 1; factor <= 2; factor++) {
            struct split q = {0, 1};
            double sum[LAYERS + 1] = {0};

            seed = 1;
            for (int net = 0; net < NETS; net++) {
                draw_inputs();
                for (int l = 1; l <= LAYERS; l++) {
                    pass(activations[a].f, sqrt((double)factor / UNITS));
                    sum[l] += variation() / NETS;
                }
            }
            for (int l = 1; l <= LAYERS; l++) {
                q = expect(activations[a].f, factor, q);
                printf("%d\t%.17g\t%.17g\n", l, sqrt(sum[l]), sqrt(q.own));
            }
            printf("\n\n");
        }
    }
}

static void print_summary(void)
{
    const struct net wide = begin(&starts[STARTS - 1], MOST, 1);

    print_starts();
    printf("# spread_before %.1f\n", spread(&wide));
    print_sigmoid();
    printf("# ratio_16 %.2f\n", kept(16));
    printf("# ratio_100 %.2f\n", kept(100));
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"runs", print_runs},
    {"levels", print_levels},
    {"longer", print_longer},
    {"pairs", print_pairs},
    {"histograms", print_histograms},
    {"variation", print_variation},
};

int main(int argc, char *argv[])
{
    if (argc == 1) {
        print_summary();
        return 0;
    }
    for (int k = 0; k < (int)(sizeof data_sets / sizeof data_sets[0]); k++) {
        if (strcmp(argv[1], data_sets[k].name) == 0) {
            data_sets[k].print();
            return 0;
        }
    }
    fprintf(stderr, "06-initialization: there is no data set %s\n", argv[1]);
    return 2;
}
