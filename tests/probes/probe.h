/* How a probe is written: a fixed series of calls whose numbers tell which
 * implementation was called. One file a chapter, tests/probes/NN-topic.c.
 *
 *   #include "contract/average.h"
 *   #include "probe.h"
 *
 *   PROBE(average_point)
 *   {
 *       calls, and notes of what they give
 *   }
 *
 *   const struct probe probes[] = {ROW(average_point), {0}};
 *
 * An exercise that has failed is called in the same way as each known mistake
 * about it (tests/mistakes/); where all notes are equal, the mistake is named.
 * So choose calls that tell the mistakes apart: several steps, unequal
 * coordinates, unusual parameters, results that were not empty, one element
 * behind the end, each magnitude in a note of its own. An exercise without a
 * probe gets no diagnosis. */
#ifndef PROBES_PROBE_H
#define PROBES_PROBE_H

#include "given/real.h"
#include "given/rng.h"

struct probe {
    const char *exercise;
    void (*run)(void);
};

extern const struct probe probes[]; /* ends with {0} */

#define PROBE(name) static void probe_of_##name(void)
#define ROW(name)                                                              \
    {                                                                          \
#name, probe_of_##name                                                 \
    }

/* Numbers that are compared to 1e-9 of the largest of them; NaN and infinity by
 * kind. */
void note(size_t n, const real numbers[]);
void note_one(real number);

/* Statistics, compared to a tolerance times the largest of them. */
void note_about(real tolerance, size_t n, const real numbers[]);

/* Fill with numbers that look irregular and are exact in float, sums too. */
void fill(size_t n, real a[], size_t seed);

/*
 * The generator under the probe's control. After dice_fix the next 16 numbers
 * are u. The leaves of dice_all are all outcomes of the draws that run makes, one
 * after the other, each with its probability (dice_chance); run is called once a
 * leaf, and 0 is returned when there are more than most. Uniform numbers are
 * then the middles of twelfths. dice_free gives the generator of given/rng.c
 * again.
 */
void dice_free(void);
void dice_fix(real u);
int dice_all(size_t most, void (*run)(void));
real dice_chance(void);

#endif
