#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "read/dialect.h"
#include "read/json.h"

struct json_reader {
    const struct contract *contract;
    struct source *source;
    const struct sink *sink;
    struct err *err;
    struct buf window; /* text read and not yet done with */
    size_t at;         /* in window */
    uint32_t line;     /* of window[at], from 1 */
    uint32_t column;
    bool ended;
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

static void fault(struct json_reader *r, enum finding_code code, uint32_t line, const char *value,
                  const char *other)
{
    struct finding f = {.code = code,
                        .severity = SEVERITY_ERROR,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .line = line,
                        .value = value,
                        .other = other};
    r->sink->finding(r->sink->ctx, &f);
    r->failed = true;
}

static void syntax(struct json_reader *r, uint32_t line, uint32_t column, const char *why)
{
    char text[200];
    (void)snprintf(text, sizeof text, "JSON incorrect, ligne %u, colonne %u", line, column);
    fault(r, FINDING_FORMAT_ERROR, line, text, why);
}

/* Make window[at + ahead] readable. False at the end of the file. */
static bool fill(struct json_reader *r, size_t ahead)
{
    while (r->at + ahead >= r->window.len && !r->ended) {
        const char *text;
        size_t len = 0;
        int got = source_next(r->source, &text, &len, r->err);
        if (got == 1)
            buf_add(&r->window, text, len);
        else
            r->ended = true;
        if (got == -1)
            r->failed = true;
    }
    return r->at + ahead < r->window.len;
}

/* Forget what is done with, so that the window stays small. */
static void trim(struct json_reader *r)
{
    if (r->at < SAMPLE_BYTES)
        return;
    memmove(r->window.data, r->window.data + r->at, r->window.len - r->at);
    buf_cut(&r->window, r->window.len - r->at);
    r->at = 0;
}

static void step(struct json_reader *r)
{
    if (r->window.data[r->at] == '\n') {
        r->line++;
        r->column = 1;
    } else {
        r->column++;
    }
    r->at++;
}

/* The next character that is not a blank, 0 at the end. */
static char peek(struct json_reader *r)
{
    trim(r);
    while (fill(r, 0)) {
        char c = r->window.data[r->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return c;
        step(r);
    }
    return '\0';
}

/* Bytes of the value (object, array, string or other) that starts at window[at]; 0 with a fault. */
static size_t extent(struct json_reader *r)
{
    size_t i = 0;
    int depth = 0;
    bool in_string = false;
    for (; fill(r, i); i++) {
        if (i > MAX_RECORD_BYTES) {
            fault(r, FINDING_SIZE_LIMIT, r->line, "objet", "1 Mio");
            return 0;
        }
        char c = r->window.data[r->at + i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > MAX_JSON_DEPTH) {
                fault(r, FINDING_NESTING_ERROR, r->line, "trop d’objets emboîtés", NULL);
                return 0;
            }
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    if (!r->failed)
        syntax(r, r->line, r->column,
               "L’objet ouvert ici n’est jamais refermé : l’envoi est sans doute coupé. Déposez de "
               "nouveau le fichier entier.");
    return 0;
}

static const char *skip_blanks(const char *p, uint32_t *line)
{
    for (; *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'; p++)
        *line += *p == '\n';
    return p;
}

/* Behind the value (or key) at p, of a text that jansson has found good. */
static const char *skip_value(const char *p, uint32_t *line)
{
    int depth = 0;
    bool in_string = false;
    for (;; p++) {
        *line += *p == '\n';
        if (in_string) {
            if (*p == '\\')
                p++;
            else if (*p == '"')
                in_string = false;
        } else if (*p == '"') {
            in_string = true;
        } else if (*p == '{' || *p == '[') {
            depth++;
        } else if (depth == 0 && strchr(",:}]", *p) != NULL) {
            return p;
        } else if (*p == '}' || *p == ']') {
            depth--;
        }
    }
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
            .text = r->keys.entries[i].key, .len = r->keys.entries[i].len, .line = r->line};
    struct record record = {.cells = labels, .n = (int)r->keys.count, .line = r->line};
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
        c.kind = CELL_TEXT;
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
    uint32_t line = r->line;
    for (uint32_t i = 0; i < r->cells_cap; i++)
        r->cells[i] = (struct cell){.text = "", .line = r->line, .kind = CELL_NULL};
    const char *p = skip_blanks(text + 1, &line);
    for (void *it = json_object_iter(object); it != NULL; it = json_object_iter_next(object, it)) {
        json_t *value = json_object_iter_value(it);
        const char *start = skip_blanks(skip_value(p, &line) + 1, &line);
        uint32_t value_line = line;
        const char *end = skip_value(start, &line);
        if (json_is_object(value) || json_is_array(value)) {
            fault(r, FINDING_NESTING_ERROR, value_line, json_object_iter_key(it), NULL);
            return;
        }
        uint32_t column = column_of(r, json_object_iter_key(it), &is_new);
        if (column >= MAX_COLUMNS) {
            fault(r, FINDING_SIZE_LIMIT, value_line, "objet", "1024 propriétés");
            return;
        }
        r->cells[column] = make_cell(value, start, end, value_line);
        p = *end == ',' ? skip_blanks(end + 1, &line) : end;
    }
    if (is_new)
        send_labels(r);
    if (r->unwanted)
        return;
    struct record record = {
        .cells = r->cells, .n = (int)r->keys.count, .line = r->line, .row = ++r->objects};
    r->sink->row(r->sink->ctx, &record);
}

static void read_object(struct json_reader *r)
{
    size_t len = extent(r);
    if (len == 0)
        return;
    json_error_t why;
    const char *text = r->window.data + r->at;
    json_t *object = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &why);
    if (object == NULL) {
        uint32_t line = r->line + (uint32_t)(why.line > 0 ? why.line - 1 : 0);
        uint32_t column = (uint32_t)(why.line > 1 ? why.column : (int)r->column + why.column - 1);
        struct buf near = {0};
        text_show(&near, why.text, strlen(why.text), 120);
        if (json_error_code(&why) == json_error_duplicate_key)
            fault(r, FINDING_DUPLICATE_PROPERTY, line, strrchr(near.data, ' '), NULL);
        else
            syntax(r, line, column, near.data);
        buf_release(&near);
        return;
    }
    send_object(r, object, text);
    json_decref(object);
    for (size_t i = 0; i < len; i++)
        step(r);
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
    step(r);
    if (peek(r) == ']') {
        step(r);
        return;
    }
    while (!r->failed) {
        char c = peek(r);
        if (c != '{') {
            syntax(r, r->line, r->column, "Un objet { … } est attendu ici.");
            return;
        }
        read_object(r);
        c = r->failed ? '\0' : peek(r);
        if (c == ']') {
            step(r);
            return;
        }
        if (!r->failed && c != ',')
            syntax(r, r->line, r->column,
                   c == '\0'
                       ? "La liste n’est jamais refermée : l’envoi est sans doute coupé. Déposez "
                         "de nouveau le fichier entier."
                       : "Une virgule ou ] est attendue ici.");
        if (!r->failed)
            step(r);
    }
}

/* "name" : — the name of an array in an object of arrays, as a table; -1 with a fault. */
static int read_name(struct json_reader *r)
{
    char name[64];
    size_t n = 0;
    step(r);
    while (fill(r, 0) && r->window.data[r->at] != '"' && n + 1 < sizeof name) {
        name[n++] = r->window.data[r->at];
        step(r);
    }
    name[n] = '\0';
    if (fill(r, 0))
        step(r);
    int table = contract_table(r->contract, name);
    if (table == -1)
        syntax(r, r->line, r->column,
               "Les listes attendues s’appellent poles, emplois ou financements.");
    else if (peek(r) != ':')
        syntax(r, r->line, r->column, "Deux-points attendus ici.");
    else
        step(r);
    return table;
}

/* { "emplois": [ … ], "financements": [ … ] } */
static void read_tables(struct json_reader *r)
{
    r->of_tables = true;
    step(r);
    while (!r->failed) {
        if (peek(r) != '"') {
            syntax(r, r->line, r->column, "Un nom entre guillemets est attendu ici.");
            return;
        }
        start_table(r, read_name(r));
        if (r->failed)
            return;
        if (peek(r) != '[') {
            syntax(r, r->line, r->column, "Une liste [ … ] est attendue ici.");
            return;
        }
        read_array(r);
        char c = r->failed ? '\0' : peek(r);
        if (c == '}') {
            step(r);
            return;
        }
        if (!r->failed && c != ',')
            syntax(r, r->line, r->column,
                   c == '\0'
                       ? "L’objet n’est jamais refermé : l’envoi est sans doute coupé. Déposez de "
                         "nouveau le fichier entier."
                       : "Une virgule ou } est attendue ici.");
        if (!r->failed)
            step(r);
    }
}

/* Is the object at window[at] one of arrays? Its first value says so. */
static bool is_of_tables(struct json_reader *r)
{
    size_t i = 1;
    bool in_string = false;
    for (; fill(r, i) && i < SAMPLE_BYTES; i++) {
        char c = r->window.data[r->at + i];
        if (c == '"')
            in_string = !in_string;
        else if (!in_string && c == ':')
            break;
    }
    for (i++; fill(r, i) && strchr(" \t\r\n", r->window.data[r->at + i]) != NULL; i++)
        ;
    return fill(r, i) && r->window.data[r->at + i] == '[';
}

int json_read(const struct contract *c, struct source *s, const struct sink *sink,
              struct json_result *ret, struct err *err)
{
    struct json_reader r = {.contract = c,
                            .source = s,
                            .sink = sink,
                            .err = err,
                            .line = 1,
                            .column = 1,
                            .table = -1,
                            .tables = ret->tables};
    char first = peek(&r);
    if (first == '[') {
        read_array(&r);
    } else if (first == '{' && is_of_tables(&r)) {
        read_tables(&r);
    } else {
        while (!r.failed && peek(&r) == '{')
            read_object(&r);
    }
    if (!r.failed && peek(&r) != '\0')
        syntax(&r, r.line, r.column, "Il n’y a rien à attendre ici.");
    ret->complete = (!r.failed || (r.unwanted && !r.of_tables)) && !s->invalid;
    ret->lines = r.line;
    free(r.cells);
    map_release(&r.keys);
    buf_release(&r.window);
    return err_is_set(err) ? -1 : 0;
}
