/* Momentum and Nesterov's method; read chapters/02-momentum.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct point {
    double x, y;
};

struct state {
    struct point p, v; /* place and velocity */
};

static const struct state start = {{-7, 2}, {0, 0}};

static double f(struct point p)
{
    return p.x * p.x / 20 + p.y * p.y;
}

static struct point f_gradient(struct point p)
{
    return (struct point){p.x / 10, 2 * p.y};
}

static struct state push(struct state s, struct point g, double eta,
                         double alpha)
{
    s.v.x = alpha * s.v.x - eta * g.x; /* eq:velocity (2.1) */
    s.v.y = alpha * s.v.y - eta * g.y; /* eq:velocity (2.1) */
    s.p.x += s.v.x;                    /* eq:momentum (2.2) */
    s.p.y += s.v.y;                    /* eq:momentum (2.2) */
    return s;
}

static struct state momentum(struct state s, double eta, double alpha)
{
    return push(s, f_gradient(s.p), eta, alpha);
}

#define ROOT_20 4.4721359549995794
#define ROOT_61 7.8102496759066544

typedef struct state method(struct state s, double eta, double alpha);

static method momentum, nesterov, shifted, wrong_order, rate_outside;

static const struct {
    const char *name;
    method *step;
    double eta, alpha, every_ten;
} runs[] = {
    {"sgd", momentum, 0.95, 0, 1},
    {"momentum", momentum, 0.1, 0.9, 1},
    {"shifted", shifted, 0.1, 0.9, 1},
    {"wrong_order", wrong_order, 0.1, 0.9, 1},
    {"slow_nesterov", nesterov, 0.03, 0.9, 1},
    {"slow_shifted", shifted, 0.03, 0.9, 1},
    {"rate_inside", momentum, 0.1, 0.9, 0.1},
    {"rate_outside", rate_outside, 0.1, 0.9, 0.1},
    {"no_memory", momentum, 0.1, 0, 1},
    {"short_memory", momentum, 0.1, 0.5, 1},
    {"long_memory", momentum, 0.1, 0.99, 1},
    {"best_sgd", momentum, 2 / 2.1, 0, 1},
    {"nesterov", nesterov, 0.1, 0.9, 1},
    {"tuned_momentum", momentum, 4 / (2.1 + 0.2 * ROOT_20),
     (21 - 2 * ROOT_20) / (21 + 2 * ROOT_20), 1}, /* eq:best-momentum (2.8) */
    {"tuned_nesterov", nesterov, 4 / 6.1, (ROOT_61 - 2) / (ROOT_61 + 2), 1},
};

enum { RUNS = sizeof runs / sizeof runs[0], STEPS = 100 };

static struct state advance(struct state s, int run, int t)
{
    const double eta = runs[run].eta * pow(runs[run].every_ten, t / 10);

    return runs[run].step(s, eta, runs[run].alpha);
}

static void print_paths(void)
{
    for (int run = 0; run < RUNS; run++) {
        struct state s = start;

        for (int t = 0; t <= STEPS; t++) {
            printf("%d\t%.17g\t%.17g\n", t, s.p.x, s.p.y);
            s = advance(s, run, t);
        }
        printf("\n\n"); /* Two empty lines end a block of data for gnuplot. */
    }
}

/* Return the t from which on f < 1e-3; minus the t with f > 1e12; or 0 if
 * neither comes in 10000 steps. */
static int settle(method *step, double eta, double alpha)
{
    struct state s = start;
    int last = 0;

    for (int t = 0; t < 10000; t++) {
        if (f(s.p) > 1e12)
            return -t;
        if (f(s.p) >= 1e-3)
            last = t;
        s = step(s, eta, alpha);
    }
    return last == 9999 ? 0 : last + 1;
}

static void print_settle(void)
{
    for (int k = 0; k <= 200; k++) {
        const double eta = 0.001 * pow(10, k / 60.0);

        printf("%.17g\t%d\t%d\t%d\t%d\n", eta, settle(momentum, eta, 0),
               settle(momentum, eta, 0.5), settle(momentum, eta, 0.9),
               settle(momentum, eta, 0.99));
    }
}

static void print_kappa(void)
{
    static const double kappas[] = {20, 100, 1000, 10000};

    for (int k = 0; k < 4; k++) {
        const double kappa = kappas[k], root = sqrt(kappa);
        const double sgd = (kappa - 1) / (kappa + 1);
        const double best = (root - 1) / (root + 1);

        printf("%g\t%.0f\t%.0f\t%.3f\n", kappa, log(1000) / -log(sgd),
               log(1000) / -log(best), best * best);
    }
}

static uint64_t seed;

static double coin(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (z ^ z >> 31) >> 63 ? 1 : -1;
}

enum { REPEATS = 1000, LONG = 1000 };

static const struct {
    double eta, alpha;
} noisy[] = {{0.1, 0}, {0.01, 0.9}, {0.01, 0}};

static double distance[3][LONG + 1];

static void measure_distance(void)
{
    for (int k = 0; k < 3; k++) {
        seed = 1;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            struct state s = start;

            for (int t = 0; t <= LONG; t++) {
                struct point g = f_gradient(s.p);

                distance[k][t] += s.p.x * s.p.x / REPEATS;
                g.x += coin();
                g.y += coin();
                s = push(s, g, noisy[k].eta, noisy[k].alpha);
            }
        }
        for (int t = 0; t <= LONG; t++)
            distance[k][t] = sqrt(distance[k][t]);
    }
}

static void print_noise(void)
{
    measure_distance();
    for (int t = 0; t <= LONG; t += 5)
        printf("%d\t%.17g\t%.17g\t%.17g\n", t, distance[0][t], distance[1][t],
               distance[2][t]);
}

static struct state nesterov(struct state s, double eta, double alpha)
{
    const struct point ahead = {
        s.p.x + alpha * s.v.x, /* eq:lookahead (2.10) */
        s.p.y + alpha * s.v.y, /* eq:lookahead (2.10) */
    };

    return push(s, f_gradient(ahead), eta, alpha);
}

static void print_arrows(void)
{
    const struct state s = {{-4, 1}, {2, 0.5}};
    const struct state ahead = {momentum(s, 0, 0.8).p, s.v};
    const struct point points[] = {
        s.p,
        momentum(s, 0.5, 0).p,
        ahead.p,
        momentum(s, 0.5, 0.8).p,
        nesterov(s, 0.5, 0.8).p,
        shifted(ahead, 0.5, 0.8).p,
    };

    for (int k = 0; k < 6; k++)
        printf("%.17g\t%.17g\n", points[k].x, points[k].y);
}

static struct state shifted(struct state s, double eta, double alpha)
{
    const struct point g = f_gradient(s.p);
    const double a2 = alpha * alpha, a1 = 1 + alpha;

    s.p.x += a2 * s.v.x - a1 * eta * g.x; /* eq:nesterov-shifted (2.14) */
    s.p.y += a2 * s.v.y - a1 * eta * g.y; /* eq:nesterov-shifted (2.14) */
    s.v.x = alpha * s.v.x - eta * g.x;
    s.v.y = alpha * s.v.y - eta * g.y;
    return s;
}

/* Return how far the two forms come apart in 100 steps. */
static double largest_gap(double eta, double alpha)
{
    struct state s = start, ahead = start;
    double gap = 0;

    for (int t = 0; t < 100; t++) {
        const double x = ahead.p.x - alpha * ahead.v.x; /* eq:unshift (2.16) */
        const double y = ahead.p.y - alpha * ahead.v.y; /* eq:unshift (2.16) */

        gap = fmax(gap, fmax(fabs(x - s.p.x), fabs(y - s.p.y)));
        s = nesterov(s, eta, alpha);
        ahead = shifted(ahead, eta, alpha);
    }
    return gap;
}

static struct state wrong_order(struct state s, double eta, double alpha)
{
    const struct point g = f_gradient(s.p);
    const double a2 = alpha * alpha, a1 = 1 + alpha;

    s.v.x = alpha * s.v.x - eta * g.x;
    s.v.y = alpha * s.v.y - eta * g.y;
    s.p.x += a2 * s.v.x - a1 * eta * g.x;
    s.p.y += a2 * s.v.y - a1 * eta * g.y;
    return s;
}

static void print_limits(void)
{
    const double a = 0.9, top = 2 * (1 + a) / 2; /* lambda = 2 */
    const struct {
        const char *name;
        method *step;
        double alpha, limit;
    } row[] = {
        {"SGD", momentum, 0, 1},
        {"Momentum", momentum, a, top}, /* eq:momentum-limit (2.17) */
        {"Nesterov", nesterov, a,
         top / (1 + 2 * a)}, /* eq:nesterov-limit (2.18) */
        {"wrong order", wrong_order, a, top / (1 + 2 * a + 2 * a * a)},
    };

    for (int k = 0; k < 4; k++)
        printf("%s\t%.4f\t%d\t%d\n", row[k].name, row[k].limit,
               settle(row[k].step, 0.99 * row[k].limit, row[k].alpha),
               -settle(row[k].step, 1.01 * row[k].limit, row[k].alpha));
}

/* Return the size of the larger root of z^2 - sum z + product = 0. */
static double larger_root(double sum, double product)
{
    const double d = sum * sum - 4 * product;

    return d < 0 ? sqrt(product) : (fabs(sum) + sqrt(d)) / 2;
}

/* By eq:roots (2.5), eq:nesterov-roots (2.13), and for the wrong order. */
static void print_factors(void)
{
    const double a = 0.9, a1 = 1 + a, a2 = a * a;

    for (int k = 0; k <= 800; k++) {
        const double q = k / 200.0; /* eta lambda */

        printf("%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\n", q, fabs(1 - q),
               larger_root(1.5 - q, 0.5), larger_root(a1 - q, a),
               larger_root(a1 * (1 - q), a * (1 - q)),
               larger_root(a1 - (a1 + a2) * q, a * (1 - a1 * q)));
    }
}

static struct state rate_outside(struct state s, double eta, double alpha)
{
    const struct point g = f_gradient(s.p);

    s.v.x = alpha * s.v.x + g.x; /* eq:torch-velocity (2.19) */
    s.v.y = alpha * s.v.y + g.y; /* eq:torch-velocity (2.19) */
    s.p.x -= eta * s.v.x;        /* eq:torch-momentum (2.20) */
    s.p.y -= eta * s.v.y;        /* eq:torch-momentum (2.20) */
    return s;
}

/* Return where a run is after t steps. */
static struct point after(int run, int t)
{
    struct state s = start;

    for (int k = 0; k < t; k++)
        s = advance(s, run, k);
    return s.p;
}

static void print_summary(void)
{
    static const double eta[] = {0.01, 0.1, 0.3, 0.5, 0.9, 1};

    printf("Momentum and Nesterov, rate 0.1, alpha 0.9:\n");
    for (int t = 0; t <= 4; t++)
        printf("%3d %8.4f %8.4f %8.4f %8.4f\n", t, after(1, t).x, after(1, t).y,
               after(12, t).x, after(12, t).y);

    printf("\nHeight after 30 steps:\n");
    for (int run = 0; run < RUNS; run++)
        printf("# f_%s %.4g\n", runs[run].name, f(after(run, 30)));

    printf("\nSteps until f stays below 0.001:\n");
    for (int k = 0; k < 6; k++) {
        printf("# settle_%g_0.9 %d\n", eta[k], settle(momentum, eta[k], 0.9));
        printf("# settle_%g_0.99 %d\n", eta[k], settle(momentum, eta[k], 0.99));
    }
    for (int run = RUNS - 3; run < RUNS; run++)
        printf("# settle_%s %d\n", runs[run].name,
               settle(runs[run].step, runs[run].eta, runs[run].alpha));

    printf("\nTwo forms of Nesterov's method:\n");
    printf("# form_gap %.12f\n", largest_gap(0.1, 0.9));

    printf("\nWith noise, along the valley:\n");
    measure_distance();
    for (int k = 0; k < 2; k++)
        printf("# early_%g %.2f\n# distance_%g %.2f\n", noisy[k].alpha,
               distance[k][100], noisy[k].alpha, distance[k][LONG]);
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"paths", print_paths},     {"settle", print_settle},
    {"kappa", print_kappa},     {"noise", print_noise},
    {"arrows", print_arrows},   {"limits", print_limits},
    {"factors", print_factors},
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
    fprintf(stderr, "02-momentum: there is no data set %s\n", argv[1]);
    return 2;
}
