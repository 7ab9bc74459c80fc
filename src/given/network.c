/* Forward and backward pass through all layers; described in network.h. */
#include "given/network.h"

#include <stdlib.h>
#include "contract/mnist-mlp.h"

/* Give each layer its place in theta, and count the parameters. */
static void place_parameters(struct network *net, const size_t units[])
{
    net->n = 0;
    for (size_t l = 0; l < net->depth; l++) {
        struct layer *layer = &net->layer[l];
        layer->in = units[l];
        layer->out = units[l + 1];
        layer->w = net->n;
        layer->b = net->n + layer->in * layer->out;
        net->n = layer->b + layer->out;
    }
}

int network_create(struct network *net, size_t depth,
                   const size_t units[depth + 1], enum activation activation,
                   size_t batch)
{
    size_t all_units = 0;

    *net = (struct network){
        .depth = depth, .activation = activation, .batch = batch};
    net->layer = calloc(depth, sizeof *net->layer);
    if (net->layer == NULL)
        return -1;
    place_parameters(net, units);
    for (size_t l = 0; l < depth; l++)
        all_units += units[l + 1];
    net->memory = calloc(2 * net->n + 2 * batch * all_units, sizeof(real));
    if (net->memory == NULL) {
        network_free(net);
        return -1;
    }
    net->theta = net->memory;
    net->grad = net->theta + net->n;
    real *next = net->grad + net->n;
    for (size_t l = 0; l < depth; l++) {
        net->layer[l].y = next;
        net->layer[l].dy = next + batch * units[l + 1];
        next += 2 * batch * units[l + 1];
    }
    return 0;
}

void network_free(struct network *net)
{
    free(net->layer);
    free(net->memory);
    *net = (struct network){0};
}

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    for (size_t l = 0; l < net->depth; l++) {
        const struct layer *layer = &net->layer[l];
        size_t n = batch * layer->out;

        affine_forward(batch, layer->in, layer->out, x, theta + layer->w,
                       theta + layer->b, layer->y);
        /* The last layer's output goes to the softmax as it is. */
        if (l + 1 < net->depth && net->activation == SIGMOID)
            sigmoid_forward(n, layer->y, layer->y);
        else if (l + 1 < net->depth)
            relu_forward(n, layer->y, layer->y);
        x = layer->y;
    }
    return x;
}

/* From the gradient of the logits, in the last layer's dy, to net->grad. */
static void backward(struct network *net, const real theta[], size_t batch,
                     const real x[])
{
    for (size_t l = net->depth; l-- > 0;) {
        const struct layer *layer = &net->layer[l];
        const struct layer *below = l > 0 ? &net->layer[l - 1] : NULL;
        size_t n = batch * layer->in;

        affine_backward(batch, layer->in, layer->out, below ? below->y : x,
                        theta + layer->w, layer->dy, below ? below->dy : NULL,
                        net->grad + layer->w, net->grad + layer->b);
        if (below && net->activation == SIGMOID)
            sigmoid_backward(n, below->y, below->dy, below->dy);
        else if (below)
            relu_backward(n, below->y, below->dy, below->dy);
    }
}

real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[])
{
    const struct layer *last = &net->layer[net->depth - 1];
    const real *logits = network_forward(net, theta, batch, x);
    real loss =
        softmax_cross_entropy(batch, last->out, logits, labels, last->dy);

    backward(net, theta, batch, x);
    return loss;
}
