/* The package: parts, relations, the list of sheets, shared texts, properties. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/limits.h"
#include "publish/xlsx.h"

void *xlsx_add(struct xlsx *x, void *list, int *count, size_t size)
{
    char *old;
    size_t n = (size_t)*count;
    memcpy(&old, list, sizeof old);
    if (n == 0 || (n >= 8 && (n & (n - 1)) == 0)) {
        char *new = arena_array(&x->arena, n == 0 ? 8 : n * 2, size);
        if (n > 0)
            memcpy(new, old, n * size);
        memcpy(list, &new, sizeof new);
        old = new;
    }
    (*count)++;
    return old + n * size;
}

char *xlsx_keep(struct xlsx *x, const char *text)
{
    return text == NULL ? NULL : arena_text(&x->arena, text);
}

void xlsx_fault(struct xlsx *x, const char *part, const char *what)
{
    if (x->n_faults >= MAX_PLACES_PER_CAUSE)
        return;
    struct xlsx_fault *f = xlsx_add(x, &x->faults, &x->n_faults, sizeof *f);
    f->part = xlsx_keep(x, part);
    f->what = xlsx_keep(x, what);
}

bool xlsx_range(const char *text, size_t len, struct xlsx_range *ret)
{
    int at[4] = {0, 0, 0, 0}; /* column, row, column, row */
    int k = 0;
    size_t i = 0;
    while (k < 4) {
        long column = 0;
        long row = 0;
        i += i < len && text[i] == '$';
        for (; i < len && text[i] >= 'A' && text[i] <= 'Z' && column < 20000; i++)
            column = column * 26 + (text[i] - 'A' + 1);
        i += i < len && text[i] == '$';
        for (; i < len && isdigit((unsigned char)text[i]) && row < 2000000; i++)
            row = row * 10 + (text[i] - '0');
        if (column < 1 || column > 16384 || row < 1 || row > 1048576)
            return false;
        at[k++] = (int)column - 1;
        at[k++] = (int)row - 1;
        if (i == len || text[i] != ':')
            break;
        i++;
    }
    if (i != len)
        return false;
    *ret = (struct xlsx_range){at[1], at[0], k == 4 ? at[3] : at[1], k == 4 ? at[2] : at[0]};
    return ret->last_row >= ret->row && ret->last_col >= ret->col;
}

void xlsx_name_cell(int row, int col, char *ret_name, size_t cap)
{
    char letters[8];
    int n = 0;
    for (int c = col + 1; c > 0 && n < 7; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    size_t len = 0;
    while (n > 0 && len + 12 < cap)
        ret_name[len++] = letters[--n];
    (void)snprintf(ret_name + len, cap - len, "%d", row + 1);
}

const struct xlsx_cell *xlsx_at(const struct xlsx_sheet *s, int row, int col)
{
    int low = 0;
    int high = s->n_cells;
    while (low < high) {
        int mid = (low + high) / 2;
        const struct xlsx_cell *c = &s->cells[mid];
        if (c->row < row || (c->row == row && c->col < col))
            low = mid + 1;
        else
            high = mid;
    }
    const struct xlsx_cell *c = low < s->n_cells ? &s->cells[low] : NULL;
    return c != NULL && c->row == row && c->col == col ? c : NULL;
}

const char *xlsx_text(const struct xlsx_sheet *s, int row, int col)
{
    const struct xlsx_cell *c = xlsx_at(s, row, col);
    return c == NULL || c->kind == XLSX_BLANK ? "" : c->text;
}

const struct xlsx_format *xlsx_format(const struct xlsx *x, const struct xlsx_cell *cell)
{
    static const struct xlsx_format plain = {.number = "General", .builtin = -1};
    int i = cell == NULL ? 0 : cell->format;
    return i < x->n_formats ? &x->formats[i] : &plain;
}

double xlsx_width(const struct xlsx_sheet *s, int col)
{
    for (int i = 0; i < s->n_columns; i++)
        if (col >= s->columns[i].first && col <= s->columns[i].last && s->columns[i].width > 0)
            return s->columns[i].width - 0.71; /* the padding of a cell */
    return 8.43;
}

const struct xlsx_sheet *xlsx_sheet(const struct xlsx *x, const char *name, size_t len)
{
    for (int i = 0; i < x->n_sheets; i++)
        if (strlen(x->sheets[i].name) == len && memcmp(x->sheets[i].name, name, len) == 0)
            return &x->sheets[i];
    return NULL;
}

/* ---- relations ---- */

struct relation_search {
    struct xlsx *x;
    const char *part;
    const char *id; /* NULL = look at all of them */
    const char *found;
    const char *target;
};

/* "xl/worksheets/sheet1.xml" and "../tables/table1.xml" → "xl/tables/table1.xml" */
static const char *resolve(struct xlsx *x, const char *part, const char *target)
{
    struct buf out = {0};
    const char *slash = strrchr(part, '/');
    if (target[0] == '/') {
        target++;
    } else if (slash != NULL) {
        buf_add(&out, part, (size_t)(slash - part) + 1);
    }
    while (text_starts(target, "../") || text_starts(target, "./")) {
        bool up = target[1] == '.';
        target += up ? 3 : 2;
        size_t n = out.len > 0 ? out.len - 1 : 0;
        while (up && n > 0 && out.data[n - 1] != '/')
            n--;
        if (up)
            buf_cut(&out, n);
    }
    buf_text(&out, target);
    char *kept = arena_copy(&x->arena, buf_str(&out), out.len);
    buf_release(&out);
    return kept;
}

static void on_relation(void *arg, const char *name, const char *const *attrs)
{
    struct relation_search *s = arg;
    const char *id = xml_attr(attrs, "Id");
    const char *target = xml_attr(attrs, "Target");
    const char *mode = xml_attr(attrs, "TargetMode");
    const char *type = xml_attr(attrs, "Type");
    if (strcmp(name, "Relationship") != 0 || id == NULL || target == NULL)
        return;
    bool external = mode != NULL && strcmp(mode, "External") == 0;
    if (s->id != NULL) {
        if (strcmp(id, s->id) == 0 && !external)
            s->found = resolve(s->x, s->part, target);
        return;
    }
    if (external) {
        s->x->outside = true;
        return;
    }
    s->x->outside = s->x->outside || (type != NULL && text_ends(type, "/externalLink"));
    s->x->macro = s->x->macro || (type != NULL && text_ends(type, "/vbaProject"));
    const char *part = resolve(s->x, s->part, target);
    if (zip_find(&s->x->zip, part) == NULL) {
        struct buf what = {0};
        buf_printf(&what, "leads to %s, which is not there", part);
        xlsx_fault(s->x, s->part, what.data);
        buf_release(&what);
    }
}

static const struct zip_part *relations_of(const struct xlsx *x, const char *part)
{
    struct buf name = {0};
    const char *slash = strrchr(part, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - part) + 1;
    buf_printf(&name, "%.*s_rels/%s.rels", (int)folder, part, part + folder);
    const struct zip_part *found = zip_find(&x->zip, name.data);
    buf_release(&name);
    return found;
}

const char *xlsx_related(struct xlsx *x, const char *part, const char *id)
{
    struct err ignored = {0};
    struct relation_search s = {.x = x, .part = part, .id = id};
    const struct zip_part *rels = id == NULL ? NULL : relations_of(x, part);
    struct xml_reader r = {.arg = &s, .start = on_relation};
    if (rels != NULL)
        (void)xml_read(rels->data, rels->len, &r, &ignored);
    return s.found;
}

/* ---- every part ---- */

static bool is_xml(const char *name)
{
    return text_ends(name, ".xml") || text_ends(name, ".rels") || text_ends(name, ".vml");
}

struct types {
    struct xlsx *x;
    struct buf extensions; /* "|xml|rels|" */
    struct buf parts;
};

static void on_type(void *arg, const char *name, const char *const *attrs)
{
    struct types *t = arg;
    const char *extension = xml_attr(attrs, "Extension");
    const char *part = xml_attr(attrs, "PartName");
    const char *type = xml_attr(attrs, "ContentType");
    if (strcmp(name, "Default") == 0 && extension != NULL)
        buf_printf(&t->extensions, "|%s|", extension);
    if (strcmp(name, "Override") != 0 || part == NULL || part[0] != '/')
        return;
    buf_printf(&t->parts, "|%s|", part + 1);
    t->x->macro = t->x->macro || (type != NULL && strstr(type, "macroEnabled") != NULL);
    if (zip_find(&t->x->zip, part + 1) == NULL)
        xlsx_fault(t->x, part + 1, "is announced and not there");
}

static void check_types(struct xlsx *x)
{
    struct err ignored = {0};
    struct types t = {.x = x};
    struct buf mark = {0};
    const struct zip_part *p = zip_find(&x->zip, "[Content_Types].xml");
    struct xml_reader r = {.arg = &t, .start = on_type};
    if (p != NULL)
        (void)xml_read(p->data, p->len, &r, &ignored);
    for (size_t i = 0; i < x->zip.count; i++) {
        const char *name = x->zip.parts[i].name;
        const char *dot = strrchr(name, '.');
        buf_cut(&mark, 0);
        buf_printf(&mark, "|%s|", name);
        bool known = strstr(buf_str(&t.parts), mark.data) != NULL;
        buf_cut(&mark, 0);
        buf_printf(&mark, "|%s|", dot == NULL ? "" : dot + 1);
        known = known || strstr(buf_str(&t.extensions), mark.data) != NULL;
        if (!known && strcmp(name, "[Content_Types].xml") != 0 && !text_ends(name, "/"))
            xlsx_fault(x, name, "has no content type");
    }
    buf_release(&mark);
    buf_release(&t.extensions);
    buf_release(&t.parts);
}

void xlsx_parse(struct xlsx *x, const char *part, const struct xml_reader *r)
{
    struct err why = {0};
    const struct zip_part *p = zip_find(&x->zip, part);
    if (p == NULL)
        return;
    bool *parsed = &x->parsed[p - x->zip.parts];
    if (xml_read(p->data, p->len, r, &why) == -1 && !*parsed)
        xlsx_fault(x, part, why.text);
    *parsed = true;
}

/* All relations, and the parts that nobody has read. */
static void check_parts(struct xlsx *x)
{
    for (size_t i = 0; i < x->zip.count; i++) {
        const struct zip_part *p = &x->zip.parts[i];
        struct xml_reader none = {0};
        if (!is_xml(p->name) || x->parsed[i])
            continue;
        struct relation_search s = {.x = x, .part = ""};
        struct xml_reader links = {.arg = &s, .start = on_relation};
        struct buf owner = {0};
        const char *rels = strstr(p->name, "_rels/");
        if (rels != NULL) {
            size_t n = strlen(rels + 6);
            buf_printf(&owner, "%.*s%.*s", (int)(rels - p->name), p->name, n > 5 ? (int)n - 5 : 0,
                       rels + 6);
            s.part = buf_str(&owner);
        }
        xlsx_parse(x, p->name, rels != NULL ? &links : &none);
        buf_release(&owner);
    }
    check_types(x);
}

/* ---- workbook.xml ---- */

static void on_workbook(void *arg, const char *name, const char *const *attrs)
{
    struct xlsx *x = arg;
    if (strcmp(name, "sheet") == 0) {
        struct xlsx_sheet *s = xlsx_add(x, &x->sheets, &x->n_sheets, sizeof *s);
        const char *state = xml_attr(attrs, "state");
        const char *title = xml_attr(attrs, "name");
        s->name = xlsx_keep(x, title == NULL ? "" : title);
        s->hidden = state != NULL && strcmp(state, "visible") != 0;
        s->part = xlsx_related(x, "xl/workbook.xml", xml_attr(attrs, "id"));
    } else if (strcmp(name, "workbookView") == 0) {
        x->first_shown = xml_number(attrs, "activeTab", 0);
    } else if (strcmp(name, "definedName") == 0) {
        struct xlsx_name *n = xlsx_add(x, &x->names, &x->n_names, sizeof *n);
        n->name = xlsx_keep(x, xml_attr(attrs, "name"));
        n->sheet = xml_number(attrs, "localSheetId", -1);
    } else if (strcmp(name, "externalReference") == 0) {
        x->outside = true;
    }
}

static void end_workbook(void *arg, const char *name, const char *text)
{
    struct xlsx *x = arg;
    if (strcmp(name, "definedName") == 0 && x->n_names > 0)
        x->names[x->n_names - 1].refers = xlsx_keep(x, text);
}

/* ---- shared texts: runs of <t> make one text; phonetic readings are none ---- */

struct strings {
    struct xlsx *x;
    struct buf text;
    int phonetic;
};

static void on_string(void *arg, const char *name, const char *const *attrs)
{
    struct strings *s = arg;
    (void)attrs;
    if (strcmp(name, "si") == 0)
        buf_cut(&s->text, 0);
    s->phonetic += strcmp(name, "rPh") == 0;
}

static void end_string(void *arg, const char *name, const char *text)
{
    struct strings *s = arg;
    s->phonetic -= strcmp(name, "rPh") == 0;
    if (strcmp(name, "t") == 0 && s->phonetic == 0)
        buf_text(&s->text, text);
    if (strcmp(name, "si") != 0)
        return;
    const char **slot = xlsx_add(s->x, &s->x->strings, &s->x->n_strings, sizeof *slot);
    *slot = arena_copy(&s->x->arena, buf_str(&s->text), s->text.len);
}

/* ---- properties ---- */

static void end_property(void *arg, const char *name, const char *text)
{
    struct xlsx *x = arg;
    const struct {
        const char *name;
        const char **to;
    } all[] = {{"title", &x->title},       {"language", &x->language}, {"creator", &x->creator},
               {"keywords", &x->keywords}, {"category", &x->category}, {"created", &x->created},
               {"modified", &x->modified}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0)
            *all[i].to = xlsx_keep(x, text);
}

int xlsx_read(struct xlsx *ret, const char *path, struct err *err)
{
    struct xlsx *x = ret;
    struct strings strings = {.x = x};
    struct xml_reader workbook = {.arg = x, .start = on_workbook, .end = end_workbook};
    struct xml_reader texts = {.arg = &strings, .start = on_string, .end = end_string};
    struct xml_reader core = {.arg = x, .end = end_property};
    *x = (struct xlsx){.path = path};
    if (zip_read(&x->zip, path, err) == -1)
        return -1;
    x->parsed = arena_array(&x->arena, x->zip.count + 1, sizeof *x->parsed);
    xlsx_parse(x, "xl/workbook.xml", &workbook);
    xlsx_parse(x, "xl/sharedStrings.xml", &texts);
    xlsx_parse(x, "docProps/core.xml", &core);
    buf_release(&strings.text);
    xlsx_read_styles(x);
    for (int i = 0; i < x->n_sheets; i++)
        xlsx_read_sheet(x, &x->sheets[i]);
    check_parts(x);
    if (x->n_sheets > 0)
        return 0;
    xlsx_release(x);
    return err_set(err, "%s: not a workbook: an archive without xl/workbook.xml or sheets", path);
}

void xlsx_release(struct xlsx *x)
{
    for (int i = 0; i < x->n_sheets; i++)
        buf_release(&x->sheets[i].margins);
    zip_release(&x->zip);
    arena_release(&x->arena);
    *x = (struct xlsx){0};
}
