#include <stdlib.h>
#include <string.h>

#include "model/receipt.h"

void receipt_release(struct receipt *r)
{
    for (int i = 0; i < r->n_causes; i++)
        free(r->causes[i].places);
    free(r->causes);
    free(r->units);
    free(r->overrides);
    map_release(&r->cause_keys);
    map_release(&r->poles);
    arena_release(&r->arena);
    *r = (struct receipt){0};
}

enum { CAUSE_KEY = 5 * sizeof(int16_t) };

static void cause_key(const struct finding *f, char ret_bytes[CAUSE_KEY])
{
    const int16_t key[5] = {(int16_t)f->code, (int16_t)f->table, (int16_t)f->field,
                            (int16_t)f->rule, (int16_t)f->severity};
    memcpy(ret_bytes, key, CAUSE_KEY);
}

/* The number of a cause, MAP_NONE when it is new. Most often it is the one asked for last. */
static uint32_t find_cause(struct receipt *r, const char bytes[CAUSE_KEY])
{
    uint32_t i = r->last_cause;
    if (i >= r->cause_keys.count || memcmp(map_key(&r->cause_keys, i), bytes, CAUSE_KEY) != 0)
        i = map_find(&r->cause_keys, bytes, CAUSE_KEY);
    if (i != MAP_NONE)
        r->last_cause = i;
    return i;
}

static struct cause *cause_of(struct receipt *r, const struct finding *f)
{
    char bytes[CAUSE_KEY];
    cause_key(f, bytes);
    uint32_t i = find_cause(r, bytes);
    if (i != MAP_NONE)
        return &r->causes[i];
    (void)map_put(&r->cause_keys, bytes, sizeof bytes);
    if (r->n_causes == r->causes_cap) {
        r->causes_cap = r->causes_cap == 0 ? 16 : r->causes_cap * 2;
        r->causes = mem_resize(r->causes, (size_t)r->causes_cap, sizeof *r->causes);
    }
    r->causes[r->n_causes] = (struct cause){0};
    return &r->causes[r->n_causes++];
}

/* How many places of one cause are kept. */
static int max_places(const struct receipt *r)
{
    return r->max_places > 0 ? r->max_places : MAX_PLACES_PER_CAUSE;
}

bool receipt_keeps(struct receipt *r, const struct finding *f)
{
    char bytes[CAUSE_KEY];
    cause_key(f, bytes);
    uint32_t i = find_cause(r, bytes);
    return i == MAP_NONE || r->causes[i].n_places < MAX_PLACES_PER_CAUSE;
}

bool receipt_wants(struct receipt *r, const struct finding *f)
{
    struct cause *c = cause_of(r, f);
    if (c->n_places < max_places(r))
        return true;
    c->count++;
    r->by_severity[f->severity]++;
    return false;
}

static const char *keep(struct receipt *r, const char *text)
{
    return text == NULL ? NULL : arena_text(&r->arena, text);
}

void receipt_add(struct receipt *r, const struct finding *f)
{
    struct cause *c = cause_of(r, f);
    c->count++;
    r->by_severity[f->severity]++;
    if (c->n_places == max_places(r))
        return;
    if (c->n_places == c->cap) {
        c->cap = c->cap == 0 ? 4 : c->cap * 2;
        c->places = mem_resize(c->places, (size_t)c->cap, sizeof *c->places);
    }
    struct finding *p = &c->places[c->n_places++];
    *p = *f;
    p->value = keep(r, f->value);
    p->other = keep(r, f->other);
    p->variant = keep(r, f->variant);
    p->suggestion = keep(r, f->suggestion);
    p->unit = keep(r, f->unit);
}

void receipt_count_override(struct receipt *r, uint32_t i)
{
    if (i >= r->n_overrides) {
        r->overrides = mem_resize(r->overrides, (size_t)i + 1, sizeof *r->overrides);
        memset(r->overrides + r->n_overrides, 0, (i + 1 - r->n_overrides) * sizeof *r->overrides);
        r->n_overrides = i + 1;
    }
    r->overrides[i]++;
}

enum state receipt_state(const struct receipt *r)
{
    uint32_t bad = 0;
    uint64_t rows = 0;
    for (int t = 0; t < MAX_TABLES; t++)
        rows += r->rows[t];
    for (uint32_t i = 0; i < r->n_units; i++)
        bad += r->units[i].bad;
    if (r->unreadable)
        return STATE_UNREADABLE;
    if (r->by_severity[SEVERITY_ERROR] > 0 && bad == r->n_units)
        return r->n_units == 0 && rows == 0 ? STATE_UNREADABLE : STATE_REJECTED;
    if (bad > 0 || r->by_severity[SEVERITY_ERROR] > 0)
        return STATE_PARTIAL;
    return r->by_severity[SEVERITY_WARNING] > 0 ? STATE_RESERVED : STATE_GOOD;
}

bool receipt_all_replaced(const struct receipt *r)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < r->n_units; i++) {
        if (r->units[i].bad && !r->units[i].replaced)
            return false;
        bad += r->units[i].bad;
    }
    return bad > 0;
}

bool receipt_is_past(const struct receipt *r)
{
    for (uint32_t i = 0; i < r->n_units; i++)
        if (!r->units[i].replaced || r->units[i].held)
            return false;
    return r->n_units > 0;
}

bool receipt_is_our_failure(const struct receipt *r)
{
    for (int i = 0; i < r->n_causes; i++) {
        const struct finding *f = &r->causes[i].places[0];
        if (f->code == FINDING_SOURCE_ERROR && f->variant != NULL &&
            strcmp(f->variant, "worker") == 0)
            return true;
    }
    return false;
}

enum use receipt_use(const struct receipt *r)
{
    bool used = false;
    bool replaced = false;
    for (uint32_t i = 0; i < r->n_units; i++) {
        used = used || r->units[i].used || r->units[i].repeated;
        replaced = replaced || r->units[i].replaced;
    }
    return used ? USE_FULL : replaced ? USE_REPLACED : USE_NONE;
}

static const struct {
    const char *name;
    const char *title[2];
    const char *words[2];
} states[STATES] = {
    [STATE_RECEIVED] = {"recu", {"reçu", "received"}, {"Reçu.", "Received."}},
    [STATE_UNREADABLE] = {"rejete-technique",
                          {"rejeté, illisible", "rejected, unreadable"},
                          {"Ce fichier n’a pas pu être lu. Rien n’en est retenu.",
                           "This file could not be read. Nothing of it is used."}},
    [STATE_GOOD] = {"conforme",
                    {"conforme", "in order"},
                    {"Tout est en ordre. Vous n’avez rien à faire.",
                     "All is in order. There is nothing to do."}},
    [STATE_RESERVED] = {"conforme-avec-reserves",
                        {"conforme, avec réserves", "in order, with reserves"},
                        {"Retenu, avec des points à vérifier.", "Used, with points to check."}},
    [STATE_PARTIAL] = {"partiel",
                       {"retenu en partie", "used in part"},
                       {"Certaines déclarations sont à corriger ; les autres sont retenues.",
                        "Some declarations must be corrected; the others are used."}},
    [STATE_REJECTED] = {"rejete",
                        {"rejeté", "rejected"},
                        {"Rien n’a pu être retenu : chaque déclaration est à corriger.",
                         "Nothing could be used: every declaration must be corrected."}},
};

const char *state_name(enum state s)
{
    return states[s].name;
}

const char *state_title(enum state s, enum lang lang)
{
    return states[s].title[lang];
}

const char *state_words(enum state s, enum lang lang)
{
    return states[s].words[lang];
}
