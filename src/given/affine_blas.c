/* affine_* of contract/mnist-mlp.h by CBLAS, for speed; the plain loops are in
 * solutions/08-mnist-mlp.c. */
#include "contract/mnist-mlp.h"

#include <cblas.h>

#ifdef REAL_IS_FLOAT
#define gemm cblas_sgemm
#else
#define gemm cblas_dgemm
#endif

/* gemm(order, transpose a, transpose b, rows, columns, terms of each sum, ...)
 * computes c = alpha a b + beta c for matrices a, b and c. */

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    /* y = b in every row, then y = x w + y. */
    for (size_t i = 0; i < batch; i++) {
        for (size_t k = 0; k < out; k++)
            y[i * out + k] = b[k];
    }
    gemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, batch, out, in, 1, x, in, w,
         out, 1, y, out);
}

void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[])
{
    /* dw = x^T dy */
    gemm(CblasRowMajor, CblasTrans, CblasNoTrans, in, out, batch, 1, x, in, dy,
         out, 0, dw, out);
    for (size_t k = 0; k < out; k++)
        db[k] = 0;
    for (size_t i = 0; i < batch; i++) {
        for (size_t k = 0; k < out; k++)
            db[k] += dy[i * out + k];
    }
    /* dx = dy w^T */
    if (dx != NULL)
        gemm(CblasRowMajor, CblasNoTrans, CblasTrans, batch, in, out, 1, dy,
             out, w, out, 0, dx, in);
}
