#include "aggregate/elimination.h"

__extension__ typedef unsigned __int128 wide;

static uint64_t times(uint64_t a, uint64_t b)
{
    return (uint64_t)((wide)a * b % ELIMINATION_PRIME);
}

static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;
    for (uint64_t power = ELIMINATION_PRIME - 2; power > 0; power >>= 1) {
        if ((power & 1) != 0)
            result = times(result, a);
        a = times(a, a);
    }
    return result;
}

/* row −= factor × pivot, from column `from` on. */
static void subtract(uint64_t *row, const uint64_t *pivot, uint64_t factor, size_t from, size_t n)
{
    for (size_t k = from; k < n; k++)
        if (pivot[k] != 0)
            row[k] = (row[k] + ELIMINATION_PRIME - times(factor, pivot[k])) % ELIMINATION_PRIME;
}

size_t elimination_reduce(uint64_t *matrix, size_t rows, size_t columns)
{
    size_t rank = 0;
    for (size_t k = 0; k < columns && rank < rows; k++) {
        size_t at = rank;
        while (at < rows && matrix[at * columns + k] == 0)
            at++;
        if (at == rows)
            continue;
        uint64_t *pivot = matrix + rank * columns;
        for (size_t i = k; i < columns && at != rank; i++) {
            uint64_t swap = pivot[i];
            pivot[i] = matrix[at * columns + i];
            matrix[at * columns + i] = swap;
        }
        uint64_t scale = inverse(pivot[k]);
        for (size_t i = k; i < columns; i++)
            pivot[i] = times(pivot[i], scale);
        for (size_t r = 0; r < rows; r++)
            if (r != rank && matrix[r * columns + k] != 0)
                subtract(matrix + r * columns, pivot, matrix[r * columns + k], k, columns);
        rank++;
    }
    return rank;
}
