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
    for (int i = 0; i < batch; i++) {
        double *yi = y + i * out;

        for (int k = 0; k < out; k++)
            yi[k] = b[k];
        for (int j = 0; j < in; j++) {
            const double xij = x[i * in + j];

            for (int k = 0; xij != 0 && k < out; k++)
                yi[k] += xij * w[j * out + k]; /* eq:affine (8.1) */
        }
    }
}

static void relu_forward(int n, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = y[i] < 0 ? 0 : y[i]; /* eq:relu (8.4) */
}

static double log_likelihood(double mean, double sd)
{
    const double data[] = {1, 2, 3, 6};
    double sum = 0;

    for (int i = 0; i < 4; i++) {
        const double distance = (data[i] - mean) / sd;

        sum -= distance * distance / 2 + log(sd * sqrt(8 * atan(1)));
    }
    return sum;
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

struct network {
    int in, hidden, out, n;
    double *theta, *grad;    /* [n]: W1, b1, W2, b2, one after the other */
    double *h, *z, *dh, *dz; /* [BATCH][hidden] and [BATCH][out] */
};

struct parts {
    double *w1, *b1, *w2, *b2;
};

/* Where the parts lie in theta, or in grad. */
static struct parts parts(const struct network *net, double *all)
{
    struct parts p = {.w1 = all};

    p.b1 = p.w1 + net->in * net->hidden;
    p.w2 = p.b1 + net->hidden;
    p.b2 = p.w2 + net->hidden * net->out;
    return p;
}

static void *zeros(size_t n, size_t size)
{
    void *memory = calloc(n, size);

    if (memory == NULL) {
        fputs("08-mnist-mlp: not enough memory\n", stderr);
        exit(1);
    }
    return memory;
}

static struct network create(int in, int hidden, int out)
{
    struct network net = {.in = in, .hidden = hidden, .out = out};

    net.n = (in + 1) * hidden + (hidden + 1) * out; /* eq:parameters (8.2) */
    net.theta = zeros(net.n, sizeof(double));
    net.grad = zeros(net.n, sizeof(double));
    net.h = zeros(BATCH * hidden, sizeof(double));
    net.dh = zeros(BATCH * hidden, sizeof(double));
    net.z = zeros(BATCH * out, sizeof(double));
    net.dz = zeros(BATCH * out, sizeof(double));
    return net;
}

static void forward(struct network *net, int batch, const double *x)
{
    const struct parts p = parts(net, net->theta);

    affine_forward(batch, net->in, net->hidden, x, p.w1, p.b1, net->h);
    relu_forward(batch * net->hidden, net->h);
    affine_forward(batch, net->hidden, net->out, net->h, p.w2, p.b2, net->z);
}

/* Return the loss of a batch; net->grad gets the gradient at net->theta. */
static double gradient(struct network *net, int batch, const double *x,
                       const unsigned char *label)
{
    const struct parts p = parts(net, net->theta), g = parts(net, net->grad);
    double loss;

    forward(net, batch, x);
    loss = cross_entropy(batch, net->out, net->z, label, net->dz);
    affine_backward(batch, net->hidden, net->out, net->h, p.w2, net->dz,
                    net->dh, g.w2, g.b2);
    relu_backward(batch * net->hidden, net->h, net->dh);
    affine_backward(batch, net->in, net->hidden, x, p.w1, net->dh, NULL, g.w1,
                    g.b1);
    return loss;
}

static uint64_t seed;

static uint64_t next(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* Return the largest error of twenty derivatives, of each layer some. */
static double check_gradient(struct network *net, int batch, const double *x,
                             const unsigned char *label, double h)
{
    double worst = 0;

    for (int k = 0; k < 20; k++) {
        const int last = net->n - net->in * net->hidden; /* all but W1 */
        const int i = net->n - 1 - (int)(next() % (k % 2 ? net->n : last));
        const double old = net->theta[i];
        double up, down;

        net->theta[i] = old + h;
        up = gradient(net, batch, x, label);
        net->theta[i] = old - h;
        down = gradient(net, batch, x, label);
        net->theta[i] = old;
        gradient(net, batch, x, label);
        worst = fmax(worst, fabs(net->grad[i] - (up - down) / (2 * h)));
    }
    return worst;
}

static double logit_loss(double z)
{
    return log(3 + exp(z)) - log(2);
}

static float logit_loss_float(float z)
{
    return logf(3 + expf(z)) - logf(2);
}

static void print_check(void)
{
    for (int k = 0; k <= 48; k++) {
        const double h = pow(10, -k / 4.0), z = log(5);
        const double both = logit_loss(z + h) - logit_loss(z - h);
        const double one = logit_loss(z + h) - logit_loss(z);
        const float up = logf(5) + (float)h, down = logf(5) - (float)h;
        const float flat = logit_loss_float(up) - logit_loss_float(down);

        printf("%.17g\t%.17g\t%.17g\t%.17g\n", h, fabs(both / (2 * h) - 0.625),
               fabs(one / h - 0.625), fabs(flat / (2 * (float)h) - 0.625));
    }
}

static _Noreturn void stop(const char *file, const char *problem)
{
    fprintf(stderr, "08-mnist-mlp: %s: %s\n", file, problem);
    exit(2);
}

static uint32_t big_endian(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           b[3];
}

/* Return the items of a file, each of size bytes, and their number in n. */
static unsigned char *read_idx(const char *folder, const char *name,
                               size_t size, int *n)
{
    const size_t head_size = size == 1 ? 8 : 16;
    unsigned char head[16], *items;
    char path[1000];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file == NULL)
        stop(path, "cannot be opened; give a data set's name, or a folder with "
                   "MNIST unpacked (make mnist, then gunzip -k)");
    if (fread(head, 1, head_size, file) != head_size)
        stop(path, "is cut off; get it again (make mnist, then gunzip -k)");
    if (big_endian(head) != (size == 1 ? 0x801 : 0x803))
        stop(path, "has another magic number; is it still packed? gunzip -k");
    if (size == PIXELS && big_endian(head + 8) * big_endian(head + 12) != size)
        stop(path, "holds no images of 784 pixels; get MNIST (make mnist)");
    *n = (int)big_endian(head + 4);
    if (*n < 6 || *n > 1000000)
        stop(path, "has a strange number of items; get MNIST (make mnist)");
    items = zeros(*n, size);
    if (fread(items, 1, *n * size, file) != *n * size)
        stop(path, "is cut off; get it again (make mnist, then gunzip -k)");
    fclose(file);
    return items;
}

struct set {
    int n;
    int *order; /* [n], numbers of examples */
    const unsigned char *pixels, *labels;
};

static struct set read_set(const char *folder, const char *prefix)
{
    struct set set;
    char name[40];
    int n;

    snprintf(name, sizeof name, "%s-images-idx3-ubyte", prefix);
    set.pixels = read_idx(folder, name, PIXELS, &n);
    snprintf(name, sizeof name, "%s-labels-idx1-ubyte", prefix);
    set.labels = read_idx(folder, name, 1, &set.n);
    if (n != set.n)
        stop(folder, "has not one label for each image; get it again");
    set.order = zeros(n, sizeof *set.order);
    for (int i = 0; i < n; i++) {
        set.order[i] = i;
        if (set.labels[i] >= CLASSES)
            stop(folder, "has a label above 9; get MNIST (make mnist)");
    }
    return set;
}

static double x[BATCH * PIXELS]; /* the batch that is being worked on */
static unsigned char label[BATCH];

/* Gather m examples, from place first of the order on. */
static void gather(const struct set *set, int first, int m)
{
    for (int i = 0; i < m; i++) {
        const int example = set->order[first + i];
        const unsigned char *image = set->pixels + (size_t)example * PIXELS;

        for (int j = 0; j < PIXELS; j++)
            x[i * PIXELS + j] = image[j] / 255.0;
        label[i] = set->labels[example];
    }
}

struct score {
    double loss;
    int right;
};

static struct score evaluate(struct network *net, const struct set *set)
{
    struct score score = {0, 0};
    int m;

    for (int first = 0; first < set->n; first += m) {
        m = set->n - first < BATCH ? set->n - first : BATCH;
        gather(set, first, m);
        forward(net, m, x);
        score.loss += m * cross_entropy(m, net->out, net->z, label, net->dz) /
                      set->n; /* eq:batch-mean (8.14) */
        for (int i = 0; i < m; i++)
            score.right += answer(net->out, net->z + i * net->out) == label[i];
    }
    return score;
}

static double uniform(void)
{
    return (double)(next() >> 11) * 0x1p-53;
}

static void init_he(int in, int out, double *w)
{
    for (int j = 0; j < in * out; j++) {
        const double radius = sqrt(-2 * log(1 - uniform()));

        w[j] = sqrt(2.0 / in) * radius * cos(8 * atan(1) * uniform());
    }
}

static void start(struct network *net)
{
    const struct parts p = parts(net, net->theta);

    init_he(net->in, net->hidden, p.w1);
    init_he(net->hidden, net->out, p.w2);
    memset(p.b1, 0, net->hidden * sizeof *p.b1);
    memset(p.b2, 0, net->out * sizeof *p.b2);
}

static void train_epoch(struct network *net, const struct set *set, double eta)
{
    int m;

    for (int i = set->n - 1; i > 0; i--) {
        const int j = (int)(next() % (i + 1)), old = set->order[i];

        set->order[i] = set->order[j];
        set->order[j] = old;
    }
    for (int first = 0; first < set->n; first += m) {
        m = set->n - first < BATCH ? set->n - first : BATCH;
        gather(set, first, m);
        gradient(net, m, x, label);
        for (int i = 0; i < net->n; i++)
            net->theta[i] -= eta * net->grad[i]; /* eq:sgd (1.1) */
    }
}

static const struct set *twenty(void)
{
    static unsigned char pixels[20 * PIXELS], labels[20];
    static int order[20];
    static const struct set set = {20, order, pixels, labels};

    seed = 1;
    for (int i = 0; i < 20 * PIXELS; i++)
        pixels[i] = (unsigned char)(next() >> 56);
    for (int i = 0; i < 20; i++) {
        labels[i] = i % CLASSES;
        order[i] = i;
    }
    return &set;
}

/* Learn the twenty by heart; print the way for a figure if asked. */
static struct score learn_noise(struct network *net, double eta, int print)
{
    const struct set *set = twenty();

    start(net);
    for (int t = 0; t < 400; t++) {
        const struct score score = evaluate(net, set);

        if (print)
            printf("%d\t%.17g\t%.17g\n", t, score.loss, 1 - score.right / 20.0);
        train_epoch(net, set, eta);
    }
    return evaluate(net, set);
}

static void print_wrong(struct network *net, const struct set *set, int most)
{
    for (int i = 0; i < set->n && most > 0; i++) {
        gather(set, i, 1);
        forward(net, 1, x);
        if (answer(net->out, net->z) == label[0])
            continue;
        printf("\ntest image %d is a %d, read as a %d\n", i, label[0],
               answer(net->out, net->z));
        for (int j = 0; j < PIXELS; j++)
            printf("%s%c%s", j % 28 ? "" : "|",
                   " .:-=+*%#@"[(int)(x[j] * 9.99)], j % 28 < 27 ? "" : "|\n");
        most--;
    }
}

static void train(const char *folder, double eta, int epochs, int wrong)
{
    const struct set all = read_set(folder, "train");
    const struct set test = read_set(folder, "t10k");
    struct set training = all, validation = all;
    struct network net = create(PIXELS, HIDDEN, CLASSES);
    struct score t, v;

    validation.n = all.n / 6;
    training.n = all.n - validation.n;
    validation.order += training.n;
    start(&net);
    printf("%d training, %d validation, %d test images; %d parameters\n"
           "epoch  training: loss  right  validation: loss  right\n",
           training.n, validation.n, test.n, net.n);
    for (int epoch = 0;; epoch++) {
        t = evaluate(&net, &training);
        v = evaluate(&net, &validation);
        printf("%5d %15.4f %.4f %17.4f %.4f\n", epoch, t.loss,
               (double)t.right / training.n, v.loss,
               (double)v.right / validation.n);
        fflush(stdout);
        if (epoch == epochs)
            break;
        train_epoch(&net, &training, eta / (1 + 0.3 * epoch));
    }
    t = evaluate(&net, &test);
    printf("# test_loss %.4f\n# test_accuracy %.4f\n", t.loss,
           (double)t.right / test.n);
    print_wrong(&net, &test, wrong);
}

static void print_hand(void)
{
    const double theta[] = {1, -1, 0, 1, 0, 0, 1, 3, 2, -1, 4, 0};
    const double input[] = {2, 1};
    const unsigned char zero = 0;
    struct network net = create(2, 2, 2);
    double before;

    memcpy(net.theta, theta, sizeof theta);
    before = gradient(&net, 1, input, &zero);
    printf("By hand, the gradient W1 b1 W2 b2:\n");
    for (int i = 0; i < net.n; i++) {
        printf("%g%s", net.grad[i], i < net.n - 1 ? " " : "\n");
        net.theta[i] -= 0.01 * net.grad[i];
    }
    printf("# hand_loss %.6f\n# hand_falls_0.01 %.4f\n", before,
           before - gradient(&net, 1, input, &zero));
}

static void print_summary(void)
{
    const double a = log_likelihood(3, 2), b = log_likelihood(2, 1);
    struct network net = create(PIXELS, HIDDEN, CLASSES);
    const struct set *set = twenty();
    struct score score;

    print_hand();
    printf("\nTwo candidates for 1, 2, 3, 6:\n# likelihood_a %.3g\n"
           "# likelihood_b %.3g\n# likelihood_ratio %.0f\n",
           exp(a), exp(b), exp(a - b));
    start(&net);
    gather(set, 0, set->n);
    printf("\nTwenty pictures of noise:\n# parameters %d\n"
           "# gradient_is_right %d\n",
           net.n, check_gradient(&net, set->n, x, label, 1e-5) < 1e-8);
    score = learn_noise(&net, 0.1, 0);
    printf("# twenty_loss %.2f\n# twenty_right %d\n", score.loss, score.right);
}

int main(int argc, char *argv[])
{
    const double eta = argc > 2 ? atof(argv[2]) : 0.3;
    const int epochs = argc > 3 ? atoi(argv[3]) : 10;
    const int wrong = argc > 5 ? atoi(argv[5]) : 0;
    struct network net;

    if (argc == 1) {
        print_summary();
    } else if (strcmp(argv[1], "check") == 0) {
        print_check();
    } else if (strcmp(argv[1], "surrogate") == 0) {
        net = create(PIXELS, HIDDEN, CLASSES);
        learn_noise(&net, 0.005, 1);
    } else if (!(eta > 0)) {
        stop(argv[2], "is no learning rate; give one above 0, such as 0.3");
    } else {
        seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
        train(argv[1], eta, epochs, wrong);
    }
    return 0;
}
