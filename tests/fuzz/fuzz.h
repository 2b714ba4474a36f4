/*
 * What the fuzz targets share. A target is a file fuzz_NAME.c with LLVMFuzzerTestOneInput: it hands
 * the bytes to one part of the program and states what must hold whatever they are; the sanitizers
 * watch the rest.
 *
 *     make fuzz FUZZ_SECONDS=60      each target for so long, under libFuzzer
 *     make check                     replays crashes/NAME/ and a few files of the corpus (replay.c)
 *
 * A crash becomes a file in crashes/NAME/, with what it was in the commit that mends it.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/contract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stop when a condition does not hold. */
#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #condition);       \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* The contract of $CONTRACT, or of the tree. */
const char *fuzz_contract_folder(void);
const struct contract *fuzz_contract(void);

/* The path of a file of this process that holds the bytes, until the next call. */
const char *fuzz_file(const void *bytes, size_t len);

#endif
