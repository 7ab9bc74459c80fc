/* A multilayer perceptron: its layers, parameters and memory. What is computed
 * with it is in contract/mnist-mlp.h. */
#ifndef GIVEN_NETWORK_H
#define GIVEN_NETWORK_H

#include "given/real.h"

enum activation { SIGMOID, RELU };

/*
 * One affine layer. It owns no parameters: w and b are places in a vector
 * theta, and in the gradient, which has the same order.
 */
struct layer {
    size_t in, out;
    size_t w; /* theta + w is the weight matrix [in][out] */
    size_t b; /* theta + b are the biases [out] */
    real *y;  /* [batch][out] output, after the activation if there is one */
    real *dy; /* [batch][out] gradient of the loss with respect to y */
};

/*
 * Affine layers with an activation between each two. All parameters are one
 * vector theta, W1 b1 W2 b2 .., and all gradients another, so that an optimiser
 * sees n numbers and does not know that there are layers.
 */
struct network {
    size_t depth;        /* number of affine layers */
    struct layer *layer; /* [depth] */
    enum activation activation;
    size_t batch; /* most examples in one call */
    size_t n;     /* number of parameters */
    real *theta;  /* [n] */
    real *grad;   /* [n] */
    real *memory; /* what the pointers above point into */
};

/*
 * Set up a network with units[0] inputs, units[depth] outputs (the classes) and
 * depth >= 1 affine layers. All parameters are 0. Returns 0, or -1 if there is
 * not enough memory.
 */
int network_create(struct network *net, size_t depth,
                   const size_t units[depth + 1], enum activation activation,
                   size_t batch);
void network_free(struct network *net);

#endif
