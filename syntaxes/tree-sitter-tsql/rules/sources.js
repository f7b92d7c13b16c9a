// FROM: tables, joins, and whatever else rows come from.
const { comma, parens, phrase, words } = require('./helpers');

module.exports = {
  from: ($) => seq($.FROM, comma($._table_source)),
  _table_source: ($) => choice($._table_primary, $.join, $.parenthesized_join),
  parenthesized_join: ($) => parens(choice($.join, $.parenthesized_join, $._table_primary)),

  join: ($) =>
    choice(
      prec.left(2, seq($._table_source, $._join_kind, $._table_source, $.ON, $._expression)),
      prec.left(2, seq($._table_source, $._cross_kind, $._table_source)),
    ),

  _join_kind: ($) => seq(optional($._join_side), optional($._join_hint), $.JOIN),
  _join_side: ($) => choice($.INNER, seq(words($, 'LEFT|RIGHT|FULL'), optional($.OUTER))),
  _cross_kind: ($) => choice(words($, 'CROSS JOIN'), words($, 'CROSS|OUTER APPLY')),
  _join_hint: ($) => choice($.MERGE, $.identifier),

  _table_primary: ($) =>
    choice(
      $.table_reference,
      $.table_function,
      $.derived_table,
      $.table_variable,
      $.rowset,
      $.pivoted,
      $.odbc_join,
      $.change_table,
    ),

  table_reference: ($) =>
    prec.right(
      seq(
        field('name', $._name),
        optional($.temporal),
        optional(seq($._alias, optional($._run_parens))),
        optional($._table_hints),
      ),
    ),

  // An alias may stand behind the hints, too.
  _table_hints: ($) => prec.right(seq(repeat1(choice($.tablesample, $._with_hints)), optional($._alias))),
  _alias: ($) => prec.right(seq(optional($.AS), field('alias', $._part))),
  _alias_and_columns: ($) => prec.right(seq($._alias, optional($._alias_columns))),
  _alias_columns: ($) => parens(comma($._part)),
  _with_hints: ($) => seq($.WITH, $._run_parens),

  tablesample: ($) =>
    prec.right(
      seq(
        $.TABLESAMPLE,
        optional($.identifier),
        $._run_parens,
        optional(seq($.identifier, $._run_parens)),
        optional($._run_parens),
      ),
    ),

  // The first two words are one token: FOR XML of the query may stand in the same place.
  _for_system_time: () => token(phrase('for system_time')),
  _for_timestamp: () => token(phrase('for timestamp')),
  _for_path: () => token(phrase('for path')),

  temporal: ($) =>
    choice(
      seq(
        $._for_system_time,
        choice(
          $.ALL,
          seq(words($, 'AS OF'), $._expression),
          seq($.FROM, $._expression, $.TO, $._expression),
          seq($.BETWEEN, $._primary, $.AND, $._primary),
          seq(words($, 'CONTAINED IN'), $._run_parens),
        ),
      ),
      $._for_path,
      seq($._for_timestamp, words($, 'AS OF'), $._expression),
    ),

  table_function: ($) =>
    prec.right(
      seq(
        optional('::'),
        field('name', $._name),
        $._arguments,
        optional($.with_columns),
        optional($._alias_and_columns),
        optional($._with_hints),
      ),
    ),

  with_columns: ($) => prec(2, seq($.WITH, choice($._run_parens, $._name))),

  derived_table: ($) =>
    prec.right(
      seq(
        parens(choice(seq($._query, $._ended), $.table_values, seq($.dml_source, $._ended))),
        optional($._for_path),
        optional($._alias_and_columns),
      ),
    ),

  table_values: ($) => seq($.VALUES, comma($.value_row)),
  value_row: ($) => parens(comma(choice($._expression, alias($.DEFAULT, $.default)))),
  dml_source: ($) => choice($._insert_core, $._update_core, $._delete_core, $._merge_core),

  table_variable: ($) =>
    prec.right(
      seq(
        field('name', $.variable),
        optional(seq('.', field('method', $._after_dot), $._arguments)),
        optional($._alias_and_columns),
        optional($._with_hints),
      ),
    ),

  rowset: ($) =>
    prec.right(seq($._rowset_call, optional($.with_columns), optional($._alias_and_columns), optional($._with_hints))),

  _rowset_call: ($) =>
    choice(
      seq(
        $.OPENROWSET,
        '(',
        choice(
          seq(field('bulk', $.BULK), choice($.string, $.variable, $._part, alias($._loose_parens, $.run_parens))),
          $._run_element,
        ),
        repeat(choice($._run_element, ';')),
        ')',
      ),
      seq($.OPENQUERY, '(', field('server', $._part), ',', $._expression, ')'),
      seq($.OPENDATASOURCE, $._run_parens, repeat(seq($._dots, $._after_dot))),
      seq($.OPENXML, $._run_parens),
    ),

  change_table: ($) => prec.right(seq($.CHANGETABLE, $._run_parens, optional($._alias_and_columns))),
  pivoted: ($) => prec.right(3, seq($._table_source, words($, 'PIVOT|UNPIVOT'), $._run_parens, optional($._alias))),
  odbc_join: ($) => seq('{', $._any_word, $._table_source, '}'),
};
