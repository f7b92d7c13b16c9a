// What rules are put together from. `$` is tree-sitter's own and has the keywords as well (keywords.js): `$.SELECT`.

/** One or more with commas between them. */
const comma = (rule) => seq(rule, repeat(seq(',', rule)));

const parens = (rule) => seq('(', rule, ')');

/** Keywords one after the other: `words($, 'WITH GRANT OPTION')`; bars between those that can stand for each other. */
function words($, text) {
  const places = text.split(' ').map((place) => {
    const keywords = place.split('|').map((word) => $[word]);
    return keywords.length === 1 ? keywords[0] : choice(...keywords);
  });
  return places.length === 1 ? places[0] : seq(...places);
}

/** Keywords that are names where they stand. */
const asName = ($, text) => alias(words($, text), $.identifier);

/**
 * A statement: the words that it begins with, and what follows them. What ends it is a token of the scanner, which the
 * list of statements asks for (`_item` in control.js).
 */
const statement =
  (head, rest = () => []) =>
  ($) =>
    prec.right(seq(words($, head), ...[rest($)].flat()));

/** A DROP statement of what the words say. */
const drop = (what) => statement(`DROP ${what}`, ($) => $._dropped);

/** AUTHORIZATION with the owner's name. */
const owner = ($, name = $._part) => optional(seq($.AUTHORIZATION, field('owner', name)));

/** What may stand between the words of a phrase: blanks and comments. */
const gap = '([\\s\\u0001-\\u0020\\u00A0\\uFEFF\\u200B\\u3000]|--[^\\r\\n]*[\\r\\n]|/\\*([^*]|\\*+[^*/])*\\*+/)';

/** Several words as one token, in place of keywords that would be taken for something else where they stand. */
const phrase = (text) => new RegExp(text.replace(/ \?/g, `${gap}*`).replace(/ /g, `${gap}+`), 'i');

/** How strongly the parts of an expression hold together. */
const level = { or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, unary: 7, collate: 8, member: 9 };

module.exports = { comma, parens, words, asName, statement, drop, owner, phrase, level };
