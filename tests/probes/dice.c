/* The generator of given/rng.h, which a probe may load; see probe.h. */
#define rng_seed honest_seed
#define rng_next honest_next
#define rng_uniform honest_uniform
#define rng_below honest_below
#include "given/rng.c"
#undef rng_seed
#undef rng_next
#undef rng_uniform
#undef rng_below
#include "probe.h"

void rng_seed(struct rng *rng, uint64_t seed);
uint64_t rng_next(struct rng *rng);
real rng_uniform(struct rng *rng);
size_t rng_below(struct rng *rng, size_t k);

enum { MAX_DRAWS = 64, GRID = 12 };

static enum { FREE, FIXED, ALL } mode;
static real fixed;
static int left; /* so many draws are fixed: a loop may wait for another */

/* The path to a leaf: draw d is digit[d] of base[d] possible ones. */
static size_t base[MAX_DRAWS], digit[MAX_DRAWS], depth, known;
static int too_deep;

void dice_free(void)
{
    mode = FREE;
}

void dice_fix(real u)
{
    mode = FIXED;
    fixed = u;
    left = 16;
}

static int is_free(void)
{
    return mode == FREE || (mode == FIXED && left-- <= 0);
}

static size_t draw(size_t k)
{
    if (depth == MAX_DRAWS || k == 0) {
        too_deep = 1;
        return 0;
    }
    if (depth == known) {
        base[known] = k;
        digit[known++] = 0;
    }
    return digit[depth++];
}

/* Go to the next leaf; 0 when this was the last. */
static int advance(void)
{
    while (known > 0 && digit[known - 1] + 1 == base[known - 1]) {
        known--;
    }
    if (known == 0) {
        return 0;
    }
    digit[known - 1]++;
    return 1;
}

int dice_all(size_t most, void (*run)(void))
{
    size_t leaves = 0;

    mode = ALL;
    known = 0;
    too_deep = 0;
    do {
        depth = 0;
        run();
        known = depth;
        leaves++;
    } while (!too_deep && advance() && leaves <= most);
    mode = FREE;
    return !too_deep && leaves <= most;
}

real dice_chance(void)
{
    real chance = 1;

    for (size_t d = 0; d < depth; d++) {
        chance /= (real)base[d];
    }
    return chance;
}

void rng_seed(struct rng *rng, uint64_t seed)
{
    honest_seed(rng, seed);
}

/* Loaded, it is in its twelfth of the range, and as the remainder by 12. */
uint64_t rng_next(struct rng *rng)
{
    const uint64_t part = UINT64_MAX / GRID / GRID * GRID;

    if (is_free()) {
        return honest_next(rng);
    }
    if (mode == FIXED) {
        return (uint64_t)(fixed * 0x1p53) << 11;
    }
    const size_t j = draw(GRID);
    return part * j + part / GRID / 2 * GRID + j;
}

real rng_uniform(struct rng *rng)
{
    if (is_free()) {
        return honest_uniform(rng);
    }
    return mode == FIXED ? fixed : ((real)draw(GRID) + 0.5) / GRID;
}

size_t rng_below(struct rng *rng, size_t k)
{
    if (is_free()) {
        return honest_below(rng, k);
    }
    return mode == FIXED ? (size_t)(fixed * (real)k) : draw(k);
}
