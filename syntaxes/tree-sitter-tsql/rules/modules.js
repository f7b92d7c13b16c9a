// Procedures, functions, views, triggers.
const { comma, parens, ended, phrase } = require('./helpers');
const { k } = require('./keywords');

const create = ($) => seq(k($).CREATE, optional(field('or_alter', seq(k($).OR, k($).ALTER))));
const both = (name, shape) => ({
  [`create_${name}`]: ($) => prec.right(seq(create($), shape($))),
  [`alter_${name}`]: ($) => prec.right(seq(k($).ALTER, shape($))),
});

const procedure = ($) => seq(
  $._procedure_head, optional($._module_options), optional($.for_replication), $._open_body,
);
const functionShape = ($) => seq(k($).FUNCTION, field('name', $._name), $._function_parameters, k($).RETURNS, $._function_shape);
const view = ($) => seq(
  k($).VIEW, field('name', $._name), optional(field('columns', $.column_list)), optional(choice($._module_options, $._with_hints)), k($).AS,
  field('query', $.select), optional($._check_option),
);
const trigger = ($) => seq(
  k($).TRIGGER, field('name', $._name), k($).ON, $._trigger_target, optional($._module_options), $._trigger_events, $._open_body,
);

module.exports = {
  _trigger_target: ($) => choice(field('on', $._name), field('scope', k($).DATABASE), seq(k($).ALL, field('scope', k($).SERVER))),
  _trigger_events: ($) => seq($._trigger_timing, comma(field('event', $._any_word)), optional(seq(k($).WITH, $.identifier)), optional($.not_for_replication)),
  _trigger_timing: ($) => field('timing', choice(k($).FOR, k($).AFTER, seq(k($).INSTEAD, k($).OF))),
  _function_parameters: ($) => parens(optional($._parameters)),
  _function_shape: ($) => choice(
    seq(field('returns', $.type), optional($._function_options), $._function_body),
    seq(k($).TABLE, optional($._function_options), choice(k($).RETURN, $._statement_place), $._inline_query),
    seq(field('returns_variable', $.variable), k($).TABLE, $._table_body, optional($._function_options), field('body', $.block)),
    seq(k($).TABLE, $._table_body, optional($._module_options), optional(seq(k($).ORDER, $._run_parens)), optional(k($).AS), $.external_name),
  ),
  _function_body: ($) => choice(field('body', $.block), $.external_name),
  _inline_query: ($) => field('query', choice($.select, seq('(', $.select, $._ended, ')'))),
  // One token: the WITH of table hints may stand in the same place.
  _check_option: () => token(phrase('with check option')),
  _module_options: ($) => seq(k($).WITH, comma($._module_option)),
  _open_body: ($) => seq(k($).AS, optional(choice(field('body', $.body), seq($.external_name, optional($._semicolons))))),
  _procedure_head: ($) => seq(choice(k($).PROC, k($).PROCEDURE), field('name', $._name), optional(seq(';', field('number', $.number))), optional(choice($._parameters, parens(optional($._parameters))))),
  ...both('procedure', procedure),
  ...both('function', functionShape),
  create_view: ($) => prec.right(seq(create($), optional(k($).MATERIALIZED), view($))),
  alter_view: ($) => prec.right(seq(k($).ALTER, view($))),
  ...both('trigger', trigger),

  _parameters: ($) => comma($.parameter),
  parameter: ($) => seq(
    field('name', $.variable), optional(k($).AS), field('type', $.type), optional(choice(k($).NULL, seq(k($).NOT, k($).NULL))),
    optional(seq('=', field('default', choice($._literal, $._part, $.negative, $.niladic, $.variable, alias(k($).DEFAULT, $.default))))), repeat(choice(field('output', choice(k($).OUTPUT, k($).OUT)), $.identifier)),
  ),
  _module_option: ($) => choice($.execute_as_clause, k($).RECOMPILE, field('schemabinding', k($).SCHEMABINDING), field('native', k($).NATIVE_COMPILATION), seq(k($).RETURNS, k($).NULL, k($).ON, k($).NULL, $.identifier), seq(k($).CALLED, k($).ON, k($).NULL, $.identifier), seq($.identifier, optional(seq('=', choice(k($).ON, k($).OFF))))),
  execute_as_clause: ($) => seq(choice(k($).EXEC, k($).EXECUTE), k($).AS, field('context', choice(k($).CALLER, k($).SELF, k($).OWNER, $.string))),
  for_replication: ($) => seq(k($).FOR, k($).REPLICATION),
  not_for_replication: ($) => seq(k($).NOT, k($).FOR, k($).REPLICATION),
  external_name: ($) => ended($, k($).EXTERNAL, k($).NAME, field('assembly', $._part), optional(seq('.', $._after_dot, optional(seq('.', $._after_dot))))),
  _function_options: ($) => choice(seq($._module_options, optional(k($).AS)), k($).AS),
};
