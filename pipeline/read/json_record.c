#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "read/dialect.h"
#include "read/json_explain.h"
#include "read/json_guard.h"
#include "read/json_record.h"

void json_record_fault(struct json_reader *r, size_t ahead, enum finding_code code,
                       const char *variant, const char *value)
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

void json_record_syntax(struct json_reader *r, size_t ahead, const char *variant)
{
    (void)json_text_fill(&r->text, ahead + 4);
    size_t len = r->text.window.len - r->text.at;
    const char *own =
        ahead < len ? json_explain_start(r->text.window.data + r->text.at + ahead, len - ahead)
                    : NULL;
    json_record_fault(r, ahead, FINDING_FORMAT_ERROR, own == NULL ? variant : own, NULL);
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

static void send_row(struct json_reader *r, bool roomy)
{
    struct record record = {.cells = r->cells,
                            .n = (int)r->keys.count,
                            .line = r->text.line,
                            .row = ++r->objects,
                            .roomy = roomy};
    r->sink->row(r->sink->ctx, &record);
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
            json_record_fault(r, (size_t)(start - text), FINDING_NESTING_ERROR, NULL,
                              json_object_iter_key(it));
            return;
        }
        uint32_t column = column_of(r, json_object_iter_key(it), &is_new);
        if (column >= MAX_COLUMNS) {
            json_record_fault(r, (size_t)(start - text), FINDING_SIZE_LIMIT, "properties", NULL);
            return;
        }
        r->cells[column] = make_cell(value, start, end, value_line);
        p = *end == ',' ? json_text_skip_blanks(end + 1, &line) : end;
    }
    if (is_new)
        send_labels(r);
    if (!r->unwanted)
        send_row(r, false);
}

bool json_record_stands(struct json_reader *r)
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
    case EXTENT_TOO_LONG: json_record_fault(r, 0, FINDING_SIZE_LIMIT, "object", NULL); break;
    case EXTENT_TOO_DEEP:
        json_record_fault(r, len - 1, FINDING_NESTING_ERROR, "depth", NULL);
        break;
    case EXTENT_OPEN: json_record_syntax(r, 0, "json-open"); break;
    case EXTENT_BROKEN: json_record_syntax(r, len, "json-line-cut"); break;
    case EXTENT_NUL: json_record_syntax(r, len - 1, "json-nul"); break;
    case EXTENT_WHOLE: json_record_syntax(r, len, "json-cut"); break;
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
        json_record_fault(r, at, FINDING_DUPLICATE_PROPERTY, NULL, quoted == NULL ? "" : quoted);
        break;
    case json_error_numeric_overflow: json_record_syntax(r, at, "json-number"); break;
    default: json_record_syntax(r, at, variant);
    }
}

/* One object a line, that under way with `inside` line ends in it: is nothing behind it on its
 * line? A second object ends that form, anything else is a fault of the line. */
static bool is_alone(struct json_reader *r, size_t len, uint32_t inside)
{
    uint32_t lines;
    size_t next = json_text_behind(&r->text, len, &lines);
    int c = json_text_at(&r->text, next);
    r->by_line = inside == 0 && (lines > 0 || c != '{');
    if (!r->by_line || lines > 0 || c == JSON_TEXT_END)
        return true;
    json_record_syntax(r, next, c == ',' ? "json-no-list" : "json-end-expected");
    return false;
}

static json_t *parse(const struct json_reader *r, size_t len, enum json_extent extent,
                     json_error_t *why)
{
    len -= extent == EXTENT_NUL; /* jansson is shown what stands before */
    static const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
    return json_loadb(r->text.window.data + r->text.at, len, flags, why);
}

static void read_by_jansson(struct json_reader *r)
{
    size_t len;
    json_error_t why;
    enum json_extent extent = json_text_extent(&r->text, &len);
    json_t *object = parse(r, len, extent, &why);
    if (object == NULL && json_record_stands(r)) {
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
    else if (!r->by_line || is_alone(r, len, json_text_line_ends(&r->text, len)))
        send_object(r, object, r->text.window.data + r->text.at);
    json_decref(object);
    if (!r->failed)
        json_text_step(&r->text, len);
}

/* The object by the guard: false when it is left to jansson. */
static bool read_plain(struct json_reader *r)
{
    struct json_guard guard = {.keys = &r->keys, .cells = r->cells};
    const char *text;
    size_t have;
    size_t len;
    uint32_t inside = 0;
    if (r->jansson_only || !r->labelled)
        return false;
    do {
        text = r->text.window.data + r->text.at;
        have = r->text.window.len - r->text.at;
        len = json_guard_take(&guard, text, have, r->text.line, &inside);
    } while (len == 0 && guard.cut && have < SAMPLE_BYTES && json_text_fill(&r->text, have));
    if (len == 0)
        return false;
    bool goes = !r->by_line || is_alone(r, len, inside);
    if (text != r->text.window.data + r->text.at) /* it has moved, and the cells stand in it */
        (void)json_guard_take(&guard, r->text.window.data + r->text.at, len, r->text.line, &inside);
    if (goes && !r->unwanted)
        send_row(r, r->text.window.len - r->text.at - len >= RECORD_ROOM);
    if (!r->failed)
        json_text_pass(&r->text, len, inside);
    return true;
}

void json_record_read(struct json_reader *r)
{
    if (!read_plain(r))
        read_by_jansson(r);
}

void json_record_resume(struct json_reader *r)
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
