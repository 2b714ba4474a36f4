#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "read/dialect.h"
#include "read/json.h"
#include "read/json_text.h"

struct json_reader {
    const struct contract *contract;
    const struct sink *sink;
    struct json_text text;
    bool failed;     /* a fault was told, or no more is wanted: stop */
    bool unwanted;   /* the list under way is of a table that is not wanted */
    unsigned tables; /* wanted */
    struct map keys; /* properties seen in this table, in order: the columns */
    bool labelled;
    bool of_tables; /* an object of arrays */
    int table;      /* named by an object of arrays, or by the first object's properties */
    uint32_t objects;
    struct cell *cells;
    uint32_t cells_cap;
};

static void fault(struct json_reader *r, enum finding_code code, const char *variant, uint32_t line,
                  const char *value)
{
    struct finding f = {.code = code,
                        .variant = variant,
                        .severity = SEVERITY_ERROR,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .line = line,
                        .value = value};
    r->sink->finding(r->sink->ctx, &f);
    r->failed = true;
}

/* A fault of syntax; `variant` chooses the words. */
static void syntax(struct json_reader *r, uint32_t line, uint32_t column, const char *variant)
{
    char text[16];
    struct finding f = {.code = FINDING_FORMAT_ERROR,
                        .severity = SEVERITY_ERROR,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .line = line,
                        .variant = variant,
                        .other = text};
    (void)snprintf(text, sizeof text, "%u", column);
    r->sink->finding(r->sink->ctx, &f);
    r->failed = true;
}

/* Bytes of the object that starts at window[at]; 0 with a fault. */
static size_t extent(struct json_reader *r)
{
    size_t len = 0;
    uint32_t line = r->text.line;
    switch (json_text_extent(&r->text, &len)) {
    case EXTENT_WHOLE: break;
    case EXTENT_TOO_LONG: fault(r, FINDING_SIZE_LIMIT, "object", line, NULL); break;
    case EXTENT_TOO_DEEP: fault(r, FINDING_NESTING_ERROR, "depth", line, NULL); break;
    case EXTENT_OPEN: syntax(r, line, r->text.column, "json-open"); break;
    }
    return len;
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
    r->failed = !r->of_tables;
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
            fault(r, FINDING_NESTING_ERROR, NULL, value_line, json_object_iter_key(it));
            return;
        }
        uint32_t column = column_of(r, json_object_iter_key(it), &is_new);
        if (column >= MAX_COLUMNS) {
            fault(r, FINDING_SIZE_LIMIT, "properties", value_line, NULL);
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

/* What jansson found wrong, as a variant of format-error. */
static const char *explain(const json_error_t *why)
{
    switch (json_error_code(why)) {
    case json_error_premature_end_of_input: return "json-cut";
    case json_error_numeric_overflow: return "json-number";
    case json_error_invalid_utf8: return "json-utf8";
    case json_error_null_character:
    case json_error_null_byte_in_key: return "json-nul";
    case json_error_stack_overflow: return "json-depth";
    default: return "json-syntax";
    }
}

static void read_object(struct json_reader *r)
{
    size_t len = extent(r);
    if (len == 0)
        return;
    json_error_t why;
    const char *text = r->text.window.data + r->text.at;
    json_t *object = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &why);
    if (object == NULL) {
        uint32_t line = r->text.line + (uint32_t)(why.line > 0 ? why.line - 1 : 0);
        uint32_t column =
            (uint32_t)(why.line > 1 ? why.column : (int)r->text.column + why.column - 1);
        char *quoted = strchr(why.text, '"'); /* duplicate object key near '"mois"' */
        if (quoted != NULL && strrchr(quoted, '"') > quoted)
            strrchr(quoted, '"')[1] = '\0';
        if (json_error_code(&why) == json_error_duplicate_key)
            fault(r, FINDING_DUPLICATE_PROPERTY, NULL, line, quoted == NULL ? "" : quoted);
        else
            syntax(r, line, column, explain(&why));
        return;
    }
    send_object(r, object, text);
    json_decref(object);
    for (size_t i = 0; i < len; i++)
        json_text_step(&r->text);
}

static void start_table(struct json_reader *r, int table)
{
    map_release(&r->keys);
    r->labelled = false;
    r->unwanted = false;
    r->table = table;
}

/* [ object, object … ] */
static void read_array(struct json_reader *r)
{
    json_text_step(&r->text);
    if (json_text_peek(&r->text) == ']') {
        json_text_step(&r->text);
        return;
    }
    while (!r->failed) {
        char c = json_text_peek(&r->text);
        if (c != '{') {
            syntax(r, r->text.line, r->text.column, "json-object-expected");
            return;
        }
        read_object(r);
        c = r->failed ? '\0' : json_text_peek(&r->text);
        if (c == ']') {
            json_text_step(&r->text);
            return;
        }
        if (!r->failed && c != ',')
            syntax(r, r->text.line, r->text.column,
                   c == '\0' ? "json-open-list" : "json-comma-list");
        if (!r->failed)
            json_text_step(&r->text);
    }
}

/* "name" : — the name of an array in an object of arrays, as a table; -1 with a fault. */
static int read_name(struct json_reader *r)
{
    char name[64];
    size_t n = 0;
    json_text_step(&r->text);
    while (json_text_fill(&r->text, 0) && r->text.window.data[r->text.at] != '"' &&
           n + 1 < sizeof name) {
        name[n++] = r->text.window.data[r->text.at];
        json_text_step(&r->text);
    }
    name[n] = '\0';
    if (json_text_fill(&r->text, 0))
        json_text_step(&r->text);
    int table = contract_table(r->contract, name);
    if (table == -1)
        syntax(r, r->text.line, r->text.column, "json-table-name");
    else if (json_text_peek(&r->text) != ':')
        syntax(r, r->text.line, r->text.column, "json-colon");
    else
        json_text_step(&r->text);
    return table;
}

/* { "emplois": [ … ], "financements": [ … ] } */
static void read_tables(struct json_reader *r)
{
    r->of_tables = true;
    json_text_step(&r->text);
    while (!r->failed) {
        if (json_text_peek(&r->text) != '"') {
            syntax(r, r->text.line, r->text.column, "json-name-expected");
            return;
        }
        start_table(r, read_name(r));
        if (r->failed)
            return;
        if (json_text_peek(&r->text) != '[') {
            syntax(r, r->text.line, r->text.column, "json-list-expected");
            return;
        }
        read_array(r);
        char c = r->failed ? '\0' : json_text_peek(&r->text);
        if (c == '}') {
            json_text_step(&r->text);
            return;
        }
        if (!r->failed && c != ',')
            syntax(r, r->text.line, r->text.column, c == '\0' ? "json-open" : "json-comma-object");
        if (!r->failed)
            json_text_step(&r->text);
    }
}

/* Is the object at window[at] one of arrays? Its first value says so. */
static bool is_of_tables(struct json_reader *r)
{
    size_t i = 1;
    bool in_string = false;
    for (; json_text_fill(&r->text, i) && i < SAMPLE_BYTES; i++) {
        char c = r->text.window.data[r->text.at + i];
        if (c == '"')
            in_string = !in_string;
        else if (!in_string && c == ':')
            break;
    }
    for (i++; json_text_fill(&r->text, i) &&
              strchr(" \t\r\n", r->text.window.data[r->text.at + i]) != NULL;
         i++)
        ;
    return json_text_fill(&r->text, i) && r->text.window.data[r->text.at + i] == '[';
}

int json_read(const struct contract *c, struct source *s, const struct sink *sink,
              struct json_result *ret, struct err *err)
{
    struct json_reader r = {.contract = c,
                            .sink = sink,
                            .text = {.source = s, .err = err, .line = 1, .column = 1},
                            .table = -1,
                            .tables = ret->tables};
    char first = json_text_peek(&r.text);
    if (first == '[') {
        read_array(&r);
    } else if (first == '{' && is_of_tables(&r)) {
        read_tables(&r);
    } else {
        while (!r.failed && json_text_peek(&r.text) == '{')
            read_object(&r);
    }
    if (!r.failed && json_text_peek(&r.text) != '\0')
        syntax(&r, r.text.line, r.text.column, "json-end-expected");
    ret->complete = !r.text.failed && (!r.failed || (r.unwanted && !r.of_tables)) && !s->invalid;
    ret->lines = r.text.line;
    free(r.cells);
    map_release(&r.keys);
    buf_release(&r.text.window);
    return err_is_set(err) ? -1 : 0;
}
