/*
 * Inside the contract loader: reading JSON with the place in every complaint. The first thing wrong
 * is kept in `err` ("schema-error: tables/emplois.json: fields[3].type: …"); after it every reader
 * returns a default, so that callers test once, at the end of a part.
 */
#ifndef PTCE_MODEL_CONTRACT_JSON_H
#define PTCE_MODEL_CONTRACT_JSON_H

#include <jansson.h>

#include "model/contract.h"
#include "model/indicator.h"

struct loader {
    struct contract *contract;
    const char *file; /* "tables/emplois.json" */
    char place[96];   /* "fields[3]" */
    struct err *err;
};

void load_place(struct loader *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
int load_fail(struct loader *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool load_ok(const struct loader *l);

/* A JSON file of the contract's folder, NULL when it cannot be read; json_decref it. */
json_t *load_json(struct loader *l, const char *folder);

/* Complain about the first key of `object` that is not in the NULL-terminated list. */
void load_keys(struct loader *l, json_t *object, const char *const *known);

/* Values by key; texts are copied into the contract's arena. NULL / `absent` when the key is not
 * there, a complaint when it is of another type. */
const char *load_text(struct loader *l, json_t *object, const char *key);
const char *load_text_needed(struct loader *l, json_t *object, const char *key);
bool load_bool(struct loader *l, json_t *object, const char *key);
int64_t load_int(struct loader *l, json_t *object, const char *key, int64_t absent);
/* {"fr": …, "en": …}; English falls back to French. */
void load_texts(struct loader *l, json_t *object, const char *key, const char *ret_texts[2]);
/* An array of strings. */
const char **load_list(struct loader *l, json_t *object, const char *key, size_t *ret_count);
/* A JSON number with at most `decimals` decimals as an integer of that scale. */
bool load_scaled(struct loader *l, json_t *object, const char *key, int decimals, int64_t *ret);

/* The parts, each in its file. */
void load_table(struct loader *l, json_t *root, struct table *t);
void load_rules(struct loader *l, json_t *root, struct table *t);
/* The fields named by a rule's list, into r->fields; their names come back. */
const char **load_rule_fields(struct loader *l, const struct table *t, json_t *p, const char *key,
                              struct rule *r, size_t *ret_count);
/* What the checks over time take, and the fields they read marked as kept (contract_span.c). */
void load_span(struct loader *l, const struct table *t, json_t *p, struct rule *r);
void load_indicators(struct loader *l, json_t *root);
void load_messages(struct loader *l, const char *folder);

#endif
