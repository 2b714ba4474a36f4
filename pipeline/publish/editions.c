#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "model/period.h"
#include "publish/editions.h"

int editions_parse(const char *id, int32_t *ret_period, int *ret_number)
{
    int64_t n;
    int32_t period;
    if (strlen(id) < 9 || id[7] != '.' || period_parse(id, 7, &period) == -1 || id[8] == '0' ||
        text_int(id + 8, strlen(id + 8), 1, 1000000, &n) == -1)
        return -1;
    *ret_period = period;
    *ret_number = (int)n;
    return 0;
}

/* The last edition of the latest month from `first` to `last`: its month and number, 0 = none. */
static int find_last(const char *root, int32_t first, int32_t last, int32_t *ret_period,
                     struct err *err)
{
    struct buf folder = {0};
    struct names names;
    int number = 0;
    *ret_period = first;
    buf_printf(&folder, "%s/outputs/editions", root);
    if (names_read(&names, folder.data, err) == -1) {
        buf_release(&folder);
        return -1;
    }
    for (size_t i = 0; i < names.count; i++) {
        int32_t period;
        int n;
        if (editions_parse(names.names[i], &period, &n) == -1 || period > last ||
            period < *ret_period || (period == *ret_period && n < number))
            continue;
        *ret_period = period;
        number = n;
    }
    names_release(&names);
    buf_release(&folder);
    return number;
}

int editions_last(const char *root, int32_t period, struct err *err)
{
    int32_t found;
    return find_last(root, period, period, &found, err);
}

int editions_first(const char *root, int32_t from, int32_t *ret_period, struct err *err)
{
    struct buf folder = {0};
    struct names names = {0};
    int32_t period;
    int number;
    buf_printf(&folder, "%s/outputs/editions", root);
    int rc = names_read(&names, folder.data, err);
    *ret_period = EDITIONS_NONE;
    for (size_t i = 0; rc == 0 && i < names.count; i++)
        if (editions_parse(names.names[i], &period, &number) == 0 && period >= from &&
            period < *ret_period)
            *ret_period = period;
    names_release(&names);
    buf_release(&folder);
    return rc;
}

int editions_before(const char *root, int32_t period, char ret_id[EDITION_ID], struct err *err)
{
    char month[PERIOD_TEXT];
    int32_t found;
    int number = find_last(root, INT32_MIN, period, &found, err);
    ret_id[0] = '\0';
    if (number <= 0)
        return number;
    period_format(found, month);
    (void)snprintf(ret_id, EDITION_ID, "%s.%d", month, number);
    return 0;
}

void editions_path(const char *root, const char *id, struct buf *out)
{
    buf_printf(out, "%s/outputs/editions/%s", root, id);
}

static const char pruned_header[] = "edition,cutoff,pruned\n";

int editions_note_pruned(const char *root, const char *id, int64_t cutoff, int64_t now,
                         struct err *err)
{
    struct buf folder = {0};
    struct buf path = {0};
    struct buf text = {0};
    char when[INSTANT_TEXT];
    int rc = 0;
    buf_printf(&folder, "%s/outputs", root);
    buf_printf(&path, "%s/pruned.csv", folder.data);
    if (file_exists(path.data))
        rc = file_read(path.data, MAX_PRUNED_BYTES, &text, err);
    else
        buf_text(&text, pruned_header);
    instant_format(cutoff, when);
    buf_printf(&text, "%s,%s,", id, when);
    instant_format(now, when);
    buf_printf(&text, "%s\n", when);
    if (rc == 0)
        rc = file_put(folder.data, "pruned.csv", text.data, text.len, 0644, err);
    if (rc == 0)
        rc = file_sync_folder(folder.data, err);
    buf_release(&folder);
    buf_release(&path);
    buf_release(&text);
    return rc;
}

int editions_pruned(const char *root, struct pruned_edition **ret_list, size_t *ret_count,
                    struct err *err)
{
    struct csvfile f = {0};
    struct buf path = {0};
    int rc = 0;
    *ret_list = NULL;
    *ret_count = 0;
    buf_printf(&path, "%s/outputs/pruned.csv", root);
    if (file_exists(path.data))
        rc = csvfile_read(&f, path.data, MAX_PRUNED_BYTES, err);
    struct pruned_edition *list = mem_array(f.n_rows + 1, sizeof *list);
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++) {
        (void)snprintf(list[i].id, sizeof list[i].id, "%s", csvfile_cell(&f, i, 0));
        if (f.n_columns != 3 || instant_parse(csvfile_cell(&f, i, 1), &list[i].cutoff) == -1 ||
            instant_parse(csvfile_cell(&f, i, 2), &list[i].at) == -1)
            rc = err_set(err, "%s: line %zu is damaged", path.data, i + 2);
    }
    if (rc == 0) {
        *ret_list = list;
        *ret_count = f.n_rows;
    } else {
        free(list);
    }
    csvfile_release(&f);
    buf_release(&path);
    return rc;
}

int editions_there(const char *root, const char *id, struct err *err)
{
    struct pruned_edition *list;
    size_t count;
    char day[DAY_TEXT];
    struct buf path = {0};
    editions_path(root, id, &path);
    bool there = file_exists(path.data);
    buf_release(&path);
    if (there)
        return 0;
    if (editions_pruned(root, &list, &count, err) == -1)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].id, id) == 0) {
            day_format(instant_day(list[i].at), day);
            (void)err_set(err, "edition %s is no longer kept: it was pruned on %s", id, day);
        }
    (void)err_set(err, "there is no edition %s", id); /* the first one stands */
    free(list);
    return -1;
}
