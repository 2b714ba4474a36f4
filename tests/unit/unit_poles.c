#include "unit_poles.h"
#include "unit.h"

int unit_pole(struct pole_register *r, const struct unit_pole *p)
{
    const struct table *t = &unit_contract()->tables[TABLE_POLES];
    int64_t values[MAX_FIELDS];
    for (int i = 0; i < t->n_fields; i++)
        values[i] = VALUE_BLANK;
    values[unit_field(TABLE_POLES, "code_region")] = unit_code("regions", p->region);
    values[unit_field(TABLE_POLES, "code_departement")] = unit_code("departements", p->departement);
    values[unit_field(TABLE_POLES, "statut")] = unit_code("statut", p->status);
    values[unit_field(TABLE_POLES, "secteur_principal")] = unit_code("secteur", p->sector);
    values[unit_field(TABLE_POLES, "nb_membres")] = p->members < 0 ? VALUE_BLANK : p->members;
    return register_add(r, p->code, unit_day(p->day), values, t->n_fields, "Un pôle");
}

static const struct unit_pole usual[] = {
    {"PTCE-84-001", "2020-01-01", "84", "01", "projet", "energie", 12},
    {"PTCE-84-001", "2026-03-01", "84", "01", "operationnel", "energie", 12},
    {"PTCE-84-002", "2020-01-01", "84", "03", "operationnel", "energie", -1},
    {"PTCE-84-002", "2026-09-15", "84", "03", "clos", "energie", -1},
    {"PTCE-84-003", "2026-10-31", "84", "01", "construction", "numerique", 5},
    {"PTCE-11-001", "2020-01-01", "11", "75", "operationnel", "numerique", 20},
    {"PTCE-11-002", "2020-01-01", "11", "75", "suspendu", "energie", 7},
};

void unit_poles(struct pole_register *r)
{
    register_init(r, unit_contract());
    for (size_t i = 0; i < COUNT(usual); i++)
        if (unit_pole(r, &usual[i]) == -1)
            fail_msg("%s stands twice", usual[i].code);
}
