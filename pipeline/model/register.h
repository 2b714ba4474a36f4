/*
 * The register of poles: for each pole the rows of the table `poles` that stand, by the date they
 * take effect. Built from all regions' deliveries before anything else is validated, and inherited
 * by the region workers.
 *
 * The row in force in a month is the last with date_effet up to the month's end.
 */
#ifndef PTCE_MODEL_REGISTER_H
#define PTCE_MODEL_REGISTER_H

#include <stdint.h>

#include "model/contract.h"

struct pole_row {
    int32_t day;           /* date_effet */
    const int64_t *values; /* by field of the table poles */
    const char *name;
};

struct pole {
    const char *code;
    int region;            /* entry of the list regions: of its first row */
    struct pole_row *rows; /* by day */
    int n_rows;
};

struct pole_register {
    struct arena arena;
    struct map codes; /* code → pole, in the order they were added */
    struct pole *poles;
    int count;
    int cap;
    int status_field; /* of the table poles, for the readers below */
    int region_field;
};

void register_init(struct pole_register *r, const struct contract *c);
void register_release(struct pole_register *r);

/* Add a row; a row of the same pole and day stands already: it is kept and -1 returned (the newest
 * delivery is added first). Values are copied (n_fields of them). */
int register_add(struct pole_register *r, const char *code, int32_t day, const int64_t *values,
                 int n_fields, const char *name);

/* The pole with this code, -1 = none. */
int register_find(const struct pole_register *r, const char *code, size_t len);

/* The row in force at the end of a month, NULL before the first. */
const struct pole_row *register_at(const struct pole *p, int32_t month);

/* The same, but before the first row its first: to file what was declared too early. */
const struct pole_row *register_at_or_first(const struct pole *p, int32_t month);

/* The month of the first row of all, `none` when there are no poles. */
int32_t register_first_month(const struct pole_register *r, int32_t none);

/* Is the pole expected to send this table for this month? */
bool register_expects(const struct pole_register *r, const struct pole *p, const struct table *t,
                      int32_t month);

#endif
