#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/limits.h"
#include "publish/chart_gnuplot.h"
#include "publish/chart_svg.h"
#include "publish/png.h"

/* A PNG of ours is 40 to 250 kB; 1600 by 2400 pixels uncompressed would be 12 MB. */
enum { MAX_CHART_BYTES = 64 * 1024 * 1024, FILE_MODE = 0644, MAX_BATCH = 32 };

static const char *const endings[CHART_FORMATS] = {[CHART_SVG] = "svg", [CHART_PNG] = "png"};

/* What one gnuplot process draws: pictures one after the other, in one format. */
struct batch {
    struct picture *pictures;
    size_t count;
    enum chart_format format;
    const char *folder; /* of the data files */
    struct buf script;
    struct buf name; /* for messages */
};

void picture_file(const struct picture *p, enum chart_format format, struct buf *out)
{
    buf_printf(out, "%s.%s", p->drawing.name, endings[format]);
}

void picture_release(struct picture *p)
{
    drawing_release(&p->drawing);
    for (int i = 0; i < CHART_FORMATS; i++)
        buf_release(&p->files[i]);
}

/* In the child: become gnuplot, which reads the script and writes the pictures. */
static int run_gnuplot(void *arg, int out_fd, struct err *err)
{
    const struct batch *b = arg;
    static const char *const argv[] = {"gnuplot", "-d", NULL};
    struct program program = {
        .argv = argv, .input = b->script.data, .input_len = b->script.len, .folder = b->folder};
    struct err why = {0};
    (void)child_exec(&program, out_fd, &why);
    if (errno == ENOENT && text_starts(why.text, "cannot run"))
        return err_set(err, "gnuplot: not found: install gnuplot-nox");
    return err_set(err, "gnuplot: %s", why.text);
}

/* The length of the PNG file that bytes begin with, to the end of its last part; 0 = not whole. */
static size_t png_length(const char *bytes, size_t len)
{
    struct png_part part;
    for (size_t at = PNG_FIRST; png_part(bytes, len, at, &part); at = part.end)
        if (png_is(&part, "IEND"))
            return part.end;
    return 0;
}

/* The length of the SVG that bytes begin with, to behind its end tag; 0 = not whole. Text of ours
 * has no '<' of its own in it: gnuplot writes it as &lt;. */
static size_t svg_length(const char *bytes, size_t len)
{
    static const char end_tag[] = "</svg>";
    const char *end = memmem(bytes, len, end_tag, sizeof end_tag - 1);
    return end == NULL ? 0 : (size_t)(end - bytes) + sizeof end_tag - 1;
}

static bool is_blank(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr(" \t\n", bytes[i]) == NULL)
            return false;
    return true;
}

/* One picture's file, from what gnuplot drew of it. */
static int keep(struct picture *p, enum chart_format format, enum lang lang, const char *drawn,
                size_t len, struct err *err)
{
    if (format == CHART_SVG)
        return chart_svg_write(&p->drawing, lang, drawn, len, &p->files[format], err);
    buf_add(&p->files[format], drawn, len);
    return 0;
}

/* The pictures are whole and fit to be published: their files, from what gnuplot wrote, which is
 * one after the other and nothing else. */
static int take(struct batch *b, enum lang lang, const struct child_job *job, struct err *err)
{
    if (job->failed)
        return err_set(err, "%s%s",
                       text_starts(job->why.text, "gnuplot: ") ? "" : "gnuplot: ", job->why.text);
    const char *rest = buf_str(&job->out);
    size_t left = job->out.len;
    for (size_t i = 0; i < b->count; i++) {
        size_t len = b->format == CHART_PNG ? png_length(rest, left) : svg_length(rest, left);
        if (len == 0)
            return err_set(err, "gnuplot: %s.%s: the drawing is cut", b->pictures[i].drawing.name,
                           endings[b->format]);
        if (keep(&b->pictures[i], b->format, lang, rest, len, err) == -1)
            return -1;
        rest += len;
        left -= len;
    }
    if (!is_blank(rest, left))
        return err_set(err, "gnuplot: %s: more than the drawings came back", b->name.data);
    return 0;
}

/* The data file of a drawing; nobody needs it after a power cut, so it is not flushed. */
static int put_data(const struct picture *p, const char *folder, struct err *err)
{
    struct buf path = {0};
    struct buf data = {0};
    buf_printf(&path, "%s/%s.tsv", folder, p->drawing.name);
    drawing_data(&p->drawing, &data);
    int fd = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    int rc = fd == -1 ? err_sys(err, "cannot create %s", path.data)
                      : file_write(fd, buf_str(&data), data.len, path.data, err);
    if (fd != -1 && close(fd) == -1 && rc == 0)
        rc = err_sys(err, "cannot write %s", path.data);
    buf_release(&path);
    buf_release(&data);
    return rc;
}

static void prepare(struct batch *b, struct picture *first, size_t count, enum chart_format format,
                    const char *folder)
{
    *b = (struct batch){.pictures = first, .count = count, .format = format, .folder = folder};
    picture_file(first, format, &b->name);
    for (size_t i = 0; i < count; i++) {
        struct buf data_name = {0};
        buf_printf(&data_name, "%s.tsv", first[i].drawing.name);
        drawing_script(&first[i].drawing, format, data_name.data, &b->script);
        buf_release(&data_name);
    }
}

/* PNGs first: they take longest, and the SVGs after them fill the processors evenly. A start of
 * gnuplot costs as much as three SVGs, so there are no more of them than processors ask for: as
 * many for each processor, of as many pictures. */
static size_t prepare_all(struct batch *batches, struct picture *pictures, size_t count,
                          size_t processes, const char *folder)
{
    size_t rounds = (count + MAX_BATCH * processes - 1) / (MAX_BATCH * processes);
    size_t step = (count + rounds * processes - 1) / (rounds * processes);
    size_t n = 0;
    for (int format = CHART_FORMATS - 1; format >= 0; format--)
        for (size_t i = 0; i < count; i += step)
            prepare(&batches[n++], &pictures[i], count - i < step ? count - i : step,
                    (enum chart_format)format, folder);
    return n;
}

int pictures_draw(const struct run *run, struct picture *pictures, size_t count, const char *folder,
                  struct err *err)
{
    struct batch *batches = mem_array(2 * count + 1, sizeof *batches);
    struct child_job *jobs = mem_array(2 * count + 1, sizeof *jobs);
    struct child_pool pool = {
        .at_once = run->jobs, .timeout_s = WRITER_TIMEOUT_S, .max_bytes = MAX_CHART_BYTES};
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = put_data(&pictures[i], folder, err);
    size_t n = prepare_all(batches, pictures, count, (size_t)pool.at_once, folder);
    for (size_t i = 0; i < n; i++)
        jobs[i] = (struct child_job){
            .name = batches[i].name.data, .run = run_gnuplot, .arg = &batches[i]};
    if (rc == 0 && children_run(jobs, n, &pool, err) == -1)
        rc = -1;
    for (size_t i = 0; i < n; i++) {
        if (rc == 0)
            rc = take(&batches[i], run->lang, &jobs[i], err);
        buf_release(&jobs[i].out);
        buf_release(&batches[i].script);
        buf_release(&batches[i].name);
    }
    free(batches);
    free(jobs);
    return rc;
}
