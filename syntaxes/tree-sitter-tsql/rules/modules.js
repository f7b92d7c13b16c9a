// Procedures, functions, views, triggers, assemblies.
const { comma, drop, owner, parens, phrase, statement, words } = require('./helpers');

const create = ($) => seq($.CREATE, optional(field('or_alter', words($, 'OR ALTER'))));

/** The CREATE and the ALTER statement of modules of one kind. */
const both = (kind, shape) => ({
  [`create_${kind}`]: ($) => prec.right(seq(create($), shape($))),
  [`alter_${kind}`]: ($) => prec.right(seq($.ALTER, shape($))),
});

const viewShape = ($) =>
  seq(
    $.VIEW,
    field('name', $._name),
    optional(field('columns', $.column_list)),
    optional(choice($._module_options, $._with_hints)),
    $.AS,
    field('query', $.select),
    optional($._check_option),
  );

module.exports = {
  ...both('procedure', ($) =>
    seq($._procedure_head, optional($._module_options), optional($.for_replication), $._open_body),
  ),

  _procedure_head: ($) =>
    seq(
      words($, 'PROC|PROCEDURE'),
      field('name', $._name),
      optional(seq(';', field('number', $.number))),
      optional(choice($._parameters, parens(optional($._parameters)))),
    ),

  _open_body: ($) => seq($.AS, optional(choice(field('body', $.body), seq($.external_name, optional($._semicolons))))),
  for_replication: ($) => words($, 'FOR REPLICATION'),
  drop_procedure: drop('PROC|PROCEDURE'),

  ...both('function', ($) =>
    seq($.FUNCTION, field('name', $._name), $._function_parameters, $.RETURNS, $._function_shape),
  ),

  _function_parameters: ($) => parens(optional($._parameters)),

  _function_shape: ($) =>
    choice(
      seq(field('returns', $.type), optional($._function_options), $._function_body),
      seq($.TABLE, optional($._function_options), choice($.RETURN, $._statement_place), $._inline_query),
      seq(
        field('returns_variable', $.variable),
        $.TABLE,
        $._table_body,
        optional($._function_options),
        field('body', $.block),
      ),
      seq(
        $.TABLE,
        $._table_body,
        optional($._module_options),
        optional(seq($.ORDER, $._run_parens)),
        optional($.AS),
        $.external_name,
      ),
    ),

  _function_options: ($) => choice(seq($._module_options, optional($.AS)), $.AS),
  _function_body: ($) => choice(field('body', $.block), $.external_name),
  _inline_query: ($) => field('query', choice($.select, seq('(', $.select, $._ended, ')'))),
  drop_function: drop('FUNCTION'),

  create_view: ($) => prec.right(seq(create($), optional($.MATERIALIZED), viewShape($))),
  alter_view: ($) => prec.right(seq($.ALTER, viewShape($))),
  // One token: the WITH of table hints may stand in the same place.
  _check_option: () => token(phrase('with check option')),
  drop_view: drop('VIEW'),

  ...both('trigger', ($) =>
    seq(
      $.TRIGGER,
      field('name', $._name),
      $.ON,
      $._trigger_target,
      optional($._module_options),
      $._trigger_events,
      $._open_body,
    ),
  ),

  _trigger_target: ($) =>
    choice(field('on', $._name), field('scope', $.DATABASE), seq($.ALL, field('scope', $.SERVER))),

  _trigger_events: ($) =>
    seq(
      $._trigger_timing,
      comma(field('event', $._any_word)),
      optional(seq($.WITH, $.identifier)),
      optional($.not_for_replication),
    ),

  _trigger_timing: ($) => field('timing', choice($.FOR, $.AFTER, words($, 'INSTEAD OF'))),
  not_for_replication: ($) => words($, 'NOT FOR REPLICATION'),
  drop_trigger: drop('TRIGGER'),

  _parameters: ($) => comma($.parameter),

  parameter: ($) =>
    seq(
      field('name', $.variable),
      optional($.AS),
      field('type', $.type),
      optional(choice($.NULL, words($, 'NOT NULL'))),
      optional(
        seq(
          '=',
          field('default', choice($._literal, $._part, $.negative, $.niladic, $.variable, alias($.DEFAULT, $.default))),
        ),
      ),
      repeat(choice(field('output', words($, 'OUTPUT|OUT')), $.identifier)),
    ),

  _module_options: ($) => seq($.WITH, comma($._module_option)),

  _module_option: ($) =>
    choice(
      $.execute_as_clause,
      $.RECOMPILE,
      field('schemabinding', $.SCHEMABINDING),
      field('native', $.NATIVE_COMPILATION),
      seq(words($, 'RETURNS NULL ON NULL'), $.identifier),
      seq(words($, 'CALLED ON NULL'), $.identifier),
      seq($.identifier, optional(seq('=', words($, 'ON|OFF')))),
    ),

  execute_as_clause: ($) =>
    seq(words($, 'EXEC|EXECUTE AS'), field('context', choice($.CALLER, $.SELF, $.OWNER, $.string))),

  external_name: statement('EXTERNAL NAME', ($) => [
    field('assembly', $._part),
    optional(seq('.', $._after_dot, optional(seq('.', $._after_dot)))),
  ]),

  create_assembly: statement('CREATE ASSEMBLY', ($) => [
    field('name', $._part),
    owner($),
    $.FROM,
    field('from', $._assembly_source),
    optional(seq($.WITH, field('options', $.options))),
  ]),

  _assembly_source: ($) => comma(choice($.string, $.binary, $.variable)),
  alter_assembly: statement('ALTER ASSEMBLY', ($) => [field('name', $._part), field('options', $.options)]),
  drop_assembly: drop('ASSEMBLY'),
};
