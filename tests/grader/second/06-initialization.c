/* Known mistakes of chapter 6, written once more in another way; see 01-sgd.c.
 */
#include "contract/initialization.h"

void pair_half_turn(double u1, double u2, real *z)
{
    double r = sqrt(2 * log(1 / (1 - u1)));
    *z++ = cos(u2 * PI) * r;
    *z = sin(u2 * PI) * r;
}

void pair_log_of_u1(double u1, double u2, real *z)
{
    const double r = sqrt(log(1 / (u1 * u1))), angle = u2 * (PI + PI);
    z[1] = sin(angle) * r;
    z[0] = cos(angle) * r;
}

void pair_radius_not_rooted(double u1, double u2, real *z)
{
    double square = -2 * log(1 - u1);
    z[0] = square * cos(2 * PI * u2);
    z[1] = square * sin(2 * PI * u2);
}

void pair_sine_first(double u1, double u2, real *z)
{
    double r = pow(-2 * log1p(-u1), 0.5), a = u2 * PI * 2;
    z[1] = cos(a) * r;
    z[0] = sin(a) * r;
}

void pair_in_float(double u1, double u2, real *z)
{
    float r = sqrt(-2 * log(1 - u1));
    z[0] = cos(2 * PI * u2) * r;
    z[1] = sin(2 * PI * u2) * r;
}

void constant_zero(real value, size_t n, real *w)
{
    while (n-- > 0)
        *w++ = 0;
}

void constant_misses_the_last(real value, size_t n, real *w)
{
    for (real *last = w + n - 1; w < last; w++)
        *w = value;
}

/* Some draw by the polar way, and most use one number of each pair. */

void normal_not_scaled(struct rng *rng, real stddev, size_t n, real *w)
{
    while (n > 0) {
        double a = 2 * rng_uniform(rng) - 1, b = 2 * rng_uniform(rng) - 1;
        double s = a * a + b * b;
        if (s > 0 && s < 1)
            w[--n] = a * sqrt(-2 * log(s) / s);
    }
}

void normal_around_stddev(struct rng *rng, real stddev, size_t n, real *w)
{
    for (size_t i = n; i-- > 0;) {
        real z[2];
        box_muller(rng_uniform(rng), rng_uniform(rng), z);
        w[i] = z[1] + stddev;
    }
}

void normal_variance_as_scale(struct rng *rng, real stddev, size_t n, real *w)
{
    const real variance = stddev * stddev;
    for (size_t i = 0; i < n; i++) {
        double r = sqrt(-2 * log(1 - rng_uniform(rng)));
        w[i] = variance * r * cos(2 * PI * rng_uniform(rng));
    }
}

void normal_uniform(struct rng *rng, real stddev, size_t n, real *w)
{
    for (real *end = w + n; w < end; w++)
        *w = -stddev + 2 * stddev * rng_uniform(rng);
}

void normal_own_seed(struct rng *rng, real stddev, size_t n, real *w)
{
    rng_seed(rng, 1);
    for (size_t i = 0; i < n; i++) {
        real z[2];
        box_muller(rng_uniform(rng), rng_uniform(rng), z);
        w[i] = stddev * z[0];
    }
}

void normal_number_used_twice(struct rng *rng, real stddev, size_t n, real *w)
{
    real z[2];
    for (size_t i = 0; i < n; i += 2) {
        double u1 = rng_uniform(rng), u2 = rng_uniform(rng);
        box_muller(u1, u2, z);
        w[i] = z[1] * stddev;
        if (i + 1 < n)
            w[i + 1] = z[1] * stddev;
    }
}

void xavier_fan_in_only(struct rng *rng, size_t in, size_t out, real *w)
{
    for (size_t j = 0; j < in; j++)
        init_normal(rng, 1 / sqrt(in), out, w + j * out);
}

void xavier_variance(struct rng *rng, size_t in, size_t out, real *w)
{
    for (size_t i = 0; i < in * out; i++) {
        real z[2];
        box_muller(rng_uniform(rng), rng_uniform(rng), z);
        w[i] = 2 * z[0] / (in + out);
    }
}

void xavier_is_he(struct rng *rng, size_t in, size_t out, real *w)
{
    const real spread = pow(in / 2.0, -0.5);
    init_normal(rng, spread, in * out, w);
}

void he_is_xavier(struct rng *rng, size_t in, size_t out, real *w)
{
    const double half = (in + out) * 0.5;
    for (size_t k = 0; k < out; k++)
        init_normal(rng, 1 / sqrt(half), in, w + k * in);
}

void he_one_over_fan_in(struct rng *rng, size_t in, size_t out, real *w)
{
    for (size_t i = in * out; i > 0; i--)
        init_normal(rng, pow(in, -0.5), 1, w + i - 1);
}

void he_fan_out(struct rng *rng, size_t in, size_t out, real *w)
{
    init_normal(rng, sqrt(2) / sqrt(out), out * in, w);
}

real spread_n_minus_1(size_t n, const real *a)
{
    double mean = 0, sum = 0;
    for (size_t i = n; i-- > 0;)
        mean += a[i] / n;
    for (size_t i = n; i-- > 0;)
        sum += pow(a[i] - mean, 2) / (n - 1);
    return sqrt(sum);
}

real spread_variance(size_t n, const real *a)
{
    double mean = 0, moment = 0;
    for (size_t i = 0; i < n; i++) {
        double d = a[i] - mean;
        mean += d / (i + 1);
        moment += d * (a[i] - mean);
    }
    return moment / n;
}

real spread_around_zero(size_t n, const real *a)
{
    real sum = 0;
    for (const real *end = a + n; a < end; a++)
        sum += *a * *a / n;
    return sqrt(sum);
}

real spread_not_divided(size_t n, const real *a)
{
    double total = 0, length = 0;
    for (size_t i = 0; i < n; i++)
        total += a[i];
    for (size_t i = 0; i < n; i++)
        length = hypot(length, a[i] - total / n);
    return length;
}

/* ---- gain: Simpson's rule, midpoints, halves --------------------------------- */

real gain_is_mean_square(real (*f)(real))
{
    const double h = 1.0 / 256;
    double sum = 0;
    for (int i = -2560; i < 2560; i++) {
        double a = i * h, values[3];
        for (int k = 0; k < 3; k++) {
            double z = a + k * h / 2;
            values[k] = pow(f(z), 2) * exp(-z * z / 2);
        }
        sum += (values[0] + 4 * values[1] + values[2]) * h / 6;
    }
    return sum / sqrt(2 * PI);
}

real gain_of_stddev(real (*f)(real))
{
    double total = 0, weight = 0;
    for (double z = -9.9995; z < 10; z += 0.001) {
        double p = exp(-z * z / 2);
        total += p * f(z) * f(z);
        weight += p;
    }
    return sqrt(weight / total);
}

real gain_of_mean(real (*f)(real))
{
    double total = 0, weight = 0;
    for (double z = -9.9995; z < 10; z += 0.001) {
        double p = exp(-z * z / 2);
        total += p * f(z);
        weight += p;
    }
    return pow(weight / total, 2);
}

real gain_of_variance(real (*f)(real))
{
    double square = 0, mean = 0, weight = 0;
    for (double z = -9.9995; z < 10; z += 0.001) {
        double p = exp(-z * z / 2), y = f(z);
        square += p * y * y;
        mean += p * y;
        weight += p;
    }
    mean /= weight;
    square /= weight;
    return 1 / (square - mean * mean);
}

real gain_density_not_normed(real (*f)(real))
{
    double sum = 0;
    for (double z = 0.0005; z < 10; z += 0.001)
        sum += (pow(f(z), 2) + pow(f(-z), 2)) * exp(-z * z / 2) * 0.001;
    return 1 / sum;
}

real gain_positive_half(real (*f)(real))
{
    double sum = 0;
    for (double z = 0.0005; z < 10; z += 0.001)
        sum += pow(f(z), 2) * exp(-z * z / 2) * 0.001 / sqrt(2 * PI);
    return 1 / sum;
}

real gain_of_half_doubled(real (*f)(real))
{
    double sum = 0;
    for (double z = 0.0005; z < 10; z += 0.001)
        sum += pow(f(z), 2) * exp(-z * z / 2);
    return 500 * sqrt(2 * PI) / sum;
}

real gain_always_he(real (*f)(real))
{
    (void)f;
    return 2;
}

/* ---- one_hidden_gradient ------------------------------------------------------ */

real backward_without_slope(const struct one_hidden *net, const real *theta,
                            real x, real target, real *grad)
{
    const size_t h = net->hidden;
    real y = theta[3 * h];
    for (size_t j = 0; j < h; j++) {
        grad[2 * h + j] = net->f(theta[h + j] + x * theta[j]);
        y += theta[2 * h + j] * grad[2 * h + j];
    }
    grad[3 * h] = y - target;
    for (size_t j = 0; j < h; j++) {
        grad[2 * h + j] *= y - target;
        grad[h + j] = (y - target) * theta[2 * h + j];
        grad[j] = grad[h + j] * x;
    }
    return pow(target - y, 2) / 2;
}

real backward_slope_of_output(const struct one_hidden *net, const real *theta,
                              real x, real target, real *grad)
{
    const size_t h = net->hidden;
    real y = theta[3 * h];
    for (size_t j = 0; j < h; j++) {
        grad[2 * h + j] = net->f(theta[h + j] + x * theta[j]);
        y += theta[2 * h + j] * grad[2 * h + j];
    }
    grad[3 * h] = y - target;
    for (size_t j = 0; j < h; j++) {
        const real a = grad[2 * h + j];
        grad[2 * h + j] = (y - target) * a;
        grad[h + j] = (y - target) * theta[2 * h + j] * net->slope(a);
        grad[j] = grad[h + j] * x;
    }
    return pow(target - y, 2) / 2;
}

real backward_without_v(const struct one_hidden *net, const real *theta, real x,
                        real target, real *grad)
{
    size_t h = net->hidden, j = h;
    real y = theta[3 * h];
    while (j-- > 0)
        y += theta[2 * h + j] * net->f(theta[h + j] + x * theta[j]);
    for (j = h; j-- > 0;) {
        const real z = theta[h + j] + x * theta[j];
        grad[2 * h + j] = (y - target) * net->f(z);
        grad[h + j] = (y - target) * net->slope(z);
        grad[j] = (y - target) * net->slope(z) * x;
    }
    grad[3 * h] = y - target;
    return (y - target) * (y - target) * (real)0.5;
}

real backward_without_x(const struct one_hidden *net, const real *theta, real x,
                        real target, real *grad)
{
    size_t h = net->hidden, j = h;
    real y = theta[3 * h];
    while (j-- > 0)
        y += theta[2 * h + j] * net->f(theta[h + j] + x * theta[j]);
    for (j = h; j-- > 0;) {
        const real z = theta[h + j] + x * theta[j];
        grad[2 * h + j] = (y - target) * net->f(z);
        grad[j] = (y - target) * theta[2 * h + j] * net->slope(z);
    }
    for (j = 0; j < h; j++)
        grad[h + j] = grad[j];
    grad[3 * h] = y - target;
    return (y - target) * (y - target) * (real)0.5;
}

real backward_downhill_already(const struct one_hidden *net, const real *theta,
                               real x, real target, real *grad)
{
    const size_t h = net->hidden;
    real y = theta[3 * h];
    for (size_t j = 0; j < h; j++)
        y += theta[2 * h + j] * net->f(theta[h + j] + x * theta[j]);
    const real e = y - target;
    for (size_t j = 0; j < h; j++) {
        const real z = theta[h + j] + x * theta[j];
        const real d = e * theta[2 * h + j] * net->slope(z);
        grad[j] = -d * x;
        grad[h + j] = -d;
        grad[2 * h + j] = -e * net->f(z);
    }
    grad[3 * h] = -e;
    return e * e / 2;
}

real backward_loss_without_half(const struct one_hidden *net, const real *theta,
                                real x, real target, real *grad)
{
    const size_t h = net->hidden;
    real y = theta[3 * h];
    for (size_t j = 0; j < h; j++)
        y += theta[2 * h + j] * net->f(theta[h + j] + x * theta[j]);
    const real e = y - target;
    for (size_t j = 0; j < h; j++) {
        const real z = theta[h + j] + x * theta[j];
        grad[h + j] = e * theta[2 * h + j] * net->slope(z);
        grad[j] = x * grad[h + j];
        grad[2 * h + j] = e * net->f(z);
    }
    grad[3 * h] = e;
    return pow(e, 2);
}

real backward_c_forgotten(const struct one_hidden *net, const real *theta,
                          real x, real target, real *grad)
{
    const size_t h = net->hidden;
    real e = -target;
    for (size_t j = 0; j < h; j++)
        e += theta[2 * h + j] * net->f(theta[h + j] + x * theta[j]);
    for (size_t j = 0; j < h; j++) {
        const real z = theta[h + j] + x * theta[j];
        grad[h + j] = e * theta[2 * h + j] * net->slope(z);
        grad[j] = x * grad[h + j];
        grad[2 * h + j] = e * net->f(z);
    }
    grad[3 * h] = e;
    return pow(e, 2) / 2;
}

real backward_unit_by_unit(const struct one_hidden *net, const real *theta,
                           real x, real target, real *grad)
{
    real e = theta[3 * net->hidden] - target;
    for (const real *unit = theta; unit < theta + 3 * net->hidden; unit += 3)
        e += unit[2] * net->f(unit[1] + x * unit[0]);
    grad[3 * net->hidden] = e;
    for (size_t i = 0; i < 3 * net->hidden; i += 3) {
        const real z = theta[i] * x + theta[i + 1];
        grad[i + 2] = e * net->f(z);
        grad[i + 1] = e * theta[i + 2] * net->slope(z);
        grad[i] = grad[i + 1] * x;
    }
    return e * e / 2;
}

/* ---- repaired_xavier_uniform -------------------------------------------------- */

void repair_parentheses(struct rng *rng, size_t in, size_t out, real *w)
{
    double a = sqrt(3 * (2 / (double)in + out));
    for (size_t k = in * out; k-- > 0;)
        w[k] = a - 2 * a * rng_uniform(rng);
}

void repair_he(struct rng *rng, size_t in, size_t out, real *w)
{
    double a = sqrt(6 / (double)in);
    for (size_t k = in * out; k-- > 0;)
        w[k] = a - 2 * a * rng_uniform(rng);
}

void repair_limit_is_stddev(struct rng *rng, size_t in, size_t out, real *w)
{
    double a = 1 / sqrt((in + out) / 2.0);
    for (size_t k = in * out; k-- > 0;)
        w[k] = a - 2 * a * rng_uniform(rng);
}

void repair_not_stretched(struct rng *rng, size_t in, size_t out, real *w)
{
    double a = sqrt(6 / (double)(in + out));
    for (size_t k = in * out; k-- > 0;)
        w[k] = a * rng_uniform(rng) - a / 2;
}

void repair_normal(struct rng *rng, size_t in, size_t out, real *w)
{
    init_xavier(rng, in, out, w);
}

/* ---- predictions ---------------------------------------------------------------- */

real predict_he_xavier(void)
{
    return 1 / sqrt((784 + 40) / 2.0);
}

real predict_he_variance(void)
{
    return 1 / (real)392;
}

real predict_first_standardised(void)
{
    return (real)0.28;
}

real predict_first_variance_of_x(void)
{
    return 28 * 0.01 * 0.3081;
}

real predict_tenth_mean_square(void)
{
    return pow((real)0.5, 10);
}

real predict_tenth_once(void)
{
    return 1 / sqrt(2);
}
