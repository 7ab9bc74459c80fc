/* Runs the probe of one exercise on the functions of a learner's file, and
 * prints its notes: EXERCISE; started by tests/grader/diagnose.sh. */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <unistd.h>
#include "run.h"

int main(int argc, char *argv[])
{
    const struct probe *probe = argc > 1 ? find_probe(argv[1]) : NULL;
    FILE *out = fdopen(dup(STDOUT_FILENO), "w");

    if (probe == NULL || out == NULL) {
        return 1;
    }
    /* What the learner prints must not get between our numbers. */
    dup2(STDERR_FILENO, STDOUT_FILENO);
    run_probe(probe, "learner", out);
    return 0;
}
