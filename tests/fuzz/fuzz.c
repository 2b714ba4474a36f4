#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

const char *fuzz_contract_folder(void)
{
    const char *path = getenv("CONTRACT");
    return path == NULL ? "pipeline/contract" : path;
}

const struct contract *fuzz_contract(void)
{
    static struct contract *contract;
    struct err err = {0};
    if (contract == NULL)
        contract = contract_new(fuzz_contract_folder(), &err);
    MUST(contract != NULL);
    return contract;
}

static char path[] = "/tmp/ptce-fuzz-XXXXXX";
static int fd = -1;

static void leave(void)
{
    (void)unlink(path);
}

const char *fuzz_file(const void *bytes, size_t len)
{
    if (fd == -1) {
        fd = mkstemp(path);
        MUST(fd != -1 && atexit(leave) == 0);
    }
    MUST(ftruncate(fd, 0) == 0);
    MUST(pwrite(fd, bytes, len, 0) == (ssize_t)len);
    return path;
}
