// Names of one to four parts. A name of one part is the bare identifier node; two or more make an object_name.
const { asName, comma, parens } = require('./helpers');

module.exports = {
  _part: ($) => choice($.identifier, $.bracketed_identifier, $.quoted_identifier),

  _after_dot: ($) =>
    choice($._word_place, reserved('none', $.identifier), $.bracketed_identifier, $.quoted_identifier, $.pseudo_column),

  _dots: () => choice('.', seq('.', '.'), seq('.', '.', '.')),
  _qualifier: ($) => prec(1, seq($._part, $._dots)),
  object_name: ($) => prec.right(seq(choice($._qualifier, $._dots), repeat(seq($._after_dot, $._dots)), $._after_dot)),
  _name: ($) => choice($._part, $.object_name),

  /** The name of a principal: PUBLIC and the like are reserved words. */
  _principal: ($) => choice($._part, asName($, 'PUBLIC|NULL')),
  _any_word: ($) => choice($._word_place, reserved('none', $.identifier)),
  column_list: ($) => parens(comma(choice($._name, $.pseudo_column, $.star))),

  // What stands before `::`, as in APPLICATION ROLE :: r
  class: ($) => $._class,
  _class: ($) => repeat1(choice($.identifier, asName($, 'USER|SCHEMA|DATABASE|KEY|EXTERNAL|INDEX|GROUP'))),
};
