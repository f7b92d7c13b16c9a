// Tables, indexes, types and the other objects of a schema; schemas; the switches of triggers.
const { asName, comma, drop, owner, phrase, statement, words } = require('./helpers');

module.exports = {
  create_table: statement('CREATE TABLE', ($) => [
    field('name', $._name),
    choice(
      seq($._table_body, optional($._table_tail)),
      seq($._any_word, $._table_run, $.AS, field('query', $.select)),
      seq($.AS, choice($._run, field('query', $.select))),
    ),
  ]),

  _table_body: ($) => seq('(', comma(choice($.column_definition, $.table_constraint)), optional(','), ')'),

  _table_tail: ($) =>
    prec.right(seq($._any_word, optional($._table_run), optional(seq($.AS, field('query', $.select))))),

  _table_run: ($) => prec.right(repeat1(choice($._run_element, $.on_action, $.foreign_key))),
  column_definition: ($) => prec.right(seq(field('name', $._part), repeat($._column_element))),

  table_constraint: ($) =>
    prec.right(
      seq(words($, 'CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK|INDEX|PERIOD|DEFAULT'), repeat($._column_element)),
    ),

  _column_element: ($) =>
    choice(
      $.foreign_key,
      $.on_action,
      $.generated_end,
      $.case_run,
      $._any_word,
      $.bracketed_identifier,
      $.quoted_identifier,
      $.variable,
      $.string,
      $.number,
      $.money,
      $.binary,
      $.run_parens,
      '.',
      '=',
      '+',
      '-',
      '*',
      '::',
      '~',
      ':',
      $.comparison_operator,
      $.bit_operator,
      $.division_operator,
    ),

  foreign_key: ($) => prec.right(seq($.REFERENCES, field('table', $._name), optional(field('columns', $.column_list)))),
  // One token, so that DELETE and UPDATE are not taken for the next statement.
  on_action: () => token(phrase('on (delete|update) (cascade|no action|set (null|default))')),
  alter_table: statement('ALTER TABLE', ($) => [field('name', $._name), $._alter_run]),
  // Apart from _table_run: AS is a word here.
  _alter_run: ($) => prec.right(repeat1(choice($._run_element, $.on_action, $.foreign_key))),
  drop_table: drop('TABLE'),

  create_index: statement('CREATE', ($) => [
    optional(
      choice(words($, 'PRIMARY XML'), $.XML, words($, 'SELECTIVE XML'), $.SPATIAL, $.JSON, $.VECTOR, $._index_kind),
    ),
    $.INDEX,
    field('name', $._part),
    $.ON,
    field('table', $._name),
    optional($._run),
  ]),

  _index_kind: ($) =>
    choice(
      seq($.UNIQUE, optional(words($, 'CLUSTERED|NONCLUSTERED'))),
      seq(words($, 'CLUSTERED|NONCLUSTERED'), optional($.COLUMNSTORE)),
      $.COLUMNSTORE,
    ),

  alter_index: statement('ALTER INDEX', ($) => [
    field('name', choice($._part, asName($, 'ALL'))),
    $.ON,
    field('table', $._name),
    $._run,
  ]),

  drop_index: drop('INDEX'),

  create_statistics: statement('CREATE STATISTICS', ($) => [
    field('name', $._part),
    $.ON,
    field('table', $._name),
    optional($._run),
  ]),

  update_statistics: statement('UPDATE STATISTICS', ($) => [field('table', $._name), optional($._run)]),
  drop_statistics: drop('STATISTICS'),

  create_type: statement('CREATE TYPE', ($) => [
    field('name', $._name),
    choice(
      seq($.FROM, field('from', $.type), optional($._run)),
      seq(field('table', $.AS), $.TABLE, $._table_body, optional($._run)),
      seq(field('external', $.EXTERNAL), $._run),
    ),
  ]),

  drop_type: drop('TYPE'),
  create_synonym: statement('CREATE SYNONYM', ($) => [field('name', $._name), $.FOR, field('target', $._name)]),
  drop_synonym: drop('SYNONYM'),
  create_sequence: statement('CREATE SEQUENCE', ($) => [field('name', $._name), optional($._run)]),
  alter_sequence: statement('ALTER SEQUENCE', ($) => [field('name', $._name), optional($._run)]),
  drop_sequence: drop('SEQUENCE'),

  create_schema: statement('CREATE SCHEMA', ($) => [
    choice(seq(field('name', $._part), owner($, $._principal)), seq($.AUTHORIZATION, field('owner', $._principal))),
    repeat(seq($._before_element, choice(field('element', $._schema_element), $._statement_place), $._ended)),
  ]),

  _schema_element: ($) => choice($.create_table, $.create_view, $.grant, $.deny, $.revoke),

  alter_schema: statement('ALTER SCHEMA', ($) => [
    field('schema', $._part),
    $.TRANSFER,
    optional(seq(field('class', $._class), '::')),
    field('object', $._name),
  ]),

  drop_schema: drop('SCHEMA'),

  enable_trigger: statement('ENABLE', ($) => $._trigger_switch),
  disable_trigger: statement('DISABLE', ($) => $._trigger_switch),

  _trigger_switch: ($) =>
    seq(
      $.TRIGGER,
      choice(comma(field('name', $._name)), field('all', $.ALL)),
      $.ON,
      choice(field('on', $._name), field('scope', $.DATABASE), seq($.ALL, field('scope', $.SERVER))),
    ),
};
