#include <string.h>

#include "base/digest.h"
#include "unit.h"

/* NIST FIPS 180-4 examples, and lengths about the block of 64 bytes. */
static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    size_t times;
    const char *hex;
} vectors[] = {
    {"nothing", BYTES(""), 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", BYTES("abc"), 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", BYTES("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a million a", BYTES("aaaaaaaaaa"), 100000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {"one NUL", BYTES("\0"), 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
    {"64 bytes", BYTES("a"), 64,
     "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {"65 bytes", BYTES("a"), 65,
     "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
};

static void test_vectors(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(vectors); i++) {
        struct digest *d = digest_new();
        struct buf all = {0};
        char hex[DIGEST_HEX];
        struct err err = {0};
        for (size_t k = 0; k < vectors[i].times; k++) {
            digest_add(d, vectors[i].bytes, vectors[i].len);
            buf_add(&all, vectors[i].bytes, vectors[i].len);
        }
        digest_finish(d, hex);
        unit_text(vectors[i].name, "in pieces", hex, vectors[i].hex);
        const char *path = unit_put("file", buf_str(&all), all.len);
        unit_int(vectors[i].name, "status", digest_file(path, hex, &err), 0);
        unit_text(vectors[i].name, "of a file", hex, vectors[i].hex);
        buf_release(&all);
    }
    unit_end();
}

static void test_no_file(void **state)
{
    (void)state;
    char hex[DIGEST_HEX];
    struct err err = {0};
    assert_int_equal(digest_file(unit_path("none"), hex, &err), -1);
    unit_has("none", "message", err.text, "none: No such file");
    err = (struct err){0};
    assert_int_equal(digest_file(unit_folder(), hex, &err), -1);
    unit_has("a folder", "message", err.text, ": ");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_no_file),
    };
    return UNIT_RUN(tests);
}
