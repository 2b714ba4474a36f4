/*
 * The list of an edition's files with their hashes, SHA256SUMS, as sha256sum(1) writes and checks
 * it; and what is found when a folder is held against its list. It says what the files hold: that
 * this is what was to be written was seen before they had their names (base/file.h, zip.h).
 *
 *     manifest_write(folder, err)                       the last file of an edition
 *     manifest_check(folder, "editions/2026-10.1", &audit, err)
 */
#ifndef PTCE_PUBLISH_MANIFEST_H
#define PTCE_PUBLISH_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/map.h"

enum audit_kind {
    AUDIT_DIFFERS, /* its bytes are not those that were written */
    AUDIT_MISSING,
    AUDIT_FOREIGN, /* nobody wrote it here */
    AUDIT_UNKNOWN, /* there is nothing to hold it against */
    AUDIT_KINDS
};

struct audit_problem {
    enum audit_kind kind;
    char *path; /* below outputs/ */
};

/* What an audit of outputs/ has found. */
struct audit {
    struct audit_problem *problems; /* in the order of the look */
    size_t n_problems;
    size_t cap;
    size_t files; /* hashed */
    struct map
        told; /* a delivery is looked at for itself and for editions: a problem counts once */
};

void audit_add(struct audit *a, enum audit_kind kind, const char *path);
void audit_release(struct audit *a);

/* Is it a file with this hash, or a hash that begins so? One that cannot be read is not. */
bool audit_same(struct audit *a, const char *path, const char *sha256);

int manifest_write(const char *folder, struct err *err);
int manifest_check(const char *folder, const char *shown, struct audit *audit, struct err *err);

#endif
