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
    struct point p, memory; /* memory is v or h, and 0 at the start */
};

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

    for (int k = 0; k < 4; k++) {
        struct run r = {k == 0 ? SGD : ADAGRAD, eta[k], start, {0, 0}};

        print_path(r, f_gradient, 30);
    }
}

static double apparent_rate(double eta, double h)
{
    return eta / sqrt(h); /* eq:apparent-rate (3.3) */
}

/* All steps would be too many to draw, but no stair may be missed. */
static int is_shown(int t)
{
    return t < 100 || t % 25 == 0 || t % 25 == 24;
}

static void print_rates(void)
{
    struct run r = {ADAGRAD, 1.5, start, {0, 0}};

    for (int t = 1; t <= 10000; t++) {
        step(&r, f_gradient(r.p));
        if (is_shown(t))
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, apparent_rate(1.5, t),
                   apparent_rate(1.5, t / 25), apparent_rate(1.5, r.memory.x),
                   apparent_rate(1.5, r.memory.y));
    }
}

static uint64_t coin;

static double word_gradient(double theta)
{
    coin = coin * 6364136223846793005 + 1442695040888963407;
    return theta - (coin >> 63 ? 2 : 4);
}

enum { CONSTANT, FALLING, OWN, RULES };
enum { WORDS = 3, RUNS = 400, REVIEWS = 10000 };

static const int every[WORDS] = {1, 25, 1000};

static double square[RULES][WORDS][REVIEWS + 1]; /* mean, of the distance */

static void read_reviews(int rule, int word)
{
    double theta = 0, h = 0;

    for (int t = 1; t <= REVIEWS; t++) {
        const double g = t % every[word] == 0 ? word_gradient(theta) : 0;

        if (rule == OWN)
            adagrad(&theta, &h, g, 1);
        else
            theta -= (rule == CONSTANT ? 0.1 : 1 / sqrt(t)) * g;
        square[rule][word][t] += (theta - 3) * (theta - 3) / RUNS;
    }
}

static void measure_words(void)
{
    for (int k = 0; k < RUNS * RULES * WORDS; k++)
        read_reviews(k / WORDS % RULES, k % WORDS);
}

static void print_words(void)
{
    measure_words();
    for (int t = 1; t <= REVIEWS; t++) {
        if (!is_shown(t))
            continue;
        printf("%d", t);
        for (int k = 0; k < RULES * WORDS; k++)
            printf("\t%.17g", sqrt(square[k / WORDS][k % WORDS][t]));
        printf("\n");
    }
}

/* Step until height is below limit; return how often, or 0 for never. */
static int steps_to(struct run *r, double (*height)(struct point),
                    struct point (*gradient)(struct point), double limit)
{
    for (int t = 1; t <= 1000000 && height(r->p) < 1e12; t++) {
        step(r, gradient(r->p));
        if (height(r->p) < limit)
            return t;
    }
    return 0;
}

static void print_steps(void)
{
    const double eta[] = {0.01, 0.1, 0.5, 0.9, 1.5, 5, 100, 1000};

    for (int k = 0; k < 8; k++) {
        printf("%g", eta[k]);
        for (int method = SGD; method <= ADAGRAD; method++) {
            struct run r = {method, eta[k], start, {0, 0}};

            printf("\t%d", steps_to(&r, f, f_gradient, 1e-3));
        }
        printf("\n");
    }
}

static double bowl_height(struct point p)
{
    return p.x;
}

static struct point bowl_gradient(struct point p)
{
    return (struct point){p.x, 0};
}

static void print_bowl(void)
{
    const double eta[] = {0.01, 0.03, 0.1, 0.3, 1};

    for (int k = 0; k < 5; k++) {
        struct run r = {ADAGRAD, eta[k], {10, 0}, {0, 0}};

        print_path(r, bowl_gradient, 1000000);
    }
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

static struct run turned_run(enum method method, double eta, double degrees)
{
    angle = degrees;
    return (struct run){method, eta, turn(start, angle), {0, 0}};
}

static const enum method racer[] = {SGD, MOMENTUM, ADAGRAD, ADAGRAD, ADAGRAD};
static const double rate[] = {0.95, 0.1, 5, 1.5, 1000};

static void print_turned(void)
{
    for (int degrees = 0; degrees <= 45; degrees += 3) {
        printf("%d", degrees);
        for (int k = 0; k < 4; k++) {
            struct run r = turned_run(racer[k], rate[k], degrees);

            printf("\t%d", steps_to(&r, turned_f, turned_gradient, 1e-3));
        }
        printf("\n");
    }
    printf("\n\n");
    print_path(turned_run(ADAGRAD, 1.5, 0), turned_gradient, 30);
    print_path(turned_run(ADAGRAD, 1.5, 45), turned_gradient, 30);
}

static void print_eps(void)
{
    for (double g = 1; g > 1e-9; g /= 100)
        printf("%g\t%.3g\t%.3g\t%.3g\t%.3g\n", g, g / (g + 1e-10),
               g / (g + 1e-7), g / sqrt(g * g + 1e-7), g / sqrt(0.1 + g * g));
}

static double beside_saddle(struct point p)
{
    return -fabs(p.y);
}

static struct point saddle_gradient(struct point p)
{
    return (struct point){p.x, p.y * p.y * p.y - p.y};
}

static int steps_to_leave(enum method method, double eta, double limit)
{
    struct run r = {method, eta, {1, 1e-6}, {0, 0}};

    return steps_to(&r, beside_saddle, saddle_gradient, -limit);
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
    for (int k = 0; k < 6; k++) {
        struct run r = {k % 3, k < 3 ? 0.1 : 0.01, {1, 1e-6}, {0, 0}};

        print_path(r, saddle_gradient, 3000);
    }
}

static void print_run(void)
{
    struct run r = {ADAGRAD, 1.5, start, {0, 0}};

    printf("AdaGrad at rate 1.5:\n  t         x         y\n");
    for (int t = 0; t < 30; t++) {
        if (t < 4)
            printf("%3d %9.5f %9.5f\n", t, r.p.x, r.p.y);
        step(&r, f_gradient(r.p));
    }
    printf("# path_f %.6f\n", f(r.p));
    printf("# h_x %.2f\n# h_y %.2f\n", r.memory.x, r.memory.y);
    printf("# rate_x %.2f\n", apparent_rate(1.5, r.memory.x));
    printf("# rate_y %.2f\n", apparent_rate(1.5, r.memory.y));
}

static void print_ends(void)
{
    const char *const rule[RULES] = {"constant", "falling", "own"};

    measure_words();
    for (int k = 0; k < RULES * WORDS; k++)
        printf("# %s_%d %.2f\n", rule[k / WORDS], every[k % WORDS],
               sqrt(square[k / WORDS][k % WORDS][REVIEWS]));
}

static void print_slow(void)
{
    struct run r = {ADAGRAD, 0.01, {10, 0}, {0, 0}};

    for (int t = 1; t <= 10000; t++) {
        step(&r, bowl_gradient(r.p));
        if (t == 1000 || t == 10000)
            printf("# bowl_%d %.3f\n", t, r.p.x);
    }
    for (double eta = 0.01; eta < 5; eta *= 10) {
        r = (struct run){ADAGRAD, eta, {10, 0}, {0, 0}};
        printf("# half_%g %d\n", eta,
               steps_to(&r, bowl_height, bowl_gradient, 5));
    }
    r = (struct run){ADAGRAD, 0.01, start, {0, 0}};
    printf("# valley_0.01 %d\n", steps_to(&r, f, f_gradient, 1e-3));
}

static void print_turns(void)
{
    struct run r = turned_run(ADAGRAD, 1.5, 45);

    steps_to(&r, turned_f, turned_gradient, 1e-3);
    printf("# rate_x_45 %.2f\n", apparent_rate(1.5, r.memory.x));
    printf("# rate_y_45 %.2f\n", apparent_rate(1.5, r.memory.y));
    for (int k = 0; k < 10; k++) {
        r = turned_run(racer[k / 2], rate[k / 2], k % 2 * 45);
        printf("# steps_%g_%d %d\n", rate[k / 2], k % 2 * 45,
               steps_to(&r, turned_f, turned_gradient, 1e-3));
    }
}

static void print_summary(void)
{
    print_run();
    print_ends();
    print_slow();
    print_turns();
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
