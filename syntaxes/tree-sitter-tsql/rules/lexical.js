// Tokens: names, literals, comments. Names may hold SQLCMD variables: $(x).

/** Block comments nest; the lexer follows them to a depth of eight. */
function nestedComment(depth) {
  if (depth === 0) return '/\\*([^*]|\\*+[^*/])*\\*+/';
  return `/\\*([^*/]|\\*+[^*/]|/+[^*/]|/*${nestedComment(depth - 1)})*\\*+/`;
}

module.exports = {
  comment: () => token(new RegExp(nestedComment(7))),
  line_comment: () => token(/--[^\r\n]*/),

  identifier: () => /([\p{L}_#]|\$\([A-Za-z0-9_.-]+\))([\p{L}\p{N}\p{M}_@#$]|\$\([A-Za-z0-9_.-]+\))*/,
  // Where only a number can stand: TOP $(n)
  _sqlcmd_number: () => token(/\$\([A-Za-z0-9_.-]+\)/),
  bracketed_identifier: () => token(/\[([^\]]|\]\])*\]/),
  quoted_identifier: () => token(/"([^"]|"")*"/),
  variable: () => token(/@([\p{L}\p{N}\p{M}_@#$]|\$\([A-Za-z0-9_.-]+\))*/),
  pseudo_column: () => token(choice(/\$[A-Za-z_]+/, /%%[A-Za-z_]+%%/)),

  string: () => token(/[nN]?'([^']|'')*'/),
  number: () => token(choice(/\d+(\.\d*)?([eE][+-]?\d*)?/, /\.\d+([eE][+-]?\d*)?/)),
  money: () => token(/[$\p{Sc}]([ \t\r\n]*[+-]?(\d+(\.\d*)?|\.\d+))?/),
  binary: () => token(/0[xX]([0-9A-Fa-f]|\\\r?\n)*/),
};
