// Names of one to four parts. A name of one part is the bare identifier node; two or more make an object_name.
const { comma } = require('./helpers');
const { k } = require('./keywords');

module.exports = {
  _part: ($) => choice($.identifier, $.bracketed_identifier, $.quoted_identifier),
  _after_dot: ($) => choice($._word_place, reserved('none', $.identifier), $.bracketed_identifier, $.quoted_identifier, $.pseudo_column),
  _dots: () => choice('.', seq('.', '.'), seq('.', '.', '.')),
  _qualifier: ($) => prec(1, seq($._part, $._dots)),
  object_name: ($) => prec.right(seq(choice($._qualifier, $._dots), repeat(seq($._after_dot, $._dots)), $._after_dot)),
  _name: ($) => choice($._part, $.object_name),
  _names: ($) => comma($._name),
  /** The name of a principal: PUBLIC and the like are reserved words. */
  _principal: ($) => choice($._part, alias(choice(k($).PUBLIC, k($).NULL), $.identifier)),
  _any_word: ($) => choice($._word_place, reserved('none', $.identifier)),
};
