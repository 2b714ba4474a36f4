#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "collect/collect.h"
#include "collect/copy.h"
#include "model/delivery.h"
#include "model/sidecar.h"

/* A file waiting in a drop folder. */
struct waiting {
    char *name;
    int64_t mtime_ns;
    int64_t bytes;
};

struct region_intake {
    const struct run *run;
    struct intake *intake;
    const char *folder_name; /* "84-auvergne-rhone-alpes" */
    struct drop drop;
    char *archive;
    int region;
    struct map known; /* name, size, time of change of what is in the archive */
    int64_t last_received;
    int last_sequence;
};

static void remark(struct intake *in, enum finding_code code, const char *folder, const char *name,
                   const char *other)
{
    in->remarks = mem_resize(in->remarks, in->n_remarks + 1, sizeof *in->remarks);
    in->remarks[in->n_remarks++] = (struct remark){
        .code = code, .folder = mem_text(folder), .name = mem_text(name), .other = mem_text(other)};
}

void intake_release(struct intake *intake)
{
    for (size_t i = 0; i < intake->n_remarks; i++) {
        free(intake->remarks[i].folder);
        free(intake->remarks[i].name);
        free(intake->remarks[i].other);
    }
    free(intake->remarks);
    *intake = (struct intake){0};
}

/* Names of files that are being written or are not for us. */
static bool is_temporary(const char *name)
{
    static const char *const endings[] = {".part", ".tmp", ".filepart", ".crdownload", ".swp", "~"};
    if (name[0] == '.' || text_starts(name, "~$"))
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends(name, endings[i]))
            return true;
    return text_ends(name, SIDECAR_ENDING); /* goes with its file: copy.c */
}

static void known_key(struct buf *key, const char *name, int64_t bytes, int64_t mtime_ns)
{
    buf_cut(key, 0);
    buf_printf(key, "%s/%lld/%lld", name, (long long)bytes, (long long)mtime_ns);
}

static int load_known(struct region_intake *r, const char *code, struct err *err)
{
    struct deliveries list;
    struct buf key = {0};
    int rc = deliveries_read(&list, r->run->root, r->region, code, err);
    if (rc == 0)
        rc = deliveries_measure(&list, err);
    if (rc == -1) {
        deliveries_release(&list);
        return -1;
    }
    for (int i = 0; i < list.count; i++) {
        known_key(&key, list.list[i].stem + DELIVERY_NAME_AT, list.list[i].bytes,
                  list.list[i].mtime_ns);
        (void)map_put(&r->known, key.data, key.len);
        r->last_received = list.list[i].received;
        r->last_sequence = list.list[i].sequence;
    }
    deliveries_release(&list);
    buf_release(&key);
    return 0;
}

static size_t stem_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot == NULL ? strlen(name) : (size_t)(dot - name);
}

/* In the order they were saved, then by name without its ending. */
static int by_arrival(const void *a, const void *b)
{
    const struct waiting *x = a;
    const struct waiting *y = b;
    int64_t sx = x->mtime_ns / 1000000000;
    int64_t sy = y->mtime_ns / 1000000000;
    if (sx != sy)
        return sx < sy ? -1 : 1;
    size_t lx = stem_length(x->name);
    size_t ly = stem_length(y->name);
    int order = memcmp(x->name, y->name, lx < ly ? lx : ly);
    if (order == 0 && lx != ly)
        order = lx < ly ? -1 : 1;
    return order != 0 ? order : strcmp(x->name, y->name);
}

/* The next stamp of this region: never before the last one, whatever the clock does. */
static void next_stamp(struct region_intake *r)
{
    if (r->run->now > r->last_received) {
        r->last_received = r->run->now;
        r->last_sequence = 0;
    }
    if (++r->last_sequence > MAX_DELIVERIES_PER_SECOND) {
        r->last_received++;
        r->last_sequence = 1;
    }
}

/* Still enough not to be under way. A time to come is of a sender whose clock is wrong: then the
 * time that our own clock gave the last change counts. */
static bool is_still(const struct region_intake *r, const struct stat *st)
{
    int64_t still_since =
        st->st_mtim.tv_sec > r->run->now ? st->st_ctim.tv_sec : st->st_mtim.tv_sec;
    return r->run->settle_s == 0 || still_since <= r->run->now - r->run->settle_s;
}

static bool sidecar_is_still(struct region_intake *r, const char *name)
{
    struct buf path = {0};
    struct stat st;
    buf_printf(&path, "%s" SIDECAR_ENDING, name);
    bool still = drop_look(&r->drop, path.data, &st) == DROP_GONE || is_still(r, &st);
    buf_release(&path);
    return still;
}

static int64_t time_of(const struct stat *st)
{
    return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* Is it in the archive already? */
static bool is_known(const struct region_intake *r, const char *name, const struct stat *st)
{
    struct buf key = {0};
    char *stem = delivery_stem(0, 0, "000000000000", name);
    known_key(&key, stem + DELIVERY_NAME_AT, st->st_size, time_of(st));
    bool known = map_find(&r->known, key.data, key.len) != MAP_NONE;
    free(stem);
    buf_release(&key);
    return known;
}

/* Is this one to be taken now? Notes why not. One that is still linked elsewhere by the program
 * that puts it there is a moment old, and waits as any other. */
static bool is_ready(struct region_intake *r, const char *name, struct stat *ret_st)
{
    struct intake *in = r->intake;
    enum drop_answer answer = drop_look(&r->drop, name, ret_st);
    if (answer == DROP_GONE || S_ISDIR(ret_st->st_mode))
        return false;
    bool regular = S_ISREG(ret_st->st_mode);
    in->files += regular;
    if (regular && ret_st->st_size > MAX_DELIVERY_BYTES) {
        remark(in, FINDING_SIZE_LIMIT, r->folder_name, name, "2 Gio");
        return false;
    }
    bool still = is_still(r, ret_st);
    if (answer == DROP_OK && still && is_known(r, name, ret_st)) {
        in->known++;
        return false;
    }
    if (regular && (!still || !sidecar_is_still(r, name))) {
        remark(in, FINDING_UNSTABLE_FILE, r->folder_name, name, "");
        return false;
    }
    if (answer == DROP_REFUSED)
        remark(in, FINDING_PATH_ERROR, r->folder_name, name, r->drop.why);
    return answer == DROP_OK;
}

/* The files of the folder that are new and ready. */
static int find_waiting(struct region_intake *r, struct waiting **ret_list, size_t *ret_count,
                        struct err *err)
{
    struct names names;
    *ret_list = NULL;
    *ret_count = 0;
    enum drop_answer answer = drop_names(&r->drop, &names, err);
    if (answer != DROP_OK) { /* one sender's folder stops nobody else */
        remark(r->intake, FINDING_PATH_ERROR, r->folder_name, "", r->drop.why);
        return answer == DROP_FAILED ? -1 : 0;
    }
    if (names.count > MAX_FOLDER_FILES) {
        remark(r->intake, FINDING_SIZE_LIMIT, r->folder_name, "", "10 000 fichiers");
        names.count = 0;
    }
    *ret_list = mem_array(names.count, sizeof **ret_list);
    for (size_t i = 0; i < names.count; i++) {
        struct stat st;
        if (is_temporary(names.names[i]) || !is_ready(r, names.names[i], &st))
            continue;
        (*ret_list)[(*ret_count)++] = (struct waiting){
            .name = mem_text(names.names[i]), .mtime_ns = time_of(&st), .bytes = st.st_size};
    }
    names_release(&names);
    if (*ret_count > 1)
        qsort(*ret_list, *ret_count, sizeof **ret_list, by_arrival);
    return 0;
}

static int take(struct region_intake *r, const struct waiting *w, struct err *err)
{
    next_stamp(r);
    struct copy_job job = {.drop = &r->drop,
                           .name = w->name,
                           .archive = r->archive,
                           .received = r->last_received,
                           .sequence = r->last_sequence};
    switch (copy_to_archive(&job, err)) {
    case COPY_DONE: r->intake->taken++; return 0;
    case COPY_CHANGED: remark(r->intake, FINDING_UNSTABLE_FILE, r->folder_name, w->name, ""); break;
    case COPY_REFUSED:
        remark(r->intake, FINDING_PATH_ERROR, r->folder_name, w->name, r->drop.why);
        break;
    case COPY_FAILED: return -1;
    }
    r->last_sequence--;
    return 0;
}

static int collect_region(struct region_intake *r, const char *code, struct err *err)
{
    struct waiting *list = NULL;
    size_t count = 0;
    size_t taken = r->intake->taken;
    int rc = file_make_folders(r->archive, 0750, err);
    if (rc == 0)
        rc = load_known(r, code, err);
    if (rc == 0)
        rc = find_waiting(r, &list, &count, err);
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = take(r, &list[i], err);
    if (rc == 0 && r->intake->taken > taken)
        rc = file_sync_folder(r->archive, err);
    for (size_t i = 0; i < count; i++)
        free(list[i].name);
    free(list);
    return rc;
}

/* The region a folder's name starts with: letters and digits up to a dash or the end. */
static int folder_region(const struct codelist *regions, const char *name)
{
    size_t n = 0;
    while (isalnum((unsigned char)name[n]))
        n++;
    if (name[n] != '\0' && name[n] != '-' && name[n] != '_')
        return CODE_NONE;
    return codelist_find(regions, name, n);
}

/* One name of inputs/returns. */
static int collect_folder(const struct run *run, int returns, const char *name, struct intake *ret,
                          struct err *err)
{
    const struct codelist *regions = contract_list(run->contract, "regions");
    struct region_intake r = {
        .run = run, .intake = ret, .folder_name = name, .region = folder_region(regions, name)};
    struct buf path = {0};
    int rc = 0;
    enum drop_answer answer = drop_open(&r.drop, returns, name, run->lang, err);
    if (answer == DROP_FAILED) {
        rc = -1;
    } else if (answer == DROP_REFUSED && !text_ends(name, ".md")) {
        remark(ret, FINDING_PATH_ERROR, name, "", r.drop.why);
    } else if (answer == DROP_OK && r.region == CODE_NONE) {
        remark(ret, FINDING_UNKNOWN_SENDER, name, "", "");
    } else if (answer == DROP_OK) {
        const char *code = regions->entries[r.region].code;
        buf_printf(&path, "%s/outputs/archive/%s", run->root, code);
        r.archive = buf_detach(&path);
        rc = collect_region(&r, code, err);
    }
    drop_release(&r.drop);
    free(r.archive);
    map_release(&r.known);
    return rc;
}

int collect(const struct run *run, struct intake *ret, struct err *err)
{
    struct buf path = {0};
    struct names folders;
    buf_printf(&path, "%s/inputs/returns", run->root);
    int rc = names_read(&folders, path.data, err);
    int returns = rc == -1 ? -1 : open(path.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (rc == 0 && returns == -1 && folders.count > 0)
        rc = err_sys(err, "cannot open folder %s", path.data);
    for (size_t i = 0; rc == 0 && i < folders.count; i++)
        rc = collect_folder(run, returns, folders.names[i], ret, err);
    if (returns != -1)
        (void)close(returns);
    names_release(&folders);
    buf_release(&path);
    return rc;
}
