/* A table of the contract made of any bytes is refused as a schema-error, or is a contract. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "fuzz.h"

static char folder[] = "/tmp/ptce-fuzz-contract-XXXXXX";

static void leave(void)
{
    struct err ignored = {0};
    (void)file_remove_tree(folder, &ignored);
}

/* As many communes as make a list: 35,000 would be read at every turn. */
enum { COMMUNES_BYTES = 8 * 1024 };

static void link_file(const char *base, const char *name)
{
    char from[4096];
    char to[4096];
    (void)snprintf(from, sizeof from, "%s/%s", base, name);
    (void)snprintf(to, sizeof to, "%s/%s", folder, name);
    MUST(symlink(from, to) == 0);
}

static void make_folder(const char *name)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    MUST(mkdir(path, 0700) == 0);
}

static void shorten(const char *base, const char *name)
{
    char path[4096];
    struct buf text = {0};
    struct err err = {0};
    (void)snprintf(path, sizeof path, "%s/codes/%s", base, name);
    MUST(file_read(path, 16 * 1024 * 1024, &text, &err) == 0 && text.len > COMMUNES_BYTES);
    buf_cut(&text, COMMUNES_BYTES);
    while (text.data[text.len - 1] != '\n')
        buf_cut(&text, text.len - 1);
    (void)snprintf(path, sizeof path, "%s/codes", folder);
    MUST(file_put(path, name, text.data, text.len, 0600, &err) == 0);
    buf_release(&text);
}

/* A folder like the contract's, by links, with few communes and a table of its own. */
static void prepare(void)
{
    static const char *const links[] = {"messages.csv",      "indicators.json",
                                        "report.json",       "map.csv",
                                        "tables/poles.json", "tables/financements.json"};
    char path[4096];
    struct names codes;
    struct err err = {0};
    char *base = realpath(fuzz_contract_folder(), NULL);
    MUST(base != NULL && mkdtemp(folder) != NULL && atexit(leave) == 0);
    make_folder("tables");
    make_folder("codes");
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        link_file(base, links[i]);
    (void)snprintf(path, sizeof path, "%s/codes", base);
    MUST(names_read(&codes, path, &err) == 0);
    for (size_t i = 0; i < codes.count; i++) {
        (void)snprintf(path, sizeof path, "codes/%s", codes.names[i]);
        if (strcmp(codes.names[i], "communes.csv") == 0)
            shorten(base, codes.names[i]);
        else
            link_file(base, path);
    }
    names_release(&codes);
    free(base);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    char path[4096];
    struct err err = {0};
    if (!prepared)
        prepare();
    prepared = true;
    (void)snprintf(path, sizeof path, "%s/tables", folder);
    MUST(file_put(path, "emplois.json", (const char *)data, size, 0600, &err) == 0);
    struct contract *c = contract_new(folder, &err);
    MUST(c != NULL || strncmp(err.text, "schema-error: ", 14) == 0);
    contract_free(c);
    return 0;
}
