#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "read/dialect.h"
#include "read/json.h"
#include "read/json_explain.h"
#include "read/json_text.h"

struct json_reader {
    const struct contract *contract;
    const struct sink *sink;
    struct json_text text;
    bool failed;     /* a fault was told: stop */
    bool done;       /* no more is wanted: stop */
    bool unwanted;   /* the list under way is of a table that is not wanted */
    unsigned tables; /* wanted */
    unsigned named;  /* lists met in an object of arrays */
    struct map keys; /* properties seen in this table, in order: the columns */
    bool labelled;
    bool of_tables; /* an object of arrays */
    bool by_line;   /* objects not in a list, each alone on its line so far */
    int table;      /* named by an object of arrays, or by the first object's properties */
    uint32_t objects;
    uint32_t bad_lines;
    uint32_t waiting; /* of them, above the first labels … */
    uint32_t waiting_lines[MAX_JSON_BAD_LINES];
    struct cell *cells;
    uint32_t cells_cap;
};

/* Tell a fault at window[at + ahead]. Where the bytes stop being text the reader says so himself.
 */
static void fault(struct json_reader *r, size_t ahead, enum finding_code code, const char *variant,
                  const char *value)
{
    char text[16];
    uint32_t column;
    struct finding f = {.code = code,
                        .variant = variant,
                        .severity = SEVERITY_ERROR,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .value = value,
                        .other = text};
    json_text_place(&r->text, ahead, &f.line, &column);
    (void)snprintf(text, sizeof text, "%u", column);
    if (!r->text.source->invalid)
        r->sink->finding(r->sink->ctx, &f);
    r->failed = true;
}

/* A fault of syntax; `variant` chooses the words unless what stands there says more. */
static void syntax(struct json_reader *r, size_t ahead, const char *variant)
{
    (void)json_text_fill(&r->text, ahead + 4);
    size_t len = r->text.window.len - r->text.at;
    const char *own =
        ahead < len ? json_explain_start(r->text.window.data + r->text.at + ahead, len - ahead)
                    : NULL;
    fault(r, ahead, FINDING_FORMAT_ERROR, own == NULL ? variant : own, NULL);
}

/* The column of a property; new ones are put behind the others. */
static uint32_t column_of(struct json_reader *r, const char *key, bool *ret_new)
{
    uint32_t before = r->keys.count;
    uint32_t i = map_put(&r->keys, key, strlen(key));
    *ret_new = *ret_new || i == before;
    if (r->keys.count > r->cells_cap) {
        uint32_t cap = r->cells_cap == 0 ? 64 : r->cells_cap * 2;
        r->cells = mem_resize(r->cells, cap, sizeof *r->cells);
        for (uint32_t k = r->cells_cap; k < cap; k++)
            r->cells[k] = (struct cell){.text = "", .kind = CELL_NULL};
        r->cells_cap = cap;
    }
    return i;
}

/* A table that is not wanted: pass over its list, or stop when there is nothing else. */
static void skip_table(struct json_reader *r)
{
    r->unwanted = true;
    r->done = !r->of_tables;
}

static void send_damaged(struct json_reader *r, uint32_t line, uint32_t row)
{
    struct record record = {.line = line, .row = row, .damaged = true};
    r->sink->row(r->sink->ctx, &record);
}

static void send_labels(struct json_reader *r)
{
    struct cell *labels = mem_array(r->keys.count, sizeof *labels);
    for (uint32_t i = 0; i < r->keys.count; i++)
        labels[i] = (struct cell){
            .text = r->keys.entries[i].key, .len = r->keys.entries[i].len, .line = r->text.line};
    struct record record = {.cells = labels, .n = (int)r->keys.count, .line = r->text.line};
    int matched;
    if (r->table == -1)
        r->table = dialect_table(r->contract, &record, &matched);
    if (r->table >= 0 && (r->tables >> r->table & 1) == 0)
        skip_table(r);
    else
        r->sink->labels(r->sink->ctx, r->table, &record, r->labelled ? LABELS_MORE : LABELS_FIRST);
    r->labelled = true;
    for (uint32_t i = 0; i < r->waiting && !r->unwanted; i++)
        send_damaged(r, r->waiting_lines[i], i + 1);
    r->waiting = 0;
    free(labels);
}

static struct cell make_cell(json_t *value, const char *text, const char *end, uint32_t line)
{
    struct cell c = {.text = "", .line = line, .kind = CELL_NULL};
    switch (json_typeof(value)) {
    case JSON_STRING:
        c.kind = CELL_STRING;
        c.text = json_string_value(value);
        c.len = (uint32_t)json_string_length(value);
        break;
    case JSON_REAL:
    case JSON_INTEGER:
        while (end > text && strchr(" \t\r\n", end[-1]) != NULL)
            end--;
        c.kind = CELL_NUMBER;
        c.text = text;
        c.len = (uint32_t)(end - text);
        break;
    case JSON_TRUE: c.kind = CELL_TRUE; break;
    case JSON_FALSE: c.kind = CELL_FALSE; break;
    case JSON_NULL:
    case JSON_OBJECT:
    case JSON_ARRAY: break;
    }
    return c;
}

/* Cells of an object that jansson has read, in step with its text. */
static void send_object(struct json_reader *r, json_t *object, const char *text)
{
    bool is_new = !r->labelled;
    uint32_t line = r->text.line;
    for (uint32_t i = 0; i < r->cells_cap; i++)
        r->cells[i] = (struct cell){.text = "", .line = r->text.line, .kind = CELL_NULL};
    const char *p = json_text_skip_blanks(text + 1, &line);
    for (void *it = json_object_iter(object); it != NULL; it = json_object_iter_next(object, it)) {
        json_t *value = json_object_iter_value(it);
        const char *start = json_text_skip_blanks(json_text_skip_value(p, &line) + 1, &line);
        uint32_t value_line = line;
        const char *end = json_text_skip_value(start, &line);
        if (json_is_object(value) || json_is_array(value)) {
            fault(r, (size_t)(start - text), FINDING_NESTING_ERROR, NULL, json_object_iter_key(it));
            return;
        }
        uint32_t column = column_of(r, json_object_iter_key(it), &is_new);
        if (column >= MAX_COLUMNS) {
            fault(r, (size_t)(start - text), FINDING_SIZE_LIMIT, "properties", NULL);
            return;
        }
        r->cells[column] = make_cell(value, start, end, value_line);
        p = *end == ',' ? json_text_skip_blanks(end + 1, &line) : end;
    }
    if (is_new)
        send_labels(r);
    if (r->unwanted)
        return;
    struct record record = {
        .cells = r->cells, .n = (int)r->keys.count, .line = r->text.line, .row = ++r->objects};
    r->sink->row(r->sink->ctx, &record);
}

/* Is the file one object a line, so that a fault ends with its line? The first line alone does not
 * tell: the next must look like one too. */
static bool stands_on_line(struct json_reader *r)
{
    uint32_t lines;
    if (!r->by_line || r->objects > 0)
        return r->by_line;
    size_t next = json_text_behind(&r->text, json_text_line(&r->text), &lines);
    return lines > 0 && json_text_at(&r->text, next) == '{';
}

/* The text ends too early for jansson: for us too, or have we stopped looking? */
static void tell_end(struct json_reader *r, size_t len, enum json_extent extent)
{
    switch (extent) {
    case EXTENT_TOO_LONG: fault(r, 0, FINDING_SIZE_LIMIT, "object", NULL); break;
    case EXTENT_TOO_DEEP: fault(r, len - 1, FINDING_NESTING_ERROR, "depth", NULL); break;
    case EXTENT_OPEN: syntax(r, 0, "json-open"); break;
    case EXTENT_BROKEN: syntax(r, len, "json-line-cut"); break;
    case EXTENT_NUL: syntax(r, len - 1, "json-nul"); break;
    case EXTENT_WHOLE: syntax(r, len, "json-cut"); break;
    }
}

/* What jansson found wrong in window[at .. at + len). */
static void explain(struct json_reader *r, size_t len, enum json_extent extent, json_error_t *why)
{
    const char *variant;
    size_t position =
        why->position < 0 || (size_t)why->position > len ? len : (size_t)why->position;
    size_t at = json_explain(r->text.window.data + r->text.at, len, position, &variant);
    char *quoted = strchr(why->text, '"'); /* duplicate object key near '"mois"' */
    if (quoted != NULL && strrchr(quoted, '"') > quoted)
        strrchr(quoted, '"')[1] = '\0';
    switch (json_error_code(why)) {
    case json_error_premature_end_of_input:
    case json_error_invalid_utf8: /* the text is UTF-8: a character was cut with the object */
        tell_end(r, len, extent);
        break;
    case json_error_duplicate_key:
        fault(r, at, FINDING_DUPLICATE_PROPERTY, NULL, quoted == NULL ? "" : quoted);
        break;
    case json_error_numeric_overflow: syntax(r, at, "json-number"); break;
    default: syntax(r, at, variant);
    }
}

/* One object a line: is nothing behind it on its line? A second object ends that form, anything
 * else is a fault of the line. */
static bool is_alone(struct json_reader *r, size_t len)
{
    uint32_t line;
    uint32_t column;
    uint32_t lines;
    json_text_place(&r->text, len, &line, &column);
    size_t next = json_text_behind(&r->text, len, &lines);
    int c = json_text_at(&r->text, next);
    r->by_line = line == r->text.line && (lines > 0 || c != '{');
    if (!r->by_line || lines > 0 || c == JSON_TEXT_END)
        return true;
    syntax(r, next, c == ',' ? "json-no-list" : "json-end-expected");
    return false;
}

static json_t *parse(const struct json_reader *r, size_t len, enum json_extent extent,
                     json_error_t *why)
{
    len -= extent == EXTENT_NUL; /* jansson is shown what stands before */
    static const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
    return json_loadb(r->text.window.data + r->text.at, len, flags, why);
}

static void read_object(struct json_reader *r)
{
    size_t len;
    json_error_t why;
    enum json_extent extent = json_text_extent(&r->text, &len);
    json_t *object = parse(r, len, extent, &why);
    if (object == NULL && stands_on_line(r)) {
        size_t line = json_text_line(&r->text);
        if ((line < len || extent == EXTENT_OPEN) &&
            line < MAX_RECORD_BYTES) { /* what follows is not of this object */
            len = line;
            extent = EXTENT_BROKEN;
            object = parse(r, len, extent, &why);
        }
    }
    if (object == NULL)
        explain(r, len, extent, &why);
    else if (!r->by_line || is_alone(r, len))
        send_object(r, object, r->text.window.data + r->text.at);
    json_decref(object);
    if (!r->failed)
        json_text_step(&r->text, len);
}

/* Go on behind a line with a fault, which counts as a row that might have been any. */
static void resume(struct json_reader *r)
{
    uint32_t line = r->text.line;
    if (r->text.failed || r->text.source->invalid || r->bad_lines == MAX_JSON_BAD_LINES)
        return;
    r->failed = false;
    r->bad_lines++;
    r->objects++;
    if (!r->labelled)
        r->waiting_lines[r->waiting++] = line;
    else if (!r->unwanted)
        send_damaged(r, line, r->objects);
    json_text_skip_line(&r->text);
}

/* object object …, or one a line */
static void read_objects(struct json_reader *r)
{
    int c;
    r->by_line = true;
    while (!r->failed && !r->done && (c = json_text_peek(&r->text)) != JSON_TEXT_END) {
        if (c == '{')
            read_object(r);
        else
            syntax(r, 0,
                   c == ','     ? "json-no-list"
                   : r->by_line ? "json-object-expected"
                                : "json-end-expected");
        if (r->failed && stands_on_line(r))
            resume(r);
    }
}

static void start_table(struct json_reader *r, int table)
{
    map_release(&r->keys);
    r->labelled = false;
    r->unwanted = false;
    r->table = table;
}

/* Behind an element: true when there is to be another, false behind the closing bracket or with a
 * fault. */
static bool goes_on(struct json_reader *r, char bracket, const char *no_comma)
{
    if (r->failed || r->done)
        return false;
    int c = json_text_peek(&r->text);
    if (c == bracket) {
        json_text_step(&r->text, 1);
        return false;
    }
    if (c != ',') {
        syntax(r, 0, c == JSON_TEXT_END ? "json-open-list" : no_comma);
        return false;
    }
    json_text_step(&r->text, 1);
    c = json_text_peek(&r->text);
    if (c == bracket || c == ',')
        syntax(r, 0, "json-trailing-comma");
    return !r->failed;
}

/* [ object, object … ] */
static void read_array(struct json_reader *r)
{
    json_text_step(&r->text, 1);
    if (json_text_peek(&r->text) == ']') {
        json_text_step(&r->text, 1);
        return;
    }
    int c;
    do {
        c = json_text_peek(&r->text);
        if (c == '{')
            read_object(r);
        else
            syntax(r, 0, c == JSON_TEXT_END ? "json-open-list" : "json-object-expected");
        if (!r->failed && !r->done)
            c = json_text_peek(&r->text);
    } while (goes_on(r, ']', c == '{' ? "json-comma" : "json-comma-list"));
}

/* "name" : — the name of a list in an object of arrays, as a table; -1 with a fault. */
static int read_name(struct json_reader *r)
{
    char name[64];
    size_t n = 0;
    for (int c; n + 1 < sizeof name; n++) {
        c = json_text_at(&r->text, n + 1);
        if (c == '"' || c == JSON_TEXT_END || c == '\n')
            break;
        name[n] = (char)c;
    }
    name[n] = '\0';
    int table = contract_table(r->contract, name);
    if (table == -1 || json_text_at(&r->text, n + 1) != '"') {
        fault(r, 0, FINDING_FORMAT_ERROR, "json-table-name", name);
    } else if ((r->named >> table & 1) != 0) {
        fault(r, 0, FINDING_FORMAT_ERROR, "json-list-twice", name);
    } else {
        r->named |= 1U << table;
        json_text_step(&r->text, n + 2);
        if (json_text_peek(&r->text) != ':')
            syntax(r, 0, "json-colon");
        else
            json_text_step(&r->text, 1);
    }
    return table;
}

/* "emplois": [ … ] */
static void read_table(struct json_reader *r)
{
    int c = json_text_peek(&r->text);
    if (c != '"') {
        bool is_key = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        syntax(r, 0, is_key ? "json-key" : "json-name-expected");
        return;
    }
    start_table(r, read_name(r));
    if (r->failed)
        return;
    if (json_text_peek(&r->text) == '[')
        read_array(r);
    else
        syntax(r, 0, "json-list-expected");
}

/* { "emplois": [ … ], "financements": [ … ] } */
static void read_tables(struct json_reader *r)
{
    r->of_tables = true;
    json_text_step(&r->text, 1);
    do
        read_table(r);
    while (goes_on(r, '}', "json-comma-object"));
}

/* Is the object at window[at] one of arrays? Its first value says so. */
static bool is_of_tables(struct json_reader *r)
{
    size_t i = 1;
    uint32_t lines;
    bool in_string = false;
    for (; i < SAMPLE_BYTES; i++) {
        int c = json_text_at(&r->text, i);
        if (c == JSON_TEXT_END || (c == ':' && !in_string))
            break;
        in_string ^= c == '"';
    }
    return json_text_at(&r->text, json_text_behind(&r->text, i + 1, &lines)) == '[';
}

int json_read(const struct contract *c, struct source *s, const struct sink *sink,
              struct json_result *ret, struct err *err)
{
    struct json_reader r = {.contract = c,
                            .sink = sink,
                            .text = {.source = s, .err = err, .line = 1, .column = 1},
                            .table = -1,
                            .tables = ret->tables};
    if (json_text_peek(&r.text) == '[')
        read_array(&r);
    else if (json_text_peek(&r.text) == '{' && is_of_tables(&r))
        read_tables(&r);
    else
        read_objects(&r);
    if (!r.failed && !r.done && json_text_peek(&r.text) != JSON_TEXT_END)
        syntax(&r, 0, "json-end-expected");
    ret->complete = !r.text.failed && !r.failed && !s->invalid && (r.labelled || r.bad_lines == 0);
    ret->lines = r.text.line;
    free(r.cells);
    map_release(&r.keys);
    buf_release(&r.text.window);
    return err_is_set(err) ? -1 : 0;
}
