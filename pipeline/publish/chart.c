#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "publish/chart.h"
#include "publish/chart_source.h"
#include "publish/chart_svg.h"

static const struct {
    const char *file;
    void (*draw)(const struct chart_source *s, struct drawing *d);
} charts[] = {
    {"emplois-25-mois", chart_jobs_draw},
    {"emplois-par-region", chart_regions_draw},
    {"financements-origine-finalite", chart_funding_draw},
    {"taux-de-reponse", chart_response_draw},
};

enum { CHARTS = sizeof charts / sizeof charts[0], OUTPUTS = CHARTS * CHART_FORMATS };
/* A PNG of ours is 60 to 200 kB; 2000 by 3000 pixels uncompressed would be 18 MB. */
enum { MAX_CHART_BYTES = 32 * 1024 * 1024, FILE_MODE = 0644, FOLDER_MODE = 0755 };

static const char *const endings[CHART_FORMATS] = {[CHART_SVG] = "svg", [CHART_PNG] = "png"};

/* One file to be made. */
struct output {
    const struct drawing *drawing;
    enum chart_format format;
    const char *folder; /* of the data files */
    char name[64];      /* emplois-25-mois.svg */
    struct buf script;
    struct buf result;
};

/* In the child: become gnuplot, which reads the script and writes the picture. */
static int run_gnuplot(void *arg, int out_fd, struct err *err)
{
    const struct output *o = arg;
    static const char *const argv[] = {"gnuplot", "-d", NULL};
    struct program program = {
        .argv = argv, .input = o->script.data, .input_len = o->script.len, .folder = o->folder};
    struct err why = {0};
    (void)child_exec(&program, out_fd, &why);
    if (errno == ENOENT && text_starts(why.text, "cannot run"))
        return err_set(err, "gnuplot: not found: install gnuplot-nox");
    return err_set(err, "gnuplot: %s", why.text);
}

/* The picture is whole and fit to be published: result, from what gnuplot wrote. */
static int check_output(struct output *o, enum lang lang, const struct child_job *job,
                        struct err *err)
{
    static const char png_end[] = "\0\0\0\0IEND\xAE\x42\x60\x82";
    const size_t len = sizeof png_end - 1;
    if (job->failed)
        return err_set(err, "%s%s",
                       text_starts(job->why.text, "gnuplot: ") ? "" : "gnuplot: ", job->why.text);
    if (o->format == CHART_SVG)
        return chart_svg_write(o->drawing, lang, &job->out, &o->result, err);
    if (job->out.len < len || memcmp(job->out.data + job->out.len - len, png_end, len) != 0)
        return err_set(err, "gnuplot: %s: the drawing is cut", o->name);
    buf_add(&o->result, job->out.data, job->out.len);
    return 0;
}

/* Put the files in the folder, all or none. */
static int put_outputs(const struct output *outputs, const char *folder, struct err *err)
{
    int n = 0;
    while (n < OUTPUTS && file_put(folder, outputs[n].name, outputs[n].result.data,
                                   outputs[n].result.len, FILE_MODE, err) == 0)
        n++;
    if (n == OUTPUTS)
        return 0;
    while (n-- > 0) {
        struct buf path = {0};
        buf_printf(&path, "%s/%s", folder, outputs[n].name);
        (void)unlink(path.data);
        buf_release(&path);
    }
    return -1;
}

/* Scripts, and the data files they read. */
static int prepare(const struct chart_source *s, struct drawing *drawings, struct output *outputs,
                   const char *folder, struct err *err)
{
    int rc = 0;
    for (int i = 0; i < CHARTS && rc == 0; i++) {
        struct drawing *d = &drawings[i];
        struct buf data_name = {0};
        struct buf data = {0};
        d->name = charts[i].file;
        charts[i].draw(s, d);
        buf_printf(&data_name, "%s.tsv", d->name);
        for (int format = 0; format < CHART_FORMATS; format++) {
            struct output *o = &outputs[i * CHART_FORMATS + format];
            *o = (struct output){
                .drawing = d, .format = (enum chart_format)format, .folder = folder};
            (void)snprintf(o->name, sizeof o->name, "%s.%s", d->name, endings[format]);
            drawing_script(d, o->format, data_name.data, &o->script);
        }
        drawing_data(d, &data);
        rc = file_put(folder, data_name.data, data.data, data.len, FILE_MODE, err);
        buf_release(&data_name);
        buf_release(&data);
    }
    return rc;
}

/* Draw them all, one process each. */
static int draw(const struct run *run, struct output *outputs, struct err *err)
{
    struct child_job jobs[OUTPUTS] = {{0}};
    struct child_pool pool = {
        .at_once = run->jobs, .timeout_s = WRITER_TIMEOUT_S, .max_bytes = MAX_CHART_BYTES};
    for (int i = 0; i < OUTPUTS; i++)
        jobs[i] =
            (struct child_job){.name = outputs[i].name, .run = run_gnuplot, .arg = &outputs[i]};
    int rc = children_run(jobs, OUTPUTS, &pool, err) == -1 ? -1 : 0;
    for (int i = 0; i < OUTPUTS; i++) {
        if (rc == 0)
            rc = check_output(&outputs[i], run->lang, &jobs[i], err);
        buf_release(&jobs[i].out);
    }
    return rc;
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

static void keep_charts(const struct drawing *drawings, struct chart_list *list)
{
    struct arena *a = &list->arena;
    list->list = arena_array(a, CHARTS, sizeof *list->list);
    for (; list->count < CHARTS; list->count++) {
        const struct drawing *d = &drawings[list->count];
        struct chart *c = &list->list[list->count];
        *c = (struct chart){.file = arena_text(a, d->name),
                            .region = REGION_FRANCE,
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
    for (size_t i = 0; i < l->count; i++)
        if (l->list[i].region == region && text_starts(l->list[i].file, name))
            return &l->list[i];
    return NULL;
}

void chart_list_release(struct chart_list *l)
{
    arena_release(&l->arena);
    *l = (struct chart_list){0};
}

int charts_write(const struct run *run, const struct edition *edition, const char *folder,
                 struct chart_list *ret_list, struct err *err)
{
    int rc = -1;
    struct chart_source source;
    struct drawing drawings[CHARTS] = {{0}};
    struct output outputs[OUTPUTS] = {{0}};
    struct buf work = {0};
    if (chart_source_init(&source, run, edition, err) == -1)
        return -1;
    buf_printf(&work, "%s/.charts-%ld", folder, (long)getpid());
    if (file_remove_tree(work.data, err) == -1)
        goto out;
    if (mkdir(work.data, FOLDER_MODE) == -1) {
        (void)err_sys(err, "cannot create folder %s", work.data);
        goto out;
    }
    if (prepare(&source, drawings, outputs, work.data, err) == -1 ||
        draw(run, outputs, err) == -1 || put_outputs(outputs, folder, err) == -1)
        goto out;
    keep_charts(drawings, ret_list);
    rc = 0;
out:
    if (file_remove_tree(work.data, err) == -1)
        rc = -1;
    for (int i = 0; i < OUTPUTS; i++) {
        buf_release(&outputs[i].script);
        buf_release(&outputs[i].result);
    }
    for (int i = 0; i < CHARTS; i++)
        drawing_release(&drawings[i]);
    buf_release(&work);
    return rc;
}
