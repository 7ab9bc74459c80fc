/* Clipping on a long recurrence; read chapters/07-clipping.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
    double w, b;
};

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

enum { T = 50 };

static void recur(struct point p, double x[T + 1])
{
    for (int k = 1; k <= T; k++)
        x[k] = p.w * sigmoid(x[k - 1]) + p.b; /* eq:recurrence (7.2) */
}

/* The loss after T steps from x0. Its gradient is added to g. */
static double add_gradient(struct point p, double x0, double target,
                           struct point *g)
{
    double x[T + 1] = {x0}, s, error, delta;

    recur(p, x);
    s = sigmoid(x[T]);
    error = s - target;
    delta = 2 * error * s * (1 - s);
    for (int k = T; k >= 1; k--) {
        s = sigmoid(x[k - 1]);
        g->w += delta * s; /* eq:recurrence-gradient (7.4) */
        g->b += delta;
        delta *= p.w * s * (1 - s); /* eq:recurrence-back (7.3) */
    }
    return error * error;
}

static const double x_start = 0.5, goal = 0.7;

static double wall(double w)
{
    return x_start - w * sigmoid(x_start);
}

static double loss(struct point p, struct point *g)
{
    *g = (struct point){0, 0};
    return add_gradient(p, x_start, goal, g);
}

/* The states, for three b below the wall, three above, and the wall itself. */
static void print_states(void)
{
    const double from_wall[] = {-1e-2, -1e-3, -1e-4, 0, 1e-4, 1e-3, 1e-2};

    for (int i = 0; i < 7; i++) {
        const struct point p = {5, wall(5) + from_wall[i]};
        double x[T + 1] = {x_start};

        recur(p, x);
        for (int k = 0; k <= T; k++)
            printf("%d\t%.17g\n", k, x[k]);
        printf("\n\n");
    }
}

static void print_slice(void)
{
    for (int i = -300; i <= 300; i++) {
        const double d = 4e-4 * i / 300;
        struct point g;
        const double l = loss((struct point){5, wall(5) + d}, &g);

        printf("%.17g\t%.17g\t%.17g\n", d, l, hypot(g.w, g.b));
    }
}

static double clip_norm(struct point *g, double limit)
{
    const double norm = hypot(g->w, g->b); /* eq:norm (7.6) */

    if (norm > limit) {
        g->w *= limit / norm; /* eq:clip-norm (7.7) */
        g->b *= limit / norm;
    }
    return norm;
}

static void print_run(double limit, int last, const char *format)
{
    struct point p = {5, -2.625}, g;

    for (int t = 0; t <= last; t++) {
        const double l = loss(p, &g), norm = clip_norm(&g, limit);

        printf(format, t, p.w, p.b, l, norm);
        p.w -= 0.05 * g.w;
        p.b -= 0.05 * g.b;
    }
}

static void print_surface(void)
{
    for (int i = 0; i <= 16; i++) {
        for (int j = -20; j <= 20; j++) {
            const double w = 4.9 + 0.2 * i / 16, d = 0.1 * pow(j / 20.0, 3);
            struct point g;

            printf("%.17g\t%.17g\t%.17g\n", w, d,
                   loss((struct point){w, wall(w) + d}, &g));
        }
        printf("\n");
    }
}

static void print_paths(void)
{
    print_run(INFINITY, 2, "%d\t%.17g\t%.17g\t%.17g\t%.17g\n");
    printf("\n\n");
    print_run(1, 10, "%d\t%.17g\t%.17g\t%.17g\t%.17g\n");
}

static double clip_value(double g, double c)
{
    return g > c ? c : g < -c ? -c : g; /* eq:clip-value (7.5) */
}

static float naive_norm(float a, float b)
{
    return sqrtf(a * a + b * b);
}

static float scaled_norm(float a, float b)
{
    const float m = fmaxf(fabsf(a), fabsf(b));

    if (m == 0)
        return 0;
    a /= m;
    b /= m;
    return m * sqrtf(a * a + b * b); /* eq:scaled-norm (7.9) */
}

enum { RUNS = 10, STEPS = 1000, BATCH = 10, TESTS = 200 };

static uint64_t seed;

static double uniform(void)
{
    seed = seed * 6364136223846793005 + 1442695040888963407;
    return (seed >> 11) / 9007199254740992.0; /* 2^53 */
}

static double remember(struct point p, double x0, struct point *g)
{
    return add_gradient(p, x0, x0 > 0 ? 0.8 : 0.2, g);
}

static struct point train(int run, double eta, double limit, double norms[])
{
    struct point p = {6, -2.5};

    seed = run;
    for (int t = 0; t < STEPS; t++) {
        struct point g = {0, 0};

        for (int i = 0; i < BATCH; i++)
            remember(p, 4 * uniform() - 2, &g);
        g.w /= BATCH;
        g.b /= BATCH;
        norms[t] = clip_norm(&g, limit);
        p.w -= eta * g.w;
        p.b -= eta * g.b;
    }
    return p;
}

static double test_loss(struct point p)
{
    double sum = 0;

    for (int i = 0; i < TESTS; i++) {
        struct point g;

        sum += remember(p, 4 * (i + 0.5) / TESTS - 2, &g);
    }
    return sum / TESTS;
}

static double norms[RUNS * STEPS]; /* the largest first */

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x < y) - (x > y);
}

static void observe(void)
{
    for (int run = 0; run < RUNS; run++)
        train(run + 1, 0.003, INFINITY, norms + run * STEPS);
    qsort(norms, RUNS * STEPS, sizeof norms[0], compare);
}

static void print_quantiles(void)
{
    double sum = 0;

    observe();
    for (int i = 0; i < RUNS * STEPS; i++)
        sum += norms[i];
    printf("# median %.2f\n", norms[RUNS * STEPS / 2]);
    printf("# q99 %.3f\n", norms[RUNS * STEPS / 100]);
    printf("# largest %.0f\n", norms[0]);
    printf("# mean %.2f\n", sum / (RUNS * STEPS));
}

static void print_norms(void)
{
    observe();
    for (int i = 0; i < RUNS * STEPS; i += 1 + i / 50)
        printf("%.17g\t%.17g\n", norms[i], (i + 1.0) / (RUNS * STEPS));
}

static void print_limits(void)
{
    const double limits[] = {1e4, 100, 10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003};

    for (int i = 0; i < 10; i++) {
        double losses[RUNS];

        for (int run = 0; run < RUNS; run++)
            losses[run] = test_loss(train(run + 1, 0.1, limits[i], norms));
        qsort(losses, RUNS, sizeof losses[0], compare);
        printf("%g\t%.17g\t%.17g\t%.17g\n", limits[i], losses[RUNS - 1],
               (losses[RUNS / 2 - 1] + losses[RUNS / 2]) / 2, losses[0]);
    }
}

/* Adam's step in units of eta: 2000 gradients of 1, then one of 1000, then 1
 * again. k counts from the large one on. */
struct adam {
    double m, v;
    int t;
};

static double adam_step(struct adam *a, double g)
{
    a->t += 1;
    a->m = 0.9 * a->m + 0.1 * g;
    a->v = 0.999 * a->v + 0.001 * g * g;
    return a->m / (1 - pow(0.9, a->t)) /
           (sqrt(a->v / (1 - pow(0.999, a->t))) + 1e-8);
}

static double spiked_step(struct adam *a, int k, double limit)
{
    while (a->t < 2000)
        adam_step(a, 1);
    return adam_step(a, clip_value(k == 1 ? 1000 : 1, limit));
}

static void print_spike(void)
{
    const double limits[] = {INFINITY, 100, 10, 1};

    for (int i = 0; i < 4; i++) {
        struct adam a = {0};

        for (int k = 1, due = 1; k <= 10000; k++) {
            const double step = spiked_step(&a, k, limits[i]);

            if (k == due) {
                printf("%d\t%.17g\n", k, step);
                due += 1 + due / 50;
            }
        }
        printf("\n\n");
    }
}

static void print_adam(const char *name, double limit)
{
    struct adam a = {0};
    double slowest = 1;
    int half = 0;

    for (int k = 1; k <= 10000; k++) {
        const double step = spiked_step(&a, k, limit);

        if (k == 1)
            printf("# step_%s %.2f\n", name, step);
        if (step < slowest)
            slowest = step;
        if (step < 0.5)
            half = k;
    }
    printf("# slow_%s %.3f\n# half_%s %d\n", name, slowest, name, half);
}

static void print_limit(double limit)
{
    double sum = 0;
    int clipped = 0;

    for (int run = 0; run < RUNS; run++) {
        sum += test_loss(train(run + 1, 0.1, limit, norms));
        for (int t = 0; t < STEPS; t++)
            clipped += norms[t] > limit;
    }
    printf("# loss_%g %.3f\n", limit, sum / RUNS);
    printf("# share_%g %.3f\n", limit, (double)clipped / (RUNS * STEPS));
}

static void print_summary(void)
{
    static const char head[] = " t         w         b       L       |g|";
    static const char row[] = "%2d %9.4f %9.4f %7.4f %9.3f\n";
    struct point g;

    printf("Not clipped:\n%s\n", head);
    print_run(INFINITY, 3, row);
    printf("Clipped at 1:\n%s\n", head);
    print_run(1, 10, row);
    loss((struct point){5, wall(5)}, &g);
    printf("# wall_norm %.0f\n", hypot(g.w, g.b));
    printf("# norm_naive %g\n", naive_norm(3e19f, 4e19f));
    printf("# norm_scaled %g\n", scaled_norm(3e19f, 4e19f));
    print_quantiles();
    print_limit(0.1);
    print_adam("none", INFINITY);
    print_adam("10", 10);
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"states", print_states},   {"slice", print_slice},
    {"surface", print_surface}, {"paths", print_paths},
    {"norms", print_norms},     {"limits", print_limits},
    {"spike", print_spike},
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
    fprintf(stderr, "07-clipping: there is no data set %s\n", argv[1]);
    return 2;
}
