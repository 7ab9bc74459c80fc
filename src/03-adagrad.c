/* AdaGrad on small functions; read chapters/03-adagrad.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void adagrad(double *theta, double *h, double g, double eta, double eps)
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
        adagrad(theta, memory, g, r->eta, 1e-7);
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
    struct point g = {p.x / 10, 2 * p.y};

    return g;
}

static const struct point start = {-7, 2};

static void print_path(enum method method, double eta)
{
    struct run r = {method, eta, start, {0, 0}};

    for (int t = 0; t <= 30; t++) {
        printf("%d\t%.17g\t%.17g\n", t, r.p.x, r.p.y);
        step(&r, f_gradient(r.p));
    }
    printf("\n\n");
}

static void print_paths(void)
{
    print_path(SGD, 0.95);
    print_path(ADAGRAD, 0.5);
    print_path(ADAGRAD, 1.5);
    print_path(ADAGRAD, 5);
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
    double always = 0, rare = 0;

    for (int t = 1; t <= 10000; t++) {
        always += 1;
        rare += t % 25 == 0;
        step(&r, f_gradient(r.p));
        if (is_shown(t))
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t,
                   apparent_rate(1.5, always), apparent_rate(1.5, rare),
                   apparent_rate(1.5, r.memory.x),
                   apparent_rate(1.5, r.memory.y));
    }
}

static uint64_t seed;

static uint64_t next(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* A review that holds the word pulls to 2 or to 4. */
static double word_gradient(double theta)
{
    return theta - (next() >> 63 ? 2 : 4);
}

enum { CONSTANT, FALLING, OWN, RULES };
enum { WORDS = 3, RUNS = 400, STEPS = 10000 };

static const int every[WORDS] = {1, 25, 1000};

static double distance[RULES][WORDS][STEPS + 1]; /* root mean square */

static void measure_words(int rule, int word)
{
    double *const d = distance[rule][word];

    for (int run = 0; run < RUNS; run++) {
        double theta = 0, h = 0;

        for (int t = 1; t <= STEPS; t++) {
            const double g = t % every[word] == 0 ? word_gradient(theta) : 0;

            if (rule == OWN)
                adagrad(&theta, &h, g, 1, 1e-7);
            else
                theta -= (rule == CONSTANT ? 0.1 : 1 / sqrt(t)) * g;
            d[t] += (theta - 3) * (theta - 3) / RUNS;
        }
    }
    for (int t = 1; t <= STEPS; t++)
        d[t] = sqrt(d[t]);
}

static void measure_distance(void)
{
    seed = 1;
    for (int rule = 0; rule < RULES; rule++) {
        for (int word = 0; word < WORDS; word++)
            measure_words(rule, word);
    }
}

static void print_distance(void)
{
    measure_distance();
    for (int t = 1; t <= STEPS; t++) {
        if (!is_shown(t))
            continue;
        printf("%d", t);
        for (int rule = 0; rule < RULES; rule++) {
            for (int word = 0; word < WORDS; word++)
                printf("\t%.17g", distance[rule][word][t]);
        }
        printf("\n");
    }
}

/* The largest difference of the paths down f and down 1024 f. */
static double scale_difference(void)
{
    struct point p = start, h = {0, 0}, q = start, k = {0, 0};
    double largest = 0;

    for (int t = 0; t < 30; t++) {
        adagrad(&p.x, &h.x, f_gradient(p).x, 1.5, 0);
        adagrad(&p.y, &h.y, f_gradient(p).y, 1.5, 0);
        adagrad(&q.x, &k.x, 1024 * f_gradient(q).x, 1.5, 0);
        adagrad(&q.y, &k.y, 1024 * f_gradient(q).y, 1.5, 0);
        largest = fmax(largest, fabs(p.x - q.x) + fabs(p.y - q.y));
    }
    return largest;
}

/* Return the first t with f < 1e-3, or -1 if f > 1e12, or 0. */
static int steps_needed(enum method method, double eta)
{
    struct run r = {method, eta, start, {0, 0}};

    for (int t = 0; t <= 10000; t++) {
        if (f(r.p) < 1e-3)
            return t;
        if (f(r.p) > 1e12)
            return -1;
        step(&r, f_gradient(r.p));
    }
    return 0;
}

static void print_steps(void)
{
    const double eta[] = {0.01, 0.1, 0.3, 0.5, 0.9, 1.5, 3, 5, 10, 100, 1000};

    for (int k = 0; k < 11; k++) {
        printf("%g", eta[k]);
        for (int method = SGD; method <= ADAGRAD; method++) {
            const int t = steps_needed(method, eta[k]);

            if (t > 0)
                printf("\t%d", t);
            else
                printf("\t%s", t < 0 ? "diverges" : "over 10000");
        }
        printf("\n");
    }
}

/* Descend L = theta^2/2 from 10 to below `end`; return the steps. */
static int roll(double eta, double end, int most, double *theta, int print)
{
    double h = 0;
    int due = 1, t = 0;

    *theta = 10;
    for (; *theta >= end && t < most; t++) {
        adagrad(theta, &h, *theta, eta, 1e-7);
        if (print && t + 1 == due) {
            printf("%d\t%.17g\n", t + 1, *theta);
            due += 1 + due / 20;
        }
    }
    return t;
}

static void print_bowl(void)
{
    const double eta[] = {0.01, 0.03, 0.1, 0.3, 1};
    double theta;

    for (int k = 0; k < 5; k++) {
        roll(eta[k], 0.01, 1000000, &theta, 1);
        printf("\n\n");
    }
}

static struct point turn(struct point p, double degrees)
{
    const double c = cos(degrees * acos(-1) / 180);
    const double s = sin(degrees * acos(-1) / 180);

    return (struct point){c * p.x - s * p.y, s * p.x + c * p.y};
}

/* The valley is turned: turn back, take the gradient there, turn it. */
static struct point turned_gradient(struct point p, double degrees)
{
    return turn(f_gradient(turn(p, -degrees)), degrees);
}

/* Step until f < 1e-3 and return how often; r is then where it has come. */
static int turned_steps(struct run *r, double degrees)
{
    int t = 0;

    for (; f(turn(r->p, -degrees)) >= 1e-3; t++)
        step(r, turned_gradient(r->p, degrees));
    return t;
}

static const struct {
    const char *name;
    enum method method;
    double eta;
} racer[] = {{"sgd", SGD, 0.95},
             {"momentum", MOMENTUM, 0.1},
             {"1.5", ADAGRAD, 1.5},
             {"5", ADAGRAD, 5}};

static struct run racer_at_start(int k, double degrees)
{
    const struct point p = turn(start, degrees);

    return (struct run){racer[k].method, racer[k].eta, p, {0, 0}};
}

static void print_turned(void)
{
    for (int degrees = 0; degrees <= 45; degrees += 3) {
        printf("%d", degrees);
        for (int k = 0; k < 4; k++) {
            struct run r = racer_at_start(k, degrees);

            printf("\t%d", turned_steps(&r, degrees));
        }
        printf("\n");
    }
    for (int degrees = 0; degrees <= 45; degrees += 45) {
        struct run r = racer_at_start(2, degrees);

        printf("\n\n");
        for (int t = 0; t <= 30; t++) {
            printf("%.17g\t%.17g\n", r.p.x, r.p.y);
            step(&r, turned_gradient(r.p, degrees));
        }
    }
}

static void print_eps(void)
{
    for (double g = 1; g > 1e-9; g /= 100)
        printf("%g\t%.3g\t%.3g\t%.3g\t%.3g\n", g, g / (g + 1e-10),
               g / (g + 1e-7), g / sqrt(g * g + 1e-7), g / sqrt(0.1 + g * g));
}

static struct point saddle_gradient(struct point p)
{
    struct point g = {p.x, p.y * p.y * p.y - p.y};

    return g;
}

static int steps_to_leave(enum method method, double eta, double limit)
{
    struct run r = {method, eta, {1, 1e-6}, {0, 0}};
    int t = 0;

    for (; fabs(r.p.y) <= limit; t++)
        step(&r, saddle_gradient(r.p));
    return t;
}

static void print_leave(void)
{
    for (int k = 0; k < 4; k++) {
        const double eta = k < 2 ? 0.1 : 0.01, limit = k % 2 ? 0.9 : 0.1;

        printf("%g\t%g\t%d\t%d\t%d\n", eta, limit,
               steps_to_leave(SGD, eta, limit),
               steps_to_leave(MOMENTUM, eta, limit),
               steps_to_leave(ADAGRAD, eta, limit));
    }
}

static void print_saddle(void)
{
    for (int k = 0; k < 6; k++) {
        struct run r = {k % 3, k < 3 ? 0.1 : 0.01, {1, 1e-6}, {0, 0}};

        for (int t = 1; t <= 3000; t++) {
            step(&r, saddle_gradient(r.p));
            if (is_shown(t))
                printf("%d\t%.17g\n", t, r.p.y);
        }
        printf("\n\n");
    }
}

static void print_runs(void)
{
    struct run sgd = {SGD, 0.95, start, {0, 0}};
    struct run ada = {ADAGRAD, 1.5, start, {0, 0}};

    printf("AdaGrad at rate 1.5:\n  t         x         y\n");
    for (int t = 0; t < 30; t++) {
        if (t < 4)
            printf("%3d %9.5f %9.5f\n", t, ada.p.x, ada.p.y);
        step(&ada, f_gradient(ada.p));
        step(&sgd, f_gradient(sgd.p));
    }
    printf("# path_x %.4f\n", ada.p.x);
    printf("# path_f %.6f\n# path_f_sgd %.4f\n", f(ada.p), f(sgd.p));
    printf("# rate_x %.2f\n", apparent_rate(1.5, ada.memory.x));
    printf("# rate_y %.2f\n", apparent_rate(1.5, ada.memory.y));
    printf("# h_x %.2f\n# h_y %.2f\n", ada.memory.x, ada.memory.y);
    printf("# scale_1024 %g\n", scale_difference());
}

static void print_words(void)
{
    const char *const name[RULES] = {"constant", "falling", "own"};

    printf("\nDistance of three words after 10000 reviews:\n");
    measure_distance();
    for (int rule = 0; rule < RULES; rule++) {
        for (int word = 0; word < WORDS; word++)
            printf("# %s_%d %.2f\n", name[rule], every[word],
                   distance[rule][word][STEPS]);
    }
}

static void print_bowls(void)
{
    double theta;

    printf("\nRolling down a bowl from 10, and steps to get below 5:\n");
    roll(0.01, 0, 1000, &theta, 0);
    printf("# bowl_1000 %.3f\n", theta);
    roll(0.01, 0, 10000, &theta, 0);
    printf("# bowl_10000 %.3f\n", theta);
    for (double eta = 0.01; eta < 50; eta *= 10)
        printf("# half_%g %d\n", eta, roll(eta, 5, 1000000, &theta, 0));
}

static void print_turns(void)
{
    struct run far = {ADAGRAD, 1000, turn(start, 45), {0, 0}}, r;

    printf("\nSteps on the turned valley, and rates in the end:\n");
    for (int k = 0; k < 4; k++) {
        for (int degrees = 0; degrees <= 45; degrees += 45) {
            r = racer_at_start(k, degrees);
            printf("# turned_%s_%d %d\n", racer[k].name, degrees,
                   turned_steps(&r, degrees));
        }
    }
    r = racer_at_start(2, 45);
    turned_steps(&r, 45);
    printf("# rate_45_x %.2f\n", apparent_rate(1.5, r.memory.x));
    printf("# rate_45_y %.2f\n", apparent_rate(1.5, r.memory.y));
    printf("# turned_1000_45 %d\n", turned_steps(&far, 45));
}

static void print_summary(void)
{
    print_runs();
    print_words();
    print_bowls();
    print_turns();
    printf("\nSteps to leave the saddle, and to cross to its minimum:\n");
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
    {"paths", print_paths},       {"rates", print_rates},
    {"distance", print_distance}, {"steps", print_steps},
    {"bowl", print_bowl},         {"turned", print_turned},
    {"eps", print_eps},           {"leave", print_leave},
    {"saddle", print_saddle},
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
