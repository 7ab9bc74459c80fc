/* Chapter 7: what exercises/07-clipping.c must provide. */
#ifndef CONTRACT_CLIPPING_H
#define CONTRACT_CLIPPING_H

#include "given/real.h"
#include "given/todo.h"

/*
 * Find the gradient of a loss at the end of a long recurrence:
 * x_k = w s(x_(k-1)) + b for k = 1, .., steps, eq:recurrence (7.2), and
 * L = (s(x_steps) - target)^2, where s(x) = 1 / (1 + exp(-x)). The gradient is
 * eq:recurrence-gradient (7.4).
 *
 * steps   how often the unit is applied, >= 1
 * w, b    its weight and its bias
 * x0      where it starts; does not depend on w or b
 * target  what s(x_steps) should be
 * grad [2]  dL/dw and dL/db; overwritten, whatever it held
 *
 * Returns L. w and b are the same at every step, so each step adds its share to
 * the two derivatives. Carry x and the derivatives in double, also where real
 * is float: a long recurrence multiplies rounding errors, too. Source: Pascanu,
 * Mikolov and Bengio 2013, equations (3) to (5), and their figure 6.
 */
real recurrence_gradient(int steps, real w, real b, real x0, real target,
                         real grad[2]);

/*
 * Clip each element of a gradient to [-limit, limit] by itself, as in
 * eq:clip-value (7.5). The direction of the gradient may change.
 *
 * limit     the largest size that an element keeps, > 0; infinity clips nothing
 * n         how many elements there are, n >= 1
 * grad [n]  changed in place; what is within the limits, or on them, stays as
 *           it is
 *
 * An infinite element becomes limit or -limit: its sign is known. NaN has none
 * and stays NaN, so that it is seen. Source: Mikolov 2012, his thesis, where the
 * errors on their way back are clipped so, at 15.
 */
void clip_value(real limit, size_t n, real grad[n]);

/*
 * Clip a gradient by its norm: where sqrt(sum g_i^2), eq:norm (7.6), is larger
 * than max_norm, multiply all elements by max_norm over it, eq:clip-norm (7.7),
 * so that the direction stays.
 *
 * max_norm  the largest norm that is left as it is, > 0; infinity clips
 *           nothing, and only the norm is found. 1 to 10 is usual; better, look
 *           at the norms of a run without clipping
 * n         how many elements there are, n >= 1: those of all layers together
 * grad [n]  changed in place where the norm is larger than max_norm, otherwise
 *           left as it is
 *
 * Returns the norm before. The squares may be too large or too small for their
 * type where the elements and the norm are not, as with 1e20 in float, 1e200
 * and 1e-200 in double: the norm must be right all the same. Add up in double.
 * So may the factor be too small, as with a norm of 1e300 and max_norm 1e-30.
 * If the norm itself is too large for a real, infinity is returned and the
 * gradient is clipped nevertheless. A gradient with an element that is not
 * finite is left as it is, since no factor makes it a good one; the result is
 * then not finite, either, so that the caller can skip the step.
 *
 * Source: Pascanu, Mikolov and Bengio 2013, algorithm 1; Blue 1978, "A portable
 * Fortran program to find the Euclidean norm of a vector".
 */
real clip_norm(real max_norm, size_t n, real grad[n]);

/*
 * Mend a published way to clip: make the norm of the whole gradient, of all
 * layers together, at most max_norm, as clip_norm does.
 *
 * max_norm  the largest norm that is left as it is, > 0
 * layers    how many layers there are, >= 1
 * start [layers + 1]  layer k has the elements start[k], .., start[k + 1] - 1;
 *           start[0] is 0 and start[layers] how many there are; only read
 * grad [start[layers]]  changed in place
 *
 * Returns the norm of the whole gradient before. Where an element is not finite,
 * nothing is changed, and the result is not finite, either. Where only the norm
 * is too large for a real, infinity is returned, and the gradient may be clipped
 * or left as it is.
 *
 * The published way clips the gradient of each layer by itself, so that the
 * layers' shares change and the direction with them. Source: Keras in TensorFlow
 * since 1.13, clipnorm; TensorFlow issues 29108 and 36001.
 */
real repaired_clip_layers(real max_norm, size_t layers, const size_t start[],
                          real grad[]);

/*
 * Predict, worked out by hand: return dx_10/dw where x_k = w x_(k-1), x_0 = 3
 * and w = 2. It is a whole number.
 */
real predict_power_gradient(void);

/*
 * Predict, worked out by hand: a network has two layers whose gradients are
 * (3, 4) and (0, 12). Return the last number after the whole gradient is
 * clipped by its norm at 6.5.
 */
real predict_clipped_last(void);

/*
 * Predict, worked out by hand: return by how many degrees the direction of the
 * gradient (1, 7) changes when it is clipped by value at 1. Three significant
 * digits are enough.
 */
real predict_clip_angle(void);

#endif
