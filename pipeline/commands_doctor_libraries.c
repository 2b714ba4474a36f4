/* The one place that asks every library for its version, and for nothing else. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <csv.h>
#include <expat.h>
#include <gnu/libc-version.h>
#include <jansson.h>
#include <openssl/crypto.h>
#include <pcre2.h>
#include <utf8proc.h>
#include <xlsxwriter.h>
#include <zlib.h>

#include "commands_doctor.h"

void doctor_libraries(struct buf *out)
{
    char pcre2[64] = "?";
    XML_Expat_Version expat = XML_ExpatVersionInfo();
    (void)pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    buf_printf(out, "libcsv %d.%d.%d", CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
    buf_printf(out, ", jansson %s", jansson_version_str());
    buf_printf(out, ", libxlsxwriter %s", lxw_version());
    buf_printf(out, ", utf8proc %s", utf8proc_version());
    buf_printf(out, ", pcre2 %.*s", (int)strcspn(pcre2, " "), pcre2);
    buf_printf(out, ", OpenSSL %s", OpenSSL_version(OPENSSL_VERSION_STRING));
    buf_printf(out, ", expat %d.%d.%d", expat.major, expat.minor, expat.micro);
    buf_printf(out, ", zlib %s", zlibVersion());
    buf_printf(out, ", glibc %s", gnu_get_libc_version());
}
