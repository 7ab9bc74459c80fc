/* Runs each test of an exercise alone, to its end, and measures how far the
 * numbers were from what is expected; for tests/test-ledger.sh.
 *
 * A row a test: exercise, test, the finest and the coarsest of its tolerances
 * (0: it has none), the largest error as a share of what is allowed, and what
 * the verdict of the test is: complete, far (a number is farther off than it
 * may be), wrong (a bit or a property is not as it must be), or ended (it
 * crashed, or was not done in time). */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "measure.h"
#include "memory.h"
#include "suite.h"

struct measured *measured;

/* In a process of its own, which may crash or not come to an end. */
static void run_alone(const struct test *test, unsigned seconds)
{
    pid_t child;

    *measured = (struct measured){0};
    fflush(stdout);
    child = fork();
    if (child == 0) {
        alarm(seconds);
        test->run();
        check_memory();
        measured->complete = 1;
        _exit(0);
    }
    if (child < 0 || waitpid(child, NULL, 0) != child) {
        perror("measure");
        exit(4);
    }
}

static const char *verdict(void)
{
    if (measured->exact) {
        return "wrong";
    }
    if (!measured->complete) {
        return "ended";
    }
    return measured->share <= 1 ? "complete" : "far";
}

static int is_wanted(const char *name, char *names[])
{
    if (names[0] == NULL) {
        return 1;
    }
    while (*names != NULL && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

static void measure_exercise(const struct exercise *e, unsigned seconds)
{
    for (const struct test *test = e->tests; test->run != NULL; test++) {
        run_alone(test, seconds);
        printf("%s\t%s\t%g\t%g\t%.3g\t%s\n", e->name, test->name,
               measured->finest, measured->coarsest, measured->share,
               verdict());
    }
}

int measure(unsigned seconds, char *names[])
{
    measured = mmap(NULL, sizeof *measured, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (measured == MAP_FAILED) {
        perror("measure: mmap");
        return 4;
    }
    for (const struct exercise *e = exercises; e->name != NULL; e++) {
        if (is_wanted(e->name, names)) {
            measure_exercise(e, seconds);
        }
    }
    return 0;
}
