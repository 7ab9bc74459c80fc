/* Known mistakes of chapter 1, written once more in another way, as a learner
 * might: each function makes the mistake it is named after. Compared with
 * tests/mistakes/01-sgd/ by tests/test-probes.sh. */
#include <stdlib.h>
#include <string.h>
#include "contract/sgd.h"

/* ---- sgd_step ------------------------------------------------------------- */

void step_changes_gradient(struct sgd *opt, size_t n, real *theta, real *grad)
{
    real *end = grad + n;
    while (grad < end) {
        *grad = opt->lr * *grad;
        *theta++ -= *grad++;
    }
}

void step_divides_by_n(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    const real eta = opt->lr / n;
    size_t i = n;
    while (i--)
        theta[i] = theta[i] - eta * grad[i];
}

void step_divides_by_rate(struct sgd *opt, size_t n, real *theta,
                          const real *grad)
{
    real inverse = 1 / opt->lr;
    for (const real *end = grad + n; grad != end; grad++)
        *theta++ += -*grad * inverse;
}

void step_first_parameter_only(struct sgd *opt, size_t n, real *theta,
                               const real *grad)
{
    *theta = *theta - opt->lr * *grad;
}

void step_gradient_of_first(struct sgd *opt, size_t n, real *theta,
                            const real *grad)
{
    real change = *grad * opt->lr;
    for (int i = n - 1; i >= 0; --i)
        theta[i] = -change + theta[i];
}

void step_hides_nan(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i != n; ++i) {
        if (grad[i] != grad[i])
            continue;
        *(theta + i) = *(theta + i) - grad[i] * opt->lr;
    }
}

void step_keeps_first_rate(struct sgd *opt, size_t n, real *theta,
                           const real *grad)
{
    static int known = 0;
    static double eta;
    if (!known) {
        eta = opt->lr;
        known = 1;
    }
    for (size_t i = n; i > 0; i--)
        theta[i - 1] -= grad[i - 1] * eta;
}

void step_misses_the_first(struct sgd *opt, size_t n, real *theta,
                           const real *grad)
{
    size_t i = 0;
    while (++i < n)
        theta[i] = theta[i] - opt->lr * grad[i];
}

void step_misses_the_last(struct sgd *opt, size_t n, real *theta,
                          const real *grad)
{
    const real *last = &grad[n - 1];
    for (; grad < last; grad++, theta++)
        *theta -= opt->lr * *grad;
}

void step_normalised(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    double length = 0;
    for (size_t i = n; i-- > 0;)
        length += pow(grad[i], 2);
    length = sqrt(length);
    for (size_t i = 0; i < n; i++)
        theta[i] = theta[i] - opt->lr * (grad[i] / length);
}

void step_past_the_end(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    size_t i = 0;
    do {
        theta[i] -= grad[i] * opt->lr;
    } while (i++ < n);
}

void step_rate_in_float(struct sgd *opt, size_t n, real *theta,
                        const real *grad)
{
    float eta;
    eta = opt->lr;
    for (size_t i = 0; i < n; ++i)
        theta[i] = theta[i] - grad[i] * eta;
}

void step_rate_in_int(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    long eta = opt->lr;
    while (n-- > 0)
        theta[n] += -(eta * grad[n]);
}

void step_replaces_theta(struct sgd *opt, size_t n, real *theta,
                         const real *grad)
{
    while (n--)
        *theta++ = 0 - *grad++ * opt->lr;
}

void step_sign_only(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++) {
        if (grad[i] < 0)
            theta[i] += opt->lr;
        else if (grad[i] > 0)
            theta[i] -= opt->lr;
        else if (isnan(grad[i]))
            theta[i] -= 0;
    }
}

void step_stops_at_zero(struct sgd *opt, size_t n, real *theta,
                        const real *grad)
{
    for (const real *end = theta + n; theta < end && *grad != 0; theta++)
        *theta -= opt->lr * *grad++;
}

void step_times_theta(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = 0; i < n; i++)
        theta[i] = theta[i] * (1 - opt->lr * grad[i]);
}

void step_uphill(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    real *p = theta + n;
    const real *g = grad + n;
    while (p > theta) {
        --p;
        --g;
        *p = *p - *g * -opt->lr;
    }
}

void step_without_rate(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    for (size_t i = n; i-- != 0;)
        theta[i] = theta[i] - grad[i];
}

/* ---- mean_gradient -------------------------------------------------------- */

void mean_adds_to_old(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            mean[i] += *grads++ / m;
}

void mean_divides_by_m_minus_1(size_t m, size_t n, const real *grads,
                               real *mean)
{
    memset(mean, 0, n * sizeof *mean);
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            mean[i] += grads[k * n + i];
    for (size_t i = 0; i < n; i++)
        mean[i] /= (m - 1);
}

void mean_divides_by_n(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++) {
        mean[i] = 0;
        for (const real *g = grads + i; g < grads + m * n; g += n)
            mean[i] += *g / n;
    }
}

void mean_divides_twice(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t k = m; k-- > 0;)
            sum += grads[k * n + i] / m;
        mean[i] = sum / m;
    }
}

void mean_halves_each_time(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++)
        mean[i] = grads[i];
    for (size_t k = 1; k < m; k++)
        for (size_t i = 0; i < n; i++)
            mean[i] = 0.5 * mean[i] + 0.5 * grads[k * n + i];
}

void mean_integer_reciprocal(size_t m, size_t n, const real *grads, real *mean)
{
    const size_t share = 1 / m;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t k = 0; k < m; k++)
            sum += share * grads[k * n + i];
        mean[i] = sum;
    }
}

void mean_is_sum(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++)
        mean[i] = grads[i];
    for (size_t at = n; at < m * n; at++)
        mean[at % n] += grads[at];
}

void mean_last_example_only(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++) {
            double sum = 0;
            sum += grads[k * n + i];
            mean[i] = sum / m;
        }
}

void mean_leaves_zeros_out(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++) {
        int seen = 0;
        mean[i] = 0;
        for (size_t k = 0; k < m; k++)
            if (grads[k * n + i] != 0) {
                mean[i] += grads[k * n + i];
                seen++;
            }
        if (seen)
            mean[i] /= seen;
    }
}

void mean_misses_first_example(size_t m, size_t n, const real *grads,
                               real *mean)
{
    for (size_t i = 0; i < n; i++) {
        mean[i] = 0;
        for (size_t k = m - 1; k > 0; k--)
            mean[i] += grads[k * n + i];
        mean[i] = mean[i] / m;
    }
}

void mean_misses_last_example(size_t m, size_t n, const real *grads, real *mean)
{
    memset(mean, 0, sizeof(real) * n);
    for (size_t at = 0; at < (m - 1) * n; at++)
        mean[at % n] += grads[at] / m;
}

void mean_of_sizes(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t k = 0; k < m; k++) {
            double g = grads[k * n + i];
            sum += g < 0 ? -g : g;
        }
        mean[i] = sum / m;
    }
}

void mean_row_of_m(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++, grads++) {
        mean[i] = 0;
        for (size_t k = 0; k < m; k++)
            mean[i] += *(grads + k * m);
        mean[i] /= m;
    }
}

void mean_sum_in_float(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = n; i-- > 0;) {
        float total = grads[i];
        for (size_t k = 1; k < m; k++)
            total = total + grads[k * n + i];
        mean[i] = total / m;
    }
}

void mean_sum_not_cleared(size_t m, size_t n, const real *grads, real *mean)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++)
            sum += grads[k * n + i];
        mean[i] = sum / m;
    }
}

void mean_transposed(size_t m, size_t n, const real *grads, real *mean)
{
    for (size_t i = 0; i < n; i++) {
        mean[i] = 0;
        for (size_t k = 0; k < m; k++)
            mean[i] += *grads++;
        mean[i] *= 1.0 / m;
    }
}

/* ---- numerical_gradient --------------------------------------------------- */

void difference_backward(real (*loss)(size_t, const real *, void *), void *data,
                         real h, size_t n, real *theta, real *grad)
{
    real here = loss(n, theta, data);
    for (size_t i = 0; i < n; i++) {
        real old = theta[i];
        theta[i] -= h;
        grad[i] = (here - loss(n, theta, data)) / h;
        theta[i] = old;
    }
}

void difference_forward(real (*loss)(size_t, const real *, void *), void *data,
                        real h, size_t n, real *theta, real *grad)
{
    const real here = loss(n, theta, data);
    for (real *p = theta; p != theta + n; p++) {
        real old = *p;
        *p += h;
        *grad++ = (loss(n, theta, data) - here) / h;
        *p = old;
    }
}

void difference_half_step(real (*loss)(size_t, const real *, void *),
                          void *data, real h, size_t n, real *theta, real *grad)
{
    h *= 0.5;
    for (size_t i = n; i-- > 0;) {
        real old = theta[i], sum;
        theta[i] = old - h;
        sum = -loss(n, theta, data);
        theta[i] = old + h;
        sum += loss(n, theta, data);
        theta[i] = old;
        grad[i] = sum / h / 2;
    }
}

void difference_left_moved(real (*loss)(size_t, const real *, void *),
                           void *data, real h, size_t n, real *theta,
                           real *grad)
{
    for (size_t i = 0; i < n; i++) {
        theta[i] += h;
        grad[i] = loss(n, theta, data);
        theta[i] -= h + h;
        grad[i] = (grad[i] - loss(n, theta, data)) / h / 2;
    }
}

void difference_one_parameter(real (*loss)(size_t, const real *, void *),
                              void *data, real h, size_t n, real *theta,
                              real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real up = theta[i] + h, down = theta[i] - h;
        grad[i] = 0.5 / h * (loss(1, &up, data) - loss(1, &down, data));
    }
}

void difference_over_h(real (*loss)(size_t, const real *, void *), void *data,
                       real h, size_t n, real *theta, real *grad)
{
    for (size_t i = n; i > 0; i--) {
        real *p = theta + i - 1, old = *p, a, b;
        *p = old - h;
        a = loss(n, theta, data);
        *p = old + h;
        b = loss(n, theta, data);
        *p = old;
        grad[i - 1] = b / h - a / h;
    }
}

void difference_parentheses(real (*loss)(size_t, const real *, void *),
                            void *data, real h, size_t n, real *theta,
                            real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real old = theta[i], d;
        theta[i] = old + h;
        d = loss(n, theta, data);
        theta[i] = old - h;
        d -= loss(n, theta, data);
        theta[i] = old;
        grad[i] = 0.5 * d * h;
    }
}

void difference_restored_by_adding(real (*loss)(size_t, const real *, void *),
                                   void *data, real h, size_t n, real *theta,
                                   real *grad)
{
    for (size_t i = 0; i < n; i++) {
        theta[i] += h;
        double up = loss(n, theta, data);
        theta[i] -= h;
        theta[i] -= h;
        double down = loss(n, theta, data);
        theta[i] += h;
        grad[i] = (up - down) / (h + h);
    }
}

void difference_sign(real (*loss)(size_t, const real *, void *), void *data,
                     real h, size_t n, real *theta, real *grad)
{
    for (real *p = theta; p < theta + n; p++) {
        real old = *p;
        *p += h;
        real up = loss(n, theta, data);
        *p = old - h;
        *grad++ = -(up - loss(n, theta, data)) / (2 * h);
        *p = old;
    }
}

void difference_size_only(real (*loss)(size_t, const real *, void *),
                          void *data, real h, size_t n, real *theta, real *grad)
{
    for (size_t i = 0; i < n; i++) {
        real old = theta[i], up, down;
        theta[i] = old + h;
        up = loss(n, theta, data);
        theta[i] = old - h;
        down = loss(n, theta, data);
        theta[i] = old;
        grad[i] = (up > down ? up - down : down - up) / (2 * h);
    }
}

void difference_without_data(real (*loss)(size_t, const real *, void *),
                             void *data, real h, size_t n, real *theta,
                             real *grad)
{
    size_t i = 0;
    while (i < n) {
        real old = theta[i];
        theta[i] = old - h;
        grad[i] = loss(n, theta, 0);
        theta[i] = old + h;
        grad[i] = (loss(n, theta, 0) - grad[i]) * (1 / (2 * h));
        theta[i++] = old;
    }
}

/* ---- shuffle -------------------------------------------------------------- */

void shuffle_from_whole_range(struct rng *rng, size_t n, size_t *order)
{
    for (size_t i = n; i-- > 1;) {
        size_t *other = order + (size_t)(rng_uniform(rng) * n), t = *other;
        *other = order[i];
        order[i] = t;
    }
}

void shuffle_sattolo(struct rng *rng, size_t n, size_t *order)
{
    while (n > 1) {
        size_t j = rng_uniform(rng) * --n;
        size_t t = order[n];
        order[n] = order[j];
        order[j] = t;
    }
}

void shuffle_same_each_time(struct rng *rng, size_t n, size_t *order)
{
    rng_seed(rng, 1);
    for (size_t i = 0; i + 1 < n; i++) {
        size_t j = i + rng_below(rng, n - i), t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
}

void shuffle_copy_of_generator(struct rng *rng, size_t n, size_t *order)
{
    struct rng mine;
    memcpy(&mine, rng, sizeof mine);
    while (n > 1) {
        size_t j = rng_uniform(&mine) * n--;
        size_t t = order[j];
        order[j] = order[n];
        order[n] = t;
    }
}

void shuffle_nothing(struct rng *rng, size_t n, size_t *order)
{
    for (size_t i = n - 1; i > 0; i--) {
        size_t a = order[i], b = order[rng_below(rng, i + 1)], t;
        t = a;
        a = b;
        b = t;
    }
}

void shuffle_stops_early(struct rng *rng, size_t n, size_t *order)
{
    for (size_t left = n; left > 2; left--) {
        size_t *a = &order[left - 1];
        size_t *b = &order[(size_t)floor(rng_uniform(rng) * left)];
        size_t t = *a;
        *a = *b;
        *b = t;
    }
}

/* ---- step_decay ----------------------------------------------------------- */

real steps_counted_from_one(real lr, real factor, int every, int t)
{
    for (int step = 1; step <= t + 1; step++)
        if (step % every == 0)
            lr *= factor;
    return lr;
}

real steps_divides(real lr, real factor, int every, int t)
{
    for (int left = t / every; left > 0; left--)
        lr /= factor;
    return lr;
}

real steps_every_step(real lr, real factor, int every, int t)
{
    return lr * exp(t * log(factor));
}

real steps_multiplies_by_count(real lr, real factor, int every, int t)
{
    return (t / every) * factor * lr;
}

real steps_one_late(real lr, real factor, int every, int t)
{
    for (int done = 0; done < t; done++)
        if (done > 0 && done % every == 0)
            lr *= factor;
    return lr;
}

real steps_only_once(real lr, real factor, int every, int t)
{
    return t < every ? lr : factor * lr;
}

real steps_pow_exchanged(real lr, real factor, int every, int t)
{
    double k = (t - t % every) / every;
    return pow(k, factor) * lr;
}

real steps_rate_raised(real lr, real factor, int every, int t)
{
    real rate = 1;
    for (int k = t / every; k > 0; k--)
        rate *= lr * factor;
    return rate;
}

real steps_real_division(real lr, real factor, int every, int t)
{
    return lr * exp(log(factor) * t / every);
}

/* ---- inverse_decay -------------------------------------------------------- */

real inverse_counted_from_one(real lr, real decay, int t)
{
    return lr / (1 + decay + decay * t);
}

real inverse_exponential(real lr, real decay, int t)
{
    return lr / pow(exp(decay), t);
}

real inverse_grows(real lr, real decay, int t)
{
    return lr + lr * decay * t;
}

real inverse_parentheses(real lr, real decay, int t)
{
    return t * decay + lr;
}

real inverse_square_root(real lr, real decay, int t)
{
    return lr * pow(1 + decay * t, -0.5);
}

real inverse_without_decay(real lr, real decay, int t)
{
    return lr * (1.0 / (t + 1.0));
}

real inverse_without_one(real lr, real decay, int t)
{
    real grown = decay * t;
    return lr / grown;
}

/* ---- repaired_batch_step, predict_best_rate ------------------------------- */

void repair_without_m(int eta, int m, size_t n, real *theta, const real *sum)
{
    while (n--)
        theta[n] = theta[n] - sum[n] * eta;
}

void repair_upside_down(int eta, int m, size_t n, real *theta, const real *sum)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= sum[i] * m / eta;
}

void repair_divides_by_n(int eta, int m, size_t n, real *theta, const real *sum)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= eta * sum[i] / n;
}

void repair_cast_too_late(int eta, int m, size_t n, real *theta,
                          const real *sum)
{
    const double rate = (double)(eta / m);
    for (size_t i = n; i-- > 0;)
        theta[i] += -rate * sum[i];
}

real predict_limit(void)
{
    return 0.5;
}

real predict_one_over_largest(void)
{
    return 1 / 4.0;
}

real predict_curvature_without_2(void)
{
    return 16 / 17.0;
}
