/* The charts of a page: each with its words, its picture, its data as a table and as a file. */
#include <stdio.h>

#include "base/file.h"
#include "publish/chart_table.h"
#include "publish/page.h"
#include "publish/page_html.h"

static void write_table(struct page *p, const struct chart *chart)
{
    const struct chart_table *t = &chart->table;
    if (t->n_columns == 0)
        return;
    HTML(&p->out, "<details>\n<summary>{0}</summary>\n", page_words(p->lang, PAGE_CHART_TABLE));
    page_table_begin(
        p, chart->subtitle,
        &(struct page_columns){t->titles, (int)t->n_columns, 1, (int)t->n_columns - 1});
    for (size_t row = 0; row < t->n_rows; row++) {
        const char *const *cells = t->cells + row * t->n_columns;
        HTML(&p->out, "<tr><th scope=\"row\">{0}</th>", cells[0]);
        for (size_t c = 1; c < t->n_columns; c++)
            HTML(&p->out, "<td class=\"n\">{0}</td>", cells[c]);
        buf_text(&p->out, "</tr>\n");
    }
    page_table_end(p);
    HTML(&p->out, "<p>{0}</p>\n<p>{1}</p>\n</details>\n", chart->field, chart->source);
}

/* The table as graphiques/<chart>.csv. */
static void write_csv(struct page *p, const struct chart *chart)
{
    struct buf text = {0};
    struct buf folder = {0};
    struct buf name = {0};
    chart_table_csv(&chart->table, p->lang, &text);
    buf_printf(&folder, "%s/graphiques", p->folder);
    buf_printf(&name, "%s.csv", chart->file);
    if (file_put(folder.data, name.data, buf_str(&text), text.len, 0644, p->err) == -1)
        p->failed = true;
    buf_release(&text);
    buf_release(&folder);
    buf_release(&name);
}

static void write_links(struct page *p, const struct chart *chart)
{
    static const struct {
        const char *ending;
        const char *format;
    } files[] = {{"csv", "CSV"}, {"svg", "SVG"}, {"png", "PNG"}};
    buf_text(&p->out, "<p class=\"files\">");
    for (size_t i = 0; i < sizeof files / sizeof *files && !p->failed; i++) {
        struct buf path = {0};
        buf_printf(&path, "graphiques/%s.%s", chart->file, files[i].ending);
        if (i > 0)
            buf_text(&p->out, " <span aria-hidden=\"true\">·</span> ");
        page_file_link(p, path.data, files[i].format);
        buf_release(&path);
    }
    buf_text(&p->out, "</p>\n");
}

/* The picture holds its headline, Champ and Source: on the page the headline is shown where the
 * picture is too wide to be seen whole, and always read aloud. */
static void write_chart(struct page *p, const struct chart *chart)
{
    char width[16];
    char height[16];
    (void)snprintf(width, sizeof width, "%d", chart->width);
    (void)snprintf(height, sizeof height, "%d", chart->height);
    HTML(&p->out,
         "<figure id=\"{0}\" aria-labelledby=\"{0}-titre\">\n<h3 id=\"{0}-titre\">{1}</h3>\n"
         "<div class=\"scroll picture\" role=\"group\" tabindex=\"0\" "
         "aria-labelledby=\"{0}-titre\">"
         "<img src=\"{2}graphiques/{0}.svg\" alt=\"{3}\" width=\"{4}\" height=\"{5}\" /></div>\n"
         "<figcaption>\n",
         chart->file, chart->headline, p->up, chart->desc, width, height);
    if (chart->reading[0] != '\0')
        HTML(&p->out, "<p>{0}</p>\n", chart->reading);
    write_csv(p, chart);
    write_links(p, chart);
    write_table(p, chart);
    buf_text(&p->out, "</figcaption>\n</figure>\n");
}

bool page_has_charts(const struct page *p)
{
    const struct chart_list *charts = p->request->charts;
    for (size_t i = 0; i < charts->count; i++)
        if (charts->list[i].region == p->region)
            return true;
    return false;
}

void page_charts(struct page *p)
{
    const struct chart_list *charts = p->request->charts;
    for (size_t i = 0; i < charts->count; i++)
        if (charts->list[i].region == p->region)
            write_chart(p, &charts->list[i]);
}
