// Tables, indexes, types and the other objects of a schema.
const { comma, parens, ended, phrase } = require('./helpers');
const { k } = require('./keywords');

module.exports = {
  create_table: ($) => ended($, k($).CREATE, k($).TABLE, field('name', $._name), choice(
    seq($._table_body, optional($._table_tail)), seq($._any_word, $._table_run, k($).AS, field('query', $.select)), seq(k($).AS, choice($._run, field('query', $.select))),
  )),
  _table_tail: ($) => prec.right(seq($._any_word, optional($._table_run), optional(seq(k($).AS, field('query', $.select))))),
  _table_body: ($) => seq('(', comma(choice($.column_definition, $.table_constraint)), optional(','), ')'),
  column_definition: ($) => prec.right(seq(field('name', $._part), repeat($._column_element))),
  table_constraint: ($) => prec.right(seq(choice(...['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK', 'INDEX', 'PERIOD', 'DEFAULT'].map((word) => k($)[word])), repeat($._column_element))),
  _column_element: ($) => choice($.foreign_key, $.on_action, $.generated_end, $.case_run, $._any_word, $.bracketed_identifier, $.quoted_identifier, $.variable, $.string, $.number, $.money, $.binary, $.run_parens, '.', '=', '+', '-', '*', '::', '~', ':', $.comparison_operator, $.bit_operator, $.division_operator),
  foreign_key: ($) => prec.right(seq(k($).REFERENCES, field('table', $._name), optional(field('columns', $.column_list)))),
  // One token, so that DELETE and UPDATE are not taken for the next statement.
  on_action: () => token(phrase('on (delete|update) (cascade|no action|set (null|default))')),
  _table_run: ($) => prec.right(repeat1(choice($._run_element, $.on_action, $.foreign_key))),

  alter_table: ($) => ended($, k($).ALTER, k($).TABLE, field('name', $._name), $._alter_run),
  // Apart from _table_run: AS is a word here.
  _alter_run: ($) => prec.right(repeat1(choice($._run_element, $.on_action, $.foreign_key))),
  create_index: ($) => ended($, k($).CREATE, optional(choice(seq(k($).PRIMARY, k($).XML), k($).XML, seq(k($).SELECTIVE, k($).XML), k($).SPATIAL, k($).JSON, k($).VECTOR, $._index_kind)), k($).INDEX, field('name', $._part), k($).ON, field('table', $._name), optional($._run)),
  _index_kind: ($) => choice(seq(k($).UNIQUE, optional(choice(k($).CLUSTERED, k($).NONCLUSTERED))), seq(choice(k($).CLUSTERED, k($).NONCLUSTERED), optional(k($).COLUMNSTORE)), k($).COLUMNSTORE),
  alter_index: ($) => ended($, k($).ALTER, k($).INDEX, field('name', choice($._part, alias(k($).ALL, $.identifier))), k($).ON, field('table', $._name), $._run),
  create_statistics: ($) => ended($, k($).CREATE, k($).STATISTICS, field('name', $._part), k($).ON, field('table', $._name), optional($._run)),
  update_statistics: ($) => ended($, k($).UPDATE, k($).STATISTICS, field('table', $._name), optional($._run)),

  create_type: ($) => ended($, k($).CREATE, k($).TYPE, field('name', $._name), choice(
    seq(k($).FROM, field('from', $.type), optional($._run)), seq(field('table', k($).AS), k($).TABLE, $._table_body, optional($._run)), seq(field('external', k($).EXTERNAL), $._run),
  )),
  create_synonym: ($) => ended($, k($).CREATE, k($).SYNONYM, field('name', $._name), k($).FOR, field('target', $._name)),
  create_sequence: ($) => ended($, k($).CREATE, k($).SEQUENCE, field('name', $._name), optional($._run)),
  alter_sequence: ($) => ended($, k($).ALTER, k($).SEQUENCE, field('name', $._name), optional($._run)),
  create_schema: ($) => prec.right(seq(
    k($).CREATE, k($).SCHEMA, choice(seq(field('name', $._part), optional(seq(k($).AUTHORIZATION, field('owner', $._principal)))), seq(k($).AUTHORIZATION, field('owner', $._principal))),
    repeat(seq($._before_element, choice(field('element', $._schema_element), $._statement_place), $._ended)),
  )),
  _schema_element: ($) => choice($.create_table, $.create_view, $.grant, $.deny, $.revoke),
  alter_schema: ($) => ended($, k($).ALTER, k($).SCHEMA, field('schema', $._part), k($).TRANSFER, optional(seq(field('class', $._class), '::')), field('object', $._name)),
  _class: ($) => repeat1(choice($.identifier, alias(choice(...['USER', 'SCHEMA', 'DATABASE', 'KEY', 'EXTERNAL', 'INDEX', 'GROUP'].map((word) => k($)[word])), $.identifier))),
  enable_trigger: ($) => ended($, k($).ENABLE, $._trigger_switch),
  disable_trigger: ($) => ended($, k($).DISABLE, $._trigger_switch),
  _trigger_switch: ($) => seq(k($).TRIGGER, choice(comma(field('name', $._name)), field('all', k($).ALL)), k($).ON, choice(field('on', $._name), field('scope', k($).DATABASE), seq(k($).ALL, field('scope', k($).SERVER)))),
};
