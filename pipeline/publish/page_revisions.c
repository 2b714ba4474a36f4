/* What this edition changed of what was published before. */
#include <string.h>

#include "publish/changes.h"
#include "publish/page.h"
#include "publish/page_html.h"

enum { MAX_SHOWN = 10, MAX_HELD_SHOWN = 20 };

static const struct {
    const char *name;
    enum page_text words;
} causes[] = {
    {"late-return", PAGE_CAUSE_LATE},  {"correction", PAGE_CAUSE_CORRECTION},
    {"register", PAGE_CAUSE_REGISTER}, {"contract", PAGE_CAUSE_CONTRACT},
    {"override", PAGE_CAUSE_OVERRIDE}, {"program", PAGE_CAUSE_PROGRAM},
};

/* "retour tardif, correction" of "late-return+correction". */
static void say_causes(enum lang lang, const char *cause, struct buf *out)
{
    while (*cause != '\0') {
        size_t n = strcspn(cause, "+");
        for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
            if (strlen(causes[i].name) == n && strncmp(causes[i].name, cause, n) == 0)
                buf_printf(out, "%s%s", out->len > 0 ? ", " : "",
                           page_words(lang, causes[i].words));
        cause += n + (cause[n] == '+');
    }
}

static void value_cell(struct page *p, const struct indicator *ind, const char *text,
                       const char *sign)
{
    struct buf words = {0};
    if (!change_say_value(ind, p->lang, text, &words))
        buf_printf(&words, "[%s]", sign[0] == '\0' ? "x" : sign);
    HTML(&p->out, "<td class=\"n\">{0}</td>", words.data);
    buf_release(&words);
}

static void write_row(struct page *p, const struct change *c)
{
    struct buf what = {0};
    struct buf why = {0};
    const struct indicator *ind = &p->run->contract->indicators[c->indicator];
    change_say_what(p->run->contract, p->lang, c, &what);
    say_causes(p->lang, c->cause, &why);
    HTML(&p->out, "<tr><th scope=\"row\">{0}</th><td>{1}</td><td>{2}</td>", what.data,
         book_territory(&p->book, c->region), book_month(&p->book, c->month));
    value_cell(p, ind, c->before, c->before_flag);
    value_cell(p, ind, c->now, c->now_flag);
    value_cell(p, ind, c->difference, "z");
    HTML(&p->out, "<td>{0}</td></tr>\n", buf_str(&why));
    buf_release(&what);
    buf_release(&why);
}

static const char *number_text(struct page *p, size_t n)
{
    struct buf text = {0};
    workbook_number(&text, p->lang, (int64_t)n, 0);
    return book_keep(&p->book, &text);
}

/* Of a region's page: its own rows. */
static size_t choose(const struct page *p, struct changes *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++)
        if (p->region == REGION_FRANCE || c->list[i].region == p->region)
            c->list[n++] = c->list[i];
    return n;
}

static void write_table(struct page *p, const struct changes *c, size_t count)
{
    size_t shown = count < MAX_SHOWN ? count : MAX_SHOWN;
    struct buf text = {0};
    const char *titles[] = {
        book_words(&p->book, TEXT_INDICATOR), book_words(&p->book, TEXT_TERRITORY),
        book_words(&p->book, TEXT_MONTH),     page_words(p->lang, PAGE_BEFORE),
        page_words(p->lang, PAGE_NOW),        page_words(p->lang, PAGE_DIFFERENCE),
        page_words(p->lang, PAGE_CAUSE)};
    page_say(&text, p->lang, PAGE_REVISIONS_CAPTION,
             (const char *const[]){book_territory(&p->book, p->region), NULL});
    page_table_begin(p, text.data, &(struct page_columns){titles, 7, 3, 3});
    for (size_t i = 0; i < shown; i++)
        write_row(p, &c->list[i]);
    page_table_end(p);
    buf_release(&text);
    if (shown == count)
        return;
    page_say(&text, p->lang, PAGE_REVISIONS_SHOWN,
             (const char *const[]){number_text(p, shown), number_text(p, count), NULL});
    HTML(&p->out, "<p>{0} ", text.data);
    page_file_link(p, "data/revisions.csv", "CSV");
    buf_text(&p->out, "</p>\n");
    buf_release(&text);
}

static bool is_of(const struct page *p, const struct held_unit *u)
{
    const struct codelist *regions = contract_list(p->run->contract, "regions");
    size_t len = strcspn(u->delivery, "/");
    return p->region == REGION_FRANCE ||
           (strlen(regions->entries[p->region].code) == len &&
            memcmp(u->delivery, regions->entries[p->region].code, len) == 0);
}

static void write_held_item(struct page *p, const struct held_unit *u)
{
    struct buf text = {0};
    const struct contract *c = p->run->contract;
    const char *title = u->table;
    for (int t = 0; t < c->n_tables; t++)
        if (strcmp(c->tables[t].name, u->table) == 0)
            title = c->tables[t].title[p->lang];
    page_say(&text, p->lang, PAGE_HELD_ITEM,
             (const char *const[]){title, u->pole, book_month(&p->book, u->month), NULL});
    HTML(&p->out, "<li>{0}</li>\n", text.data);
    buf_release(&text);
}

/* The corrections of definitive months that were held back, or those that were taken. */
static void write_held(struct page *p, bool taken)
{
    const struct held_list *all = &p->edition->held;
    struct buf text = {0};
    size_t count = 0;
    size_t shown = 0;
    for (size_t i = 0; i < all->count; i++)
        count += all->list[i].taken == taken && is_of(p, &all->list[i]);
    if (count == 0)
        return;
    page_say(&text, p->lang,
             taken ? (count == 1 ? PAGE_ONE_TAKEN : PAGE_SOME_TAKEN)
                   : (count == 1 ? PAGE_ONE_HELD : PAGE_SOME_HELD),
             (const char *const[]){number_text(p, count), taken ? all->reason : "", NULL});
    HTML(&p->out, "<p>{0}</p>\n<ul>\n", text.data);
    for (size_t i = 0; i < all->count && shown < MAX_HELD_SHOWN; i++) {
        if (all->list[i].taken != taken || !is_of(p, &all->list[i]))
            continue;
        write_held_item(p, &all->list[i]);
        shown++;
    }
    buf_cut(&text, 0);
    if (count > shown) {
        page_say(&text, p->lang, PAGE_HELD_MORE,
                 (const char *const[]){number_text(p, count - shown), NULL});
        HTML(&p->out, "<li>{0}</li>\n", text.data);
    }
    buf_text(&p->out, "</ul>\n");
    buf_release(&text);
}

void page_revisions(struct page *p)
{
    struct buf path = {0};
    struct buf text = {0};
    struct changes changes;
    buf_printf(&path, "%s/data/revisions.csv", p->folder);
    if (changes_read(&changes, p->run->contract, path.data, p->err) == -1) {
        p->failed = true;
    } else {
        size_t count = choose(p, &changes);
        page_say(&text, p->lang,
                 p->request->previous[0] == '\0' ? PAGE_FIRST_EDITION
                 : count == 0                    ? PAGE_NO_REVISION
                 : count == 1                    ? PAGE_ONE_REVISION
                                                 : PAGE_SOME_REVISIONS,
                 (const char *const[]){number_text(p, count), NULL});
        HTML(&p->out, "<p>{0}</p>\n", text.data);
        if (count > 0)
            write_table(p, &changes, count);
        changes_release(&changes);
        write_held(p, true);
        write_held(p, false);
    }
    buf_release(&path);
    buf_release(&text);
}
