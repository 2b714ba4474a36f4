/*
 * The sample campaign, of the size of the national plan in early 2013: 20 operational poles and 50
 * in project, in 16 of the regions of that time; one pole more has closed. Month 0 is 2025-10,
 * month 12 is 2026-10. Files stand by region and in the order of their names, which is the order
 * they were sent in; what is special about some of them follows in a second table.
 */
#include <string.h>

#include "campaign.h"

/* Region, poles in all, operational, entrants, closed, nil months, few columns, départements in
 * turn. */
const struct plan_region plan_regions[] = {
    {"84", 12, 4, 1, 0, 0, false, "69 38 63 26 42 73 74 03 07 01"},
    {"11", 9, 3, 1, 0, 0, false, "93 75 94 92 77 91"},
    {"75", 8, 2, 1, 0, 0, false, "33 86 64 17 40"},
    {"76", 8, 2, 1, 0, 2, false, "34 31 30 81 66"},
    {"93", 5, 1, 0, 0, 0, false, "13 06 84 83"},
    {"32", 7, 2, 0, 1, 0, false, "59 62"},
    {"44", 4, 1, 0, 0, 0, false, "67 68"},
    {"52", 6, 2, 0, 0, 0, true, "44 49 72"},
    {"53", 6, 2, 0, 0, 0, false, "35 29 22 56"},
    {"27", 3, 1, 0, 0, 0, false, "21 25 71"},
    {"24", 2, 0, 0, 0, 0, true, "37 45"},
    {"04", 1, 0, 0, 0, 0, false, "974"},
};
const int n_plan_regions = sizeof plan_regions / sizeof plan_regions[0];

/* Region, file, tables, first and last month (-1: all that was before), style. */
static const struct {
    const char *region, *name;
    unsigned tables;
    int from, to;
    const char *style;
} files[] = {
    {"84", "2025-11-20_poles.csv", POLES, -1, 1, "plain"},
    {"84", "2026-01-15_emplois_2025-T4.csv", JOBS, 0, 2, "excel"},
    {"84", "2026-01-15_financements_2025-T4.csv", FUNDING, 0, 2, "plain"},
    {"84", "2026-07-10_emplois_2026-S1.csv", JOBS, 3, 8, "plain"},
    {"84", "2026-07-10_financements_2026-S1.csv", FUNDING, 3, 8, "plain"},
    {"84", "2026-08-09_emplois_2026-07.csv", JOBS, 9, 9, "plain"},
    {"84", "2026-08-10_emplois_2026-07.csv", JOBS, 9, 9, "header"},
    {"84", "2026-08-10_financements_2026-07.csv", FUNDING, 9, 9, "plain"},
    {"84", "2026-09-10_emplois_2026-08.csv", JOBS, 10, 10, "plain"},
    {"84", "2026-09-10_financements_2026-08.csv", FUNDING, 10, 10, "plain"},
    {"84", "2026-09-11_emplois_2026-08_copie.csv", JOBS, 10, 10, "plain"},
    {"84", "2026-10-09_emplois_2026-09.csv", JOBS, 11, 11, "plain"},
    {"84", "2026-10-09_financements_2026-09.csv", FUNDING, 11, 11, "total"},
    {"84", "2026-10-25_emplois_2026-08_corrige.csv", JOBS, 10, 10, "plain"},
    {"84", "2026-11-09_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"84", "2026-11-09_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"84", "2026-11-09_poles_maj.csv", POLES, 2, 12, "plain"},
    {"11", "2025-11-20_poles.csv", POLES, -1, 1, "line-breaks"},
    {"11", "2026-01-15_emplois_2025-T4.csv", JOBS, 0, 2, "plain"},
    {"11", "2026-01-15_financements_2025-T4.csv", FUNDING, 0, 2, "plain"},
    {"11", "2026-07-10_emplois_2026-S1.csv", JOBS, 3, 8, "plain"},
    {"11", "2026-07-10_financements_2026-S1.csv", FUNDING, 3, 8, "line-breaks"},
    {"11", "2026-08-10_emplois_2026-07.csv", JOBS, 9, 9, "preamble"},
    {"11", "2026-08-10_financements_2026-07.csv", FUNDING, 9, 9, "plain"},
    {"11", "2026-09-09_financements_2026-08.csv", FUNDING, 10, 10, "plain"},
    {"11", "2026-09-10_emplois_2026-08.csv", JOBS, 10, 10, "plain"},
    {"11", "2026-09-10_financements_2026-08.csv", FUNDING, 10, 10, "plain"},
    {"11", "2026-10-09_emplois_2026-09.csv", JOBS, 11, 11, "plain"},
    {"11", "2026-10-09_financements_2026-09.csv", FUNDING, 11, 11, "euro"},
    {"11", "2026-10-20_emplois_2026-09_corrige.csv", JOBS, 11, 11, "plain"},
    {"11", "2026-11-09_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"11", "2026-11-09_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"11", "2026-11-09_poles_maj.csv", POLES, 2, 12, "line-breaks"},
    {"11", "2026-11-10_emplois_2026-10_corrige.csv", JOBS, 12, 12, "plain"},
    {"75", "2025-11-25_poles.csv", POLES, -1, 1, "comma"},
    {"75", "2026-04-14_emplois_2025-10_2026-03.csv", JOBS, 0, 5, "comma"},
    {"75", "2026-04-14_financements_2025-10_2026-03.csv", FUNDING, 0, 5, "comma"},
    {"75", "2026-10-12_emplois_2026-04_2026-09.csv", JOBS, 6, 11, "plain"},
    {"75", "2026-10-12_financements_2026-04_2026-09.csv", FUNDING, 6, 11, "plain"},
    {"75", "2026-10-28_financements_2026-09_corrige.csv", FUNDING, 11, 11, "plain"},
    {"75", "2026-11-03_poles_maj.csv", POLES, 2, 12, "comma"},
    {"75", "2026-11-06_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"75", "2026-11-06_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"76", "2025-11-25_poles.csv", POLES, -1, 1, "plain"},
    {"76", "2026-04-14_emplois_2025-10_2026-03.csv", JOBS, 0, 5, "plain"},
    {"76", "2026-04-14_financements_2025-10_2026-03.csv", FUNDING, 0, 5, "spaces"},
    {"76", "2026-10-12_emplois_2026-04_2026-09.csv", JOBS, 6, 11, "spaces"},
    {"76", "2026-10-12_financements_2026-04_2026-09.csv", FUNDING, 6, 11, "plain"},
    {"76", "2026-11-03_poles_maj.csv", POLES, 2, 12, "plain"},
    {"76", "2026-11-06_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"76", "2026-11-06_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"93", "2026-04-14_emplois_2025-10_2026-03.csv", JOBS, 0, 5, "tab"},
    {"93", "2026-04-14_financements_2025-10_2026-03.csv", FUNDING, 0, 5, "plain"},
    {"93", "2026-10-12_emplois_2026-04_2026-09.csv", JOBS, 6, 11, "plain"},
    {"93", "2026-11-03_poles.csv", POLES, -1, 12, "tab"},
    {"93", "2026-11-04_financements_2026-04_2026-09.csv", FUNDING, 6, 11, "tab"},
    {"93", "2026-11-06_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"93", "2026-11-07_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"32", "2025-11-25_poles.csv", POLES, -1, 1, "dates"},
    {"32", "2026-04-14_emplois_2025-10_2026-03.csv", JOBS, 0, 5, "dates"},
    {"32", "2026-04-14_financements_2025-10_2026-03.csv", FUNDING, 0, 5, "dates"},
    {"32", "2026-10-12_emplois_2026-04_2026-09.csv", JOBS, 6, 11, "trailing"},
    {"32", "2026-10-12_financements_2026-04_2026-09.csv", FUNDING, 6, 11, "plain"},
    {"32", "2026-11-03_poles_maj.csv", POLES, 2, 12, "dates"},
    {"32", "2026-11-05_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"32", "2026-11-06_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"32", "2026-11-06_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"44", "2026-01-22_retour_2025-T4.json", JOBS | FUNDING, 0, 2, "object"},
    {"44", "2026-07-20_retour_2026-S1.json", JOBS | FUNDING, 3, 8, "object"},
    {"44", "2026-10-15_retour_2026-T3.json", JOBS | FUNDING, 9, 11, "object"},
    {"44", "2026-11-03_poles.json", POLES, -1, 12, "object"},
    {"44", "2026-11-04_retour_2026-10.json", JOBS | FUNDING, 12, 12, "object"},
    {"44", "2026-11-05_retour_2026-10.json", JOBS | FUNDING, 12, 12, "object"},
    {"52", "2025-11-25_poles.csv", POLES, -1, 1, "excel"},
    {"52", "2026-04-14_emplois_2025-10_2026-03.csv", JOBS, 0, 5, "short-months"},
    {"52", "2026-04-14_financements_2025-10_2026-03.csv", FUNDING, 0, 5, "excel"},
    {"52", "2026-10-12_emplois_2026-04_2026-09.csv", JOBS, 6, 11, "excel"},
    {"52", "2026-10-12_financements_2026-04_2026-09.csv", FUNDING, 6, 11, "plain"},
    {"52", "2026-11-03_poles_maj.csv", POLES, 2, 12, "excel"},
    {"52", "2026-11-06_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"52", "2026-11-06_financements_2026-10.csv", FUNDING, 12, 12, "short-months"},
    {"53", "2025-11-25_poles.csv", POLES, -1, 1, "1252"},
    {"53", "2026-04-14_emplois_2025-10_2026-03.csv", JOBS, 0, 5, "plain"},
    {"53", "2026-04-14_financements_2025-10_2026-03.csv", FUNDING, 0, 5, "euro-1252"},
    {"53", "2026-05-05_financements.csv", FUNDING, 6, 6, "plain"},
    {"53", "2026-10-12_emplois_2026-04_2026-09.csv", JOBS, 6, 11, "plain"},
    {"53", "2026-10-12_financements_2026-04_2026-09.csv", FUNDING, 6, 11, "plain"},
    {"53", "2026-11-03_poles_maj.csv", POLES, -1, 12, "1252"},
    {"53", "2026-11-06_emplois_2026-10.csv", JOBS, 12, 12, "plain"},
    {"53", "2026-11-06_financements_2026-10.csv", FUNDING, 12, 12, "plain"},
    {"27", "2026-01-22_retour_2025-T4.json", JOBS | FUNDING, 0, 2, "object"},
    {"27", "2026-07-20_retour_2026-S1.json", JOBS | FUNDING, 3, 8, "object"},
    {"27", "2026-10-15_retour_2026-T3.json", JOBS | FUNDING, 9, 11, "object"},
    {"27", "2026-11-03_poles.json", POLES, -1, 12, "object"},
    {"27", "2026-11-05_retour_2026-10.json", JOBS | FUNDING, 12, 12, "object"},
    {"24", "2026-04-14_emplois_2025-10_2026-03.json", JOBS, 0, 5, "array"},
    {"24", "2026-04-14_financements_2025-10_2026-03.json", FUNDING, 0, 5, "array"},
    {"24", "2026-10-12_emplois_2026-04_2026-09.json", JOBS, 6, 11, "array"},
    {"24", "2026-11-03_poles.json", POLES, -1, 12, "array"},
    {"24", "2026-11-06_emplois_2026-10.json", JOBS, 12, 12, "array"},
    {"24", "2026-11-06_financements_2026-10.json", FUNDING, 12, 12, "array"},
    {"24", "2026-11-11_financements_2026-04_2026-09.json", FUNDING, 6, 11, "array"},
    {"04", "2026-04-14_emplois_2025-10_2026-03.json", JOBS, 0, 5, "lines"},
    {"04", "2026-04-14_financements_2025-10_2026-03.json", FUNDING, 0, 5, "lines"},
    {"04", "2026-10-12_emplois_2026-04_2026-09.json", JOBS, 6, 11, "lines"},
    {"04", "2026-10-12_financements_2026-04_2026-09.json", FUNDING, 6, 11, "lines"},
    {"04", "2026-11-03_poles.json", POLES, -1, 12, "lines"},
    {"04", "2026-11-06_emplois_2026-10.json", JOBS, 12, 12, "lines"},
    {"04", "2026-11-06_financements_2026-10.json", FUNDING, 12, 12, "lines"},
};
const int n_plan_deliveries = sizeof files / sizeof files[0];

/* Region, file, fault, its pole and month; poles from and to, a correction, another pole's code. */
static const struct {
    const char *region, *name;
    enum fault fault;
    int pole, month, from_pole, to_pole;
    bool correction;
    const char *other;
} specials[] = {
    {"84", "2026-08-09_emplois_2026-07.csv", F_XLSX, 0, 0, 0, 0, false, NULL},
    {"84", "2026-09-11_emplois_2026-08_copie.csv", F_DUPLICATE, 0, 0, 0, 0, false, NULL},
    {"84", "2026-10-25_emplois_2026-08_corrige.csv", F_NONE, 0, 0, 2, 3, true, NULL},
    {"84", "2026-11-09_financements_2026-10.csv", F_UNKNOWN, 2, 12, 0, 0, false, "PTCE-84-999"},
    {"11", "2026-09-09_financements_2026-08.csv", F_COLUMN, 0, 0, 0, 0, false, NULL},
    {"11", "2026-10-09_emplois_2026-09.csv", F_SUM, 3, 11, 0, 0, false, NULL},
    {"11", "2026-10-20_emplois_2026-09_corrige.csv", F_NONE, 0, 0, 3, 3, false, NULL},
    {"11", "2026-11-10_emplois_2026-10_corrige.csv", F_SUM, 2, 12, 1, 3, true, NULL},
    {"75", "2026-10-28_financements_2026-09_corrige.csv", F_NONE, 0, 0, 1, 1, true, NULL},
    {"75", "2026-11-06_emplois_2026-10.csv", F_FOREIGN, 1, 12, 0, 0, false, "PTCE-76-001"},
    {"76", "2026-10-12_financements_2026-04_2026-09.csv", F_CODE, 2, 9, 0, 0, false, NULL},
    {"93", "2026-11-07_emplois_2026-10.csv", F_EMPTY, 0, 0, 0, 0, false, NULL},
    {"32", "2026-11-05_emplois_2026-10.csv", F_QUOTE, 0, 0, 0, 0, false, NULL},
    {"44", "2026-11-04_retour_2026-10.json", F_JSON, 0, 0, 0, 0, false, NULL},
    {"52", "2026-10-12_emplois_2026-04_2026-09.csv", F_TEXT, 2, 9, 0, 0, false, NULL},
    {"53", "2026-05-05_financements.csv", F_HEADER, 0, 0, 0, 0, false, NULL},
    {"53", "2026-11-03_poles_maj.csv", F_SIRET, 6, 0, 0, 0, false, NULL},
};

struct delivery plan_delivery(int n)
{
    struct delivery delivery = {.region = files[n].region,
                                .name = files[n].name,
                                .tables = files[n].tables,
                                .from = files[n].from,
                                .to = files[n].to,
                                .style = files[n].style};

    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++) {
        if (strcmp(specials[i].region, delivery.region) != 0 ||
            strcmp(specials[i].name, delivery.name) != 0)
            continue;
        delivery.fault = specials[i].fault;
        delivery.pole = specials[i].pole;
        delivery.month = specials[i].month;
        delivery.from_pole = specials[i].from_pole;
        delivery.to_pole = specials[i].to_pole;
        delivery.correction = specials[i].correction;
        delivery.other = specials[i].other;
    }
    return delivery;
}
