/* AdaGrad on small functions; read chapters/03-adagrad.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const double eps = 1e-7;

static void adagrad(double *theta, double *h, double g, double eta)
{
    *h += g * g;                          /* eq:adagrad-sum (3.1) */
    *theta -= eta * g / (sqrt(*h) + eps); /* eq:adagrad (3.2) */
}

enum method { SGD, MOMENTUM, ADAGRAD };

struct point {
    double x, y;
};

struct run {
    enum method method;
    double eta;
    struct point p, memory; /* memory is v or h */
};

static struct run new_run(enum method method, double eta, struct point p)
{
    return (struct run){method, eta, p, {0, 0}};
}

static void move(const struct run *r, double *theta, double *memory, double g)
{
    if (r->method == ADAGRAD) {
        adagrad(theta, memory, g, r->eta);
    } else {
        *memory = (r->method == MOMENTUM ? 0.9 : 0) * *memory - r->eta * g;
        *theta += *memory;
    }
}

static void step(struct run *r, struct point g)
{
    move(r, &r->p.x, &r->memory.x, g.x);
    move(r, &r->p.y, &r->memory.y, g.y);
}

static double f(struct point p)
{
    return p.x * p.x / 20 + p.y * p.y;
}

static struct point f_gradient(struct point p)
{
    return (struct point){p.x / 10, 2 * p.y};
}

/* Print a path: each of the first 50 steps, and ever fewer of the others. */
static void print_path(struct run r, struct point (*gradient)(struct point),
                       int last)
{
    for (int t = 0, due = 0; t <= last; t++) {
        if (t == due) {
            printf("%d\t%.17g\t%.17g\n", t, r.p.x, r.p.y);
            due += 1 + due / 50;
        }
        step(&r, gradient(r.p));
    }
    printf("\n\n");
}

static const struct point start = {-7, 2};

static void print_paths(void)
{
    const double eta[] = {0.95, 0.5, 1.5, 5};

    for (int k = 0; k < 4; k++)
        print_path(new_run(k ? ADAGRAD : SGD, eta[k], start), f_gradient, 30);
}

static double apparent_rate(double eta, double h)
{
    return eta / sqrt(h); /* eq:apparent-rate (3.3) */
}

static void print_rates(void)
{
    struct run r = new_run(ADAGRAD, 1.5, start);

    for (int t = 1, due = 1; t <= 10000; t++) {
        step(&r, f_gradient(r.p));
        if (t == due) {
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, apparent_rate(1.5, t),
                   apparent_rate(1.5, t / 25), apparent_rate(1.5, r.memory.x),
                   apparent_rate(1.5, r.memory.y));
            due += 1 + due / 100;
        }
    }
}

static uint64_t coin;

static double word_gradient(double theta)
{
    coin = coin * 6364136223846793005 + 1442695040888963407;
    return theta - (coin >> 63 ? 2 : 4);
}

enum { CONSTANT, FALLING, OWN };
enum { RUNS = 400, REVIEWS = 10000 };

static const int every[] = {1, 25, 1000};

static double square[9][REVIEWS + 1]; /* mean, of the distance */

static void read_reviews(int rule, int interval, double sum[])
{
    double theta = 0, h = 0;

    for (int t = 1; t <= REVIEWS; t++) {
        const double g = t % interval == 0 ? word_gradient(theta) : 0;

        if (rule == OWN)
            adagrad(&theta, &h, g, 1);
        else
            theta -= (rule == CONSTANT ? 0.1 : 1 / sqrt(t)) * g;
        sum[t] += (theta - 3) * (theta - 3) / RUNS;
    }
}

static void measure_words(void)
{
    for (int k = 0; k < 9 * RUNS; k++)
        read_reviews(k % 9 / 3, every[k % 3], square[k % 9]);
}

static void print_words(void)
{
    measure_words();
    for (int t = 1; t <= REVIEWS; t += 1 + t / 100) {
        printf("%d", t);
        for (int k = 0; k < 9; k++)
            printf("\t%.17g", sqrt(square[k][t]));
        printf("\n");
    }
}

/* Return the steps until height is below limit, or 0 for never. */
static int steps_to(double limit, struct run r, double (*height)(struct point),
                    struct point (*gradient)(struct point))
{
    for (int t = 1; t <= 1000000 && height(r.p) < 1e12; t++) {
        step(&r, gradient(r.p));
        if (height(r.p) < limit)
            return t;
    }
    return 0;
}

static void print_steps(void)
{
    const double eta[] = {0.01, 0.1, 0.5, 0.9, 1.5, 5, 100, 1000};

    for (int k = 0; k < 8; k++) {
        printf("%g", eta[k]);
        for (int method = SGD; method <= ADAGRAD; method++)
            printf("\t%d", steps_to(1e-3, new_run(method, eta[k], start), f,
                                    f_gradient));
        printf("\n");
    }
}

static const struct point rim = {10, 0};

static void print_bowl(void)
{
    const double eta[] = {0.01, 0.03, 0.1, 0.3, 1};

    for (int k = 0; k < 5; k++)
        print_path(new_run(ADAGRAD, eta[k], rim), f_gradient, 1000000);
}

static double angle; /* of the valley, in degrees */

static struct point turn(struct point p, double degrees)
{
    const double c = cos(degrees * acos(-1) / 180);
    const double s = sin(degrees * acos(-1) / 180);

    return (struct point){c * p.x - s * p.y, s * p.x + c * p.y};
}

static double turned_f(struct point p)
{
    return f(turn(p, -angle));
}

static struct point turned_gradient(struct point p)
{
    return turn(f_gradient(turn(p, -angle)), angle);
}

static int turned_steps(enum method method, double eta, double degrees)
{
    angle = degrees;
    return steps_to(1e-3, new_run(method, eta, turn(start, angle)), turned_f,
                    turned_gradient);
}

static void print_turned(void)
{
    for (int k = 0; k <= 45; k += 3)
        printf("%d\t%d\t%d\t%d\t%d\n", k, turned_steps(SGD, 0.95, k),
               turned_steps(MOMENTUM, 0.1, k), turned_steps(ADAGRAD, 5, k),
               turned_steps(ADAGRAD, 1.5, k));
    printf("\n\n");
    angle = 45;
    print_path(new_run(ADAGRAD, 1.5, turn(start, 45)), turned_gradient, 30);
}

static void print_eps(void)
{
    for (double g = 1; g > 1e-9; g /= 100)
        printf("%g\t%.3g\t%.3g\t%.3g\t%.3g\n", g, g / (g + 1e-10),
               g / (g + 1e-7), g / sqrt(g * g + 1e-7), g / sqrt(0.1 + g * g));
}

static struct point saddle_gradient(struct point p)
{
    return (struct point){p.x, p.y * p.y * p.y - p.y};
}

static const struct point ridge = {1, 1e-6};

static int steps_to_leave(enum method method, double eta, double limit)
{
    struct run r = new_run(method, eta, ridge);
    int t = 0;

    for (; fabs(r.p.y) <= limit; t++)
        step(&r, saddle_gradient(r.p));
    return t;
}

static void print_leave(void)
{
    for (int k = 0; k < 4; k++) {
        const double eta = k < 2 ? 0.1 : 0.01, limit = k % 2 ? 0.9 : 0.1;

        printf("%g\t%g", eta, limit);
        for (int method = SGD; method <= ADAGRAD; method++)
            printf("\t%d", steps_to_leave(method, eta, limit));
        printf("\n");
    }
}

static void print_saddle(void)
{
    for (int k = 0; k < 6; k++)
        print_path(new_run(k % 3, k < 3 ? 0.1 : 0.01, ridge), saddle_gradient,
                   3000);
}

static void print_run(void)
{
    struct run r = new_run(ADAGRAD, 1.5, start);

    printf("AdaGrad at rate 1.5:\n  t         x         y\n");
    for (int t = 0; t < 30; t++) {
        if (t < 4)
            printf("%3d %9.5f %9.5f\n", t, r.p.x, r.p.y);
        step(&r, f_gradient(r.p));
    }
    printf("# path_f %.6f\n", f(r.p));
    printf("# h_x %.2f\n# h_y %.2f\n", r.memory.x, r.memory.y);
}

static void print_words_at_end(void)
{
    const char *const rule[] = {"constant", "falling", "own"};

    measure_words();
    for (int k = 0; k < 9; k++)
        printf("# %s_%d %.2f\n", rule[k / 3], every[k % 3],
               sqrt(square[k][REVIEWS]));
}

static void print_slow(void)
{
    struct run r = new_run(ADAGRAD, 0.01, rim);

    for (int t = 1; t <= 10000; t++) {
        step(&r, f_gradient(r.p));
        if (t == 1000 || t == 10000)
            printf("# bowl_%d %.3f\n", t, r.p.x);
    }
    for (double eta = 0.01; eta < 5; eta *= 10)
        printf("# half_%g %d\n", eta,
               steps_to(25 / 20.0, new_run(ADAGRAD, eta, rim), f, f_gradient));
    printf("# valley_0.01 %d\n", turned_steps(ADAGRAD, 0.01, 0));
}

static void print_at_angle(int degrees)
{
    const double eta[] = {0.95, 0.1, 5, 1.5, 1000};
    struct run r = new_run(ADAGRAD, 1.5, turn(start, degrees));

    for (int k = 0; k < 5; k++)
        printf("# steps_%g_%d %d\n", eta[k], degrees,
               turned_steps(k < 2 ? k : ADAGRAD, eta[k], degrees));
    for (int t = 0; t < 30; t++)
        step(&r, turned_gradient(r.p));
    printf("# rate_x_%d %.2f\n", degrees, apparent_rate(1.5, r.memory.x));
    printf("# rate_y_%d %.2f\n", degrees, apparent_rate(1.5, r.memory.y));
}

static void print_summary(void)
{
    print_run();
    print_words_at_end();
    print_slow();
    print_at_angle(0);
    print_at_angle(45);
    printf("# sgd_0.1 %d\n", steps_to_leave(SGD, 0.01, 0.1));
    printf("# sgd_0.9 %d\n", steps_to_leave(SGD, 0.01, 0.9));
    printf("# adagrad_0.1 %d\n", steps_to_leave(ADAGRAD, 0.01, 0.1));
    printf("# adagrad_0.9 %d\n", steps_to_leave(ADAGRAD, 0.01, 0.9));
    printf("# adagrad_0.9_fast %d\n", steps_to_leave(ADAGRAD, 0.1, 0.9));
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"paths", print_paths}, {"rates", print_rates}, {"words", print_words},
    {"steps", print_steps}, {"bowl", print_bowl},   {"turned", print_turned},
    {"eps", print_eps},     {"leave", print_leave}, {"saddle", print_saddle},
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
    fprintf(stderr, "03-adagrad: there is no data set %s\n", argv[1]);
    return 2;
}
