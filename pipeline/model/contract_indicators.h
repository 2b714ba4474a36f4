/* Inside the loader of the catalogue: its breakdowns and measures, each in its file. */
#ifndef PTCE_MODEL_CONTRACT_INDICATORS_H
#define PTCE_MODEL_CONTRACT_INDICATORS_H

#include "model/contract_json.h"

/* The table "table" of an object, the field `name` of a table; -1 with a complaint. */
int load_needed_table(struct loader *l, json_t *object);
int load_needed_field(struct loader *l, int table, const char *name);

void load_breakdown(struct loader *l, json_t *object, struct breakdown *b);

/* An array of filters on rows of a table. */
void load_filters(struct loader *l, json_t *list, int table, struct filters *ret);

/* The measure `key` of an indicator, and its decimals. */
void load_measure(struct loader *l, json_t *object, const char *key, const struct indicator *ind,
                  struct measure *m, int *ret_decimals);

#endif
