/* A network that learns to read digits; read chapters/08-mnist-mlp.md. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* x is [batch][in], w is [in][out], b is [out], y is [batch][out]. */
static void affine_forward(int batch, int in, int out, const double *x,
                           const double *w, const double *b, double *y)
{
    for (int i = 0; i < batch; i++, x += in, y += out) {
        for (int k = 0; k < out; k++)
            y[k] = b[k];
        for (int j = 0; j < in; j++) {
            for (int k = 0; x[j] != 0 && k < out; k++)
                y[k] += x[j] * w[j * out + k]; /* eq:affine (8.1) */
        }
    }
}

static void relu_forward(int n, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = y[i] < 0 ? 0 : y[i]; /* eq:relu (8.4) */
}

/* Return the loss; dz gets its gradient with respect to the logits z. */
static double cross_entropy(int batch, int classes, const double *z,
                            const unsigned char *label, double *dz)
{
    double loss = 0;

    for (int i = 0; i < batch; i++, z += classes, dz += classes) {
        double max = z[0], sum = 0;

        for (int k = 1; k < classes; k++)
            max = z[k] > max ? z[k] : max;
        for (int k = 0; k < classes; k++)
            sum += exp(z[k] - max);
        loss += log(sum) - (z[label[i]] - max); /* eq:cross-entropy (8.6) */
        for (int k = 0; k < classes; k++) {
            const double p = exp(z[k] - max) / sum; /* eq:softmax (8.5) */

            dz[k] = (p - (k == label[i])) / batch; /* eq:dlogits (8.8) */
        }
    }
    return loss / batch;
}

static int answer(int classes, const double *z)
{
    int best = 0;

    for (int k = 1; k < classes; k++)
        best = z[k] > z[best] ? k : best;
    return best;
}

/* dx may be NULL; x, w and y are as in affine_forward. */
static void affine_backward(int batch, int in, int out, const double *x,
                            const double *w, const double *dy, double *dx,
                            double *dw, double *db)
{
    memset(db, 0, out * sizeof *db);
    memset(dw, 0, in * out * sizeof *dw);
    for (int i = 0; i < batch; i++, x += in, dy += out) {
        for (int k = 0; k < out; k++)
            db[k] += dy[k]; /* eq:affine-db (8.10) */
        for (int j = 0; j < in; j++) {
            for (int k = 0; x[j] != 0 && k < out; k++)
                dw[j * out + k] += x[j] * dy[k]; /* eq:affine-dw (8.9) */
        }
        for (int j = 0; dx != NULL && j < in; j++) {
            double sum = 0;

            for (int k = 0; k < out; k++)
                sum += dy[k] * w[j * out + k]; /* eq:affine-dx (8.11) */
            dx[i * in + j] = sum;
        }
    }
}

static void relu_backward(int n, const double *y, double *dy)
{
    for (int i = 0; i < n; i++)
        dy[i] = y[i] > 0 ? dy[i] : 0; /* eq:relu-back (8.13) */
}

enum { BATCH = 50, PIXELS = 784, HIDDEN = 50, CLASSES = 10 };

/* theta and grad hold W1, b1, W2 and b2, in this order. */
enum {
    B1 = PIXELS * HIDDEN,
    W2 = B1 + HIDDEN,
    B2 = W2 + HIDDEN * CLASSES,
    N = B2 + CLASSES /* eq:parameters (8.2) */
};

static struct {
    double theta[N], grad[N];
    double x[BATCH * PIXELS]; /* the batch that is being worked on, */
    unsigned char label[BATCH];
    double h[BATCH * HIDDEN], z[BATCH * CLASSES]; /* and what follows */
    double dh[BATCH * HIDDEN], dz[BATCH * CLASSES];
} net;

/* Compute the logits of the m examples in x. */
static void forward(int m)
{
    const double *theta = net.theta;

    affine_forward(m, PIXELS, HIDDEN, net.x, theta, theta + B1, net.h);
    relu_forward(m * HIDDEN, net.h);
    affine_forward(m, HIDDEN, CLASSES, net.h, theta + W2, theta + B2, net.z);
}

/* Return the loss of the m examples; grad gets the gradient at theta. */
static double gradient(int m)
{
    double *theta = net.theta, *grad = net.grad, loss;

    forward(m);
    loss = cross_entropy(m, CLASSES, net.z, net.label, net.dz);
    affine_backward(m, HIDDEN, CLASSES, net.h, theta + W2, net.dz, net.dh,
                    grad + W2, grad + B2);
    relu_backward(m * HIDDEN, net.h, net.dh);
    affine_backward(m, PIXELS, HIDDEN, net.x, theta, net.dh, NULL, grad,
                    grad + B1);
    return loss;
}

static uint64_t seed = 1;

static uint64_t next(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* Return the largest error of twenty derivatives, half of them after W1. */
static double check_gradient(int m, double h)
{
    double worst = 0;

    for (int k = 0; k < 20; k++) {
        const int i = N - 1 - (int)(next() % (k % 2 ? N : N - B1));
        const double old = net.theta[i];
        double difference;

        net.theta[i] = old + h;
        difference = gradient(m);
        net.theta[i] = old - h;
        difference -= gradient(m);
        net.theta[i] = old;
        gradient(m);
        worst = fmax(worst, fabs(net.grad[i] - difference / (2 * h)));
    }
    return worst;
}

static void print_check(void)
{
    for (int k = 0; k <= 48; k++) {
        const double h = pow(10, -k / 4.0), z = log(5);
        const double up = log(3 + exp(z + h)), down = log(3 + exp(z - h));
        const float d = (float)h, y = logf(5);
        const float rise = logf(3 + expf(y + d)) - logf(3 + expf(y - d));

        printf("%.17g\t%.17g\t%.17g\t%.17g\n", h,
               fabs((up - down) / (2 * h) - 0.625),
               fabs((up - log(8)) / h - 0.625), fabs(rise / (2 * d) - 0.625));
    }
}

static _Noreturn void stop(const char *file, const char *problem)
{
    fprintf(stderr, "08-mnist-mlp: %s: %s\n", file, problem);
    exit(2);
}

static uint32_t big_endian(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
}

/* Return the items of a file, each of size bytes, and their number in n. */
static unsigned char *read_idx(const char *folder, const char *set,
                               const char *kind, size_t size, int *n)
{
    const size_t head_size = size == 1 ? 8 : 16;
    unsigned char head[16], *items;
    char path[1000];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s-%s-ubyte", folder, set, kind);
    file = fopen(path, "rb");
    if (file == NULL)
        stop(path, "cannot be opened; make mnist, then gunzip -k");
    if (fread(head, 1, head_size, file) != head_size ||
        big_endian(head) != (size == 1 ? 0x801 : 0x803) ||
        (size > 1 && big_endian(head + 8) * big_endian(head + 12) != size))
        stop(path, "is no such file of MNIST; is it packed? gunzip -k");
    *n = (int)big_endian(head + 4);
    items = *n < 6 || *n > 1000000 ? NULL : malloc(*n * size);
    if (items == NULL || fread(items, size, *n, file) != (size_t)*n)
        stop(path, "is cut off or too large; get it again (make mnist)");
    fclose(file);
    return items;
}

struct set {
    int n;
    int *order; /* [n], numbers of examples */
    const unsigned char *pixels, *labels;
};

static struct set read_set(const char *folder, const char *name)
{
    struct set set;
    int n;

    set.pixels = read_idx(folder, name, "images-idx3", PIXELS, &set.n);
    set.labels = read_idx(folder, name, "labels-idx1", 1, &n);
    set.order = malloc(n * sizeof *set.order);
    if (n != set.n || set.order == NULL)
        stop(folder, "has not one label for each image; get it again");
    for (int i = 0; i < n; i++) {
        set.order[i] = i;
        if (set.labels[i] >= CLASSES)
            stop(folder, "has a label above 9; get MNIST (make mnist)");
    }
    return set;
}

/* Gather a batch from place first of the order on, and return its size. */
static int gather(const struct set *set, int first)
{
    const int m = set->n - first < BATCH ? set->n - first : BATCH;

    for (int i = 0; i < m; i++) {
        const int example = set->order[first + i];

        for (int j = 0; j < PIXELS; j++)
            net.x[i * PIXELS + j] = set->pixels[example * PIXELS + j] / 255.0;
        net.label[i] = set->labels[example];
    }
    return m;
}

struct score {
    double loss, accuracy;
};

static void print_picture(const double *pixels)
{
    for (int j = 0; j < PIXELS; j++)
        printf("%c%s", " .:-=+*%#@"[(int)(pixels[j] * 9.99)],
               j % 28 < 27 ? "" : "|\n");
}

/* Measure the mean loss and the accuracy; print the first wrong answers. */
static struct score evaluate(const struct set *set, int most)
{
    struct score score = {0, 0};

    for (int first = 0, m; first < set->n; first += m) {
        m = gather(set, first);
        forward(m);
        score.loss += m * cross_entropy(m, CLASSES, net.z, net.label, net.dz) /
                      set->n; /* eq:batch-mean (8.14) */
        for (int i = 0; i < m; i++) {
            const int k = answer(CLASSES, net.z + i * CLASSES);

            score.accuracy += k == net.label[i];
            if (k == net.label[i] || most-- <= 0)
                continue;
            printf("image %d is a %d, read as a %d\n", first + i, net.label[i],
                   k);
            print_picture(net.x + i * PIXELS);
        }
    }
    score.accuracy /= set->n; /* eq:accuracy (8.7) */
    return score;
}

static void init_he(int in, int out, double *w)
{
    for (int j = 0; j < in * out; j++) {
        const double u = (double)(next() >> 11) * 0x1p-53;
        const double v = (double)(next() >> 11) * 0x1p-53;

        w[j] = sqrt(2.0 / in) * sqrt(-2 * log(1 - u)) * cos(8 * atan(1) * v);
    }
}

static void start(void)
{
    init_he(PIXELS, HIDDEN, net.theta);
    init_he(HIDDEN, CLASSES, net.theta + W2);
}

static void train_epoch(const struct set *set, double eta)
{
    for (int i = set->n - 1; i > 0; i--) {
        const int j = (int)(next() % (i + 1)), old = set->order[i];

        set->order[i] = set->order[j];
        set->order[j] = old;
    }
    for (int first = 0, m; first < set->n; first += m) {
        m = gather(set, first);
        gradient(m);
        for (int i = 0; i < N; i++)
            net.theta[i] -= eta * net.grad[i]; /* eq:sgd (1.1) */
    }
}

/* Learn twenty pictures of noise by heart; print every step if asked. */
static void learn_noise(double eta, int print)
{
    static unsigned char pixels[20 * PIXELS], labels[20];
    static int order[20];
    const struct set set = {20, order, pixels, labels};
    struct score score;

    for (int i = 0; i < 20 * PIXELS; i++)
        pixels[i] = (unsigned char)(next() >> 56);
    for (int i = 0; i < 20; i++) {
        labels[i] = i % CLASSES;
        order[i] = i;
    }
    start();
    gather(&set, 0);
    printf("# parameters %d\n# gradient_is_right %d\n", N,
           check_gradient(20, 1e-5) < 1e-8);
    for (int t = 0; t < 400; t++) {
        score = evaluate(&set, 0);
        if (print)
            printf("%d\t%.17g\t%.17g\n", t, score.loss, 1 - score.accuracy);
        train_epoch(&set, eta);
    }
    score = evaluate(&set, 0);
    printf("# twenty_loss %.2f\n# twenty_accuracy %.2f\n", score.loss,
           score.accuracy);
}

static void train(const char *folder, double eta, int epochs, int wrong)
{
    const struct set all = read_set(folder, "train");
    const struct set test = read_set(folder, "t10k");
    struct set training = all, validation = all;
    struct score t, v;

    validation.n = all.n / 6;
    training.n = all.n - validation.n;
    validation.order += training.n;
    start();
    printf("%d training, %d validation, %d test images\n"
           "epoch  training: loss  right  validation: loss  right\n",
           training.n, validation.n, test.n);
    for (int epoch = 0; epoch <= epochs; epoch++) {
        if (epoch > 0) /* eq:inverse-decay (1.10) */
            train_epoch(&training, eta / (1 + 0.3 * (epoch - 1)));
        t = evaluate(&training, 0);
        v = evaluate(&validation, 0);
        printf("%5d %15.4f %.4f %17.4f %.4f\n", epoch, t.loss, t.accuracy,
               v.loss, v.accuracy);
        fflush(stdout);
    }
    t = evaluate(&test, wrong);
    printf("# test_loss %.4f\n# test_accuracy %.4f\n", t.loss, t.accuracy);
}

int main(int argc, char *argv[])
{
    const double eta = argc > 2 ? atof(argv[2]) : 0.3;
    const int epochs = argc > 3 ? atoi(argv[3]) : 10;

    if (argc > 4)
        seed = strtoull(argv[4], NULL, 10);
    if (argc == 1)
        learn_noise(0.1, 0);
    else if (strcmp(argv[1], "surrogate") == 0)
        learn_noise(0.005, 1);
    else if (strcmp(argv[1], "check") == 0)
        print_check();
    else
        train(argv[1], eta, epochs, argc > 5 ? atoi(argv[5]) : 0);
    return 0;
}
