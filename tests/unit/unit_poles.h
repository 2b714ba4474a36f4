/*
 * A register for tests, of the contract's own codes.
 *
 *     struct pole_register poles;
 *     unit_poles(&poles);                                    the usual ones, below
 *     unit_pole(&poles, &(struct unit_pole){"PTCE-84-001", "2026-01-01", "84", …});
 *     register_release(&poles);
 */
#ifndef TESTS_UNIT_POLES_H
#define TESTS_UNIT_POLES_H

#include "model/register.h"

struct unit_pole {
    const char *code;
    const char *day;
    const char *region;
    const char *departement;
    const char *status;
    const char *sector;
    int64_t members; /* -1 = not declared */
};

/* The result of register_add. */
int unit_pole(struct pole_register *r, const struct unit_pole *p);

/*
 * PTCE-84-001  84, Ain (2013: 82), energie, 12 members; projet from 2020-01, operationnel from
 * 2026-03 PTCE-84-002  84, Allier (2013: 83), energie, members not declared; operationnel from
 * 2020-01, clos from 2026-09-15 PTCE-84-003  84, Ain, numerique, 5 members; construction from
 * 2026-10-31 PTCE-11-001  11, Paris, numerique, 20 members; operationnel from 2020-01 PTCE-11-002
 * 11, Paris, energie, 7 members; suspendu from 2020-01
 */
void unit_poles(struct pole_register *r);

#endif
