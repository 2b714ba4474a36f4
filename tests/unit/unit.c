#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/period.h"
#include "unit.h"

static int wrong;
static struct contract *contract;
static char folder[] = "/tmp/ptce-unit-XXXXXX";
static bool has_folder;
static struct arena paths;

void unit_int(const char *row, const char *what, int64_t got, int64_t want)
{
    if (got == want)
        return;
    wrong++;
    print_error("# %s: %s is %lld, expected %lld\n", row, what, (long long)got, (long long)want);
}

void unit_text(const char *row, const char *what, const char *got, const char *want)
{
    if (got != NULL && strcmp(got, want) == 0)
        return;
    wrong++;
    print_error("# %s: %s is \"%s\", expected \"%s\"\n", row, what, got == NULL ? "(none)" : got,
                want);
}

void unit_has(const char *row, const char *what, const char *got, const char *part)
{
    if (got != NULL && strstr(got, part) != NULL)
        return;
    wrong++;
    print_error("# %s: %s is \"%s\", without \"%s\"\n", row, what, got == NULL ? "(none)" : got,
                part);
}

void unit_end(void)
{
    int n = wrong;
    wrong = 0;
    if (n > 0)
        fail_msg("%d wrong, see above", n);
}

const char *unit_contract_folder(void)
{
    const char *path = getenv("CONTRACT");
    return path == NULL ? "pipeline/contract" : path;
}

const struct contract *unit_contract(void)
{
    struct err err = {0};
    if (contract == NULL)
        contract = contract_new(unit_contract_folder(), &err);
    if (contract == NULL)
        fail_msg("%s", err.text);
    return contract;
}

const char *unit_folder(void)
{
    if (!has_folder && mkdtemp(folder) == NULL)
        fail_msg("cannot make %s", folder);
    has_folder = true;
    return folder;
}

const char *unit_path(const char *name)
{
    struct buf b = {0};
    buf_printf(&b, "%s/%s", unit_folder(), name);
    const char *path = arena_text(&paths, b.data);
    buf_release(&b);
    return path;
}

const char *unit_put(const char *name, const char *bytes, size_t len)
{
    struct err err = {0};
    const char *path = unit_path(name);
    const char *base = strrchr(path, '/');
    const char *in = arena_copy(&paths, path, (size_t)(base - path));
    if (file_make_folders(in, 0700, &err) == -1 ||
        file_put(in, base + 1, bytes, len, 0600, &err) == -1)
        fail_msg("%s", err.text);
    return path;
}

int32_t unit_month(const char *text)
{
    int32_t month = 0;
    if (period_parse(text, strlen(text), &month) == -1)
        fail_msg("\"%s\" is no month", text);
    return month;
}

int32_t unit_day(const char *text)
{
    int32_t day = 0;
    if (day_parse(text, strlen(text), &day) == -1)
        fail_msg("\"%s\" is no day", text);
    return day;
}

int unit_code(const char *list, const char *code)
{
    const struct codelist *l = contract_list(unit_contract(), list);
    int i = l == NULL ? CODE_NONE : codelist_find(l, code, strlen(code));
    if (i == CODE_NONE)
        fail_msg("\"%s\" is not in the list %s", code, list);
    return i;
}

int unit_field(int table, const char *name)
{
    int i = table_field(&unit_contract()->tables[table], name);
    if (i == -1)
        fail_msg("there is no field \"%s\"", name);
    return i;
}

int unit_leave(void **state)
{
    (void)state;
    struct err err = {0};
    contract_free(contract);
    contract = NULL;
    arena_release(&paths);
    return has_folder ? file_remove_tree(folder, &err) : 0;
}
