#include <string.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "read/read.h"
#include "read/sidecar.h"
#include "run_delivery.h"

/* Its name and its sidecar against what was read. */
static int take_envelope(struct validator *v, const struct delivery *d, const char *sha,
                         struct err *err)
{
    struct sidecar sidecar;
    struct envelope e = {.name = d->name, .bytes = d->bytes, .sha256 = sha};
    struct buf name = {0};
    int rc = 0;
    if (d->sidecar != NULL) {
        rc = sidecar_read(&sidecar, d->sidecar, err);
        buf_printf(&name, "%s" SIDECAR_ENDING, d->name);
        e.sidecar = &sidecar;
        e.sidecar_name = name.data;
    }
    if (rc == 0)
        validator_envelope(v, &e);
    if (d->sidecar != NULL)
        sidecar_release(&sidecar);
    buf_release(&name);
    return rc;
}

/* What the archive holds must be what was received: damage is never read as data. The round that
 * looks for the register alone leaves it to the one that reads everything. */
static int check_bytes(const struct delivery *d, const char *sha256, struct err *err)
{
    if (d->sha[0] != '\0' && strncmp(d->sha, sha256, DELIVERY_SHA) != 0)
        return err_set(
            err, "%s: the archive is damaged: its bytes are not those received (see: ptce verify)",
            d->path);
    return 0;
}

int run_delivery_take(const struct setting *setting, const struct delivery *d, unsigned tables,
                      struct receipt *receipt, struct returns *returns, struct err *err)
{
    struct reading about = {0};
    tables = d->sidecar != NULL ? (unsigned)READ_ALL_TABLES : tables;
    struct validator *v = validator_new(setting, receipt, returns);
    struct sink sink = validator_sink(v);
    bool all = tables == (unsigned)READ_ALL_TABLES;
    char sha256[DIGEST_HEX] = "";
    struct read_options options = {.tables = tables,
                                   .lang = setting->lang,
                                   .libcsv_only = setting->libcsv_only,
                                   .sha256 = all ? sha256 : NULL};
    int rc = read_delivery(setting->contract, d->path, &options, &sink, &about, err);
    if (rc == 0 && all)
        rc = check_bytes(d, sha256, err);
    (void)snprintf(receipt->sha256, sizeof receipt->sha256, "%s", sha256);
    receipt->lines = about.lines;
    (void)snprintf(receipt->reading, sizeof receipt->reading, "%s", about.how);
    receipt->unreadable = !about.complete;
    if (rc == 0)
        rc = take_envelope(v, d, receipt->sha256, err);
    validator_finish(v);
    validator_free(v);
    return rc;
}

int run_delivery_check(const struct setting *setting, const char *path, struct receipt *receipt,
                       struct err *err)
{
    const char *slash = strrchr(path, '/');
    struct setting judging = *setting;
    struct returns returns;
    struct stat st;
    struct buf sidecar = {0};
    struct delivery d = {.path = mem_text(path),
                         .name = mem_text(slash == NULL ? path : slash + 1)};
    *receipt = (struct receipt){.max_places = receipt->max_places};
    buf_printf(&sidecar, "%s" SIDECAR_ENDING, path);
    d.sidecar = file_exists(sidecar.data) ? sidecar.data : NULL;
    int rc = stat(path, &st) == -1 ? err_sys(err, "%s", path) : 0;
    d.bytes = rc == 0 ? st.st_size : 0;
    if (rc == 0) {
        judging.receipt_only = true;
        rc = run_delivery_take(&judging, &d, (unsigned)READ_ALL_TABLES, receipt, &returns, err);
        returns_release(&returns);
    }
    free(d.path);
    free(d.name);
    buf_release(&sidecar);
    return rc;
}
