// EXECUTE of modules and strings, and the statements that change the execution context.
const { comma, parens, ended } = require('./helpers');
const { k } = require('./keywords');

const exec = ($) => choice(k($).EXEC, k($).EXECUTE);
const value = ($) => choice($._literal, $.variable, $._name, $.niladic, alias(k($).DEFAULT, $.default), $.negative, $.pseudo_column, $.odbc);

module.exports = {
  execute: ($) => ended($, $._execute_core),
  _execute_core: ($) => prec.right(seq(exec($), optional(seq(field('return_variable', $.variable), '=')), $._call_target, optional($._execute_arguments), optional($._at), optional($._execute_with))),
  // A bare call: only where a batch starts.
  _bare_execute: ($) => prec.right(seq($._call_target, optional($._execute_arguments), optional($._execute_with))),
  _call_target: ($) => seq(field('module', choice($._name, $.variable)), optional(seq(';', field('number', $.number)))),
  _execute_arguments: ($) => comma($.execute_argument),
  execute_argument: ($) => prec.right(seq(optional(seq(field('name', $.variable), '=')), field('value', value($)), optional(field('output', choice(k($).OUTPUT, k($).OUT))))),
  negative: ($) => seq(choice('-', '+'), choice($.number, $.money)),
  _execute_with: ($) => seq(k($).WITH, comma(choice(k($).RECOMPILE, seq(k($).RESULT, k($).SETS, choice($._run_parens, $.identifier))))),
  _at: ($) => seq(k($).AT, choice(field('at', $._part), seq(k($).DATA_SOURCE, field('data_source', $._part)))),

  execute_string: ($) => ended($, $._execute_string_core),
  _execute_string_core: ($) => prec.right(seq(
    exec($), '(', field('text', $._expression), repeat(seq(',', field('argument', $.execute_argument))), ')', optional($.execute_string_as), optional($._at), optional($._execute_with),
  )),
  execute_string_as: ($) => seq(k($).AS, field('level', choice(k($).USER, k($).LOGIN)), optional(seq(optional('='), field('principal', $._principal_value)))),
  _principal_value: ($) => choice($.string, $.variable, $.call),

  execute_as: ($) => ended($, exec($), k($).AS, choice(
    field('level', k($).CALLER),
    seq(field('level', choice(k($).USER, k($).LOGIN)), '=', field('principal', $._principal_value), optional(seq(k($).WITH, choice($.no_revert, $.cookie)))),
  )),
  no_revert: ($) => seq(k($).NO, choice(k($).REVERT, $._statement_place)),
  cookie: ($) => seq(k($).COOKIE, k($).INTO, field('variable', $.variable)),
  revert: ($) => ended($, k($).REVERT, optional(seq(k($).WITH, k($).COOKIE, '=', field('cookie', choice($.variable, $._literal))))),
  setuser: ($) => ended($, k($).SETUSER, optional(seq(field('principal', $._principal_value), optional(seq(k($).WITH, field('noreset', k($).NORESET)))))),
  use: ($) => ended($, k($).USE, field('database', choice($._part, alias(k($).FEDERATION, $.identifier)))),
};
