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

static double uncorrected(struct memory *s, double g)
{
    remember(s, g);
    return s->m / (sqrt(s->v) + eps);
}

static double power_missing(struct memory *s, double g)
{
    remember(s, g);
    return s->m / (1 - rho1) / (sqrt(s->v / (1 - rho2)) + eps);
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
    return sqrt(1 - pow(rho2, t)) /
           (1 - pow(rho1, t)); /* eq:folded-rate (5.7), without eta */
}

static double folded(struct memory *s, double g)
{
    remember(s, g);
    return folded_rate(s->t) * s->m /
           (sqrt(s->v) + 1e-7); /* eq:adam-folded (5.8), without eta */
}

/* Four rules under the gradient 1, and the folded rate. */
static void print_correction(void)
{
    struct memory one = {0}, two = {0}, three = {0};

    for (int t = 1; t <= 20000; t += 1) {
        const double a = adam(&one, 1), u = uncorrected(&two, 1);
        const double p = power_missing(&three, 1);

        if (t <= 100 || t % 100 == 0)
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, a, u, p,
                   folded_rate(t));
    }
}

static void print_eps(void)
{
    const double first = sqrt(1 - rho2);

    for (double g = 1e-3; g > 5e-9; g /= 10)
        printf("%.0e\t%.3f\t%.3f\t%.3f\t%.3f\n", g, g / (g + 1e-8),
               g / (g + 1e-8 / first), g / (g + 1e-7 / first),
               g / sqrt(g * g + 1e-8));
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
static rule amsgrad;

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

/* Reddi's example: Adam, AMSGrad, and Adam with a longer memory. */
static void print_reddi(void)
{
    const double rho[] = {0.1, 0.1, 0.99};
    double theta[3] = {0}, v[3] = {0}, v_max = 0;

    for (int t = 1; t <= 3000; t++) {
        const double g = t % 3 == 1 ? 3 : -1;

        for (int k = 0; k < 3; k++) {
            const double weight = 1 - pow(rho[k], t);

            v[k] = rho[k] * v[k] + (1 - rho[k]) * g * g;
            v_max = fmax(v_max, v[1]);
            theta[k] -=
                0.1 / sqrt(t) * g / sqrt((k == 1 ? v_max : v[k]) / weight);
            theta[k] = fmax(-1, fmin(1, theta[k]));
        }
        printf("%d\t%.17g\t%.17g\t%.17g\n", t, theta[0], theta[1], theta[2]);
    }
}

/* Print the moves that the text quotes, under gradients that depend on t. */
static void print_moves(const char *name, rule *method, struct memory s,
                        double (*gradient)(int t))
{
    static const int quoted[] = {1,  2,  3,  5,   10,  12,
                                 20, 50, 51, 100, 101, 1000};
    int k = 0;

    for (int t = 1; t <= 1000; t++) {
        const double move = method(&s, gradient(t));

        if (t == quoted[k]) {
            printf("# %s_%d %.4g\n", name, t, move);
            k++;
        }
    }
}

static double always(int t)
{
    return t > 0;
}

static double rate_alone(struct memory *s, double g)
{
    remember(s, g);
    return folded_rate(s->t);
}

static void print_long_run(void)
{
    struct run r = start;
    double burst = 0;
    int first = 0, settled = 0, limit_step = 0, back = 0;

    printf("Adam at rate 0.3:\n  t         x         y         f\n");
    for (int t = 0; t <= 10000; t++) {
        const int is_low = f(&r) < 1e-3;

        if (t < 4 || t == 24 || t == 30)
            printf("%3d %9.6f %9.6f %9.6f\n", t, r.x, r.y, f(&r));
        if (t == 24)
            printf("# f_24 %.4f\n# root_x %.3f\n# root_y %.3f\n", f(&r),
                   root_v(&r.of_x), root_v(&r.of_y));
        if (t == 30)
            printf("# f_30 %.4f\n", f(&r));
        if (is_low && first == 0)
            first = t;
        if (!is_low && t < 1000)
            settled = t + 1;
        if (!is_low && t > 1000 && back == 0)
            back = t;
        if (t > 1000)
            burst = fmax(burst, f(&r));
        if (t > 1000 && limit_step == 0 &&
            0.3 * (1 - rho1) / root_v(&r.of_y) > 1 + rho1)
            limit_step = t;
        step(&r, adam, 0.3);
    }
    printf("# first %d\n# settled %d\n# limit_step %d\n", first, settled,
           limit_step);
    printf("# back %d\n# burst %.3f\n", back, burst);
}

/* Return when the steps are back at half the rate. */
static int half_speed(void)
{
    struct memory s = after(2000, 1);

    for (int t = 1; t <= 10000; t++)
        if (adam(&s, spike(t)) >= 0.5 && t > 100)
            return t - 1;
    return 0;
}

/* Return x after 30 steps on f, with a share of x in the gradient or not. */
static double decayed_x(double l2, double omega)
{
    double x = -7;
    struct memory s = {.t = 0};

    for (int t = 0; t < 30; t++) {
        const double g = x / 10 + l2 * x;

        x -= 0.3 * omega * x;
        x -= 0.3 * adam(&s, g);
    }
    return x;
}

static void print_summary(void)
{
    const struct memory fresh = {.t = 0};
    struct memory two[2] = {{.t = 0}, {.t = 0}};
    struct run ams = start;

    print_long_run();
    print_moves("folded", rate_alone, fresh, always);
    print_moves("uncorrected", uncorrected, fresh, always);
    print_moves("growing", adam, after(10000, 0), growing);
    print_moves("spike", adam, after(2000, 1), spike);
    printf("# spike_half %d\n", half_speed());
    printf("# l2_0.01 %.5f\n", 0.001 * adam(&two[0], 1e-2));
    printf("# l2_1e-06 %.5f\n", 0.001 * adam(&two[1], 1e-6));
    printf("# x_plain %.5f\n# x_l2 %.5f\n# x_adamw %.3f\n", decayed_x(0, 0),
           decayed_x(0.1, 0), decayed_x(0, 0.1));
    for (int t = 0; t < 30; t++)
        step(&ams, amsgrad, 0.3);
    printf("# amsgrad_gap %.4f\n", fabs(ams.x - decayed_x(0, 0)));
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"start", print_start}, {"noise", print_noise},
    {"eps", print_eps},     {"correction", print_correction},
    {"run", print_run},     {"bound", print_bound},
    {"decay", print_decay}, {"memory", print_memory},
    {"reddi", print_reddi},
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
