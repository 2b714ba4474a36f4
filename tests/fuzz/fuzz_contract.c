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

/* A folder like the contract's, by links, with a table of its own. */
static void prepare(void)
{
    static const char *const links[] = {
        "codes",       "messages.csv",      "indicators.json",
        "report.json", "tables/poles.json", "tables/financements.json"};
    char from[4096];
    char to[4096];
    char *base = realpath(fuzz_contract_folder(), NULL);
    MUST(base != NULL && mkdtemp(folder) != NULL && atexit(leave) == 0);
    (void)snprintf(to, sizeof to, "%s/tables", folder);
    MUST(mkdir(to, 0700) == 0);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        (void)snprintf(from, sizeof from, "%s/%s", base, links[i]);
        (void)snprintf(to, sizeof to, "%s/%s", folder, links[i]);
        MUST(symlink(from, to) == 0);
    }
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
