const comma = (rule) => seq(rule, repeat(seq(',', rule)));
const parens = (rule) => seq('(', rule, ')');
/** A statement. Its end is a token of the scanner that the list of statements asks for (see `_item`). */
const ended = (_, ...rule) => prec.right(seq(...rule));
/** Several words as one token, in place of keywords that would be taken for something else there. Blanks and comments may stand between them. */
const gap = '([\\s\\u0001-\\u0020\\u00A0\\uFEFF\\u200B\\u3000]|--[^\\r\\n]*[\\r\\n]|/\\*([^*]|\\*+[^*/])*\\*+/)';
const phrase = (words) => new RegExp(words.replace(/ \?/g, `${gap}*`).replace(/ /g, `${gap}+`), 'i');
module.exports = { comma, parens, ended, phrase };
