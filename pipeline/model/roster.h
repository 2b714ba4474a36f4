/*
 * The roster: the poles of the edition's month one by one, and what each declared. Kept beside the
 * figures as data/poles.csv and data/pole-figures.csv:
 *
 *     pole,name,region,departement,sector,status
 *     PTCE-84-001,Pôle de Lyon,84,69,energie,operationnel
 *
 *     pole,indicator,window,month,value,flag
 *     PTCE-84-001,J01,month,2026-10,124,p
 *
 * Which indicators stand here is said in the catalogue ("by_pole"): none that is about a trait of
 * persons can. The values of a region's poles add up to its published total.
 */
#ifndef PTCE_MODEL_ROSTER_H
#define PTCE_MODEL_ROSTER_H

#include "model/figure.h"

/* The fields of the register that it shows. */
#define ROSTER_DEPARTEMENT "code_departement"
#define ROSTER_SECTOR      "secteur_principal"
#define ROSTER_STATUS      "statut"

struct roster_pole {
    const char *code;
    const char *name;
    int region;      /* entry of the list regions */
    int departement; /* entry of each one's list, -1 = not declared */
    int sector;
    int status;
};

struct roster_value {
    int pole; /* number in the roster */
    int indicator;
    unsigned window; /* one WINDOW_… bit */
    int32_t month;
    int64_t value; /* VALUE_BLANK with a flag x, c or z */
    char flag;     /* 'p', 'x', 'c', 'z' (not expected to declare); '\0' = none */
};

struct roster {
    struct arena arena;        /* of codes and names */
    struct roster_pole *poles; /* by region, then code */
    size_t n_poles;
    size_t poles_cap;
    struct roster_value *values; /* by pole, then as the catalogue numbers them */
    size_t n_values;
    size_t values_cap;
};

struct roster_pole *roster_add_pole(struct roster *r, const char *code, const char *name);
struct roster_value *roster_add_value(struct roster *r); /* zeroed */
void roster_release(struct roster *r);

void roster_format_poles(const struct roster *r, const struct contract *c, struct buf *out);
void roster_format_values(const struct roster *r, const struct contract *c, struct buf *out);

/* Read both files back. -1 with err when a line does not fit the contract. */
int roster_read(struct roster *ret, const struct contract *c, const char *poles_path,
                const char *values_path, struct err *err);

/* NULL when there is none. */
const struct roster_value *roster_find(const struct roster *r, int pole, int indicator,
                                       unsigned window);

#endif
