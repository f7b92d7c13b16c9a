// Scalars and conditions: one expression with precedence, no separate search condition.
const { comma, parens } = require('./helpers');
const { k } = require('./keywords');

const level = { or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, unary: 7, collate: 8, member: 9 };

module.exports = {
  _expression: ($) => choice(
    $._primary, $.unary, $.operation, $.in, $.between, $.like, $.is_null, $.case, $.quantified, $.at_time_zone, $.collate, $.exists,
  ),
  _primary: ($) => choice(
    $._literal, $.variable, $._name, $.pseudo_column, $.call, $.niladic, $.cast, $.parse, $.parenthesized, $.subquery, $.member, $.static_member, $.next_value,
    $.odbc,
  ),
  _literal: ($) => choice($.string, $.number, $.money, $.binary, alias(k($).NULL, $.null)),
  parenthesized: ($) => parens($._expression),
  subquery: ($) => parens($._query),
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
  _comparison: ($) => choice('=', $.comparison_operator),
  _additive: ($) => choice('+', '-', $.bit_operator),
  _multiplicative: ($) => choice('*', $.division_operator),
  comparison_operator: () => token(/<>|!=|<=|>=|!<|!>|\*=|=\*|<[ \t\r\n]+[>=]|>[ \t\r\n]+=|![ \t\r\n]+=|<|>/),
  // -> is of graph patterns.
  bit_operator: () => token(/\|\||<<|>>|-[ \t]*>|&|\||\^/),
  division_operator: () => token(/\/|%/),
  _in: ($) => choice(k($).IN, seq(field('not', k($).NOT), k($).IN)),
  in: ($) => prec.left(level.compare, seq(field('operand', $._expression), $._in, $._in_list)),
  _in_list: ($) => choice(field('query', $.subquery), seq('(', comma(field('value', $._expression)), ')')),
  _between: ($) => choice(k($).BETWEEN, seq(k($).NOT, k($).BETWEEN)),
  between: ($) => prec.left(level.compare, seq($._expression, $._between, $._expression, k($).AND, $._expression)),
  _like: ($) => choice(k($).LIKE, seq(field('not', k($).NOT), k($).LIKE)),
  like: ($) => prec.left(level.compare, seq(field('left', $._expression), $._like, field('right', $._expression), optional(seq(k($).ESCAPE, $._primary)))),
  _is: ($) => choice(k($).IS, seq(k($).IS, field('not', k($).NOT))),
  is_null: ($) => prec.left(level.compare, seq(field('operand', $._expression), $._is, choice(k($).NULL, seq(field('distinct', k($).DISTINCT), k($).FROM, $._expression)))),
  quantified: ($) => seq(choice(k($).ALL, k($).ANY_OR_SOME), $.subquery),
  exists: ($) => seq(k($).EXISTS, field('query', $.subquery)),
  collate: ($) => prec.left(level.collate, seq($._expression, k($).COLLATE, $._part)),
  at_time_zone: ($) => prec.left(level.collate, seq($._expression, k($).AT, k($).TIME, k($).ZONE, $._expression)),

  case: ($) => seq(k($).CASE, optional($._expression), repeat1(seq(k($).WHEN, $._expression, k($).THEN, $._expression)), optional(seq(k($).ELSE, $._expression)), k($).END),
  cast: ($) => seq(k($).CAST, '(', field('operand', $._expression), k($).AS, field('type', $.type), ')'),
  parse: ($) => seq(k($).PARSE, '(', field('operand', $._expression), k($).AS, field('type', $.type), optional(seq(k($).USING, $._expression)), ')'),
  next_value: ($) => prec.right(seq(k($).NEXT, k($).VALUE, k($).FOR, field('name', $._name), optional($._over))),
  niladic: ($) => choice(k($).NILADIC, k($).USER),
  odbc: ($) => seq('{', $._any_word, choice($._expression), '}'),

  call: ($) => prec.right(level.member, seq(
    field('name', $._function_name),
    $._arguments,
    repeat(choice($._within_group, $._over)),
  )),
  _function_name: ($) => choice($._name, alias(choice(k($).LEFT, k($).RIGHT, k($).UPDATE), $.identifier)),
  _within_group: ($) => seq(k($).WITHIN, k($).GROUP, '(', choice($._order_by, seq($.identifier, k($).PATH)), ')'),
  _arguments: ($) => choice(seq('(', optional($._argument_list), ')'), seq('(', k($).NULL, k($).ON, k($).NULL, ')')),
  _argument_list: ($) => seq(optional(k($).DISTINCT), comma(field('argument', $._argument)), optional($._order_by), repeat($._argument_tail)),
  _argument: ($) => choice($._expression, $.star, $.row, $.key_value, alias(k($).DEFAULT, $.default), $.trim, $.language, seq('(', $.star, ')'), seq(k($).ALL, $._name), seq(choice(k($).TABLE, k($).COLUMN), '=', $._name, optional(seq(k($).AS, $._part))), seq($._expression, k($).AS, $._part)),
  key_value: ($) => seq($._expression, ':', $._expression),
  trim: ($) => choice(seq($._expression, k($).FROM, $._expression), seq(choice(k($).LEADING, k($).TRAILING, k($).BOTH), $._expression, k($).FROM, $._expression)),
  language: ($) => seq(k($).LANGUAGE, choice($.number, $.string, $.variable)),
  // LANGUAGE 1033, NULL ON NULL, RETURNING JSON
  _argument_tail: ($) => choice(seq(k($).USE, $.identifier, $._part), seq(k($).NULL, k($).ON, k($).NULL), seq($.identifier, optional(seq(k($).ON, k($).NULL)))),
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
    field('object', $._member_object), '.', field('name', $._after_dot), optional($._arguments),
  )),
  _member_object: ($) => choice($.variable, $.call, $.parenthesized, $.subquery, $.member, $.static_member, $.cast),
  static_member: ($) => prec.left(level.member, seq($._name, '::', field('name', $._after_dot), optional($._arguments))),

  type: ($) => prec.right(seq(
    choice($._name, alias(k($).CURSOR, $.identifier)), repeat($.identifier), optional($._type_arguments),
  )),
  _type_arguments: ($) => seq('(', comma(choice($.number, seq(optional(choice(k($).CONTENT, k($).DOCUMENT)), $._name))), ')'),
  _order_by: ($) => seq(k($).ORDER, k($).BY, comma($._order_term), optional($._offset)),
  _order_term: ($) => seq($._expression, optional(choice(k($).ASC, k($).DESC))),
  _offset: ($) => seq(k($).OFFSET, $._expression, choice(k($).ROW, k($).ROWS), optional(seq(k($).FETCH, choice(k($).NEXT, k($).FIRST), $._expression, choice(k($).ROW, k($).ROWS), k($).ONLY))),
};
