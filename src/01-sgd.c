/* Stochastic gradient descent on small functions; read chapters/01-sgd.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct point {
    double x, y;
};

static double f(struct point p)
{
    return p.x * p.x / 20 + p.y * p.y;
}

static struct point f_gradient(struct point p)
{
    struct point g = {p.x / 10, 2 * p.y};

    return g;
}

static struct point step(struct point p, struct point g, double eta)
{
    p.x -= eta * g.x; /* eq:sgd (1.1) */
    p.y -= eta * g.y; /* eq:sgd (1.1) */
    return p;
}

static void print_path(struct point (*gradient)(struct point), struct point p,
                       double eta)
{
    for (int t = 0; t <= 320; t++) {
        printf("%d\t%.17g\t%.17g\n", t, p.x, p.y);
        p = step(p, gradient(p), eta);
    }
    printf("\n\n"); /* Two empty lines end a block of data for gnuplot. */
}

static const struct point start = {-7, 2};

static void print_paths(void)
{
    const double eta[] = {0.1, 0.5, 0.95, 0.99, 1, 1.01};

    for (int k = 0; k < 6; k++)
        print_path(f_gradient, start, eta[k]);
}

/* Return the first t with f < 1e-3, or minus that with f > 1e12, or 0. */
static int steps_needed(double eta)
{
    struct point p = start;

    for (int t = 0; t <= 10000; t++) {
        if (f(p) < 1e-3)
            return t;
        if (f(p) > 1e12)
            return -t;
        p = step(p, f_gradient(p), eta);
    }
    return 0;
}

static void print_steps(void)
{
    const double eta[] = {0.001, 0.003, 0.01, 0.03, 0.1,  0.3,  0.5, 0.9, 0.95,
                          0.99,  1,     1.01, 1.5,  1.89, 1.91, 3,   5};

    for (int k = 0; k < (int)(sizeof eta / sizeof eta[0]); k++) {
        const int t = steps_needed(eta[k]);

        if (t > 0)
            printf("%g\t%d\n", eta[k], t);
        else if (t < 0)
            printf("%g\tdiverges, past 1e12 at %d\n", eta[k], -t);
        else
            printf("%g\tnot within 10000\n", eta[k]);
    }
}

static const double target[] = {1, 2, 3, 6};
static const double target_mean = 3, target_variance = 3.5;

static uint64_t seed;

static uint64_t next(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static double example_gradient(double theta)
{
    return theta - target[next() >> 62]; /* Two bits choose one of four. */
}

static double well(double w)
{
    return w * w * w * w / 4 - w * w / 2 + 0.15 * w;
}

static double well_slope(double w)
{
    return w * w * w - w + 0.15;
}

static double forward(double (*loss)(double), double w, double h)
{
    return (loss(w + h) - loss(w)) / h;
}

static double central(double (*loss)(double), double w, double h)
{
    const double rise = loss(w + h) - loss(w - h);

    return rise / (2 * h); /* eq:central-difference (1.6) */
}

static double noise_floor(double eta, double lambda, double sigma2)
{
    const double contraction = lambda * (2 - eta * lambda);

    return sqrt(eta * sigma2 / contraction); /* eq:floor (1.7) */
}

static double noise(void)
{
    double sum = -6;

    for (int k = 0; k < 12; k++)
        sum += (double)(next() >> 11) * 0x1p-53;
    return sum;
}

static struct point noisy_gradient(struct point p)
{
    struct point g = f_gradient(p);

    g.x += noise();
    g.y += noise();
    return g;
}

static void print_cloud(void)
{
    const double eta[] = {0.5, 0.05};

    seed = 1;
    for (int k = 0; k < 2; k++) {
        struct point p = {0, 0};

        for (int t = 0; t < 20000; t++) {
            p = step(p, noisy_gradient(p), eta[k]);
            if (t % 40 == 39)
                printf("%.17g\t%.17g\n", p.x, p.y);
        }
        printf("\n\n");
    }
}

static double rate(int schedule, int t)
{
    switch (schedule) {
    case 0:
        return 0.1;
    case 1:
        return 0.01;
    case 2:
        return t < 100 ? 0.1 : t < 1000 ? 0.01 : 0.001;
    default:
        return 1.0 / (1 + t);
    }
}

enum { SCHEDULES = 4, RUNS = 1000, STEPS = 10000 };

static double distance[SCHEDULES][STEPS + 1]; /* root mean square */

static void measure_distance(void)
{
    seed = 1;
    for (int s = 0; s < SCHEDULES; s++) {
        for (int run = 0; run < RUNS; run++) {
            double theta = 0;

            for (int t = 0; t <= STEPS; t++) {
                distance[s][t] += pow(theta - target_mean, 2) / RUNS;
                theta -= rate(s, t) * example_gradient(theta);
            }
        }
        for (int t = 0; t <= STEPS; t++)
            distance[s][t] = sqrt(distance[s][t]);
    }
}

static void print_distance(void)
{
    measure_distance();
    for (int t = 1; t <= STEPS; t += 1 + t / 20)
        printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, distance[0][t],
               distance[1][t], distance[2][t], distance[3][t]);
}

static struct point saddle_gradient(struct point p)
{
    struct point g = {p.x, p.y * p.y * p.y - p.y};

    return g;
}

static void print_saddle(void)
{
    const struct point from[] = {{1, 0.1}, {1, 1e-6}, {1, 1e-12}, {1, 0}};

    for (int k = 0; k < 4; k++)
        print_path(saddle_gradient, from[k], 0.1);
}

static int steps_to_leave(struct point p)
{
    int t = 0;

    for (; fabs(p.y) <= 0.9; t++)
        p = step(p, saddle_gradient(p), 0.1);
    return t;
}

static double sigmoid(double w)
{
    return 1 / (1 + exp(-w));
}

static double squared_slope(double w)
{
    return sigmoid(w) * sigmoid(w) * (1 - sigmoid(w));
}

/* Descend from w to w <= 0, print the way or not, return the steps. */
static int cross_plateau(double (*slope)(double), double w, int print)
{
    for (int t = 0, due = 0;; t++) {
        if (print && (t == due || w <= 0)) {
            printf("%d\t%.17g\n", t, w);
            due += 1 + t / 200;
        }
        if (w <= 0)
            return t;
        w -= 0.1 * slope(w);
    }
}

static void print_plateau(void)
{
    cross_plateau(squared_slope, 10, 1);
    printf("\n\n");
    cross_plateau(sigmoid, 10, 1);
}

/* Return the share of 400 runs from w = 1 that are at w < 0 in the end. */
static double share_left(double eta, double sigma, int steps)
{
    int left = 0;

    seed = 1;
    for (int run = 0; run < 400; run++) {
        double w = 1;

        for (int t = 0; t < steps; t++)
            w -= eta * (well_slope(w) + sigma * noise());
        left += w < 0;
    }
    return left / 400.0;
}

static void print_well(void)
{
    for (int k = 0; k <= 24; k++)
        printf("%.17g\t%.17g\n", k / 8.0, share_left(0.1, k / 8.0, 2000));
}

static void print_summary(void)
{
    const double eta[] = {0.1, 0.3, 0.5, 0.635, 0.9, 0.95, 0.99};
    struct point p = start;

    printf("At rate 0.95:\n  t       x       y       f\n");
    for (int t = 0; t <= 4; t++) {
        printf("%3d %7.3f %7.3f %7.3f\n", t, p.x, p.y, f(p));
        p = step(p, f_gradient(p), 0.95);
    }

    printf("\nSteps until f < 0.001, or f > 1e12:\n");
    for (int k = 0; k < 7; k++)
        printf("# steps_%g %d\n", eta[k], steps_needed(eta[k]));
    printf("# steps_best %d\n", steps_needed(2 / 2.1));
    printf("# diverges_1.01 %d\n", -steps_needed(1.01));

    printf("\nSlope of the well at 1, and two estimates:\n");
    printf("# slope %g\n", well_slope(1));
    printf("# forward_0.1 %g\n", forward(well, 1, 0.1));
    printf("# central_0.1 %g\n", central(well, 1, 0.1));

    printf("\nDistance from the mean after 10000 steps, and floor:\n");
    measure_distance();
    printf("# distance_0.1 %.2f\n# floor_0.1 %.4f\n", distance[0][STEPS],
           noise_floor(0.1, 1, target_variance));
    printf("# distance_0.01 %.2f\n# floor_0.01 %.4f\n", distance[1][STEPS],
           noise_floor(0.01, 1, target_variance));
    printf("# distance_inverse %.3f\n", distance[3][STEPS]);

    printf("\nSteps to leave the saddle, and to cross the plateau:\n");
    printf("# saddle_1e-6 %d\n", steps_to_leave((struct point){1, 1e-6}));
    printf("# saddle_1e-12 %d\n", steps_to_leave((struct point){1, 1e-12}));
    printf("# squared_10 %d\n", cross_plateau(squared_slope, 10, 0));
    printf("# squared_5 %d\n", cross_plateau(squared_slope, 5, 0));
    printf("# cross_entropy_10 %d\n", cross_plateau(sigmoid, 10, 0));
    printf("# cross_entropy_5 %d\n", cross_plateau(sigmoid, 5, 0));

    printf("\nShare of runs that left the shallow well:\n");
    printf("# left_0.5 %.2f\n", share_left(0.1, 0.5, 2000));
    printf("# left_1 %.2f\n", share_left(0.1, 1, 2000));
    printf("# left_3 %.2f\n", share_left(0.1, 3, 2000));
    printf("# left_1_slow %.2f\n", share_left(0.01, 1, 20000));
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"paths", print_paths},       {"steps", print_steps},
    {"distance", print_distance}, {"cloud", print_cloud},
    {"saddle", print_saddle},     {"plateau", print_plateau},
    {"well", print_well},
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
    fprintf(stderr, "01-sgd: there is no data set %s\n", argv[1]);
    return 2;
}
