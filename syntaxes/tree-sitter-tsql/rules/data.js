// INSERT, UPDATE, DELETE, MERGE, TRUNCATE, BULK INSERT.
const { comma, statement, words } = require('./helpers');

/** A change of data, with what a query may have before and behind it. */
const change = ($, core) => prec.right(seq(optional($.with), core, repeat($._query_tail)));

module.exports = {
  insert: ($) => change($, $._insert_core),
  update: ($) => change($, $._update_core),
  delete: ($) => change($, $._delete_core),
  merge: ($) => change($, $._merge_core),

  _dml_target: ($) => choice(field('target', choice($._name, $.variable)), $.rowset),

  _insert_core: ($) =>
    prec.right(
      seq(
        $._insert_head,
        $._insert_target,
        optional(field('columns', $.column_list)),
        repeat($.output),
        $._insert_source,
      ),
    ),

  _insert_head: ($) => seq($.INSERT, optional($.top), optional($.INTO)),
  _insert_target: ($) => prec.right(seq($._dml_target, optional(seq($.WITH, $._run_parens)))),

  _insert_source: ($) =>
    choice(
      $.table_values,
      words($, 'DEFAULT VALUES'),
      field(
        'call',
        choice(alias($._execute_core, $.execute_source), alias($._execute_string_core, $.execute_string_source)),
      ),
      field('source', $._query),
      seq($.with, $._query),
    ),

  _update_core: statement('UPDATE', ($) => [
    optional($.top),
    $._dml_target,
    optional($._arguments),
    optional($._with_hints),
    $._set,
    comma($.set_clause),
    repeat(choice($.output, $.from, $.where)),
  ]),

  _set: ($) => choice($.SET, $._set_place),

  set_clause: ($) =>
    prec.right(
      choice(
        seq(
          field('column', choice($._name, $.pseudo_column)),
          $._assign,
          field('value', choice($._expression, alias($.DEFAULT, $.default))),
        ),
        prec(
          10,
          seq(
            field('variable', $.variable),
            $._assign,
            field('column', $._name),
            $._assign,
            field('value', $._expression),
          ),
        ),
        seq(field('variable', $.variable), $._assign, field('value', $._expression)),
        field('method', $.call),
      ),
    ),

  _delete_core: statement('DELETE', ($) => [
    optional($.top),
    optional($.FROM),
    $._dml_target,
    optional($._arguments),
    optional($._with_hints),
    repeat(choice($.output, $.from, $.where)),
  ]),

  _merge_core: ($) =>
    prec.right(
      seq(
        $._merge_head,
        $._dml_target,
        optional($._with_hints),
        optional($._alias),
        $.USING,
        field('source', $._table_source),
        $.ON,
        $._expression,
        repeat1($.merge_when),
        repeat($.output),
      ),
    ),

  _merge_head: ($) => seq($.MERGE, optional($.top), optional($.INTO)),
  merge_when: ($) => seq($._merge_condition, $.THEN, $._merge_action),

  _merge_condition: ($) =>
    seq(
      $.WHEN,
      optional($.NOT),
      $.MATCHED,
      optional(words($, 'BY SOURCE|TARGET')),
      optional(seq($.AND, $._expression)),
    ),

  _merge_action: ($) =>
    choice(
      seq(field('action', $.UPDATE), $._set, comma($.set_clause)),
      field('action', $.DELETE),
      seq(field('action', $.INSERT), optional($.column_list), choice($.table_values, words($, 'DEFAULT VALUES'))),
    ),

  output: ($) =>
    prec.right(
      seq(
        $.OUTPUT,
        comma($._select_element),
        optional(seq($.INTO, field('into', choice($._name, $.variable)), optional($.column_list))),
      ),
    ),

  truncate_table: statement('TRUNCATE TABLE', ($) => [field('table', $._name), optional(seq($.WITH, $._run_parens))]),

  bulk_insert: statement('BULK INSERT', ($) => [
    field('table', $._name),
    $.FROM,
    choice($.string, $._name, $.number),
    optional(seq($.WITH, field('options', $._run_parens))),
  ]),

  insert_bulk: statement('INSERT BULK', ($) => [
    field('table', $._name),
    optional($._run_parens),
    optional(seq($.WITH, $._run_parens)),
  ]),
};
