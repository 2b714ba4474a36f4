#include <stdlib.h>
#include <string.h>

#include "read/json.h"
#include "read/json_record.h"

/* object object …, or one a line */
static void read_objects(struct json_reader *r)
{
    int c;
    r->by_line = true;
    while (!r->failed && !r->done && (c = json_text_peek(&r->text)) != JSON_TEXT_END) {
        if (c == '{')
            json_record_read(r);
        else
            json_record_syntax(r, 0,
                               c == ','     ? "json-no-list"
                               : r->by_line ? "json-object-expected"
                                            : "json-end-expected");
        if (r->failed && json_record_stands(r))
            json_record_resume(r);
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
        json_record_syntax(r, 0, c == JSON_TEXT_END ? "json-open-list" : no_comma);
        return false;
    }
    json_text_step(&r->text, 1);
    c = json_text_peek(&r->text);
    if (c == bracket || c == ',')
        json_record_syntax(r, 0, "json-trailing-comma");
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
            json_record_read(r);
        else
            json_record_syntax(r, 0,
                               c == JSON_TEXT_END ? "json-open-list" : "json-object-expected");
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
        json_record_fault(r, 0, FINDING_FORMAT_ERROR, "json-table-name", name);
    } else if ((r->named >> table & 1) != 0) {
        json_record_fault(r, 0, FINDING_FORMAT_ERROR, "json-list-twice", name);
    } else {
        r->named |= 1U << table;
        json_text_step(&r->text, n + 2);
        if (json_text_peek(&r->text) != ':')
            json_record_syntax(r, 0, "json-colon");
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
        json_record_syntax(r, 0, is_key ? "json-key" : "json-name-expected");
        return;
    }
    start_table(r, read_name(r));
    if (r->failed)
        return;
    if (json_text_peek(&r->text) == '[')
        read_array(r);
    else
        json_record_syntax(r, 0, "json-list-expected");
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
                            .tables = ret->tables,
                            .jansson_only = ret->jansson_only};
    if (json_text_peek(&r.text) == '[')
        read_array(&r);
    else if (json_text_peek(&r.text) == '{' && is_of_tables(&r))
        read_tables(&r);
    else
        read_objects(&r);
    if (!r.failed && !r.done && json_text_peek(&r.text) != JSON_TEXT_END)
        json_record_syntax(&r, 0, "json-end-expected");
    ret->complete = !r.text.failed && !r.failed && !s->invalid && (r.labelled || r.bad_lines == 0);
    ret->lines = r.text.line;
    free(r.cells);
    map_release(&r.keys);
    buf_release(&r.text.window);
    return err_is_set(err) ? -1 : 0;
}
