#include <assert.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"

struct digest {
    EVP_MD_CTX *ctx;
};

struct digest *digest_new(void)
{
    struct digest *d = mem_alloc(sizeof *d);
    d->ctx = EVP_MD_CTX_new();
    int ok = d->ctx != NULL && EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL) == 1;
    assert(ok);
    (void)ok;
    return d;
}

void digest_add(struct digest *d, const char *bytes, size_t len)
{
    int ok = EVP_DigestUpdate(d->ctx, bytes, len);
    assert(ok == 1);
    (void)ok;
}

void digest_free(struct digest *d)
{
    if (d != NULL)
        EVP_MD_CTX_free(d->ctx);
    free(d);
}

void digest_finish(struct digest *d, char ret_hex[DIGEST_HEX])
{
    static const char hex[] = "0123456789abcdef";
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    int ok = EVP_DigestFinal_ex(d->ctx, sum, &len);
    assert(ok == 1 && len == 32);
    (void)ok;
    for (unsigned i = 0; i < 32; i++) {
        ret_hex[2 * i] = hex[sum[i] >> 4];
        ret_hex[2 * i + 1] = hex[sum[i] & 15];
    }
    ret_hex[64] = '\0';
    digest_free(d);
}

int digest_file(const char *path, char ret_hex[DIGEST_HEX], struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return err_sys(err, "%s", path);
    struct digest *d = digest_new();
    char block[64 * 1024];
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) > 0)
        digest_add(d, block, (size_t)n);
    digest_finish(d, ret_hex);
    if (n == -1)
        (void)err_sys(err, "%s", path);
    (void)close(fd);
    return n == -1 ? -1 : 0;
}
