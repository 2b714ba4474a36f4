#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "publish/chart.h"
#include "publish/chart_gnuplot.h"
#include "publish/chart_source.h"

static void (*const draw_kind[])(const struct chart_source *s, struct drawing *d) = {
    [REPORT_CHART_LINES] = chart_lines_draw,     [REPORT_CHART_YEARS] = chart_years_draw,
    [REPORT_CHART_PANELS] = chart_panels_draw,   [REPORT_CHART_BARS] = chart_bars_draw,
    [REPORT_CHART_PAIRS] = chart_pairs_draw,     [REPORT_CHART_DOTS] = chart_dots_draw,
    [REPORT_CHART_STACKED] = chart_stacked_draw, [REPORT_CHART_MAP] = chart_map_draw,
};

enum { FILE_MODE = 0644, FOLDER_MODE = 0755, STEM_MAX = 64 };

/* All figures of an edition while they are made. */
struct album {
    struct picture *pictures;
    char (*names)[STEM_MAX];
    int *regions;
    size_t count;
};

/* Has the edition figures of this region? */
static bool is_present(const struct edition *e, int region)
{
    for (size_t i = 0; i < e->figures.count; i++)
        if (e->figures.list[i].region == region)
            return true;
    return false;
}

/* Room for every figure: France's, then those of each region. */
static void album_init(struct album *a, const struct report *report, const struct codelist *regions)
{
    size_t most = (size_t)report->n_charts * ((size_t)regions->count + 1);
    a->pictures = mem_array(most + 1, sizeof *a->pictures);
    a->names = mem_array(most + 1, sizeof *a->names);
    a->regions = mem_array(most + 1, sizeof *a->regions);
}

static void album_release(struct album *a)
{
    for (size_t i = 0; i < a->count; i++)
        picture_release(&a->pictures[i]);
    free(a->pictures);
    free(a->names);
    free(a->regions);
}

/* Draw the figures of one place, without gnuplot. */
static void album_draw(struct album *a, struct chart_source *s, const struct report *report)
{
    for (int i = 0; i < report->n_charts; i++) {
        const struct report_chart *c = &report->charts[i];
        if (s->region == REGION_FRANCE ? !c->national : !c->regional)
            continue;
        char *name = a->names[a->count];
        if (s->region == REGION_FRANCE)
            (void)snprintf(name, STEM_MAX, "%s", c->file);
        else
            (void)snprintf(name, STEM_MAX, "%s-%s", c->file, s->regions->entries[s->region].code);
        struct drawing *d = &a->pictures[a->count].drawing;
        d->name = name;
        a->regions[a->count++] = s->region;
        s->chart = c;
        draw_kind[c->kind](s, d);
    }
}

static void album_draw_all(struct album *a, struct chart_source *s, const struct report *report)
{
    s->region = REGION_FRANCE;
    album_draw(a, s, report);
    for (s->region = 0; s->region < s->regions->count; s->region++)
        if (is_present(s->edition, s->region))
            album_draw(a, s, report);
}

/* Put the files in the folder, all or none. */
static int album_put(const struct album *a, const char *folder, struct err *err)
{
    size_t n = 0;
    struct buf name = {0};
    for (; n < a->count * CHART_FORMATS; n++) {
        const struct buf *file = &a->pictures[n / CHART_FORMATS].files[n % CHART_FORMATS];
        buf_cut(&name, 0);
        picture_file(&a->pictures[n / CHART_FORMATS], (enum chart_format)(n % CHART_FORMATS),
                     &name);
        if (file_put(folder, name.data, file->data, file->len, FILE_MODE, err) == -1)
            break;
    }
    bool is_done = n == a->count * CHART_FORMATS;
    while (!is_done && n-- > 0) {
        buf_cut(&name, 0);
        buf_printf(&name, "%s/", folder);
        picture_file(&a->pictures[n / CHART_FORMATS], (enum chart_format)(n % CHART_FORMATS),
                     &name);
        (void)unlink(name.data);
    }
    buf_release(&name);
    return is_done ? 0 : -1;
}

static const char *keep(struct arena *a, const struct buf *text)
{
    return arena_text(a, buf_str(text));
}

/* The table of a drawing: pointers to its texts, copied. */
static void keep_table(struct arena *a, const struct drawing *d, struct chart_table *ret)
{
    char *text = arena_copy(a, buf_str(&d->cells), d->cells.len);
    const char **cells = arena_array(a, d->n_cells + 1, sizeof *cells);
    for (size_t i = 0; i < d->n_cells; i++) {
        cells[i] = text;
        text += strlen(text) + 1;
    }
    ret->n_columns = d->n_columns;
    ret->titles = cells;
    ret->cells = cells + d->n_columns;
    ret->n_rows = d->n_columns == 0 ? 0 : d->n_cells / d->n_columns - 1;
}

static void keep_charts(const struct album *all, struct chart_list *list)
{
    struct arena *a = &list->arena;
    list->list = arena_array(a, all->count + 1, sizeof *list->list);
    for (; list->count < all->count; list->count++) {
        const struct drawing *d = &all->pictures[list->count].drawing;
        struct chart *c = &list->list[list->count];
        *c = (struct chart){.file = arena_text(a, d->name),
                            .region = all->regions[list->count],
                            .headline = keep(a, &d->headline),
                            .subtitle = keep(a, &d->title),
                            .desc = keep(a, &d->desc),
                            .field = keep(a, &d->field),
                            .reading = keep(a, &d->reading),
                            .source = keep(a, &d->source),
                            .width = PAGE_WIDTH,
                            .height = d->y};
        keep_table(a, d, &c->table);
    }
}

const struct chart *chart_list_find(const struct chart_list *l, int region, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < l->count; i++) {
        const struct chart *c = &l->list[i];
        size_t end =
            region == REGION_FRANCE ? strlen(c->file) : (size_t)(strrchr(c->file, '-') - c->file);
        if (c->region == region && end == len && memcmp(c->file, name, len) == 0)
            return c;
    }
    return NULL;
}

void chart_list_release(struct chart_list *l)
{
    arena_release(&l->arena);
    *l = (struct chart_list){0};
}

/* Have gnuplot draw what the album holds, in a folder of its own that is removed again. */
static int draw_files(const struct run *run, struct album *a, const char *folder, struct err *err)
{
    struct buf work = {0};
    int rc = -1;
    buf_printf(&work, "%s/.charts-%ld", folder, (long)getpid());
    if (file_remove_tree(work.data, err) == -1)
        goto out;
    if (mkdir(work.data, FOLDER_MODE) == -1)
        (void)err_sys(err, "cannot create folder %s", work.data);
    else
        rc = pictures_draw(run, a->pictures, a->count, work.data, err);
    if (file_remove_tree(work.data, err) == -1)
        rc = -1;
out:
    buf_release(&work);
    return rc;
}

int charts_write(const struct run *run, const struct edition *edition, const char *folder,
                 struct chart_list *ret_list, struct err *err)
{
    struct outlines outlines = {0};
    struct album album = {0};
    int rc = -1;
    struct report *report = report_new(run->contract, run->contract_path, err);
    if (report == NULL || outlines_read(&outlines, run->contract, run->contract_path, err) == -1)
        goto out;
    struct chart_source source = {.contract = run->contract,
                                  .edition = edition,
                                  .regions = contract_list(run->contract, "regions"),
                                  .outlines = &outlines,
                                  .lang = run->lang};
    album_init(&album, report, source.regions);
    album_draw_all(&album, &source, report);
    if (draw_files(run, &album, folder, err) == -1 || album_put(&album, folder, err) == -1)
        goto out;
    keep_charts(&album, ret_list);
    rc = 0;
out:
    album_release(&album);
    outlines_release(&outlines);
    report_free(report);
    return rc;
}
