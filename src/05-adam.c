/* Adam on small functions; read chapters/05-adam.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static double rmsprop(double *h, double rho, double g)
{
    *h = rho * *h + (1 - rho) * g * g;
    return g / (sqrt(*h) + 1e-8);
}

/* RMSProp on the valley; then with the missing weight of h put back. */
static void print_start(void)
{
    for (int is_whole = 0; is_whole < 2; is_whole++) {
        double x = -7, y = 2, hx = 0, hy = 0;

        for (int t = 1; t <= 31; t++) {
            const double weight = is_whole ? 1 - pow(0.999, t) : 1;

            printf("%d\t%.17g\t%.17g\n", t - 1, x, y);
            x -= 0.3 * sqrt(weight) * rmsprop(&hx, 0.999, x / 10);
            y -= 0.3 * sqrt(weight) * rmsprop(&hy, 0.999, 2 * y);
        }
        printf("\n\n");
    }
}

static uint64_t seed;

static double noisy_slope(void)
{
    seed = seed * 6364136223846793005 + 1442695040888963407;
    return seed >> 63 ? 1.25 : -0.75;
}

/* What Adam remembers of one parameter. v_max belongs to AMSGrad. */
struct memory {
    double m, v, v_max;
    int t;
};

static const double rho1 = 0.9, rho2 = 0.999, eps = 1e-8;

static void remember(struct memory *s, double g)
{
    s->t += 1;
    s->m = rho1 * s->m + (1 - rho1) * g;     /* eq:first-moment (5.1) */
    s->v = rho2 * s->v + (1 - rho2) * g * g; /* eq:second-moment (5.2) */
}

typedef double rule(struct memory *s, double g);

static double adam(struct memory *s, double g)
{
    double m_hat, v_hat;

    remember(s, g);
    m_hat = s->m / (1 - pow(rho1, s->t)); /* eq:first-corrected (5.3) */
    v_hat = s->v / (1 - pow(rho2, s->t)); /* eq:second-corrected (5.4) */
    return m_hat / (sqrt(v_hat) + eps);   /* eq:adam (5.5), without eta */
}

/* The 80 steps after the first thousand, when both memories are full. */
static void print_noise(void)
{
    struct memory s = {0};
    double h = 0;

    seed = 2;
    for (int t = 1; t <= 1080; t++) {
        const double g = noisy_slope();
        const double one = rmsprop(&h, 0.99, g), two = adam(&s, g);

        if (t > 1000)
            printf("%d\t%.17g\t%.17g\n", t - 1000, one, two);
    }
}

static double folded_rate(int t)
{
    const double root = sqrt(1 - pow(rho2, t));

    return root / (1 - pow(rho1, t)); /* eq:folded-rate (5.7), without eta */
}

static double folded(struct memory *s, double g)
{
    remember(s, g);
    return folded_rate(s->t) * s->m /
           (sqrt(s->v) + 1e-7); /* eq:adam-folded (5.8), without eta */
}

/* Under the gradient 1: Adam, uncorrected, the power missing, folded rate. */
static void print_correction(void)
{
    struct memory s = {.t = 0};

    for (int t = 1; t <= 20000; t++) {
        const double move = adam(&s, 1), rate = folded_rate(t);

        if (t <= 100 || t % 100 == 0)
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, move, 1 / rate,
                   folded_rate(1) / rate, rate);
    }
}

struct run {
    double x, y;
    struct memory of_x, of_y;
};

static const struct run start = {.x = -7, .y = 2};

static double f(const struct run *r)
{
    return r->x * r->x / 20 + r->y * r->y;
}

static void step(struct run *r, rule *method, double eta)
{
    const double gx = r->x / 10, gy = 2 * r->y;

    r->x -= eta * method(&r->of_x, gx);
    r->y -= eta * method(&r->of_y, gy);
}

static double root_v(const struct memory *s)
{
    return sqrt(s->v / (1 - pow(rho2, s->t)));
}

/* The published run's path, and then its height and AMSGrad's. */
static rule amsgrad; /* this function has the type rule; it comes later */

static void print_run(void)
{
    struct run r = start, ams = start;
    double highest = 0, highest_ams = 0;

    for (int t = 0; t <= 90; t++) {
        printf("%d\t%.17g\t%.17g\n", t, r.x, r.y);
        step(&r, folded, 0.3);
    }
    printf("\n\n");
    r = start;
    for (int t = 1; t <= 10000; t++) {
        step(&r, adam, 0.3);
        step(&ams, amsgrad, 0.3);
        highest = fmax(highest, f(&r));
        highest_ams = fmax(highest_ams, f(&ams));
        if (t % 10 == 0) {
            printf("%d\t%.17g\t%.17g\n", t, highest, highest_ams);
            highest = highest_ams = 0;
        }
    }
}

static double bound(void)
{
    const double q = rho1 * rho1 / rho2;

    return (1 - rho1) / sqrt((1 - rho2) * (1 - q)); /* eq:adam-bound (5.11) */
}

/* Return the state after many steps with one and the same gradient. */
static struct memory after(int steps, double g)
{
    struct memory s = {.t = 0};

    for (int t = 0; t < steps; t++)
        remember(&s, g);
    return s;
}

static double growing(int t)
{
    return pow(rho2 / rho1, t);
}

static void print_bound(void)
{
    struct memory one = after(10000, 0), many = one;

    for (int t = 1; t <= 50; t++)
        printf("%d\t%.17g\t%.17g\t%.17g\n", t, adam(&one, t == 1),
               adam(&many, growing(t)), bound());
}

static double spike(int t)
{
    return t == 1 ? 1000 : 1;
}

static void print_memory(void)
{
    struct memory s = after(2000, 1);

    for (int t = 1; t <= 10000; t++) {
        const double move = adam(&s, spike(t));

        if (t < 100 || t % 20 == 0)
            printf("%d\t%.17g\n", t, move);
    }
}

static const double size[] = {10, 1, 0.1};

static void print_decay(void)
{
    const double eta = 0.001, omega = 0.1;
    double l2[3] = {1, 1, 1}, w[3] = {1, 1, 1};
    struct memory s_l2[3] = {0}, s_w[3] = {0};

    for (int t = 0; t <= 30000; t++) {
        if (t % 100 == 0)
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\n", t, l2[0],
                   l2[1], l2[2], w[0], w[1], w[2]);
        for (int k = 0; k < 3; k++) {
            const double g = t % 2 ? -size[k] : size[k];

            l2[k] -= eta * adam(&s_l2[k], g + omega * l2[k]);
            w[k] *= 1 - eta * omega; /* eq:adamw-decay (5.12) */
            w[k] -= eta * adam(&s_w[k], g);
        }
    }
}

static double amsgrad(struct memory *s, double g)
{
    remember(s, g);
    s->v_max = fmax(s->v_max, s->v); /* eq:amsgrad-max (5.13) */
    return s->m / (1 - pow(rho1, s->t)) /
           (sqrt(s->v_max / (1 - pow(rho2, s->t))) + eps);
}

static void print_long_run(void)
{
    struct run r = start;
    double burst = 0;
    int settled = 0, limit = 0, back = 0;

    printf("Adam at rate 0.3:\n  t         x         y\n");
    for (int t = 0; t <= 10000; t++) {
        const int is_high = f(&r) >= 1e-3;

        if (t < 4)
            printf("%3d %9.6f %9.6f\n", t, r.x, r.y);
        if (t == 24)
            printf("# root_x %.3f\n# root_y %.3f\n", root_v(&r.of_x),
                   root_v(&r.of_y));
        if (t == 24 || t == 30)
            printf("# f_%d %.4f\n", t, f(&r));
        if (is_high && t < 1000)
            settled = t + 1;
        if (is_high && t > 1000 && back == 0)
            back = t;
        if (t > 1000)
            burst = fmax(burst, f(&r));
        if (t > 1000 && limit == 0 && 0.3 * 0.1 / root_v(&r.of_y) > 1.9)
            limit = t;
        step(&r, adam, 0.3);
    }
    printf("# settled %d\n# limit %d\n", settled, limit);
    printf("# back %d\n# burst %.3f\n", back, burst);
}

static void print_summary(void)
{
    static const int quoted[] = {1, 2, 3, 5, 10, 12, 20, 50, 51, 101, 1000, 0};
    struct memory many = after(10000, 0), one = after(2000, 1);
    double move = 0;
    int k = 0;

    print_long_run();
    for (int t = 1; move < 0.5 || t < 1000; t++) {
        const double grow = adam(&many, t <= 50 ? growing(t) : 0);

        move = adam(&one, spike(t));
        if (t == quoted[k]) {
            printf("# folded_%d %.3f\n", t, folded_rate(t));
            printf("# uncorrected_%d %.2f\n", t, 1 / folded_rate(t));
            printf("# growing_%d %.2f\n# spike_%d %.3f\n", t, grow, t, move);
            k++;
        }
        if (t > 1000 && move >= 0.5)
            printf("# spike_half %d\n", t - 1);
    }
    many = one = after(0, 0);
    printf("# l2_0.01 %.5f\n", 0.001 * adam(&many, 1e-2));
    printf("# l2_1e-6 %.5f\n", 0.001 * adam(&one, 1e-6));
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"start", print_start},
    {"noise", print_noise},
    {"run", print_run},
    {"bound", print_bound},
    {"decay", print_decay},
    {"memory", print_memory},
    {"correction", print_correction},
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
    fprintf(stderr, "05-adam: there is no data set %s\n", argv[1]);
    return 2;
}
