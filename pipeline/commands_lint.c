#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/file.h"
#include "base/text.h"
#include "commands_lint.h"
#include "commands_say.h"
#include "model/limits.h"
#include "publish/lint.h"

struct task {
    const struct run *run;
    const char *path;
    bool json;
};

static void add_json_text(struct buf *out, const char *text)
{
    buf_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            buf_char(out, '\\');
        if ((unsigned char)*text < 0x20)
            buf_printf(out, "\\u%04x", (unsigned)*text);
        else
            buf_char(out, *text);
    }
    buf_char(out, '"');
}

static void add_json_field(struct buf *out, const char *name, const char *text, const char *behind)
{
    buf_printf(out, "\"%s\": ", name);
    add_json_text(out, text);
    buf_text(out, behind);
}

static void as_json(const struct task *t, const struct lint_report *r, struct buf *out)
{
    buf_text(out, " {");
    add_json_field(out, "file", t->path, ", ");
    buf_printf(out, "\"findings\": %zu, \"shown\": [", r->count + r->not_shown);
    for (size_t i = 0; i < r->count; i++) {
        const struct lint_finding *f = &r->list[i];
        buf_text(out, i == 0 ? "\n  {" : ",\n  {");
        add_json_field(out, "rule", f->rule->id, ", ");
        add_json_field(out, "sheet", f->sheet, ", ");
        add_json_field(out, "cell", f->cell, ",\n   ");
        add_json_field(out, "found", f->what, ",\n   ");
        add_json_field(out, "expected", f->rule->says, ",\n   ");
        add_json_field(out, "todo", f->rule->todo, "}");
    }
    buf_text(out, "]}");
}

/* "FILE: W21: Points_cles!D9: an empty cell", and below the last of a rule what to do. */
static void as_text(const struct task *t, const struct lint_report *r, struct buf *out)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct lint_finding *f = &r->list[i];
        buf_printf(out, "%s: %s: %s%s%s%s%s\n", t->path, f->rule->id, f->sheet,
                   f->cell[0] == '\0' ? "" : "!", f->cell, f->sheet[0] == '\0' ? "" : ": ",
                   f->what);
        if (i + 1 == r->count || f[1].rule != f->rule)
            buf_printf(out, "    %s: %s\n", f->rule->says, f->rule->todo);
    }
    if (r->not_shown > 0)
        buf_printf(out, "%s: %zu more findings not shown\n", t->path, r->not_shown);
}

/* In the child: the file may be anybody's, and its reading is held to a time and a memory. */
static int look_at(void *arg, int out_fd, struct err *err)
{
    const struct task *t = arg;
    struct lint_report report = {0};
    struct buf out = {0};
    if (lint_file(t->run->contract, t->path, &report, err) == -1)
        return -1;
    if (t->json)
        as_json(t, &report, &out);
    else
        as_text(t, &report, &out);
    int rc = file_write(out_fd, buf_str(&out), out.len, "pipe", err);
    lint_release(&report);
    buf_release(&out);
    return rc;
}

int lint_workbooks(const struct run *run, char *const *files, int n_files, bool json)
{
    size_t n = (size_t)n_files;
    struct task *tasks = mem_array(n, sizeof *tasks);
    struct child_job *jobs = mem_array(n, sizeof *jobs);
    struct child_pool pool = {.at_once = run->jobs,
                              .timeout_s = WRITER_TIMEOUT_S,
                              .max_bytes = MAX_EDITION_FILE,
                              .max_memory = MAX_WRITER_MEMORY};
    struct err err = {0};
    int status = EXIT_OK;
    for (size_t i = 0; i < n; i++) {
        tasks[i] = (struct task){.run = run, .path = files[i], .json = json};
        jobs[i] = (struct child_job){.name = files[i], .run = look_at, .arg = &tasks[i]};
    }
    if (children_run(jobs, n, &pool, &err) == -1)
        status = say_failure(&err);
    bool first = true;
    if (json && status == EXIT_OK)
        (void)fputs("[", stdout);
    for (size_t i = 0; i < n && !err_is_set(&err); i++) {
        if (jobs[i].failed) {
            status = say_failure(&jobs[i].why);
            continue;
        }
        bool clean =
            json ? strstr(buf_str(&jobs[i].out), "\"findings\": 0,") != NULL : jobs[i].out.len == 0;
        if (json)
            (void)fputs(first ? "\n" : ",\n", stdout);
        (void)fputs(buf_str(&jobs[i].out), stdout);
        first = false;
        if (!clean && status == EXIT_OK)
            status = EXIT_DATA;
    }
    if (json && !err_is_set(&err))
        (void)fputs("\n]\n", stdout);
    for (size_t i = 0; i < n; i++)
        buf_release(&jobs[i].out);
    free(jobs);
    free(tasks);
    if (fflush(stdout) == 0)
        return status;
    (void)fprintf(stderr, "ptce: cannot write standard output: %s\n", strerror(errno));
    return EXIT_FAILED;
}
