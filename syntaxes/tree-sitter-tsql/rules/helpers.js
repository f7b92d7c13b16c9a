const comma = (rule) => seq(rule, repeat(seq(',', rule)));
const parens = (rule) => seq('(', rule, ')');
/** A statement. Its end is a token of the scanner that the list of statements asks for (see `_item`). */
const ended = (_, ...rule) => prec.right(seq(...rule));
module.exports = { comma, parens, ended };
