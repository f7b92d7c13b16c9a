/**
 * T-SQL for tree-sitter. A file of rules/ for each family of statements, and one for each part that they have in common.
 * In a rule `$.SELECT` is a keyword: every one stands in rules/keywords.js.
 * A statement ends where the external scanner says so (src/scanner.c): T-SQL needs no semicolons.
 */
const { keywordRules, readingKeywords, reservedWords } = require('./rules/keywords');

/** Family -> its statements. System procedures, a family elsewhere, are called with EXECUTE. */
const families = {
  data: 'select insert update delete merge truncate_table bulk_insert insert_bulk',
  control: `
    block if while try_catch break continue return goto label throw raiserror print waitfor
    declare set_variable set_option
    begin_transaction commit rollback save_transaction
    declare_cursor open_cursor close_cursor deallocate fetch`,
  context: 'execute execute_string execute_as revert setuser use',
  objects: `
    create_table alter_table drop_table
    create_index alter_index drop_index create_statistics update_statistics drop_statistics
    create_type drop_type create_synonym drop_synonym create_sequence alter_sequence drop_sequence
    create_schema alter_schema drop_schema
    enable_trigger disable_trigger`,
  modules: `
    drop_procedure create_function alter_function drop_function create_view alter_view drop_view drop_trigger
    create_assembly alter_assembly drop_assembly`,
  principals: `
    create_login alter_login drop_login create_user alter_user drop_user
    create_role alter_role drop_role create_server_role alter_server_role drop_server_role
    create_application_role alter_application_role drop_application_role
    create_credential alter_credential drop_credential`,
  permissions: 'grant deny revoke alter_authorization',
  keys: `
    create_certificate alter_certificate drop_certificate backup_certificate
    create_asymmetric_key alter_asymmetric_key drop_asymmetric_key
    create_symmetric_key alter_symmetric_key drop_symmetric_key open_symmetric_key close_symmetric_key
    create_master_key alter_master_key add_signature drop_signature`,
  broker: `
    create_queue alter_queue drop_queue create_service alter_service drop_service
    begin_dialog begin_conversation_timer end_conversation send receive
    create_event_notification drop_event_notification`,
  server: `
    create_database alter_database drop_database backup restore
    dbcc kill shutdown reconfigure checkpoint`,
  generic: 'other',
};

/** Statements whose body, without BEGIN and END, reaches to the end of the batch: nothing ends them. */
const openModules = ['create_procedure', 'alter_procedure', 'create_trigger', 'alter_trigger'];

const statements = Object.values(families).flatMap((names) => names.trim().split(/\s+/));
const parts = ['lexical', 'names', 'expressions', 'calls', 'query', 'sources', ...Object.keys(families)];

module.exports = grammar({
  name: 'tsql',
  word: ($) => $.identifier,
  // The scanner never gives _statement_place, _query_place, _set_place and _word_place: they only tell it that a
  // statement, a query, SET or any word can stand somewhere.
  externals: ($) => [
    $._end,
    $._before_else,
    $._before_element,
    $.go,
    $.sqlcmd_line,
    $._never,
    $._statement_place,
    $._query_place,
    $._set_place,
    $._word_place,
    $._error_sentinel,
  ],
  extras: ($) => [/[\s\u0001-\u0020\u00A0\uFEFF\u200B\u3000]/, $.comment, $.line_comment, $.sqlcmd_line],
  reserved: {
    global: reservedWords,
    none: () => [],
  },
  supertypes: ($) => [$.statement],
  // What is hidden and stands in few places, or in every name: each costs the parser a step less where it is read.
  inline: ($) => [
    $._dots,
    $._qualifier,
    $._function_name,
    $._argument,
    $._in_list,
    $._run_parens,
    $._select_element,
    $._column_element,
    $._insert_target,
    $._insert_source,
  ],
  rules: {
    source_file: ($) => seq(optional($.batch), repeat(seq($.go, optional($.batch)))),
    ...keywordRules,
    batch: ($) =>
      choice(
        $._open_module,
        seq(repeat1($._item), optional($._open_module)),
        seq(alias($._bare_execute, $.execute), $._ended, repeat($._item)),
      ),
    _open_module: ($) => choice(...openModules.map((name) => $[name])),
    statement: ($) => choice(...statements.map((name) => $[name])),
    ...Object.assign({}, ...parts.map((part) => readingKeywords(require(`./rules/${part}`)))),
  },
});
