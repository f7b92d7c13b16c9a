// INSERT, UPDATE, DELETE, MERGE, TRUNCATE, BULK INSERT.
const { comma, parens, ended } = require('./helpers');
const { k } = require('./keywords');

const dml = ($, core) => prec.right(seq(optional($.with), core, repeat($._query_tail)));

module.exports = {
  insert: ($) => dml($, $._insert_core),
  update: ($) => dml($, $._update_core),
  delete: ($) => dml($, $._delete_core),
  merge: ($) => dml($, $._merge_core),

  _dml_target: ($) => choice(field('target', choice($._name, $.variable)), $.rowset),
  _insert_core: ($) => prec.right(seq(
    $._insert_head, $._insert_target, optional(field('columns', $.column_list)), repeat($.output),
    $._insert_source,
  )),
  _insert_head: ($) => seq(k($).INSERT, optional($.top), optional(k($).INTO)),
  _insert_source: ($) => choice($.table_values, seq(k($).DEFAULT, k($).VALUES), field('call', choice(alias($._execute_core, $.execute_source), alias($._execute_string_core, $.execute_string_source))), field('source', $._query), seq($.with, $._query)),
  _insert_target: ($) => prec.right(seq($._dml_target, optional(seq(k($).WITH, $._run_parens)))),
  column_list: ($) => seq('(', comma(choice($._name, $.pseudo_column, $.star)), ')'),

  _update_core: ($) => prec.right(seq(
    k($).UPDATE, optional($.top), $._dml_target, optional($._arguments), optional($._with_hints), $._set, comma($.set_clause), repeat(choice($.output, $.from, $.where)),
  )),
  _set: ($) => choice(k($).SET, $._set_place),
  set_clause: ($) => prec.right(choice(
    seq(field('column', choice($._name, $.pseudo_column)), $._assign, field('value', choice($._expression, alias(k($).DEFAULT, $.default)))),
    prec(10, seq(field('variable', $.variable), $._assign, field('column', $._name), $._assign, field('value', $._expression))),
    seq(field('variable', $.variable), $._assign, field('value', $._expression)),
    seq(field('method', $.call)),
  )),
  _delete_core: ($) => prec.right(seq(
    k($).DELETE, optional($.top), optional(k($).FROM), $._dml_target, optional($._arguments), optional($._with_hints), repeat(choice($.output, $.from, $.where)),
  )),
  _merge_core: ($) => prec.right(seq(
    $._merge_head, $._dml_target, optional($._with_hints), optional($._alias), k($).USING, field('source', $._table_source), k($).ON, $._expression,
    repeat1($.merge_when), repeat($.output),
  )),
  _merge_head: ($) => seq(k($).MERGE, optional($.top), optional(k($).INTO)),
  merge_when: ($) => seq($._merge_condition, k($).THEN, $._merge_action),
  _merge_condition: ($) => seq(k($).WHEN, optional(k($).NOT), k($).MATCHED, optional(seq(k($).BY, choice(k($).SOURCE, k($).TARGET))), optional(seq(k($).AND, $._expression))),
  _merge_action: ($) => choice(
      seq(field('action', k($).UPDATE), $._set, comma($.set_clause)),
      field('action', k($).DELETE),
      seq(field('action', k($).INSERT), optional($.column_list), choice($.table_values, seq(k($).DEFAULT, k($).VALUES))),
  ),
  output: ($) => prec.right(seq(k($).OUTPUT, comma($._select_element), optional(seq(k($).INTO, field('into', choice($._name, $.variable)), optional($.column_list))))),

  truncate_table: ($) => ended($, k($).TRUNCATE, k($).TABLE, field('table', $._name), optional(seq(k($).WITH, $._run_parens))),
  bulk_insert: ($) => ended($, k($).BULK, k($).INSERT, field('table', $._name), k($).FROM, choice($.string, $._name, $.number), optional(seq(k($).WITH, field('options', $._run_parens)))),
  insert_bulk: ($) => ended($, k($).INSERT, k($).BULK, field('table', $._name), optional($._run_parens), optional(seq(k($).WITH, $._run_parens))),
};
