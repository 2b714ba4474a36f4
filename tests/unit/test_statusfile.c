/* outputs/status.json: what a run leaves there is what the next one finds, and it is whole JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/period.h"
#include "publish/statusfile.h"
#include "unit.h"

static int64_t at(const char *text)
{
    int64_t instant = 0;
    assert_int_equal(instant_parse(text, &instant), 0);
    return instant;
}

static const char *root_of(const char *name)
{
    static char file[256];
    (void)snprintf(file, sizeof file, "%s/outputs/other", name);
    (void)unit_put(file, "", 0);
    return unit_path(name);
}

static void read_text(const char *root, struct buf *out)
{
    struct err err = {0};
    struct buf path = {0};
    buf_printf(&path, "%s/outputs/status.json", root);
    assert_int_equal(file_read(path.data, MAX_STATUS_BYTES, out, &err), 0);
    buf_release(&path);
}

/* Runs one after the other, and what is remembered behind each. */
static const struct {
    const char *when;
    const char *command;
    int exit_status;
    const char *cause;
    const char *success, *run, *failure; /* "" = never */
    int failures;
} runs[] = {
    {"2026-11-12T06:00:00Z", "run", 3, "no \"space\"\n\x1b[2J", "", "", "2026-11-12T06:00:00Z", 1},
    {"2026-11-12T06:15:00Z", "collect", 2, "a cause", "", "", "2026-11-12T06:15:00Z", 2},
    {"2026-11-12T06:30:00Z", "collect", 0, "", "2026-11-12T06:30:00Z", "", "2026-11-12T06:15:00Z",
     0},
    {"2026-11-13T06:00:00Z", "run", 1, "", "2026-11-13T06:00:00Z", "2026-11-13T06:00:00Z",
     "2026-11-12T06:15:00Z", 0},
    {"2026-11-13T06:15:00Z", "collect", 3, "again", "2026-11-13T06:00:00Z", "2026-11-13T06:00:00Z",
     "2026-11-13T06:15:00Z", 1},
};

static void test_events(void **state)
{
    (void)state;
    const char *root = root_of("events");
    for (size_t i = 0; i < COUNT(runs); i++) {
        struct status s;
        struct err err = {0};
        char when[INSTANT_TEXT];
        status_read(&s, root);
        s.now = (struct status_event){.at = at(runs[i].when), .exit_status = runs[i].exit_status};
        (void)snprintf(s.now.command, sizeof s.now.command, "%s", runs[i].command);
        (void)snprintf(s.now.cause, sizeof s.now.cause, "%s", runs[i].cause);
        assert_int_equal(status_write(&s, root, &err), 0);

        status_read(&s, root);
        const struct {
            const char *what, *want;
            int64_t got;
        } instants[] = {{"success", runs[i].success, s.success.at},
                        {"run", runs[i].run, s.run.at},
                        {"failure", runs[i].failure, s.failure.at}};
        for (size_t k = 0; k < COUNT(instants); k++) {
            instant_format(instants[k].got, when);
            unit_text(runs[i].when, instants[k].what, instants[k].got == 0 ? "" : when,
                      instants[k].want);
        }
        unit_int(runs[i].when, "failures in a row", s.failures, runs[i].failures);
        if (runs[i].exit_status > 1) {
            unit_int(runs[i].when, "exit status", s.failure.exit_status, runs[i].exit_status);
            unit_text(runs[i].when, "command", s.failure.command, runs[i].command);
        }
    }
    unit_end();
}

/* What stands in it, key by key, for those who watch. */
static void test_text(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "\"written\": \"2026-11-12T06:00:09Z\"",
        "\"command\": \"run\"",
        "\"exit_status\": 0",
        "\"failing\": false",
        "\"last_failure\": null",
        "\"failures_in_a_row\": 0",
        "\"2026-10.1\"",
        "\"total\": 312",
        "\"period\": \"2026-11\"",
        "\"on\": \"2026-12-11\"",
        "\"news\": 2",
    };
    const char *root = root_of("text");
    struct status s = {.now = {.at = at("2026-11-12T06:00:09Z"), .command = "run"},
                       .editions = {"2026-10.1"},
                       .n_editions = 1,
                       .counts = {{"total", 312}},
                       .n_counts = 1,
                       .next_period = unit_month("2026-11"),
                       .next_day = unit_day("2026-12-11")};
    struct status_month month = {.period = unit_month("2026-10"), .news = 2};
    struct buf text = {0};
    struct err err = {0};
    status_set_month(&s, &month, "2026-10.1");
    assert_int_equal(status_write(&s, root, &err), 0);
    read_text(root, &text);
    for (size_t i = 0; i < COUNT(lines); i++)
        unit_has(lines[i], "in the file", text.data, lines[i]);
    buf_release(&text);
    unit_end();
}

/* Months beyond the room push the oldest out; one that is there already keeps its place. */
static void test_months(void **state)
{
    (void)state;
    struct status s = {0};
    const int32_t first = unit_month("2024-01");
    for (int i = 0; i < MAX_DUE_MONTHS + 3; i++)
        status_set_month(&s, &(struct status_month){.period = first + i, .news = i}, "x");
    assert_int_equal(s.n_months, MAX_DUE_MONTHS);
    assert_null(status_month(&s, first + 2));
    for (int i = 3; i < MAX_DUE_MONTHS + 3; i++) {
        assert_non_null(status_month(&s, first + i));
        assert_int_equal(status_month(&s, first + i)->news, i);
    }
    status_set_month(&s, &(struct status_month){.period = first + 5, .news = 77}, "2024-06.2");
    assert_int_equal(s.n_months, MAX_DUE_MONTHS);
    assert_int_equal(status_month(&s, first + 5)->news, 77);
    assert_string_equal(status_month(&s, first + 5)->edition, "2024-06.2");

    const char *root = root_of("months");
    struct err err = {0};
    struct status again;
    s.now.at = at("2026-11-12T06:00:09Z");
    assert_int_equal(status_write(&s, root, &err), 0);
    status_read(&again, root);
    assert_int_equal(again.n_months, MAX_DUE_MONTHS);
    for (size_t i = 0; i < again.n_months; i++) {
        assert_int_equal(again.months[i].period, s.months[i].period);
        assert_int_equal(again.months[i].news, s.months[i].news);
        assert_string_equal(again.months[i].edition, s.months[i].edition);
    }
}

/* A file that says nothing we can use gives nothing, and is written over. */
static const char *const damaged[] = {
    "",
    "{\"cut",
    "[]",
    "null",
    "{\"last_run\": 7, \"last_success\": \"yes\", \"failures_in_a_row\": \"3\", \"looked_at\": {}}",
    "{\"last_run\": \"2026-13-45\", \"looked_at\": [1, null, {\"period\": \"x\"}, {\"news\": 3}]}",
    "{\"last_failure\": {\"at\": null, \"cause\": 1}}",
    "{\"failures_in_a_row\": 3, \"failures_in_a_row\": 4}",
};

static void test_damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(damaged); i++) {
        struct status s;
        struct err err = {0};
        (void)unit_put("damaged/outputs/status.json", damaged[i], strlen(damaged[i]));
        status_read(&s, unit_path("damaged"));
        unit_int(damaged[i], "instants", s.success.at | s.failure.at | s.run.at, 0);
        unit_int(damaged[i], "failures", s.failures, 0);
        unit_int(damaged[i], "months", (int64_t)s.n_months, 0);
        s.now.at = at("2026-11-12T06:00:00Z");
        unit_int(damaged[i], "written", status_write(&s, unit_path("damaged"), &err), 0);
        status_read(&s, unit_path("damaged"));
        unit_int(damaged[i], "read again", s.success.at, at("2026-11-12T06:00:00Z"));
    }
    struct status s;
    status_read(&s, unit_path("nowhere"));
    unit_int("no file", "success", s.success.at, 0);
    unit_end();
}

static void test_no_folder(void **state)
{
    (void)state;
    struct status s = {.now = {.at = 1}};
    struct err err = {0};
    assert_int_equal(status_write(&s, unit_path("nowhere"), &err), -1);
    unit_has("no folder", "error", err.text, "No such file");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events),    cmocka_unit_test(test_text),
        cmocka_unit_test(test_months),    cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_no_folder),
    };
    return UNIT_RUN(tests);
}
