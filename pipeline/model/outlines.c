#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/csvfile.h"
#include "base/text.h"
#include "model/limits.h"
#include "model/outlines.h"

enum { MAX_COORDINATE = 10000 };

static const char *const kinds[] = {
    [OUTLINE_RING] = "outline", [OUTLINE_FRAME] = "frame", [OUTLINE_CENTRE] = "centre"};
/* Points a line of each kind holds at least. */
static const size_t least[] = {[OUTLINE_RING] = 4, [OUTLINE_FRAME] = 2, [OUTLINE_CENTRE] = 1};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* "x y x y …" into the outline. */
static bool read_points(struct outlines *o, struct outline *line, const char *text)
{
    int *points = arena_array(&o->arena, strlen(text) / 2 + 1, sizeof *points);
    size_t n = 0;
    for (const char *p = text; *p != '\0';) {
        int64_t value = 0;
        size_t len = strcspn(p, " ");
        if (text_int(p, len, 0, MAX_COORDINATE, &value) == -1)
            return false;
        points[n++] = (int)value;
        int *edge = n % 2 == 1 ? &o->width : &o->height;
        *edge = value > *edge ? (int)value : *edge;
        p += len;
        p += *p == ' ';
    }
    line->points = points;
    line->n_points = n / 2;
    return n % 2 == 0 && line->n_points >= least[line->kind];
}

static bool read_line(struct outlines *o, const struct codelist *regions, const struct csvfile *f,
                      size_t row)
{
    struct outline *line = &o->list[o->count];
    const char *region = csvfile_cell(f, row, csvfile_column(f, "region"));
    const char *kind = csvfile_cell(f, row, csvfile_column(f, "kind"));
    line->region = codelist_find(regions, region, strlen(region));
    int k = 0;
    while (k < KINDS && strcmp(kinds[k], kind) != 0)
        k++;
    if (line->region == CODE_NONE || k == KINDS)
        return false;
    line->kind = (enum outline_kind)k;
    if (!read_points(o, line, csvfile_cell(f, row, csvfile_column(f, "points"))))
        return false;
    o->count++;
    return true;
}

/* Has every region a ring and one centre? */
static bool is_whole(const struct outlines *o, const struct codelist *regions)
{
    for (int i = 0; i < regions->count; i++) {
        int n[KINDS] = {0};
        for (size_t k = 0; k < o->count; k++)
            n[o->list[k].kind] += o->list[k].region == i;
        if (n[OUTLINE_RING] == 0 || n[OUTLINE_CENTRE] != 1 || n[OUTLINE_FRAME] > 1)
            return false;
    }
    return true;
}

int outlines_read(struct outlines *ret, const struct contract *c, const char *folder,
                  struct err *err)
{
    struct csvfile f = {0};
    struct buf path = {0};
    const struct codelist *regions = contract_list(c, "regions");
    int rc = -1;
    *ret = (struct outlines){0};
    buf_printf(&path, "%s/map.csv", folder);
    if (csvfile_read(&f, path.data, MAX_CONTRACT_FILE, err) == -1)
        goto out;
    ret->list = arena_array(&ret->arena, f.n_rows + 1, sizeof *ret->list);
    for (size_t row = 0; row < f.n_rows; row++)
        if (regions == NULL || !read_line(ret, regions, &f, row)) {
            (void)err_set(err, "schema-error: map.csv: line %zu is not region,kind,points",
                          row + 2);
            goto out;
        }
    rc = is_whole(ret, regions) ? 0
                                : err_set(err, "schema-error: map.csv: each region needs an "
                                               "outline and one centre");
out:
    if (rc == -1)
        outlines_release(ret);
    csvfile_release(&f);
    buf_release(&path);
    return rc;
}

void outlines_release(struct outlines *o)
{
    arena_release(&o->arena);
    *o = (struct outlines){0};
}
