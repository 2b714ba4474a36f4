/*
 * Gauss and Jordan, exact: what equations say together, in whole numbers modulo a prime of 61 bits.
 * Coefficients of -1, 0 and 1 stay what they are, and nothing is rounded.
 *
 *     matrix[row * columns + k] = … 0 to ELIMINATION_PRIME - 1 (-1 is the latter)
 *     rank = elimination_reduce(matrix, rows, columns);
 */
#ifndef PTCE_AGGREGATE_ELIMINATION_H
#define PTCE_AGGREGATE_ELIMINATION_H

#include <stddef.h>
#include <stdint.h>

#define ELIMINATION_PRIME ((UINT64_C(1) << 61) - 1)

/* Reduce the matrix to its simplest rows; the number of them, which come first. */
size_t elimination_reduce(uint64_t *matrix, size_t rows, size_t columns);

#endif
