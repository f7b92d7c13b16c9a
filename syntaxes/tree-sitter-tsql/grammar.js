/**
 * T-SQL for tree-sitter. One file per topic in rules/; every keyword in rules/keywords.js.
 * A statement ends where the external scanner says so (src/scanner.c): T-SQL needs no semicolons.
 */
const { keywordRules, nameOf, reserved: reservedWords } = require('./rules/keywords');
const { phrase } = require('./rules/helpers');
const lexical = require('./rules/lexical');
const topics = ['names', 'expressions', 'query', 'dml', 'control-flow', 'execute', 'modules', 'tables', 'principals', 'server', 'generic'].map((topic) => require(`./rules/${topic}`));

const statements = `block if while try_catch break continue return goto label throw raiserror print waitfor declare set_variable set_option
begin_transaction commit rollback save_transaction declare_cursor open_cursor close_cursor deallocate fetch
execute execute_string execute_as revert setuser use select insert update delete merge truncate_table bulk_insert insert_bulk
create_function alter_function create_view alter_view
create_table alter_table create_index alter_index create_statistics update_statistics create_type create_synonym create_sequence alter_sequence create_schema alter_schema
enable_trigger disable_trigger create_role alter_role create_server_role alter_server_role create_login alter_login create_user alter_user
create_application_role alter_application_role create_credential alter_credential grant deny revoke alter_authorization
drop_user drop_login drop_role drop_server_role drop_application_role drop_procedure drop_function drop_view drop_trigger drop_table drop_schema drop_synonym
drop_certificate drop_asymmetric_key drop_symmetric_key drop_database drop_assembly drop_queue drop_service drop_type drop_sequence drop_index drop_credential drop_statistics drop_event_notification
create_database alter_database create_certificate create_asymmetric_key create_symmetric_key create_master_key alter_certificate alter_asymmetric_key alter_symmetric_key alter_master_key
backup_certificate open_symmetric_key close_symmetric_key add_signature drop_signature create_assembly alter_assembly
create_queue alter_queue create_service alter_service begin_dialog begin_conversation_timer end_conversation send receive create_event_notification
backup restore dbcc kill shutdown reconfigure checkpoint other`.split(/\s+/);

const openModules = ['create_procedure', 'alter_procedure', 'create_trigger', 'alter_trigger'];

module.exports = grammar({
  name: 'tsql',
  word: ($) => $.identifier,
  // The scanner never gives _statement_place, _query_place, _set_place and _word_place: they only tell it that a statement, a query, SET or any word can stand somewhere.
  externals: ($) => [$._end, $._before_else, $._before_element, $.go, $.sqlcmd_line, $._never, $._statement_place, $._query_place, $._set_place, $._word_place, $._error_sentinel],
  extras: ($) => [/[\s\u0001-\u0020\u00A0\uFEFF\u200B\u3000]/, $.comment, $.line_comment, $.sqlcmd_line],
  reserved: {
    global: ($) => reservedWords.map((word) => $[nameOf(word)]),
    none: () => [],
  },
  supertypes: ($) => [$.statement],
  inline: ($) => [$._function_name, $._in_list, $._run_parens, $._select_element, $._column_element],
  rules: {
    source_file: ($) => seq(optional($.batch), repeat(seq($.go, optional($.batch)))),
    ...keywordRules,
    ...lexical,
    batch: ($) => choice(
      $._open_module,
      seq(repeat1($._item), optional($._open_module)),
      seq(alias($._bare_execute, $.execute), $._ended, repeat($._item)),
    ),
    // A body without BEGIN and END reaches to the end of the batch, so nothing ends these.
    _open_module: ($) => choice(...openModules.map((name) => $[name])),
    statement: ($) => choice(...statements.map((name) => $[name])),
    _end_conversation: () => token(prec(2, phrase('end conversation'))),
    ...Object.assign({}, ...topics),
  },
});
