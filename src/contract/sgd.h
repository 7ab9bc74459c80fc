/* Chapter 1: what exercises/01-sgd.c must provide. */
#ifndef CONTRACT_SGD_H
#define CONTRACT_SGD_H

#include "given/real.h"
#include "given/rng.h"
#include "given/todo.h"

/* State of the method: sgd has none but its learning rate. */
struct sgd {
    real lr; /* learning rate eta, > 0; try 0.1, then factors of 3 */
};

/*
 * Take one step of gradient descent: theta <- theta - eta g, eq:sgd (0.0).
 *
 * theta [n]  the parameters; changed in place
 * grad  [n]  the gradient at theta; only read
 *
 * NaN and infinity go through as arithmetic has it. Source: Robbins and Monro
 * 1951, equation (8) with the sign of descent.
 */
void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n]);

#endif
