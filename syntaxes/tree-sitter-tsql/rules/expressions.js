// Scalars and conditions: one expression with precedence, no separate search condition.
const { comma, parens, phrase } = require('./helpers');
const { k } = require('./keywords');

const level = { or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, unary: 7, collate: 8, member: 9 };

module.exports = {
  _expression: ($) => choice(
    $._primary, $.unary, $.operation, $.compound_operation, $.in, $.like, $.is_null, $.case, $.collate, $.exists, $.graph_match,
  ),
  _primary: ($) => choice(
    $._literal, $.variable, $._name, $.pseudo_column, $.call, $.niladic, $.cast, $.parenthesized, $.subquery, $.member, $.next_value,
    $.odbc,
  ),
  _literal: ($) => choice($.string, $.number, $.money, $.binary, alias(k($).NULL, $.null)),
  parenthesized: ($) => parens($._expression),
  subquery: ($) => seq('(', $._query, $._ended, ')'),
  row: ($) => seq('(', $._expression, repeat1(seq(',', $._expression)), ')'),

  unary: ($) => choice(
    prec(level.unary, seq(field('operator', choice('-', '+', '~')), field('operand', $._expression))),
    prec(level.not, seq(field('operator', k($).NOT), field('operand', $._expression))),
  ),
  operation: ($) => choice(
    prec.left(level.or, seq(field('left', $._expression), field('operator', k($).OR), field('right', $._expression))),
    prec.left(level.and, seq(field('left', $._expression), field('operator', k($).AND), field('right', $._expression))),
    prec.left(level.compare, seq(field('left', $._expression), field('operator', $._comparison), field('right', $._expression))),
    prec.left(level.add, seq(field('left', $._expression), field('operator', $._additive), field('right', $._expression))),
    prec.left(level.multiply, seq(field('left', $._expression), field('operator', $._multiplicative), field('right', $._expression))),
  ),
  _comparison: ($) => seq(choice('=', $.comparison_operator), optional(choice(k($).ALL, k($).ANY, k($).SOME))),
  _additive: ($) => choice('+', '-', $.bit_operator),
  _multiplicative: ($) => choice('*', $.division_operator),
  comparison_operator: () => token(choice(/<>|!=|<=|>=|!<|!>|\*=|=\*|<|>/, phrase('< ?[>=]'), phrase('> ?='), phrase('! ?[=<>]'))),
  bit_operator: () => token(/\|\||<<|>>|&|\||\^/),
  division_operator: () => token(/\/|%/),
  _in: ($) => choice(k($).IN, seq(field('not', k($).NOT), k($).IN)),
  in: ($) => prec.left(level.compare, seq(field('operand', $._expression), $._in, $._in_list)),
  _in_list: ($) => choice(field('query', $.subquery), seq('(', comma(field('value', $._expression)), ')')),
  _between: ($) => choice(k($).BETWEEN, seq(k($).NOT, k($).BETWEEN)),
  // BETWEEN, IS DISTINCT FROM, AT TIME ZONE
  compound_operation: ($) => choice(
    prec.left(level.compare, seq($._expression, $._between, $._expression, k($).AND, $._expression)),
    prec.left(level.compare, seq($._expression, $._is, k($).DISTINCT, k($).FROM, optional(choice(k($).ALL, k($).ANY, k($).SOME)), $._expression)),
    prec.left(level.collate, seq($._expression, k($).AT, k($).TIME, k($).ZONE, $._expression)),
  ),
  _like: ($) => choice(k($).LIKE, seq(field('not', k($).NOT), k($).LIKE)),
  like: ($) => prec.left(level.compare, seq(field('left', $._expression), $._like, field('right', $._expression), optional(choice(seq(k($).ESCAPE, $._primary), seq('{', k($).ESCAPE, $._primary, '}'))))),
  _is: ($) => choice(k($).IS, seq(k($).IS, field('not', k($).NOT))),
  is_null: ($) => prec.left(level.compare, seq(field('operand', $._expression), $._is, k($).NULL)),
  exists: ($) => seq(k($).EXISTS, field('query', $.subquery)),
  // The pattern of a graph query, as a run: MATCH(a-(b)->c)
  graph_match: ($) => seq($._match, repeat($._run_element), ')'),
  _match: () => token(phrase('match ?\\(')),
  collate: ($) => prec.left(level.collate, seq($._expression, k($).COLLATE, $._part)),

  case: ($) => seq(k($).CASE, optional($._expression), repeat1(seq(k($).WHEN, $._expression, k($).THEN, $._expression)), optional(seq(k($).ELSE, $._expression)), k($).END),
  // CAST, TRY_CAST, PARSE, TRY_PARSE
  cast: ($) => seq($._cast, field('operand', $._expression), k($).AS, field('type', $.type), optional(seq(k($).USING, $._expression)), ')'),
  _cast: () => token(phrase('(cast|try_cast|parse|try_parse) ?\\(')),
  next_value: ($) => prec.right(seq($._next_value, field('name', $._name), optional($._over))),
  _next_value: () => token(phrase('next value for')),
  niladic: ($) => choice(k($).CURRENT_USER, k($).USER),
  odbc: ($) => seq('{', $._any_word, choice($._expression, alias($._odbc_call, $.call)), '}'),
  _odbc_call: ($) => seq(field('name', alias(choice(...['CURRENT_USER', 'DATABASE', 'INSERT', 'TRUNCATE', 'USER'].map((word) => k($)[word])), $.identifier)), $._arguments),

  call: ($) => prec.right(level.member, seq(
    field('name', $._function_name),
    $._arguments,
    repeat(choice($._within_group, $._over)),
  )),
  _function_name: ($) => choice($._name, alias($._partition_name, $.object_name), alias(choice(k($).LEFT, k($).RIGHT, k($).UPDATE), $.identifier)),
  _partition_name: ($) => seq($.pseudo_column, '.', $._after_dot),
  _within_group: ($) => seq(k($).WITHIN, k($).GROUP, '(', choice($._order_by, seq($.identifier, alias(k($).PATH, $.identifier))), ')'),
  _arguments: ($) => seq('(', optional(choice($._argument_list, seq(k($).NULL, k($).ON, k($).NULL), seq($.identifier, k($).ON, k($).NULL))), ')'),
  _argument_list: ($) => seq(optional(choice(k($).DISTINCT, k($).ALL)), comma(field('argument', $._argument)), repeat($._argument_tail)),
  _argument: ($) => choice($._expression, $.star, $.row, $.key_value, alias(k($).DEFAULT, $.default), $.trim, $.word_argument, $.named_argument, $._index_hint, seq('(', $.star, ')')),
  // FROM t (INDEX = ix): a table hint without WITH
  _index_hint: ($) => seq(k($).INDEX, choice(seq('=', choice($._part, $.number)), $._run_parens)),
  // LANGUAGE 1033
  word_argument: ($) => seq($.identifier, choice($.number, $.string, $.variable, $.binary)),
  // TABLE = t AS a, COLUMN = c: arguments of VECTOR_SEARCH and PREDICT
  named_argument: ($) => choice(seq(choice(k($).TABLE, k($).COLUMN), '=', $._expression, optional(seq(k($).AS, $._part))), seq($._expression, k($).AS, $._part)),
  key_value: ($) => seq($._expression, ':', $._expression),
  trim: ($) => seq(choice($._expression, $.word_argument), k($).FROM, $._expression),
  // LANGUAGE 1033, NULL ON NULL, RETURNING JSON
  _argument_tail: ($) => choice(seq(k($).WITH, $.identifier, $.identifier), prec.right(seq(k($).USE, $.identifier, $._name, optional(seq($.identifier, choice($.string, $.variable, $.call, $.cast, $.parenthesized))))), seq(k($).NULL, k($).ON, k($).NULL), seq($.identifier, optional(choice(seq(k($).ON, k($).NULL), seq(k($).FROM, $._expression), $._arguments))), $._order_by),
  _over: ($) => choice(seq(k($).OVER, $._over_window), seq($._null_treatment, k($).OVER, $._over_window)),
  _null_treatment: ($) => seq(choice(k($).IGNORE, k($).RESPECT), k($).NULLS),
  _over_window: ($) => choice($._part, seq('(', optional($._window), ')')),
  _window: ($) => choice(
    seq($._part, optional($._partition_by), optional($._order_by), optional($._frame)),
    seq($._partition_by, optional($._order_by), optional($._frame)),
    seq($._order_by, optional($._frame)),
    $._frame,
  ),
  _partition_by: ($) => seq(k($).PARTITION, k($).BY, comma($._expression)),
  _frame: ($) => seq(choice(k($).ROWS, k($).RANGE), $._frame_bound),
  _frame_bound: ($) => choice($._frame_edge, seq(k($).BETWEEN, $._frame_edge, k($).AND, $._frame_edge)),
  _frame_edge: ($) => choice(seq(choice(k($).UNBOUNDED, $.number, $.variable), choice(k($).PRECEDING, k($).FOLLOWING)), seq(k($).CURRENT, k($).ROW)),

  member: ($) => prec.left(level.member, seq(
    choice(seq(field('object', choice($.variable, $.call, $.parenthesized, $.subquery, $.member, $.cast)), '.'), seq(field('static', $._name), '::')),
    field('name', $._after_dot), optional($._arguments),
  )),

  type: ($) => prec.right(seq(
    choice($._name, alias(k($).CURSOR, $.identifier)), repeat($.identifier), optional($._type_arguments),
  )),
  _type_arguments: ($) => seq('(', comma(choice($.number, seq(optional(choice(k($).CONTENT, k($).DOCUMENT)), $._name))), ')'),
  _order_by: ($) => seq(k($).ORDER, k($).BY, comma($._order_term), optional($._offset)),
  _order_term: ($) => seq($._expression, optional(choice(k($).ASC, k($).DESC))),
  _offset: ($) => seq(k($).OFFSET, $._expression, choice(k($).ROW, k($).ROWS), optional(seq(k($).FETCH, choice(k($).NEXT, k($).FIRST), $._expression, choice(k($).ROW, k($).ROWS), k($).ONLY))),
};
