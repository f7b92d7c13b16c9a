// Queries: SELECT with everything that can stand in it but for what FROM names (sources.js).
const { asName, comma, parens, words } = require('./helpers');

module.exports = {
  select: ($) => prec.right(seq(optional($.with), $._query)),
  with: ($) => seq($.WITH, comma(choice($.cte, $.xml_namespaces))),

  cte: ($) =>
    seq(field('name', $._part), optional(parens(comma($._part))), $.AS, '(', field('query', $._query), $._ended, ')'),

  xml_namespaces: ($) => seq(words($, 'XMLNAMESPACES|CHANGE_TRACKING_CONTEXT'), $.run_parens),

  // A query expression with its trailing clauses.
  _query: ($) => prec.right(seq($._query_term, optional($._order_by), repeat($._query_tail))),
  _query_term: ($) => choice($.query_specification, $.parenthesized_query, $.set_operation),
  parenthesized_query: ($) => seq('(', $._query, $._ended, ')'),

  set_operation: ($) =>
    prec.left(seq($._query_term, choice(seq($.UNION, optional($.ALL)), $.EXCEPT, $.INTERSECT), $._query_term)),

  _query_tail: ($) => choice($.for_clause, $.option_clause, $.compute_clause),
  compute_clause: ($) => prec.right(seq($.COMPUTE, comma($._expression), optional(seq($.BY, comma($._expression))))),

  for_clause: ($) =>
    prec.right(
      seq(
        $.FOR,
        choice(
          $.BROWSE,
          seq(
            words($, 'XML|JSON'),
            comma(
              seq(repeat1(choice($.identifier, asName($, 'PATH'), $.string)), optional(parens(optional($.string)))),
            ),
          ),
        ),
      ),
    ),

  option_clause: ($) => seq($.OPTION, $._run_parens),

  query_specification: ($) =>
    prec.right(seq($._select_head, comma(field('column', $._select_element)), repeat($._select_clause))),

  _select_head: ($) => choice($._query_place, $._select_head_words),
  _select_head_words: ($) => prec.right(20, seq($.SELECT, optional(words($, 'ALL|DISTINCT')), optional($.top))),
  _select_clause: ($) => choice($._into, $.from, $.where, $.group_by, $.having, $.window_clause),
  _into: ($) => prec.right(seq($.INTO, field('into', choice($._name, $.variable)), optional(seq($.ON, $._part)))),

  top: ($) =>
    prec.right(
      seq(
        $.TOP,
        choice($.number, alias($._sqlcmd_number, $.identifier), $.variable, $.parenthesized, $.subquery),
        optional($.PERCENT),
        optional(seq($.WITH, choice($.TIES, $.identifier))),
      ),
    ),

  _select_element: ($) => choice($.star, $.select_column, $.select_assignment),
  star: ($) => choice('*', seq($._qualifier, repeat(seq($._after_dot, $._dots)), '*')),

  select_column: ($) =>
    choice(
      field('value', $._expression),
      seq(field('value', $._expression), optional($.AS), field('alias', choice($._part, $.string))),
      prec(10, seq(field('alias', choice($._part, $.string)), '=', field('value', $._expression))),
    ),

  select_assignment: ($) =>
    prec(10, seq(field('variable', $.variable), field('operator', $._assign), field('value', $._expression))),

  assignment_operator: () => token(choice('+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '||=')),
  _assign: ($) => choice('=', $.assignment_operator),

  where: ($) =>
    seq(
      $.WHERE,
      choice($._expression, seq(words($, 'CURRENT OF'), optional($.identifier), choice($._part, $.variable))),
    ),

  group_by: ($) =>
    prec.right(
      seq(
        words($, 'GROUP BY'),
        comma($._group_term),
        repeat(seq($.WITH, choice($.CUBE, $.ROLLUP, $.identifier, seq($.run_parens, repeat(seq(',', $._group_term)))))),
      ),
    ),

  _group_term: ($) =>
    choice(
      $._expression,
      seq($.ALL, $._name),
      $.row,
      seq('(', ')'),
      seq(words($, 'CUBE|ROLLUP'), parens(comma(choice($._expression, $.row)))),
      seq(words($, 'GROUPING SETS'), parens(comma($._group_term))),
    ),

  having: ($) => seq($.HAVING, $._expression),
  window_clause: ($) => seq($.WINDOW, comma(seq($._part, $.AS, parens(optional($._window))))),
};
