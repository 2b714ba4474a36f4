/* The main of a fuzz target without libFuzzer: each file named, once.
 *
 *     fuzz_csv FILE…      "ok fuzz fuzz_csv: N files"; a fault ends the process
 */
#include <string.h>

#include "base/file.h"
#include "fuzz.h"

enum { MAX_REPLAYED = 4 * 1024 * 1024 };

int main(int argc, char **argv)
{
    const char *name = strrchr(argv[0], '/');
    for (int i = 1; i < argc; i++) {
        struct buf bytes = {0};
        struct err err = {0};
        if (file_read(argv[i], MAX_REPLAYED, &bytes, &err) == -1) {
            (void)printf("not ok fuzz %s: %s\n", name == NULL ? argv[0] : name + 1, err.text);
            return 1;
        }
        (void)LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&bytes), bytes.len);
        buf_release(&bytes);
    }
    (void)printf("ok fuzz %s: %d files\n", name == NULL ? argv[0] : name + 1, argc - 1);
    return 0;
}
