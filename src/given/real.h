/* The number type of the exercises: double, or float with -DREAL_IS_FLOAT. */
#ifndef GIVEN_REAL_H
#define GIVEN_REAL_H

#include <stddef.h>
#include <tgmath.h>
#undef I /* tgmath.h includes complex.h, whose I would take a useful name. */

/*
 * Write `real` wherever a parameter, a gradient or a state is meant. The suites
 * run in double, where a wrong digit shows, and again in float, where a
 * forgotten `double *` shows. With tgmath.h, sqrt(x) is sqrtf when x is float.
 */
#ifdef REAL_IS_FLOAT
typedef float real;
#else
typedef double real;
#endif

#define PI 3.14159265358979323846

#endif
