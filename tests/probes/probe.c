/* What probes are written with, see probe.h: notes, and loaded dice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "probe.h"
#include "run.h"

/* ---- notes ---------------------------------------------------------------- */

static char *text;
static size_t length;
static FILE *notes;

void note_about(real tolerance, size_t n, const real numbers[])
{
    if (notes == NULL) {
        notes = open_memstream(&text, &length);
    }
    fprintf(notes, "%g", tolerance);
    for (size_t i = 0; i < n; i++) {
        if (isnan(numbers[i])) {
            fprintf(notes, " nan"); /* of either sign */
        } else {
            fprintf(notes, " %.17g", numbers[i]);
        }
    }
    fprintf(notes, "\n");
}

void note(size_t n, const real numbers[])
{
    note_about(1e-9, n, numbers);
}

void note_one(real number)
{
    note(1, &number);
}

void fill(size_t n, real a[], size_t seed)
{
    for (size_t i = 0; i < n; i++) {
        a[i] = ((real)((i * i * 13 + i * 37 + seed * 29) % 101) - 50) / 32;
    }
}

/* Nothing is printed before the probe is through. */
void run_probe(const struct probe *probe, const char *name, FILE *out)
{
    dice_free();
    probe->run();
    if (notes == NULL) {
        return;
    }
    fclose(notes);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        fprintf(out, "%s %s\n", name, line);
    }
    fflush(out);
}

const struct probe *find_probe(const char *exercise)
{
    const struct probe *probe = probes;

    while (probe->exercise != NULL && strcmp(probe->exercise, exercise) != 0) {
        probe++;
    }
    return probe->exercise != NULL ? probe : NULL;
}

/* What is not written or not there has no numbers. */
_Noreturn void todo(const char *function)
{
    (void)function;
    _Exit(1);
}

_Noreturn void missing(const char *function);
_Noreturn void missing(const char *function)
{
    (void)function;
    _Exit(1);
}
