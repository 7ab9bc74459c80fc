/* Random numbers that are the same on every machine; see rng.c. */
#ifndef GIVEN_RNG_H
#define GIVEN_RNG_H

#include <stdint.h>
#include "given/real.h"

/*
 * A sequence of random numbers, xoshiro256**. There is no hidden state: whoever
 * wants randomness passes one of these, started with a written seed, and two
 * of them never disturb each other.
 */
struct rng {
    uint64_t state[4]; /* never all zero after rng_seed */
};

/* Start the sequence that belongs to seed. Every seed is allowed, 0 too. */
void rng_seed(struct rng *rng, uint64_t seed);

/* Return 64 random bits; the functions below make their numbers of these. */
uint64_t rng_next(struct rng *rng);

/* Return a uniform number in [0, 1), never 1: 53 random bits in double, 24 in
 * float. */
real rng_uniform(struct rng *rng);

/* Return a whole number in 0 .. k-1, each equally likely. k >= 1. */
size_t rng_below(struct rng *rng, size_t k);

#endif
