#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "model/delivery.h"
#include "model/sidecar.h"
#include "publish/card.h"
#include "run_verify.h"

struct look {
    const struct run *run;
    struct audit *audit;
    struct map archive; /* "84/<name>" of every file there */
};

static int read_folder(const struct look *x, const char *below, struct names *ret, struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/outputs/%s", x->run->root, below);
    int rc = names_read(ret, path.data, err);
    buf_release(&path);
    return rc;
}

/* The file below outputs/, against a hash. */
static void check_file(struct look *x, const char *below, const char *sha256)
{
    struct buf path = {0};
    buf_printf(&path, "%s/outputs/%s", x->run->root, below);
    if (!audit_same(x->audit, path.data, sha256))
        audit_add(x->audit, AUDIT_DIFFERS, below);
    buf_release(&path);
}

static void check_delivery(struct look *x, const char *region, const char *name)
{
    struct delivery d = {0};
    struct buf below = {0};
    buf_printf(&below, "archive/%s/%s", region, name);
    (void)map_put(&x->archive, below.data + strlen("archive/"), below.len - strlen("archive/"));
    if (!text_ends(name, SIDECAR_ENDING)) {
        if (delivery_parse(name, &d) == -1)
            audit_add(x->audit, AUDIT_FOREIGN, below.data);
        else
            check_file(x, below.data, d.sha);
    }
    free(d.stem);
    free(d.name);
    buf_release(&below);
}

static int check_archive(struct look *x, struct err *err)
{
    struct names regions;
    int rc = read_folder(x, "archive", &regions, err);
    for (size_t r = 0; rc == 0 && r < regions.count; r++) {
        struct names names;
        struct buf below = {0};
        buf_printf(&below, "archive/%s", regions.names[r]);
        rc = read_folder(x, below.data, &names, err);
        for (size_t i = 0; rc == 0 && i < names.count; i++)
            check_delivery(x, regions.names[r], names.names[i]);
        names_release(&names);
        buf_release(&below);
    }
    names_release(&regions);
    return rc;
}

/* A delivery of a card: it is in the archive, with the hash it had then. */
static void check_listed(struct look *x, const char *name, const char *ending, const char *sha256)
{
    struct buf below = {0};
    buf_printf(&below, "archive/%s%s", name, ending);
    const char *key = below.data + strlen("archive/");
    if (map_find(&x->archive, key, strlen(key)) == MAP_NONE)
        audit_add(x->audit, AUDIT_MISSING, below.data);
    else if (sha256[0] != '\0')
        check_file(x, below.data, sha256);
    buf_release(&below);
}

/* What an edition was made with is kept. */
static void check_kept(struct look *x, const char *below)
{
    struct buf path = {0};
    buf_printf(&path, "%s/outputs/%s", x->run->root, below);
    if (!file_exists(path.data))
        audit_add(x->audit, AUDIT_MISSING, below);
    buf_release(&path);
}

/* Deliveries that several editions list are held against the hash once. */
static void check_card(struct look *x, const struct card *card, struct map *seen)
{
    for (size_t i = 0; i < card->n_deliveries; i++) {
        const struct card_delivery *d = &card->deliveries[i];
        struct buf key = {0};
        uint32_t before = seen->count;
        buf_printf(&key, "%s %s %s", d->name, d->sha256, d->sidecar);
        if (map_put(seen, key.data, key.len) == before) {
            check_listed(x, d->name, "", d->sha256);
            if (d->sidecar[0] != '\0')
                check_listed(x, d->name, SIDECAR_ENDING, d->sidecar);
        }
        buf_release(&key);
    }
    struct buf below = {0};
    buf_printf(&below, "contracts/%s", card->contract);
    if (map_put(seen, below.data, below.len) == seen->count - 1)
        check_kept(x, below.data);
    buf_cut(&below, 0);
    buf_printf(&below, "overrides/%s.csv", card->overrides);
    if (card->overrides[0] != '\0' && map_put(seen, below.data, below.len) == seen->count - 1)
        check_kept(x, below.data);
    buf_release(&below);
}

static int check_edition(struct look *x, const char *id, struct map *seen, struct err *err)
{
    struct buf folder = {0};
    struct buf below = {0};
    struct card card = {0};
    struct err unreadable = {0};
    int32_t period;
    int number;
    int rc = 0;
    buf_printf(&below, "editions/%s", id);
    editions_path(x->run->root, id, &folder);
    if (editions_parse(id, &period, &number) == -1) {
        audit_add(x->audit, AUDIT_FOREIGN, below.data);
        goto out;
    }
    rc = manifest_check(folder.data, below.data, x->audit, err);
    if (rc == 0 && card_read(&card, folder.data, &unreadable) == 0)
        check_card(x, &card, seen);
out:
    card_release(&card);
    buf_release(&folder);
    buf_release(&below);
    return rc;
}

static int check_editions(struct look *x, struct err *err)
{
    struct names names;
    struct map seen = {0};
    int rc = read_folder(x, "editions", &names, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++)
        rc = check_edition(x, names.names[i], &seen, err);
    names_release(&names);
    map_release(&seen);
    return rc;
}

static int check_contracts(struct look *x, struct err *err)
{
    struct names names;
    int rc = read_folder(x, "contracts", &names, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        char digest[CONTRACT_DIGEST] = "";
        struct buf path = {0};
        struct buf below = {0};
        struct err unreadable = {0};
        buf_printf(&below, "contracts/%s", names.names[i]);
        buf_printf(&path, "%s/outputs/%s", x->run->root, below.data);
        x->audit->files++;
        if (contract_digest(path.data, digest, &unreadable) == -1 ||
            strcmp(digest, names.names[i]) != 0)
            audit_add(x->audit, AUDIT_DIFFERS, below.data);
        buf_release(&path);
        buf_release(&below);
    }
    names_release(&names);
    return rc;
}

static int check_overrides(struct look *x, struct err *err)
{
    struct names names;
    int rc = read_folder(x, "overrides", &names, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct buf below = {0};
        struct buf digest = {0};
        buf_printf(&below, "overrides/%s", names.names[i]);
        buf_text(&digest, names.names[i]);
        if (!text_ends(names.names[i], ".csv") || digest.len != DIGEST_HEX - 1 + 4) {
            audit_add(x->audit, AUDIT_FOREIGN, below.data);
        } else {
            buf_cut(&digest, DIGEST_HEX - 1);
            check_file(x, below.data, digest.data);
        }
        buf_release(&below);
        buf_release(&digest);
    }
    names_release(&names);
    return rc;
}

/* A link of outputs/ must lead to something that is there. */
static int check_links(struct look *x, struct err *err)
{
    struct names names;
    int rc = read_folder(x, "", &names, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct buf path = {0};
        char target[2];
        buf_printf(&path, "%s/outputs/%s", x->run->root, names.names[i]);
        bool is_link = readlink(path.data, target, sizeof target) != -1;
        buf_text(&path, "/edition.json");
        if (is_link && access(path.data, R_OK) == -1)
            audit_add(x->audit, AUDIT_MISSING, names.names[i]);
        buf_release(&path);
    }
    names_release(&names);
    return rc;
}

int run_verify(const struct run *run, struct audit *ret, struct err *err)
{
    struct look x = {.run = run, .audit = ret};
    int rc = -1;
    if (check_archive(&x, err) == 0 && check_editions(&x, err) == 0 &&
        check_contracts(&x, err) == 0 && check_overrides(&x, err) == 0 && check_links(&x, err) == 0)
        rc = 0;
    map_release(&x.archive);
    return rc;
}
