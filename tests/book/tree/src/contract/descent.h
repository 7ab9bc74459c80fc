/* The test chapter's contract. */
#ifndef CONTRACT_DESCENT_H
#define CONTRACT_DESCENT_H

/* State of the method. */
struct descent {
    double lr; /* learning rate eta, > 0 */
};

/*
 * Take one step: theta <- theta - eta g, eq:sgd (1.1).
 *
 * theta [n]  the parameters; changed in place
 */
void descent_step(struct descent *opt, size_t n, double theta[n],
                  const double grad[n]);

#endif
