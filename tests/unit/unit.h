/*
 * What the unit tests share. A test is a table; the functions below say which row is wrong and go
 * on, and unit_end() fails the test when one was.
 *
 *     for (size_t i = 0; i < COUNT(rows); i++)
 *         unit_int(rows[i].text, "length", (int64_t)got(rows[i].text), rows[i].length);
 *     unit_end();
 *
 * A program ends with `return UNIT_RUN(tests);`.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/contract.h"

#define COUNT(array)    (sizeof(array) / sizeof *(array))
#define UNIT_RUN(tests) cmocka_run_group_tests(tests, NULL, unit_leave)
/* A literal that may hold NULs, and its length. */
#define BYTES(literal) literal, sizeof(literal) - 1

void unit_int(const char *row, const char *what, int64_t got, int64_t want);
void unit_text(const char *row, const char *what, const char *got, const char *want);
void unit_has(const char *row, const char *what, const char *got, const char *part);
void unit_end(void);

/* The contract of the tree: its folder, and what it says (read once, not the caller's). */
const char *unit_contract_folder(void);
const struct contract *unit_contract(void);

/* A folder of this program's own, removed when it ends; paths in it are valid until it ends. */
const char *unit_folder(void);
const char *unit_path(const char *name);
/* Write a file there, with the folders of its name. */
const char *unit_put(const char *name, const char *bytes, size_t len); /* its path */

/* Readers for tables: a month or day in words, an entry of a code list. They stop on a mistake. */
int32_t unit_month(const char *text);
int32_t unit_day(const char *text);
int unit_code(const char *list, const char *code);
int unit_field(int table, const char *name);

int unit_leave(void **state);

#endif
