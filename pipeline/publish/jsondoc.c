#include "publish/jsondoc.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void jsondoc_set(json_t *object, const char *key, json_t *value)
{
    (void)json_object_set_new(object, key, value); /* takes the value, also when it fails */
}

json_t *jsondoc_text(const char *text)
{
    if (text == NULL)
        return json_null();
    json_t *value = json_string(text);
    if (value != NULL)
        return value;
    struct buf shown = {0};
    text_show(&shown, text, strlen(text), 500);
    value = json_string(buf_str(&shown));
    buf_release(&shown);
    return value;
}

void jsondoc_print(json_t *value, struct buf *out)
{
    char *text = json_dumps(value, JSON_INDENT(1));
    buf_text(out, text == NULL ? "{}" : text);
    buf_char(out, '\n');
    free(text);
    json_decref(value);
}
