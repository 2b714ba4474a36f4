#include "publish/page.h"

#include <string.h>

#include "base/file.h"
#include "publish/edition.h"
#include "publish/page_html.h"
#include "publish/workbook.h"

enum { MAX_CSS = 64 * 1024 };

static bool is_national(const struct page *p)
{
    return p->region == REGION_FRANCE;
}

static const struct section {
    const char *id;
    enum page_text heading;
    void (*write)(struct page *p);
    bool (*applies)(const struct page *p); /* NULL = always */
} sections[] = {
    {"points-cles", PAGE_KEY_POINTS, page_key_points, NULL},
    {"graphiques", PAGE_CHARTS, page_charts, page_has_charts},
    {"regions", PAGE_REGIONS, page_regions, is_national},
    {"donnees", PAGE_DATA, page_data, NULL},
    {"revisions", PAGE_REVISIONS, page_revisions, NULL},
    {"couverture", PAGE_COVERAGE, page_coverage, NULL},
    {"methode", PAGE_METHOD, page_method, NULL},
    {"definitions", PAGE_GLOSSARY, page_glossary, NULL},
    {"contact", PAGE_CONTACT, page_contact, NULL},
    {"accessibilite", PAGE_ACCESSIBILITY, page_accessibility, NULL},
};
enum { N_SECTIONS = sizeof sections / sizeof *sections };

static bool shows(const struct page *p, const struct section *s)
{
    return s->applies == NULL || s->applies(p);
}

void page_name(const struct run *run, int region, struct buf *out)
{
    workbook_territory(run, region, out);
    buf_text(out, ".html");
}

int page_css(const struct run *run, struct buf *ret_css, struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/page.css", run->contract_path);
    int rc = file_read(path.data, MAX_CSS, ret_css, err);
    if (rc == 0 && strpbrk(buf_str(ret_css), "<&") != NULL)
        rc = err_set(err, "schema-error: %s: < and & are not allowed in it", path.data);
    buf_release(&path);
    return rc;
}

void page_begin(struct buf *out, enum lang lang, const char *title, const char *css)
{
    HTML(out,
         "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{0}\" "
         "xml:lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\" />\n<title>{1}</title>\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
         "<meta name=\"color-scheme\" content=\"light dark\" />\n",
         page_words(lang, PAGE_LANG), title);
    buf_text(out, "<style>\n");
    buf_text(out, css);
    buf_text(out, "</style>\n");
}

void page_end(struct buf *out)
{
    buf_text(out, "</body>\n</html>\n");
}

static void say_dates(struct page *p)
{
    struct buf days[2] = {{0}};
    char stamps[2][DAY_TEXT];
    const int32_t day[2] = {instant_day(p->edition->cutoff), edition_next_release(p->edition)};
    static const enum page_text words[2] = {PAGE_PUBLISHED, PAGE_NEXT};
    buf_text(&p->out, "<p class=\"dates\">");
    for (int i = 0; i < 2; i++) {
        struct buf text = {0};
        page_say_day(&days[i], p->lang, day[i]);
        day_format(day[i], stamps[i]);
        page_say(&text, p->lang, words[i], (const char *const[]){days[i].data, NULL});
        HTML(&p->out, "<time datetime=\"{0}\">{1}</time> <span aria-hidden=\"true\">·</span> ",
             stamps[i], text.data);
        buf_release(&text);
        buf_release(&days[i]);
    }
    struct buf edition = {0};
    page_say(&edition, p->lang, PAGE_EDITION, (const char *const[]){p->edition->id, NULL});
    HTML(&p->out, "<span>{0}</span></p>\n", edition.data);
    buf_release(&edition);
}

/* The notice, when there is one. */
static void say_notice(struct page *p)
{
    struct buf label = {0};
    if (p->edition->notice[0] == '\0')
        return;
    page_say(&label, p->lang, PAGE_LABEL,
             (const char *const[]){page_words(p->lang, PAGE_NOTICE), NULL});
    HTML(&p->out, "<p class=\"notice\"><strong>{0}</strong>", label.data);
    if (p->edition->notice_lang != p->lang)
        HTML(&p->out, "<span lang=\"fr\">{0}</span></p>\n", p->edition->notice);
    else
        HTML(&p->out, "{0}</p>\n", p->edition->notice);
    buf_release(&label);
}

static void write_header(struct page *p, const char *title)
{
    HTML(&p->out, "<a class=\"skip\" href=\"#contenu\">{0}</a>\n<header>\n<p class=\"brand\">{1}",
         page_words(p->lang, PAGE_SKIP), page_words(p->lang, PAGE_PLAN));
    if (p->region != REGION_FRANCE)
        HTML(&p->out, " <span aria-hidden=\"true\">·</span> <a href=\"../index.html\">{0}</a>",
             page_words(p->lang, PAGE_TO_FRANCE));
    HTML(&p->out, "</p>\n<h1>{0}</h1>\n", title);
    say_dates(p);
    say_notice(p);
    buf_text(&p->out, "</header>\n");
}

static void write_contents(struct page *p)
{
    HTML(&p->out, "<nav aria-label=\"{0}\">\n<ul>\n", page_words(p->lang, PAGE_CONTENTS));
    for (int i = 0; i < N_SECTIONS; i++)
        if (shows(p, &sections[i]))
            HTML(&p->out, "<li><a href=\"#{0}\">{1}</a></li>\n", sections[i].id,
                 page_words(p->lang, sections[i].heading));
    buf_text(&p->out, "</ul>\n</nav>\n");
}

static void write_page(struct page *p)
{
    const struct book_sheet *cover = page_sheet(p, REPORT_COVER);
    const char *title = cover == NULL ? page_words(p->lang, PAGE_PLAN) : cover->title;
    struct buf about = {0};
    page_begin(&p->out, p->lang, title, p->css);
    page_say(&about, p->lang, PAGE_DESCRIPTION,
             (const char *const[]){book_month(&p->book, p->edition->period), NULL});
    HTML(&p->out, "<meta name=\"description\" content=\"{0}\" />\n</head>\n<body>\n", about.data);
    buf_release(&about);
    write_header(p, title);
    write_contents(p);
    buf_text(&p->out, "<main id=\"contenu\" tabindex=\"-1\">\n");
    for (int i = 0; i < N_SECTIONS; i++) {
        if (!shows(p, &sections[i]))
            continue;
        HTML(&p->out,
             "<section id=\"{0}\" aria-labelledby=\"{0}-titre\">\n<h2 id=\"{0}-titre\">{1}"
             "</h2>\n",
             sections[i].id, page_words(p->lang, sections[i].heading));
        sections[i].write(p);
        buf_text(&p->out, "</section>\n");
    }
    buf_text(&p->out, "</main>\n");
    page_end(&p->out);
}

/* One page, of a region or of France, as folder/…html. */
static int make_page(struct page *p, const char *folder, const char *name)
{
    p->book = (struct book){
        .run = p->run, .report = p->book.report, .edition = p->edition, .region = p->region};
    book_init(&p->book);
    book_fill(&p->book);
    write_page(p);
    int rc = p->failed ? -1 : file_put(folder, name, p->out.data, p->out.len, 0644, p->err);
    book_release(&p->book);
    buf_release(&p->out);
    return rc;
}

static int make_regional(const struct page *model, struct err *err)
{
    const struct codelist *regions = contract_list(model->run->contract, "regions");
    struct buf folder = {0};
    buf_printf(&folder, "%s/regions", model->folder);
    int rc = file_make_folders(folder.data, 0755, err);
    for (int r = 0; rc == 0 && r < regions->count; r++) {
        struct page p = *model;
        struct buf name = {0};
        if (!model->request->region_present[r])
            continue;
        p.region = r;
        p.up = "../";
        page_name(p.run, r, &name);
        rc = make_page(&p, folder.data, name.data);
        buf_release(&name);
    }
    buf_release(&folder);
    return rc;
}

int pages_write(const struct run *run, const struct edition *edition,
                const struct page_request *request, const char *folder, struct err *err)
{
    struct buf css = {0};
    struct report *report = report_new(run->contract, run->contract_path, err);
    int rc = report == NULL ? -1 : page_css(run, &css, err);
    struct page p = {.run = run,
                     .edition = edition,
                     .request = request,
                     .folder = folder,
                     .css = buf_str(&css),
                     .up = "",
                     .region = REGION_FRANCE,
                     .lang = run->lang,
                     .book = {.report = report},
                     .err = err};
    if (rc == 0)
        rc = make_regional(&p, err);
    if (rc == 0)
        rc = make_page(&p, folder, "index.html");
    report_free(report);
    buf_release(&css);
    return rc;
}
