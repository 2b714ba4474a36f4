#include "publish/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "publish/page.h"
#include "publish/page_html.h"

enum { MAX_ENTRIES = 24 };

/* The feed, the same for ever and wherever the files stand; drawn once (RFC 9562, version 4). */
#define FEED "0cdfd0e5-5463-419f-850d-2ed52685bfe0"

/* An edition's identifier in the feed: of its number alone, so that it stays. A UUID of version 8,
 * from SHA-256 where version 5 has SHA-1. */
static void add_id(const char *edition, struct buf *out)
{
    char hex[DIGEST_HEX];
    struct digest *d = digest_new();
    digest_add(d, FEED, sizeof FEED - 1);
    digest_add(d, edition, strlen(edition));
    digest_finish(d, hex);
    unsigned digit = (unsigned char)hex[16]; /* its last two bits: '0' is 48, 'a' is 97 */
    hex[12] = '8';
    hex[16] = "89ab"[(digit > '9' ? digit + 1 : digit) % 4];
    buf_printf(out, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
               hex + 20);
}

static int newest_first(const void *a, const void *b)
{
    const struct release *x = *(const struct release *const *)a;
    const struct release *y = *(const struct release *const *)b;
    if (x->cutoff != y->cutoff)
        return x->cutoff > y->cutoff ? -1 : 1;
    return x == y ? 0 : x < y ? -1 : 1; /* as the list has them */
}

static void say_title(enum lang lang, const struct release *r, struct buf *out)
{
    char month[64];
    period_words(r->period, lang, month, sizeof month);
    page_say(out, lang, PAGE_LIST_ENTRY, (const char *const[]){month, r->id, NULL});
}

static void entry(enum lang lang, const struct release *r, struct buf *out)
{
    char updated[INSTANT_TEXT];
    struct buf title = {0};
    instant_format(r->cutoff, updated);
    say_title(lang, r, &title);
    buf_text(out, "<entry>\n<id>");
    add_id(r->id, out);
    HTML(out, "</id>\n<title>{0}</title>\n", title.data);
    HTML(out, "<updated>{0}</updated>\n<link rel=\"alternate\" href=\"editions/{1}/{2}\" />\n",
         updated, r->id, r->has_page ? "index.html" : "");
    HTML(out, "<summary>{0}</summary>\n</entry>\n", r->changes);
    buf_release(&title);
}

static void write_feed(const struct run *run, const struct release_list *l, struct buf *out)
{
    const struct release **order = mem_array(l->count + 1, sizeof *order);
    char updated[INSTANT_TEXT];
    for (size_t i = 0; i < l->count; i++)
        order[i] = &l->list[i];
    qsort(order, l->count, sizeof *order, newest_first);
    instant_format(order[0]->cutoff, updated);
    HTML(out,
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{0}\">\n"
         "<id>urn:uuid:{4}</id>\n<title>{1}</title>\n<updated>{2}</updated>\n"
         "<author><name>{3}</name></author>\n<link rel=\"self\" href=\"feed.xml\" />\n"
         "<link rel=\"alternate\" href=\"index.html\" />\n",
         page_words(run->lang, PAGE_LANG), page_words(run->lang, PAGE_LIST_TITLE), updated,
         page_words(run->lang, PAGE_PLAN), FEED);
    for (size_t i = 0; i < l->count && i < MAX_ENTRIES; i++)
        entry(run->lang, order[i], out);
    buf_text(out, "</feed>\n");
    free(order);
}

/* ---- the list of editions ---- */

static void list_row(enum lang lang, const struct release *r, struct buf *out)
{
    char month[64];
    char stamp[DAY_TEXT];
    struct buf day = {0};
    period_words(r->period, lang, month, sizeof month);
    day_format(instant_day(r->cutoff), stamp);
    page_say_day(&day, lang, instant_day(r->cutoff));
    HTML(out, "<tr><th scope=\"row\">{0}</th><td><a href=\"editions/{1}/{2}\">{1}</a></td>", month,
         r->id, r->has_page ? "index.html" : "");
    HTML(out, "<td><time datetime=\"{0}\">{1}</time></td><td>{2}</td></tr>\n", stamp, day.data,
         r->changes);
    buf_release(&day);
}

static void write_table(enum lang lang, const struct release_list *l, struct buf *out)
{
    static const enum page_text titles[] = {PAGE_LIST_MONTH, PAGE_LIST_EDITION, PAGE_LIST_PUBLISHED,
                                            PAGE_LIST_CHANGES};
    HTML(out,
         "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"editions\">\n"
         "<table>\n<caption id=\"editions\">{0}</caption>\n<thead><tr>",
         page_words(lang, PAGE_LIST_ALL));
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        HTML(out, "<th scope=\"col\">{0}</th>", page_words(lang, titles[i]));
    buf_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < l->count; i++)
        list_row(lang, &l->list[i], out);
    buf_text(out, "</tbody>\n</table>\n</div>\n");
}

static void write_list(const struct run *run, const struct release_list *l, const char *css,
                       struct buf *out)
{
    enum lang lang = run->lang;
    const struct release *last = &l->list[0];
    struct buf title = {0};
    struct buf label = {0};
    say_title(lang, last, &title);
    page_say(&label, lang, PAGE_LABEL,
             (const char *const[]){page_words(lang, PAGE_LIST_LAST), NULL});
    page_begin(out, lang, page_words(lang, PAGE_LIST_TITLE), css);
    HTML(out,
         "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"feed.xml\" />\n</head>\n"
         "<body>\n<header>\n<p class=\"brand\">{0}</p>\n<h1>{1}</h1>\n</header>\n<main>\n",
         page_words(lang, PAGE_PLAN), page_words(lang, PAGE_LIST_TITLE));
    HTML(out, "<p class=\"lead\">{0}<a href=\"editions/{1}/{2}\">{3}</a></p>\n", label.data,
         last->id, last->has_page ? "index.html" : "", title.data);
    write_table(lang, l, out);
    HTML(out, "<p><a href=\"feed.xml\">{0}</a></p>\n</main>\n", page_words(lang, PAGE_LIST_FEED));
    page_end(out);
    buf_release(&title);
    buf_release(&label);
}

int feed_write(const struct run *run, struct err *err)
{
    struct release_list releases;
    struct buf outputs = {0};
    struct buf css = {0};
    struct buf list = {0};
    struct buf feed = {0};
    bool changed;
    buf_printf(&outputs, "%s/outputs", run->root);
    int rc = release_list_read(&releases, run, err);
    if (rc == 0)
        rc = page_css(run, &css, err);
    if (rc == 0 && releases.count > 0) {
        write_list(run, &releases, buf_str(&css), &list);
        write_feed(run, &releases, &feed);
        rc = file_put_changed(outputs.data, "index.html", list.data, list.len, 0644, &changed, err);
        if (rc == 0)
            rc = file_put_changed(outputs.data, "feed.xml", feed.data, feed.len, 0644, &changed,
                                  err);
        if (rc == 0)
            rc = file_sync_folder(outputs.data, err);
    }
    release_list_release(&releases);
    buf_release(&outputs);
    buf_release(&css);
    buf_release(&list);
    buf_release(&feed);
    return rc;
}
