// Gives the grammar to tree-sitter's native binding, which knows a language by this tag.
#include <node_api.h>

typedef struct TSLanguage TSLanguage;
const TSLanguage *tree_sitter_tsql(void);

static const napi_type_tag LANGUAGE_TAG = { 0x8AF2E5212AD58ABF, 0xD5006CAD83ABBA16 };

NAPI_MODULE_INIT() {
  napi_value language, name;
  napi_create_external(env, (void *)tree_sitter_tsql(), NULL, NULL, &language);
  napi_type_tag_object(env, language, &LANGUAGE_TAG);
  napi_set_named_property(env, exports, "language", language);
  napi_create_string_utf8(env, "tsql", NAPI_AUTO_LENGTH, &name);
  napi_set_named_property(env, exports, "name", name);
  return exports;
}
