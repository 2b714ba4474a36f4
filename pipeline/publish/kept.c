#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "publish/kept.h"

void kept_contract_path(const char *root, const char *digest, struct buf *out)
{
    buf_printf(out, "%s/outputs/contracts/%s", root, digest);
}

void kept_overrides_path(const char *root, const char *sha256, struct buf *out)
{
    buf_printf(out, "%s/outputs/overrides/%s.csv", root, sha256);
}

static int copy_file(const char *from, const char *folder, const char *name, struct err *err)
{
    struct buf text = {0};
    int rc = file_read(from, MAX_CONTRACT_FILE, &text, err);
    if (rc == 0)
        rc = file_put(folder, name, buf_str(&text), text.len, 0644, err);
    buf_release(&text);
    return rc;
}

/* The files of one folder of the contract that its digest is made of. */
static int copy_folder(const char *from, const char *to, const char *sub, struct err *err)
{
    struct buf source = {0};
    struct buf target = {0};
    struct names names;
    buf_printf(&source, "%s%s", from, sub);
    buf_printf(&target, "%s%s", to, sub);
    int rc = names_read(&names, source.data, err);
    if (rc == 0)
        rc = file_make_folders(target.data, 0755, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        if (!text_ends(names.names[i], ".json") && !text_ends(names.names[i], ".csv"))
            continue;
        buf_cut(&source, 0);
        buf_printf(&source, "%s%s/%s", from, sub, names.names[i]);
        rc = copy_file(source.data, target.data, names.names[i], err);
    }
    names_release(&names);
    buf_release(&source);
    buf_release(&target);
    return rc;
}

int kept_contract(const struct run *run, struct err *err)
{
    struct buf path = {0};
    struct buf folder = {0};
    struct buf temporary = {0};
    char digest[sizeof run->contract->digest] = "";
    int rc = 0;
    kept_contract_path(run->root, run->contract->digest, &path);
    if (file_exists(path.data))
        goto out;
    buf_printf(&folder, "%s/outputs/contracts", run->root);
    buf_printf(&temporary, "%s/.new-%ld", folder.data, (long)getpid());
    rc = file_make_folders(folder.data, 0755, err);
    if (rc == 0)
        rc = file_remove_tree(temporary.data, err);
    static const char *const subs[] = {"", "/tables", "/codes"};
    for (size_t i = 0; rc == 0 && i < sizeof subs / sizeof *subs; i++)
        rc = copy_folder(run->contract_path, temporary.data, subs[i], err);
    if (rc == 0)
        rc = contract_digest(temporary.data, digest, err);
    if (rc == 0 && strcmp(digest, run->contract->digest) != 0)
        rc = err_set(err, "%s changed while it was in use", run->contract_path);
    if (rc == 0)
        rc = file_sync_tree(temporary.data, err);
    if (rc == 0 && rename(temporary.data, path.data) == -1)
        rc = err_sys(err, "cannot rename %s to %s", temporary.data, path.data);
    if (rc == 0)
        rc = file_sync_folder(folder.data, err);
out:
    if (rc == -1 && temporary.data != NULL) {
        struct err ignored = {0};
        (void)file_remove_tree(temporary.data, &ignored);
    }
    buf_release(&path);
    buf_release(&folder);
    buf_release(&temporary);
    return rc;
}

int kept_overrides(const struct run *run, const char *sha256, struct err *err)
{
    struct buf path = {0};
    struct buf folder = {0};
    char name[DIGEST_HEX + 4];
    int rc = 0;
    if (sha256[0] == '\0')
        return 0;
    kept_overrides_path(run->root, sha256, &path);
    buf_printf(&folder, "%s/outputs/overrides", run->root);
    (void)snprintf(name, sizeof name, "%s.csv", sha256);
    if (!file_exists(path.data)) {
        rc = file_make_folders(folder.data, 0755, err);
        if (rc == 0)
            rc = copy_file(run->overrides_path, folder.data, name, err);
        if (rc == 0)
            rc = file_sync_folder(folder.data, err);
    }
    buf_release(&path);
    buf_release(&folder);
    return rc;
}
