#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/confine.h"
#include "base/file.h"
#include "base/sanitized.h"
#include "base/text.h"
#include "commands_check.h"
#include "commands_say.h"
#include "model/sidecar.h"
#include "publish/feedback.h"
#include "publish/receipt.h"
#include "publish/rows.h"
#include "run_delivery.h"
#include "run_feedback.h"
#include "run_region.h"

/* One file under way, and what came of it. */
struct checked {
    struct receipt receipt;
    struct canonical canonical;
    struct delivery delivery; /* its name and size */
    int in;                   /* standard input, in memory; -1 = it is a file */
};

/* Standard input as a file in memory that can be read twice. */
static int spool_stdin(struct err *err)
{
    char block[64 * 1024];
    int fd = memfd_create("ptce-stdin", MFD_CLOEXEC);
    if (fd == -1)
        return err_sys(err, "cannot make a memory file");
    int64_t total = 0;
    ssize_t n;
    while ((n = read(STDIN_FILENO, block, sizeof block)) > 0) {
        total += n;
        if (total > MAX_DELIVERY_BYTES)
            (void)err_set(err, "standard input: over 2 GiB");
        if (err_is_set(err) || file_write(fd, block, (size_t)n, "memory file", err) == -1)
            break;
    }
    if (n == -1)
        (void)err_sys(err, "cannot read standard input");
    if (!err_is_set(err))
        return fd;
    (void)close(fd);
    return -1;
}

/* The region of a file that lies in a drop folder, …/returns/84-auvergne-rhone-alpes/file. */
static int folder_region(const struct contract *c, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash;
    while (start != NULL && start > path && start[-1] != '/')
        start--;
    if (start == NULL || start - path < 8 || memcmp(start - 8, "returns/", 8) != 0)
        return CODE_NONE;
    size_t n = strcspn(start, "-_/");
    return codelist_find(contract_list(c, "regions"), start, n);
}

static struct receipt_facts facts_of(const struct check_request *check, const struct checked *file)
{
    return (struct receipt_facts){.run = check->run,
                                  .delivery = &file->delivery,
                                  .receipt = &file->receipt,
                                  .is_check = true};
}

static int check_file(const struct check_request *check, const struct setting *base,
                      const char *path, struct checked *ret, struct err *err)
{
    struct setting setting = *base;
    struct stat st;
    char name[32];
    int rc = 0;
    (void)snprintf(name, sizeof name, "/proc/self/fd/%d", ret->in);
    const char *source = ret->in == -1 ? path : name;
    const char *slash = strrchr(path, '/');
    if (stat(source, &st) == -1)
        rc = err_sys(err, "%s", path);
    if (rc == 0 && st.st_size > MAX_DELIVERY_BYTES)
        rc = err_set(err, "%s: over 2 GiB", path);
    if (check->region == NULL)
        setting.region = folder_region(setting.contract, path);
    setting.canonical = check->rows == ROWS_NONE ? NULL : &ret->canonical;
    ret->delivery = (struct delivery){.name = mem_text(slash == NULL ? path : slash + 1),
                                      .received = check->run->now};
    if (rc == 0) {
        ret->delivery.bytes = st.st_size;
        rc = run_delivery_check(&setting, source, &ret->receipt, err);
    }
    if (rc == 0 && check->feedback != NULL && feedback_is_due(&ret->receipt)) {
        struct receipt_facts facts = facts_of(check, ret);
        rc = feedback_check_file(&setting, source, &facts, check->feedback, err);
    }
    return rc;
}

/* Standard input is a file before this process is confined. */
static int take_stdin(const struct check_request *check, struct checked *files, struct err *err)
{
    for (int i = 0; i < check->n_files; i++) {
        if (strcmp(check->files[i], "-") == 0 && (files[i].in = spool_stdin(err)) == -1)
            return -1;
    }
    return 0;
}

/* What is read now comes from outside. A workbook is written by a process of its own, that is
 * confined; this one must be able to start it. And a sanitizer looks for leaks at the end in ways
 * that a confined process has not. */
static int confine_check(const struct check_request *check, struct err *err)
{
    struct arena names = {0};
    const char **readable = mem_array(2 * (size_t)check->n_files + 2, sizeof *readable);
    int n = 0;
    for (int i = 0; i < check->n_files; i++) {
        size_t size = strlen(check->files[i]) + sizeof SIDECAR_ENDING;
        char *sidecar = arena_alloc(&names, size);
        (void)snprintf(sidecar, size, "%s%s", check->files[i], SIDECAR_ENDING);
        readable[n++] = check->files[i];
        readable[n++] = sidecar;
    }
    readable[n] = "/usr/lib"; /* the character tables of iconv */
    int rc = check->feedback != NULL || SANITIZED
                 ? 0
                 : confine(&(struct confinement){.readable = readable, .prints = true}, err);
    arena_release(&names);
    free(readable);
    return rc;
}

/* The reports: of each file as a text, of all as one JSON document. */
static void say_reports(const struct check_request *check, const struct checked *files)
{
    size_t n = (size_t)check->n_files;
    struct receipt_facts *facts = mem_array(n, sizeof *facts);
    struct buf text = {0};
    for (size_t i = 0; i < n; i++)
        facts[i] = facts_of(check, &files[i]);
    if (check->json)
        receipts_json(facts, n, &text);
    for (size_t i = 0; i < n && !check->json; i++) {
        buf_text(&text, i == 0 ? "" : "\n\n");
        receipt_text(&facts[i], &text);
    }
    say_report(check->run, buf_str(&text), text.len, check->rows != ROWS_NONE, check->json);
    buf_release(&text);
    free(facts);
}

/* The accepted rows to standard output. A CSV holds one table: it must be named when there are
 * more. */
static int write_rows(const struct check_request *check, const struct checked *files)
{
    const struct contract *c = check->run->contract;
    size_t n = (size_t)check->n_files;
    struct accepted *list = mem_array(n, sizeof *list);
    struct buf out = {0};
    int status = EXIT_OK;
    for (size_t i = 0; i < n; i++)
        list[i] = (struct accepted){.canonical = &files[i].canonical, .receipt = &files[i].receipt};
    unsigned tables = rows_tables(list, n);
    if (check->table != NULL)
        tables &= 1U << contract_table(c, check->table);
    if (check->rows == ROWS_JSON) {
        rows_json(c, list, n, tables, &out);
    } else if ((tables & (tables - 1)) != 0) {
        struct buf names = {0};
        for (int t = 0; t < c->n_tables; t++)
            if ((tables >> t & 1) != 0)
                buf_printf(&names, "%s%s", names.len == 0 ? "" : ", ", c->tables[t].name);
        status = say_usage("--rows csv writes one table: add --table, one of ", names.data);
        buf_release(&names);
    } else if (tables != 0) {
        rows_csv(c, list, n, __builtin_ctz(tables), &out);
    }
    (void)fwrite(buf_str(&out), 1, out.len, stdout);
    buf_release(&out);
    free(list);
    return status;
}

static int check_all(const struct check_request *check, const struct setting *setting,
                     struct checked *files, struct err *err)
{
    bool bad = false;
    if (take_stdin(check, files, err) == -1 || confine_check(check, err) == -1)
        return say_failure(err);
    for (int i = 0; i < check->n_files; i++) {
        if (check_file(check, setting, check->files[i], &files[i], err) == -1)
            return say_failure(err);
        bad = bad || files[i].receipt.by_severity[SEVERITY_ERROR] > 0;
    }
    say_reports(check, files);
    int status = check->rows == ROWS_NONE ? EXIT_OK : write_rows(check, files);
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        (void)err_set(err, "cannot write standard output");
        return say_failure(err);
    }
    return status != EXIT_OK ? status : bad ? EXIT_DATA : EXIT_OK;
}

int check_files(const struct check_request *check)
{
    struct err err = {0};
    struct regions regions = {0};
    const struct contract *c = check->run->contract;
    struct setting setting = {.contract = c,
                              .region = CODE_NONE,
                              .lang = check->run->lang,
                              .month = day_period(instant_day(check->run->now)),
                              .day = instant_day(check->run->now),
                              .overrides = check->run->overrides,
                              .libcsv_only = check->run->libcsv_only};
    if (check->n_files == 0)
        return say_usage("check needs a file", "");
    if (check->feedback != NULL && check->n_files > 1)
        return say_usage("--feedback is for one file", "");
    if (check->table != NULL && contract_table(c, check->table) == -1)
        return say_usage("no such table: ", check->table);
    if (check->region != NULL)
        setting.region =
            codelist_find(contract_list(c, "regions"), check->region, strlen(check->region));
    if (check->region != NULL && setting.region == CODE_NONE)
        return say_usage("no such region: ", check->region);
    int status = EXIT_OK;
    if (regions_load(&regions, check->run, &err) == -1 || regions_register(&regions, &err) == -1)
        status = say_failure(&err);
    say_stage_end(check->run);
    setting.poles = regions.poles.count > 0 ? &regions.poles : NULL;
    if (status == EXIT_OK && setting.poles == NULL)
        say_no_register(check->run);
    struct checked *files = mem_array((size_t)check->n_files, sizeof *files);
    for (int i = 0; i < check->n_files; i++)
        files[i].in = -1;
    if (status == EXIT_OK)
        status = check_all(check, &setting, files, &err);
    for (int i = 0; i < check->n_files; i++) {
        receipt_release(&files[i].receipt);
        canonical_release(&files[i].canonical);
        free(files[i].delivery.name);
        if (files[i].in != -1)
            (void)close(files[i].in);
    }
    free(files);
    regions_release(&regions);
    return status;
}
