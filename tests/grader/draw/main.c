/* Prints the run of one exercise as columns, for gnuplot: linked once with the
 * reader's unit and once with ours; see draw.h. */
#include <stdlib.h>
#include <string.h>
#include "draw.h"
#include "given/todo.h"

_Noreturn void missing(const char *function);

/* What is not written draws nothing. */
_Noreturn void todo(const char *function)
{
    (void)function;
    _Exit(1);
}

_Noreturn void missing(const char *function)
{
    todo(function);
}

double height(const real theta[2])
{
    const double x = (double)theta[0], y = (double)theta[1];

    return x * x / 20 + y * y;
}

void valley_gradient(const real theta[2], real grad[2])
{
    grad[0] = theta[0] / 10;
    grad[1] = 2 * theta[1];
}

void print_point(int t, const real theta[2])
{
    printf("%d\t%.17g\t%.17g\n", t, (double)theta[0], (double)theta[1]);
}

int main(int argc, char *argv[])
{
    const char *exercise = argc > 1 ? argv[1] : "";

    setvbuf(stdout, NULL, _IOLBF, 0); /* what came before a crash is drawn */
    for (const struct picture *p = pictures; p->exercise != NULL; p++) {
        if (strcmp(exercise, p->exercise) == 0) {
            p->draw();
        }
    }
    return 0;
}
