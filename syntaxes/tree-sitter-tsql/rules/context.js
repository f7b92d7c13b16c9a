// EXECUTE of modules and strings, and the statements that change the execution context.
const { asName, comma, parens, statement, words } = require('./helpers');

module.exports = {
  execute: ($) => prec.right($._execute_core),

  _execute_core: statement('EXEC|EXECUTE', ($) => [
    optional(seq(field('return_variable', $.variable), '=')),
    $._call_target,
    optional($._execute_arguments),
    optional($._at),
    optional($._execute_with),
  ]),

  // A bare call: only where a batch starts.
  _bare_execute: ($) => prec.right(seq($._call_target, optional($._execute_arguments), optional($._execute_with))),
  _call_target: ($) => seq(field('module', choice($._name, $.variable)), optional(seq(';', field('number', $.number)))),
  _execute_arguments: ($) => comma($.execute_argument),

  execute_argument: ($) =>
    prec.right(
      seq(
        optional(seq(field('name', $.variable), '=')),
        field(
          'value',
          choice(
            $._literal,
            $.variable,
            $._name,
            $.niladic,
            alias($.DEFAULT, $.default),
            $.negative,
            $.pseudo_column,
            $.odbc,
          ),
        ),
        optional(field('output', words($, 'OUTPUT|OUT'))),
      ),
    ),

  negative: ($) => seq(choice('-', '+'), choice($.number, $.money)),

  _execute_with: ($) =>
    seq($.WITH, comma(choice($.RECOMPILE, seq(words($, 'RESULT SETS'), choice($._run_parens, $.identifier))))),

  _at: ($) => seq($.AT, choice(field('at', $._part), seq($.DATA_SOURCE, field('data_source', $._part)))),

  execute_string: ($) => prec.right($._execute_string_core),

  _execute_string_core: statement('EXEC|EXECUTE', ($) => [
    parens(seq(field('text', $._expression), repeat(seq(',', field('argument', $.execute_argument))))),
    optional($.execute_string_as),
    optional($._at),
    optional($._execute_with),
  ]),

  execute_string_as: ($) =>
    seq(
      $.AS,
      field('level', words($, 'USER|LOGIN')),
      optional(seq(optional('='), field('principal', $._principal_value))),
    ),

  _principal_value: ($) => choice($.string, $.variable, $.call),

  execute_as: statement('EXEC|EXECUTE AS', ($) =>
    choice(
      field('level', $.CALLER),
      seq(
        field('level', words($, 'USER|LOGIN')),
        '=',
        field('principal', $._principal_value),
        optional(seq($.WITH, choice($.no_revert, $.cookie))),
      ),
    ),
  ),

  no_revert: ($) => seq($.NO, choice($.REVERT, $._statement_place)),
  cookie: ($) => seq(words($, 'COOKIE INTO'), field('variable', $.variable)),

  revert: statement('REVERT', ($) =>
    optional(seq(words($, 'WITH COOKIE'), '=', field('cookie', choice($.variable, $._literal)))),
  ),

  setuser: statement('SETUSER', ($) =>
    optional(seq(field('principal', $._principal_value), optional(seq($.WITH, field('noreset', $.NORESET))))),
  ),

  use: statement('USE', ($) => field('database', choice($._part, asName($, 'FEDERATION')))),
};
