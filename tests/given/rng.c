/* The random numbers of given/rng.h: published vectors, and fair use of them. */
#include "unit.h"
#include "given/rng.h"

/* From the test of the crate rand_xoshiro, made with the authors' program. */
START_TEST(xoshiro_gives_the_published_numbers)
{
    struct rng rng = {{1, 2, 3, 4}};
    const uint64_t published[] = {11520,
                                  0,
                                  1509978240,
                                  1215971899390074240,
                                  1216172134540287360,
                                  607988272756665600,
                                  16172922978634559625u,
                                  8476171486693032832,
                                  10595114339597558777u,
                                  2904607092377533576};

    for (int i = 0; i < 10; i++)
        ck_assert_uint_eq(rng_next(&rng), published[i]);
}
END_TEST

/* The same source, for splitmix64. */
START_TEST(the_state_is_seeded_by_splitmix64)
{
    struct rng rng;
    const uint64_t published[] = {1985237415132408290, 2979275885539914483,
                                  13511426838097143398u, 8488337342461049707};

    rng_seed(&rng, 1477776061723855037);
    for (int i = 0; i < 4; i++)
        ck_assert_uint_eq(rng.state[i], published[i]);
}
END_TEST

START_TEST(seed_0_is_no_dead_end)
{
    struct rng rng;

    rng_seed(&rng, 0);
    ck_assert(rng.state[0] | rng.state[1] | rng.state[2] | rng.state[3]);
    ck_assert_uint_ne(rng_next(&rng), rng_next(&rng));
}
END_TEST

/* The inverse of an odd number modulo 2^64; each turn doubles the right bits. */
static uint64_t inverse(uint64_t odd)
{
    uint64_t x = odd;

    for (int i = 0; i < 6; i++)
        x *= 2 - odd * x;
    return x;
}

/* A state whose next number is the given one. */
static struct rng about_to_give(uint64_t number)
{
    uint64_t turned = number * inverse(9);
    uint64_t back = turned >> 7 | turned << 57;

    return (struct rng){{1, back * inverse(5), 3, 4}};
}

START_TEST(uniform_never_gives_1)
{
    struct rng rng = about_to_give(UINT64_MAX);
    struct rng copy = rng;

    ck_assert_uint_eq(rng_next(&copy), UINT64_MAX);
    real u = rng_uniform(&rng);
    ck_assert(u < 1);
    ck_assert(u == 1 - TOLERANCE(0x1p-53, 0x1p-24f));
    rng = about_to_give(0);
    ck_assert(rng_uniform(&rng) == 0);
}
END_TEST

START_TEST(uniform_fills_the_unit_interval_evenly)
{
    enum { N = 100000, PARTS = 100 };
    int count[PARTS] = {0};
    double chi_square = 0;
    struct rng rng;

    rng_seed(&rng, 7);
    for (int i = 0; i < N; i++) {
        real u = rng_uniform(&rng);
        ck_assert(u >= 0 && u < 1);
        count[(int)(u * PARTS)]++;
    }
    for (int i = 0; i < PARTS; i++)
        chi_square += pow(count[i] - N / PARTS, 2) / (N / PARTS);
    /* Mean 99 and standard deviation 14 if even: 5 of them either way. */
    ck_assert(chi_square > 29 && chi_square < 169);
}
END_TEST

START_TEST(below_gives_every_number_equally_often)
{
    enum { N = 70000, K = 7 };
    int count[K] = {0};
    struct rng rng;

    rng_seed(&rng, 8);
    for (int i = 0; i < N; i++) {
        size_t number = rng_below(&rng, K);
        ck_assert_uint_lt(number, K);
        count[number]++;
    }
    /* Each count has mean 10000 and standard deviation 92.6. */
    for (int i = 0; i < K; i++)
        ck_assert(abs(count[i] - N / K) < 500);
    ck_assert_uint_eq(rng_below(&rng, 1), 0);
}
END_TEST

#if SIZE_MAX == UINT64_MAX
/* With k = 3/4 of 2^64 the bare remainder would come out below 2^62 half of
 * the time, not a third. */
START_TEST(below_is_unbiased_for_large_k)
{
    enum { N = 30000 };
    int low = 0;
    struct rng rng;

    rng_seed(&rng, 9);
    for (int i = 0; i < N; i++)
        low += rng_below(&rng, (size_t)3 << 62) < (size_t)1 << 62;
    ck_assert(abs(low - N / 3) < 500);
}
END_TEST
#endif

int main(void)
{
    const TTest *const tests[] = {
        xoshiro_gives_the_published_numbers,
        the_state_is_seeded_by_splitmix64,
        seed_0_is_no_dead_end,
        uniform_never_gives_1,
        uniform_fills_the_unit_interval_evenly,
        below_gives_every_number_equally_often,
#if SIZE_MAX == UINT64_MAX
        below_is_unbiased_for_large_k,
#endif
        NULL
    };
    return run_tests("rng", tests);
}
