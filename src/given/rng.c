/* The generator of given/rng.h: xoshiro256**, seeded by splitmix64. */
#include "given/rng.h"

/*
 * Both are by David Blackman and Sebastiano Vigna ("Scrambled linear
 * pseudorandom number generators", 2021), who put them in the public domain.
 * They use whole numbers only, so every machine gives the same sequence.
 */

static uint64_t splitmix64(uint64_t *x)
{
    uint64_t z = *x += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

void rng_seed(struct rng *rng, uint64_t seed)
{
    for (int i = 0; i < 4; i++)
        rng->state[i] = splitmix64(&seed);
}

static uint64_t rotate_left(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t rng_next(struct rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

real rng_uniform(struct rng *rng)
{
    /* As many bits as the type holds exactly: rounding up to 1 cannot occur. */
#ifdef REAL_IS_FLOAT
    return (rng_next(rng) >> 40) * 0x1p-24f;
#else
    return (rng_next(rng) >> 11) * 0x1p-53;
#endif
}

size_t rng_below(struct rng *rng, size_t k)
{
    /*
     * 2^64 is no multiple of most k, so x % k alone would favour small results.
     * Drawing again while x is below 2^64 mod k leaves a multiple of k.
     */
    uint64_t rest = (0 - (uint64_t)k) % k;
    uint64_t x;

    do
        x = rng_next(rng);
    while (x < rest);
    return x % k;
}
