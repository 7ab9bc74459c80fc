/* Memory and places of the parameters; described in network.h. */
#include "given/network.h"

#include <stdlib.h>

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
