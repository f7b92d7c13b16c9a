// Calls of functions: their arguments, and the windows of rows that they look at.
const { asName, comma, level, parens, words } = require('./helpers');

module.exports = {
  call: ($) =>
    prec.right(
      level.member,
      seq(field('name', $._function_name), $._arguments, repeat(choice($._within_group, $._over))),
    ),

  _function_name: ($) => choice($._name, alias($._partition_name, $.object_name), asName($, 'LEFT|RIGHT|UPDATE')),
  _partition_name: ($) => seq($.pseudo_column, '.', $._after_dot),
  _within_group: ($) =>
    seq(words($, 'WITHIN GROUP'), parens(choice($._order_by, seq($.identifier, asName($, 'PATH'))))),

  _arguments: ($) =>
    parens(optional(choice($._argument_list, words($, 'NULL ON NULL'), seq($.identifier, words($, 'ON NULL'))))),

  _argument_list: ($) =>
    seq(optional(words($, 'DISTINCT|ALL')), comma(field('argument', $._argument)), repeat($._argument_tail)),

  _argument: ($) =>
    choice(
      $._expression,
      $.star,
      $.row,
      $.key_value,
      alias($.DEFAULT, $.default),
      $.trim,
      $.word_argument,
      $.named_argument,
      $._index_hint,
      parens($.star),
    ),

  // FROM t (INDEX = ix): a table hint without WITH
  _index_hint: ($) => seq($.INDEX, choice(seq('=', choice($._part, $.number)), $._run_parens)),
  // LANGUAGE 1033
  word_argument: ($) => seq($.identifier, choice($.number, $.string, $.variable, $.binary)),

  // TABLE = t AS a, COLUMN = c: arguments of VECTOR_SEARCH and PREDICT
  named_argument: ($) =>
    choice(
      seq(words($, 'TABLE|COLUMN'), '=', $._expression, optional(seq($.AS, $._part))),
      seq($._expression, $.AS, $._part),
    ),

  key_value: ($) => seq($._expression, ':', $._expression),
  trim: ($) => seq(choice($._expression, $.word_argument), $.FROM, $._expression),

  // LANGUAGE 1033, NULL ON NULL, RETURNING JSON
  _argument_tail: ($) =>
    choice(
      seq($.WITH, $.identifier, $.identifier),
      prec.right(
        seq(
          $.USE,
          $.identifier,
          $._name,
          optional(seq($.identifier, choice($.string, $.variable, $.call, $.cast, $.parenthesized))),
        ),
      ),
      words($, 'NULL ON NULL'),
      seq($.identifier, optional(choice(words($, 'ON NULL'), seq($.FROM, $._expression), $._arguments))),
      $._order_by,
    ),

  _over: ($) => choice(seq($.OVER, $._over_window), seq($._null_treatment, $.OVER, $._over_window)),
  _null_treatment: ($) => words($, 'IGNORE|RESPECT NULLS'),
  _over_window: ($) => choice($._part, parens(optional($._window))),

  _window: ($) =>
    choice(
      seq($._part, optional($._partition_by), optional($._order_by), optional($._frame)),
      seq($._partition_by, optional($._order_by), optional($._frame)),
      seq($._order_by, optional($._frame)),
      $._frame,
    ),

  _partition_by: ($) => seq(words($, 'PARTITION BY'), comma($._expression)),
  _frame: ($) => seq(words($, 'ROWS|RANGE'), $._frame_bound),
  _frame_bound: ($) => choice($._frame_edge, seq($.BETWEEN, $._frame_edge, $.AND, $._frame_edge)),

  _frame_edge: ($) =>
    choice(seq(choice($.UNBOUNDED, $.number, $.variable), words($, 'PRECEDING|FOLLOWING')), words($, 'CURRENT ROW')),

  _order_by: ($) => seq(words($, 'ORDER BY'), comma($._order_term), optional($._offset)),
  _order_term: ($) => seq($._expression, optional(words($, 'ASC|DESC'))),

  _offset: ($) =>
    seq(
      $.OFFSET,
      $._expression,
      words($, 'ROW|ROWS'),
      optional(seq($.FETCH, words($, 'NEXT|FIRST'), $._expression, words($, 'ROW|ROWS ONLY'))),
    ),
};
