#include "base/digest.h"
#include "read/read.h"
#include "read/sidecar.h"
#include "run_delivery.h"

/* Its name and its sidecar against what was read. */
static int take_envelope(struct validator *v, const struct delivery *d, struct err *err)
{
    struct sidecar sidecar;
    char sha[DIGEST_HEX] = "";
    struct envelope e = {.name = d->name, .bytes = d->bytes, .sha256 = sha};
    struct buf name = {0};
    int rc = 0;
    if (d->sidecar != NULL) {
        rc = sidecar_read(&sidecar, d->sidecar, err);
        if (rc == 0 && sidecar.sha256 != NULL)
            rc = digest_file(d->path, sha, err);
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

int run_delivery(const struct setting *setting, const struct delivery *d, unsigned tables,
                 struct receipt *receipt, struct returns *returns, struct err *err)
{
    struct reading about;
    tables = d->sidecar != NULL ? (unsigned)READ_ALL_TABLES : tables;
    struct validator *v = validator_new(setting, receipt, returns);
    struct sink sink = validator_sink(v);
    struct read_options options = {.tables = tables, .lang = setting->lang};
    int rc = read_delivery(setting->contract, d->path, &options, &sink, &about, err);
    receipt->lines = about.lines;
    (void)snprintf(receipt->reading, sizeof receipt->reading, "%s", about.how);
    receipt->unreadable = !about.complete;
    if (rc == 0)
        rc = take_envelope(v, d, err);
    validator_finish(v);
    validator_free(v);
    return rc;
}
