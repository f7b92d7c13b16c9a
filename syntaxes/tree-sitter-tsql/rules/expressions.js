// Scalars and conditions: one expression with precedence, no separate search condition.
const { asName, comma, level, parens, phrase, words } = require('./helpers');

/** Left and right of an operator. */
const binary = ($, strength, operator) =>
  prec.left(strength, seq(field('left', $._expression), field('operator', operator), field('right', $._expression)));

const escape = ($) => {
  const clause = [$.ESCAPE, $._primary];
  return choice(seq(...clause), seq('{', ...clause, '}'));
};

/** A word with or without NOT before it. */
const perhapsNot = ($, word) => choice(word, seq(field('not', $.NOT), word));

module.exports = {
  _expression: ($) =>
    choice(
      $._primary,
      $.unary,
      $.operation,
      $.compound_operation,
      $.in,
      $.like,
      $.is_null,
      $.case,
      $.collate,
      $.exists,
      $.graph_match,
    ),

  _primary: ($) =>
    choice(
      $._literal,
      $.variable,
      $._name,
      $.pseudo_column,
      $.call,
      $.niladic,
      $.cast,
      $.parenthesized,
      $.subquery,
      $.member,
      $.next_value,
      $.odbc,
    ),

  _literal: ($) => choice($.string, $.number, $.money, $.binary, alias($.NULL, $.null)),
  parenthesized: ($) => parens($._expression),
  subquery: ($) => seq('(', $._query, $._ended, ')'),
  row: ($) => seq('(', $._expression, repeat1(seq(',', $._expression)), ')'),

  unary: ($) =>
    choice(
      prec(level.unary, seq(field('operator', choice('-', '+', '~')), field('operand', $._expression))),
      prec(level.not, seq(field('operator', $.NOT), field('operand', $._expression))),
    ),

  operation: ($) =>
    choice(
      binary($, level.or, $.OR),
      binary($, level.and, $.AND),
      binary($, level.compare, $._comparison),
      binary($, level.add, $._additive),
      binary($, level.multiply, $._multiplicative),
    ),

  _comparison: ($) => seq(choice('=', $.comparison_operator), optional(words($, 'ALL|ANY|SOME'))),
  _additive: ($) => choice('+', '-', $.bit_operator),
  _multiplicative: ($) => choice('*', $.division_operator),

  comparison_operator: () =>
    token(choice(/<>|!=|<=|>=|!<|!>|\*=|=\*|<|>/, phrase('< ?[>=]'), phrase('> ?='), phrase('! ?[=<>]'))),

  bit_operator: () => token(/\|\||<<|>>|&|\||\^/),
  division_operator: () => token(/\/|%/),

  _in: ($) => perhapsNot($, $.IN),
  in: ($) => prec.left(level.compare, seq(field('operand', $._expression), $._in, $._in_list)),
  _in_list: ($) => choice(field('query', $.subquery), parens(comma(field('value', $._expression)))),

  // BETWEEN, IS DISTINCT FROM, AT TIME ZONE
  compound_operation: ($) =>
    choice(
      prec.left(level.compare, seq($._expression, $._between, $._expression, $.AND, $._expression)),
      prec.left(
        level.compare,
        seq($._expression, $._is, words($, 'DISTINCT FROM'), optional(words($, 'ALL|ANY|SOME')), $._expression),
      ),
      prec.left(level.collate, seq($._expression, words($, 'AT TIME ZONE'), $._expression)),
    ),

  _between: ($) => choice($.BETWEEN, words($, 'NOT BETWEEN')),
  _is: ($) => choice($.IS, seq($.IS, field('not', $.NOT))),

  like: ($) =>
    prec.left(
      level.compare,
      seq(field('left', $._expression), $._like, field('right', $._expression), optional(escape($))),
    ),

  _like: ($) => perhapsNot($, $.LIKE),
  is_null: ($) => prec.left(level.compare, seq(field('operand', $._expression), $._is, $.NULL)),
  exists: ($) => seq($.EXISTS, field('query', $.subquery)),
  // The pattern of a graph query, as a run: MATCH(a-(b)->c)
  graph_match: ($) => seq($._match, repeat($._run_element), ')'),
  _match: () => token(phrase('match ?\\(')),
  collate: ($) => prec.left(level.collate, seq($._expression, $.COLLATE, $._part)),

  case: ($) =>
    seq(
      $.CASE,
      optional($._expression),
      repeat1(seq($.WHEN, $._expression, $.THEN, $._expression)),
      optional(seq($.ELSE, $._expression)),
      $.END,
    ),

  // CAST, TRY_CAST, PARSE, TRY_PARSE
  cast: ($) =>
    seq(
      $._cast,
      field('operand', $._expression),
      $.AS,
      field('type', $.type),
      optional(seq($.USING, $._expression)),
      ')',
    ),

  _cast: () => token(phrase('(cast|try_cast|parse|try_parse) ?\\(')),
  next_value: ($) => prec.right(seq($._next_value, field('name', $._name), optional($._over))),
  _next_value: () => token(phrase('next value for')),
  niladic: ($) => words($, 'CURRENT_USER|USER'),
  odbc: ($) => seq('{', $._any_word, choice($._expression, alias($._odbc_call, $.call)), '}'),
  _odbc_call: ($) => seq(field('name', asName($, 'CURRENT_USER|DATABASE|INSERT|TRUNCATE|USER')), $._arguments),

  member: ($) =>
    prec.left(
      level.member,
      seq(
        choice(
          seq(field('object', choice($.variable, $.call, $.parenthesized, $.subquery, $.member, $.cast)), '.'),
          seq(field('static', $._name), '::'),
        ),
        field('name', $._after_dot),
        optional($._arguments),
      ),
    ),

  type: ($) => prec.right(seq(choice($._name, asName($, 'CURSOR')), repeat($.identifier), optional($._type_arguments))),
  _type_arguments: ($) => parens(comma(choice($.number, seq(optional(words($, 'CONTENT|DOCUMENT')), $._name)))),
};
