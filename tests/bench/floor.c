/*
 * The floor that ptce is measured against: libcsv parsing the same files, counting cells and rows
 * and doing nothing with them. One thread, 64 KiB reads, strict, as the program reads.
 *
 *     floor FILE…        prints rows, cells and bytes
 */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct counts {
    unsigned long long cells;
    unsigned long long rows;
    unsigned long long bytes;
};

static void on_cell(void *text, size_t len, void *arg)
{
    (void)text;
    (void)len;
    ((struct counts *)arg)->cells++;
}

static void on_row(int c, void *arg)
{
    (void)c;
    ((struct counts *)arg)->rows++;
}

static int parse_file(const char *path, struct counts *counts)
{
    static char block[64 * 1024];
    struct csv_parser parser;
    int fd = open(path, O_RDONLY);
    if (fd == -1 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return -1;
    csv_set_delim(&parser, ';');
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) > 0) {
        counts->bytes += (unsigned long long)n;
        if (csv_parse(&parser, block, (size_t)n, on_cell, on_row, counts) != (size_t)n)
            return -1;
    }
    int rc = csv_fini(&parser, on_cell, on_row, counts);
    csv_free(&parser);
    (void)close(fd);
    return n == 0 && rc == 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct counts counts = {0};
    for (int i = 1; i < argc; i++) {
        if (parse_file(argv[i], &counts) == -1) {
            (void)fprintf(stderr, "floor: cannot parse %s\n", argv[i]);
            return 1;
        }
    }
    (void)printf("%llu rows %llu cells %llu bytes\n", counts.rows, counts.cells, counts.bytes);
    return 0;
}
