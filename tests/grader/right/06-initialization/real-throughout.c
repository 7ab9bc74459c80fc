/* Chapter 6 solved in another way: in real, a pair at a time, rows by rows. */
#include "contract/initialization.h"

void box_muller(double u1, double u2, real z[2])
{
    real rest = 1 - u1, turn = u2;
    real r = sqrt(-2 * log(rest)), angle = 2 * (real)PI * turn;

    z[0] = r * cos(angle);
    z[1] = r * sin(angle);
}

void init_constant(real value, size_t n, real w[n])
{
    for (size_t i = n; i > 0; i--) {
        w[i - 1] = value;
    }
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    real spare[2];

    for (size_t i = 0; i + 1 < n; i += 2) {
        double u2 = rng_uniform(rng);

        box_muller(rng_uniform(rng), u2, w + i);
    }
    if (n % 2 == 1) {
        double u1 = rng_uniform(rng);

        box_muller(u1, rng_uniform(rng), spare);
        w[n - 1] = spare[1];
    }
    for (size_t i = 0; i < n; i++) {
        w[i] *= stddev;
    }
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    init_normal(rng, 1, fan_in * fan_out, w);
    for (size_t i = 0; i < fan_in * fan_out; i++) {
        w[i] *= sqrt(2 / (real)(fan_in + fan_out));
    }
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    for (size_t j = 0; j < fan_in; j++) {
        init_normal(rng, pow((real)fan_in / 2, -0.5), fan_out, w + j * fan_out);
    }
}

/* Distances from the first number have the same spread, and no large mean. */
real standard_deviation(size_t n, const real a[n])
{
    real mean = 0, square = 0;

    for (size_t i = 0; i < n; i++) {
        mean += a[i] - a[0];
    }
    mean /= n;
    for (size_t i = 0; i < n; i++) {
        square += pow(a[i] - a[0] - mean, 2);
    }
    return sqrt(square / n);
}

/* The steps that the contract names, both halves at once, divided by the same
 * sum over the density alone. */
real gain(real (*f)(real z))
{
    double squares = pow(f(0), 2), all = 1;

    for (int i = 1000; i > 0; i--) {
        const double z = i / 100.0, density = exp(-z * z / 2);
        const double right = f(z), left = f(-z);

        squares += density * (right * right + left * left);
        all += 2 * density;
    }
    return all / squares;
}

real one_hidden_gradient(const struct one_hidden *net, const real theta[],
                         real x, real target, real grad[])
{
    const real *w = theta, *b = theta + net->hidden, *v = b + net->hidden;
    real error = *(v + net->hidden) - target;

    for (size_t j = 0; j < net->hidden; j++) {
        error += net->f(b[j] + w[j] * x) * v[j];
    }
    for (size_t j = 0; j < net->hidden; j++) {
        grad[2 * net->hidden + j] = net->f(b[j] + w[j] * x) * error;
        grad[net->hidden + j] = net->slope(b[j] + w[j] * x) * (v[j] * error);
        grad[j] = x * grad[net->hidden + j];
    }
    grad[3 * net->hidden] = error;
    return error * error * (real)0.5;
}

void repaired_xavier_uniform(struct rng *rng, size_t fan_in, size_t fan_out,
                             real w[])
{
    const real both = fan_in + fan_out, stddev = sqrt(2 / both);
    const real a = sqrt((real)3) * stddev;

    for (size_t j = 0; j < fan_in; j++) {
        for (size_t k = 0; k < fan_out; k++) {
            w[j * fan_out + k] = 2 * a * rng_uniform(rng) - a;
        }
    }
}

real predict_he_784_40(void)
{
    return sqrt((real)2 / 784);
}

real predict_first_preactivation(void)
{
    return 28 * (real)0.01 * hypot((real)0.1307, (real)0.3081);
}

real predict_tenth_layer(void)
{
    return (real)0.0313;
}
