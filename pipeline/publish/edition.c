#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "publish/chart.h"
#include "publish/edition.h"
#include "publish/kept.h"
#include "publish/manifest.h"
#include "publish/feed.h"
#include "publish/opendata.h"
#include "publish/page.h"
#include "publish/workbooks.h"

int32_t edition_next_release(const struct edition *edition)
{
    int32_t published = instant_day(edition->cutoff);
    int32_t due = period_deadline(edition->period + 1, edition->deadline_day) + 1;
    int32_t next = period_deadline(day_period(published) - 1, edition->deadline_day) + 1;
    if (next <= published)
        next = period_deadline(day_period(published), edition->deadline_day) + 1;
    return due > next ? due : next;
}

/* The data files of an edition beside its figures. A change of the first makes an edition new; the
 * others say how it differs from the one before. */
enum {
    DATA_COVERAGE,
    DATA_INDICATORS,
    DATA_REGIONS,
    DATA_MEMBERS,
    DATA_COMPARISONS,
    DATA_POLES,
    DATA_POLE_FIGURES,
    DATA_COMPARED,
    DATA_REVISIONS = DATA_COMPARED,
    DATA_REVISIONS_SUMMARY,
    DATA_HELD_BACK,
    DATA_FILES
};
static const char *const data_names[DATA_FILES] = {
    "coverage.csv", "indicators.csv",   "regions.csv",   "members.csv",           "comparisons.csv",
    "poles.csv",    "pole-figures.csv", "revisions.csv", "revisions-summary.csv", "held-back.csv",
};
static const char figures_name[] = "figures.csv";

struct data {
    struct buf files[DATA_FILES];
};

static void data_release(struct data *d)
{
    for (int i = 0; i < DATA_FILES; i++)
        buf_release(&d->files[i]);
}

static bool read_old(const char *root, const char *id, const char *name, struct buf *ret)
{
    struct buf path = {0};
    struct err ignored = {0};
    buf_printf(&path, "%s/outputs/editions/%s/data/%s", root, id, name);
    int rc = file_read(path.data, MAX_EDITION_FILE, ret, &ignored);
    buf_release(&path);
    return rc == 0;
}

static bool figures_are_those_of(const char *root, const char *id, const struct contract *c,
                                 const struct figures *figures)
{
    struct buf old = {0};
    struct buf piece = {0};
    size_t i = 0;
    size_t at = 0;
    bool same = read_old(root, id, figures_name, &old);
    do {
        i = figures_format(figures, c, i, &piece);
        same =
            same && old.len - at >= piece.len && memcmp(old.data + at, piece.data, piece.len) == 0;
        at += piece.len;
    } while (same && i < figures->count);
    same = same && at == old.len;
    buf_release(&old);
    buf_release(&piece);
    return same;
}

/* Does the edition `id` hold just these data? */
static bool data_are_those_of(const struct run *run, const char *id, const struct figures *figures,
                              const struct data *d)
{
    bool same = figures_are_those_of(run->root, id, run->contract, figures);
    for (int i = 0; same && i < DATA_COMPARED; i++) {
        struct buf old = {0};
        same = read_old(run->root, id, data_names[i], &old) && old.len == d->files[i].len &&
               memcmp(old.data, d->files[i].data, old.len) == 0;
        buf_release(&old);
    }
    return same;
}

/* The warning for every cover, from inputs/avis.txt (its first line); in English from
 * inputs/avis.en.txt, and where there is none the French one, since a warning is not left out. */
static int read_notice(const struct run *run, struct edition *e, struct err *err)
{
    struct buf path = {0};
    struct buf text = {0};
    size_t cap = sizeof e->notice;
    int rc = 0;
    e->notice_lang = run->lang;
    buf_printf(&path, "%s/inputs/avis%s.txt", run->root, run->lang == LANG_EN ? ".en" : "");
    if (run->lang == LANG_EN && !file_exists(path.data)) {
        e->notice_lang = LANG_FR;
        buf_cut(&path, 0);
        buf_printf(&path, "%s/inputs/avis.txt", run->root);
    }
    e->notice[0] = '\0';
    if (file_exists(path.data))
        rc = file_read(path.data, 4096, &text, err);
    if (rc == 0 && text.len > 0) {
        size_t n = strcspn(text.data, "\r\n");
        if (n >= cap || text_valid(text.data, n) != n)
            rc = err_set(err, "%s: its first line must be UTF-8 of at most %zu bytes", path.data,
                         cap - 1);
        else
            (void)snprintf(e->notice, cap, "%.*s", (int)n, text.data);
    }
    buf_release(&path);
    buf_release(&text);
    return rc;
}

/* The figures, by far the most: each piece is held against what was worked out before it is
 * written, so that the file need not be read again whole. */
static int write_figures(const char *folder, const struct contract *c,
                         const struct figures *figures, struct err *err)
{
    struct newfile f;
    struct buf piece = {0};
    size_t to = 0;
    int rc = newfile_open(&f, folder, figures_name, 0644, err);
    if (rc == -1)
        return -1;
    do {
        size_t from = to;
        to = figures_format(figures, c, from, &piece);
        rc = figures_check(figures, c, from, to, figures_name, &piece, err);
        if (rc == 0)
            rc = newfile_write(&f, piece.data, piece.len, err);
    } while (rc == 0 && to < figures->count);
    buf_release(&piece);
    if (rc == 0)
        return newfile_commit(&f, err);
    newfile_abandon(&f);
    return -1;
}

static int write_data(const struct run *run, const struct figures *figures, const struct data *d,
                      const char *folder, struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/data", folder);
    int rc = file_make_folders(path.data, 0755, err);
    if (rc == 0)
        rc = write_figures(path.data, run->contract, figures, err);
    for (int i = 0; rc == 0 && i < DATA_FILES; i++)
        rc = file_put(path.data, data_names[i], d->files[i].data, d->files[i].len, 0644, err);
    buf_release(&path);
    return rc;
}

/* All as the files say it: nothing drawn can differ from the data. */
static int read_back(const struct run *run, const char *folder, const struct edition_source *source,
                     struct edition *e, struct err *err)
{
    struct buf path = {0};
    e->figures = *source->figures;
    buf_printf(&path, "%s/data/%s", folder, data_names[DATA_COVERAGE]);
    int rc = coverage_read(&e->coverage, run->contract, path.data, err);
    buf_cut(&path, 0);
    buf_printf(&path, "%s/data/%s", folder, data_names[DATA_COMPARISONS]);
    if (rc == 0)
        rc = comparisons_read(&e->comparisons, run->contract, path.data, err);
    struct buf values = {0};
    buf_cut(&path, 0);
    buf_printf(&path, "%s/data/%s", folder, data_names[DATA_POLES]);
    buf_printf(&values, "%s/data/%s", folder, data_names[DATA_POLE_FIGURES]);
    if (rc == 0)
        rc = roster_read(&e->roster, run->contract, path.data, values.data, err);
    buf_release(&values);
    buf_cut(&path, 0);
    buf_printf(&path, "%s/data/%s", folder, data_names[DATA_REVISIONS]);
    if (rc == 0)
        rc = revisions_read(&e->revisions, run->contract, path.data, err);
    buf_cut(&path, 0);
    buf_printf(&path, "%s/data/%s", folder, data_names[DATA_HELD_BACK]);
    if (rc == 0)
        rc = held_read(&e->held, path.data, err);
    buf_release(&path);
    return rc;
}

static int draw_charts(const struct run *run, const struct edition *e, const char *folder,
                       struct chart_list *ret_charts, struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/graphiques", folder);
    int rc = file_make_folders(path.data, 0755, err);
    if (rc == 0)
        rc = charts_write(run, e, path.data, ret_charts, err);
    buf_release(&path);
    return rc;
}

static int write_card(const struct card *card, const char *folder, struct err *err)
{
    struct buf text = {0};
    card_format(card, &text);
    int rc = file_put(folder, "edition.json", text.data, text.len, 0644, err);
    buf_release(&text);
    return rc;
}

/* Everything of the edition, below `folder`. */
static int build(const struct run *run, struct edition *e, const struct edition_source *source,
                 const struct data *data, const char *folder, struct published *ret,
                 struct err *err)
{
    struct chart_list charts = {0};
    struct page_request pages = {source->region_present, &charts, source->card->previous};
    int rc = -1;
    if (write_data(run, source->figures, data, folder, err) == -1 ||
        read_back(run, folder, source, e, err) == -1 ||
        draw_charts(run, e, folder, &charts, err) == -1 ||
        workbooks_write(run, e, &charts, source->region_present, folder, &ret->workbooks, err) ==
            -1 ||
        opendata_describe(run, e, folder, err) == -1 ||
        pages_write(run, e, &pages, folder, err) == -1 ||
        write_card(source->card, folder, err) == -1 || manifest_write(folder, err) == -1)
        goto out;
    ret->charts = charts.count;
    rc = file_sync_tree(folder, err);
out:
    chart_list_release(&charts);
    return rc;
}

/* Make `link` (in outputs/) point to `target`, in one step. */
static int point_to(const char *outputs, const char *link, const char *target, struct err *err)
{
    struct buf temporary = {0};
    struct buf path = {0};
    int rc = 0;
    buf_printf(&temporary, "%s/.%s.%ld.tmp", outputs, link, (long)getpid());
    buf_printf(&path, "%s/%s", outputs, link);
    (void)unlink(temporary.data);
    if (symlink(target, temporary.data) == -1)
        rc = err_sys(err, "cannot make the link %s", temporary.data);
    else if (rename(temporary.data, path.data) == -1)
        rc = err_sys(err, "cannot put the link %s", path.data);
    if (rc == -1)
        (void)unlink(temporary.data);
    buf_release(&temporary);
    buf_release(&path);
    return rc;
}

/* Is the month that outputs/latest speaks of later than this one? */
static bool latest_is_later(const char *outputs, const char *month)
{
    struct buf path = {0};
    char target[PERIOD_TEXT * 2] = "";
    buf_printf(&path, "%s/latest", outputs);
    ssize_t n = readlink(path.data, target, sizeof target - 1);
    buf_release(&path);
    return n == 7 && strncmp(target, month, 7) > 0;
}

static int point_links(const char *root, int32_t period, const char *id, struct err *err)
{
    struct buf outputs = {0};
    struct buf target = {0};
    char month[PERIOD_TEXT];
    period_format(period, month);
    buf_printf(&outputs, "%s/outputs", root);
    buf_printf(&target, "editions/%s", id);
    int rc = point_to(outputs.data, month, target.data, err);
    if (rc == 0 && !latest_is_later(outputs.data, month))
        rc = point_to(outputs.data, "latest", month, err);
    if (rc == 0)
        rc = file_sync_folder(outputs.data, err);
    buf_release(&outputs);
    buf_release(&target);
    return rc;
}

static int publish_new(const struct run *run, struct edition *e,
                       const struct edition_source *source, const struct data *data,
                       struct published *ret, struct err *err)
{
    struct buf editions = {0};
    struct buf folder = {0};
    struct buf final = {0};
    buf_printf(&editions, "%s/outputs/editions", run->root);
    buf_printf(&folder, "%s/.new-%ld", editions.data, (long)getpid());
    buf_printf(&final, "%s/%s", editions.data, e->id);
    int rc = file_make_folders(editions.data, 0755, err);
    if (rc == 0)
        rc = kept_contract(run, err);
    if (rc == 0)
        rc = kept_overrides(run, source->card->overrides, err);
    if (rc == 0)
        rc = file_make_folders(folder.data, 0755, err);
    if (rc == 0)
        rc = build(run, e, source, data, folder.data, ret, err);
    if (rc == 0 && rename(folder.data, final.data) == -1)
        rc = err_sys(err, "cannot rename %s to %s", folder.data, final.data);
    if (rc == -1) {
        struct err ignored = {0};
        (void)file_remove_tree(folder.data, &ignored);
    }
    if (rc == 0)
        rc = file_sync_folder(editions.data, err);
    buf_release(&editions);
    buf_release(&folder);
    buf_release(&final);
    return rc;
}

/* The data files that a source makes. */
static int format_data(const struct run *run, const struct edition_source *source,
                       struct data *data, struct err *err)
{
    coverage_format(source->coverage, run->contract, &data->files[DATA_COVERAGE]);
    comparisons_format(source->comparisons, run->contract, &data->files[DATA_COMPARISONS]);
    roster_format_poles(source->roster, run->contract, &data->files[DATA_POLES]);
    roster_format_values(source->roster, run->contract, &data->files[DATA_POLE_FIGURES]);
    opendata_catalogue(run->contract, &data->files[DATA_INDICATORS]);
    opendata_regions(run->contract, &data->files[DATA_REGIONS]);
    opendata_members(run->contract, &data->files[DATA_MEMBERS]);
    held_format(source->held, &data->files[DATA_HELD_BACK]);
    revisions_format(source->revisions, run->contract, &data->files[DATA_REVISIONS]);
    return revisions_format_summary(source->revisions, run->contract,
                                    &data->files[DATA_REVISIONS_SUMMARY], err);
}

static void edition_release(struct edition *e)
{
    coverage_release(&e->coverage);
    comparisons_release(&e->comparisons);
    roster_release(&e->roster);
    revisions_release(&e->revisions);
    held_release(&e->held);
    free(e);
}

int edition_rebuild(const struct run *run, const struct edition_source *source, const char *folder,
                    struct err *err)
{
    struct edition *e = mem_alloc(sizeof *e);
    struct data data = {0};
    e->period = run->period;
    e->cutoff = run->now;
    e->deadline_day = run->deadline_day;
    (void)snprintf(e->id, sizeof e->id, "%s", source->card->id);
    int rc = editions_parse(e->id, &e->period, &e->number);
    if (rc == 0)
        rc = format_data(run, source, &data, err);
    if (rc == 0)
        rc = write_data(run, source->figures, &data, folder, err);
    if (rc == 0)
        rc = read_back(run, folder, source, e, err);
    if (rc == 0)
        rc = opendata_describe(run, e, folder, err);
    data_release(&data);
    edition_release(e);
    return rc;
}

int edition_publish(const struct run *run, const struct edition_source *source,
                    struct published *ret, struct err *err)
{
    struct edition *e = mem_alloc(sizeof *e);
    struct data data = {0};
    char month[PERIOD_TEXT];
    int rc = -1;
    int last = editions_last(run->root, run->period, err);
    period_format(run->period, month);
    if (last == -1 || read_notice(run, e, err) == -1)
        goto out;
    if (format_data(run, source, &data, err) == -1)
        goto out;

    e->number = last;
    (void)snprintf(e->id, sizeof e->id, "%s.%d", month, last);
    /* A decision is an edition's, also where it moves no figure. */
    ret->is_new = last == 0 || source->held->taken > 0 ||
                  !data_are_those_of(run, e->id, source->figures, &data);
    if (ret->is_new) {
        e->number = last + 1;
        (void)snprintf(e->id, sizeof e->id, "%s.%d", month, last + 1);
        e->period = run->period;
        e->cutoff = run->now;
        e->deadline_day = run->deadline_day;
        (void)snprintf(source->card->id, sizeof source->card->id, "%s", e->id);
        if (publish_new(run, e, source, &data, ret, err) == -1)
            goto out;
    }
    (void)snprintf(ret->id, sizeof ret->id, "%s", e->id);
    rc = point_links(run->root, run->period, e->id, err);
    if (rc == 0)
        rc = feed_write(run, err);
out:
    edition_release(e);
    data_release(&data);
    return rc;
}
