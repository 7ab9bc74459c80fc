/* Chapter 6, initial weights: the reference. See contract/initialization.h. */
#include "contract/initialization.h"

void box_muller(double u1, double u2, real z[2])
{
    /* 1. The radius, eq:box-muller (6.4): 1 - u1 is in (0, 1], so the logarithm
     * is finite. */
    double r = sqrt(-2 * log(1 - u1));
    /* 2. The angle: u2 turns once around the circle. */
    double angle = 2 * PI * u2;
    /* 3. The two coordinates of that point are the two normal numbers. */
    z[0] = r * cos(angle);
    z[1] = r * sin(angle);
}

void init_constant(real value, size_t n, real w[n])
{
    /* 1. Set every weight to value. */
    for (size_t i = 0; i < n; i++)
        w[i] = value;
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    real z[2] = {0, 0};

    for (size_t i = 0; i < n; i++) {
        /* 1. Each pair of uniform numbers gives two normal ones. */
        if (i % 2 == 0) {
            double u1 = rng_uniform(rng);
            double u2 = rng_uniform(rng);
            box_muller(u1, u2, z);
        }
        /* 2. Scale a normal number by the standard deviation. */
        w[i] = stddev * z[i % 2];
    }
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. The variance, eq:xavier (6.9): 1 over the mean of the two widths, that
     * which the signal asks for and that which the gradient asks for. */
    double stddev = sqrt(2.0 / (double)(fan_in + fan_out));
    /* 2. Draw all fan_in x fan_out weights. */
    init_normal(rng, stddev, fan_in * fan_out, w);
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. A rectifier passes half of the mean square, so the variance doubles:
     * eq:he (6.7). */
    double stddev = sqrt(2.0 / (double)fan_in);
    /* 2. Draw all fan_in x fan_out weights. */
    init_normal(rng, stddev, fan_in * fan_out, w);
}

real standard_deviation(size_t n, const real a[n])
{
    /* 1. First the mean. */
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += a[i];
    mean /= n;
    /* 2. Then the mean square of the distances from it. */
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += (a[i] - mean) * (a[i] - mean);
    /* 3. Its root is the standard deviation. */
    return sqrt(square / n);
}

real gain(real (*f)(real z))
{
    enum { STEPS_PER_UNIT = 1000, UNITS = 10 };
    double sum = 0;

    /* 1. Add up f(z)^2 times the density of z, over small steps of z. */
    for (int i = -UNITS * STEPS_PER_UNIT; i <= UNITS * STEPS_PER_UNIT; i++) {
        const double z = (double)i / STEPS_PER_UNIT, value = f(z);
        sum += value * value * exp(-z * z / 2);
    }
    /* 2. Times the step and 1 / sqrt(2 pi), this is the mean square. */
    const double mean_square = sum / STEPS_PER_UNIT / sqrt(2 * PI);
    /* 3. The gain makes up for what is lost: eq:gain (6.6). */
    return 1 / mean_square;
}

real one_hidden_gradient(const struct one_hidden *net, const real theta[],
                         real x, real target, real grad[])
{
    const size_t n = net->hidden;
    const real *w = theta, *b = w + n, *v = b + n;
    real *dw = grad, *db = dw + n, *dv = db + n, y = v[n];

    /* 1. Forward, eq:one-hidden (6.1): the output is c and what each hidden
     * unit adds. */
    for (size_t j = 0; j < n; j++)
        y += v[j] * net->f(w[j] * x + b[j]);
    /* 2. The derivative of L for y; c has the same one. */
    const real dy = y - target;
    dv[n] = dy;
    /* 3. Backward, eq:one-hidden-back (6.2), each unit by itself: v_j, then
     * b_j, then w_j. */
    for (size_t j = 0; j < n; j++) {
        const real z = w[j] * x + b[j];
        dv[j] = dy * net->f(z);
        db[j] = dy * v[j] * net->slope(z);
        dw[j] = db[j] * x;
    }
    /* 4. The loss itself. */
    return dy * dy / 2;
}

/* torch for R, R/nn-init.R, as it was before May 2021. */
void repaired_xavier_uniform(struct rng *rng, size_t fan_in, size_t fan_out,
                             real w[])
{
    const double in = (double)fan_in, out = (double)fan_out;
    const double stddev = sqrt(2.0 / (in + out));
    const double a = sqrt(3.0) * stddev;

    for (size_t i = 0; i < fan_in * fan_out; i++)
        w[i] = (2 * rng_uniform(rng) - 1) * a;
}

real predict_he_784_40(void)
{
    /* 1. Only one of the two numbers counts. */
    return sqrt(2) / 28; /* 0.0505; 784 is 28^2 */
}

real predict_first_preactivation(void)
{
    /* 1. Add up 784 variances: that of a weight times the mean of x^2. */
    return 0.01 * sqrt(784 * (0.1307 * 0.1307 + 0.3081 * 0.3081)); /* 0.094 */
}

real predict_tenth_layer(void)
{
    /* 1. What share of the mean square is left after each layer? */
    return (real)1 / 32; /* (1/2)^10 of the mean square, (1/2)^5 of its root */
}
