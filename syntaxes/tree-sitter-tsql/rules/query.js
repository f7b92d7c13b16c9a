// Queries: SELECT with everything that can stand in it.
const { comma, parens, phrase } = require('./helpers');
const { k } = require('./keywords');

module.exports = {
  select: ($) => prec.right(seq(optional($.with), $._query)),
  with: ($) => seq(k($).WITH, comma(choice($.cte, $.xml_namespaces))),
  cte: ($) => seq(field('name', $._part), optional(parens(comma($._part))), k($).AS, '(', field('query', $._query), $._ended, ')'),
  xml_namespaces: ($) => seq(choice(k($).XMLNAMESPACES, k($).CHANGE_TRACKING_CONTEXT), $.run_parens),

  // A query expression with its trailing clauses.
  _query: ($) => prec.right(seq($._query_term, optional($._order_by), repeat($._query_tail))),
  _query_term: ($) => choice($.query_specification, $.parenthesized_query, $.set_operation),
  parenthesized_query: ($) => seq('(', $._query, $._ended, ')'),
  set_operation: ($) => prec.left(seq($._query_term, choice(seq(k($).UNION, optional(k($).ALL)), k($).EXCEPT, k($).INTERSECT), $._query_term)),
  _query_tail: ($) => choice($.for_clause, $.option_clause, $.compute_clause),
  compute_clause: ($) => prec.right(seq(k($).COMPUTE, comma($._expression), optional(seq(k($).BY, comma($._expression))))),
  for_clause: ($) => prec.right(seq(k($).FOR, choice(
    k($).BROWSE,
    seq(choice(k($).XML, k($).JSON), comma(seq(repeat1(choice($.identifier, alias(k($).PATH, $.identifier), $.string)), optional(parens(optional($.string)))))),
  ))),
  option_clause: ($) => seq(k($).OPTION, $._run_parens),

  query_specification: ($) => prec.right(seq($._select_head, comma(field('column', $._select_element)), repeat($._select_clause))),
  _select_head: ($) => choice($._query_place, $._select_head_words),
  _select_head_words: ($) => prec.right(20, seq(k($).SELECT, optional(choice(k($).ALL, k($).DISTINCT)), optional($.top))),
  _select_clause: ($) => choice($._into, $.from, $.where, $.group_by, $.having, $.window_clause),
  _into: ($) => prec.right(seq(k($).INTO, field('into', choice($._name, $.variable)), optional(seq(k($).ON, $._part)))),
  top: ($) => prec.right(seq(k($).TOP, choice($.number, alias($._sqlcmd_number, $.identifier), $.variable, $.parenthesized, $.subquery), optional(k($).PERCENT), optional(seq(k($).WITH, choice(k($).TIES, $.identifier))))),
  _select_element: ($) => choice($.star, $.select_column, $.select_assignment),
  star: ($) => choice('*', seq($._qualifier, repeat(seq($._after_dot, $._dots)), '*')),
  select_column: ($) => choice(
    field('value', $._expression),
    seq(field('value', $._expression), optional(k($).AS), field('alias', choice($._part, $.string))),
    prec(10, seq(field('alias', choice($._part, $.string)), '=', field('value', $._expression))),
  ),
  select_assignment: ($) => prec(10, seq(field('variable', $.variable), field('operator', $._assign), field('value', $._expression))),
  assignment_operator: () => token(choice('+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '||=')),
  _assign: ($) => choice('=', $.assignment_operator),
  where: ($) => seq(k($).WHERE, choice($._expression, seq(k($).CURRENT, k($).OF, optional($.identifier), choice($._part, $.variable)))),
  group_by: ($) => prec.right(seq(k($).GROUP, k($).BY, comma($._group_term), repeat(seq(k($).WITH, choice(k($).CUBE, k($).ROLLUP, $.identifier, seq($.run_parens, repeat(seq(',', $._group_term)))))))),
  _group_term: ($) => choice($._expression, seq(k($).ALL, $._name), $.row, seq('(', ')'), seq(choice(k($).CUBE, k($).ROLLUP), parens(comma(choice($._expression, $.row)))), seq(k($).GROUPING, k($).SETS, parens(comma($._group_term)))),
  having: ($) => seq(k($).HAVING, $._expression),
  window_clause: ($) => seq(k($).WINDOW, comma(seq($._part, k($).AS, parens(optional($._window))))),

  from: ($) => seq(k($).FROM, comma($._table_source)),
  _table_source: ($) => choice($._table_primary, $.join, $.parenthesized_join),
  parenthesized_join: ($) => seq('(', choice($.join, $.parenthesized_join, $._table_primary), ')'),
  join: ($) => choice(
    prec.left(2, seq($._table_source, $._join_kind, $._table_source, k($).ON, $._expression)),
    prec.left(2, seq($._table_source, $._cross_kind, $._table_source)),
  ),
  _join_kind: ($) => seq(optional($._join_side), optional($._join_hint), k($).JOIN),
  _join_side: ($) => choice(k($).INNER, seq(choice(k($).LEFT, k($).RIGHT, k($).FULL), optional(k($).OUTER))),
  _cross_kind: ($) => choice(seq(k($).CROSS, k($).JOIN), seq(choice(k($).CROSS, k($).OUTER), k($).APPLY)),
  _join_hint: ($) => choice(k($).MERGE, $.identifier),
  _table_primary: ($) => choice($.table_reference, $.table_function, $.derived_table, $.table_variable, $.rowset, $.pivoted, $.odbc_join, $.change_table),
  table_reference: ($) => prec.right(seq(
    field('name', $._name), optional($.temporal), optional(seq($._alias, optional($._run_parens))), optional($._table_hints),
  )),
  // An alias may stand behind the hints, too.
  _table_hints: ($) => prec.right(seq(repeat1(choice($.tablesample, $._with_hints)), optional($._alias))),
  _alias: ($) => prec.right(seq(optional(k($).AS), field('alias', choice($._part)))),
  _alias_and_columns: ($) => prec.right(seq($._alias, optional($._alias_columns))),
  _alias_columns: ($) => parens(comma($._part)),
  _with_hints: ($) => seq(k($).WITH, $._run_parens),
  tablesample: ($) => prec.right(seq(k($).TABLESAMPLE, optional($.identifier), $._run_parens, optional(seq($.identifier, $._run_parens)), optional($._run_parens))),
  // The first two words are one token: FOR XML of the query may stand in the same place.
  _for_system_time: () => token(phrase('for system_time')),
  _for_timestamp: () => token(phrase('for timestamp')),
  _for_path: () => token(phrase('for path')),
  temporal: ($) => choice(
    seq($._for_system_time, choice(k($).ALL, seq(k($).AS, k($).OF, $._expression), seq(k($).FROM, $._expression, k($).TO, $._expression), seq(k($).BETWEEN, $._primary, k($).AND, $._primary), seq(k($).CONTAINED, k($).IN, $._run_parens))),
    $._for_path,
    seq($._for_timestamp, k($).AS, k($).OF, $._expression),
  ),
  table_function: ($) => prec.right(seq(
    optional('::'), field('name', $._name), $._arguments, optional($.with_columns), optional($._alias_and_columns), optional($._with_hints),
  )),
  with_columns: ($) => prec(2, seq(k($).WITH, choice($._run_parens, $._name))),
  derived_table: ($) => prec.right(seq('(', choice(seq($._query, $._ended), $.table_values, seq($.dml_source, $._ended)), ')', optional($._for_path), optional($._alias_and_columns))),
  table_values: ($) => seq(k($).VALUES, comma($.value_row)),
  value_row: ($) => seq('(', comma(choice($._expression, alias(k($).DEFAULT, $.default))), ')'),
  dml_source: ($) => choice($._insert_core, $._update_core, $._delete_core, $._merge_core),
  table_variable: ($) => prec.right(seq(field('name', $.variable), optional(seq('.', field('method', $._after_dot), $._arguments)), optional($._alias_and_columns), optional($._with_hints))),
  rowset: ($) => prec.right(seq(
    $._rowset_call, optional($.with_columns), optional($._alias_and_columns), optional($._with_hints),
  )),
  _rowset_call: ($) => choice(
      seq(k($).OPENROWSET, '(', choice(seq(field('bulk', k($).BULK), choice($.string, $.variable, $._part, alias($._loose_parens, $.run_parens))), $._run_element), repeat(choice($._run_element, ';')), ')'),
      seq(k($).OPENQUERY, '(', field('server', $._part), ',', $._expression, ')'),
      seq(k($).OPENDATASOURCE, $._run_parens, repeat(seq($._dots, $._after_dot))),
      seq(k($).OPENXML, $._run_parens),
  ),
  change_table: ($) => prec.right(seq(k($).CHANGETABLE, $._run_parens, optional($._alias_and_columns))),
  pivoted: ($) => prec.right(3, seq($._table_source, choice(k($).PIVOT, k($).UNPIVOT), $._run_parens, optional($._alias))),
  odbc_join: ($) => seq('{', $._any_word, $._table_source, '}'),
};
