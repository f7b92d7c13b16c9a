// Batches, blocks, branches, variables, cursors, transactions.
const { asName, comma, parens, phrase, statement, words } = require('./helpers');

const transaction = ($) => words($, 'TRAN|TRANSACTION');
const transactionName = ($) => choice($._part, $.variable);

module.exports = {
  body: ($) => repeat1($._item),
  _item: ($) => choice(seq($.statement, $._ended), ';'),
  // What can follow a statement is the same set of tokens wherever the statement stands, so that its states exist once:
  // the branch of _before_else is never completed outside IF.
  _ended: ($) => choice($._end, seq($._before_else, $._never)),
  _semicolons: ($) => repeat1(choice(';', $._statement_place)),

  block: ($) => choice($._statement_place, $._block),
  _block: statement('BEGIN', ($) => [optional(seq(words($, 'ATOMIC WITH'), $._run_parens)), repeat1($._item), $.END]),

  try_catch: statement('BEGIN TRY', ($) => [
    field('try', optional($.body)),
    words($, 'END TRY'),
    optional($._semicolons),
    words($, 'BEGIN CATCH'),
    field('catch', optional($.body)),
    words($, 'END CATCH'),
  ]),

  if: statement('IF', ($) => [
    field('condition', $._expression),
    field('then', $.statement),
    optional(seq($._before_else, optional($._semicolons), $.ELSE, field('else', $.statement))),
  ]),

  while: statement('WHILE', ($) => [field('condition', $._expression), field('body', $.statement)]),
  break: statement('BREAK'),
  continue: statement('CONTINUE'),
  return: statement('RETURN', ($) => optional(field('value', $._expression))),
  goto: statement('GOTO', ($) => field('label', $._part)),
  label: ($) => seq(field('name', $.identifier), ':'),

  throw: statement('THROW', ($) => optional(seq($._expression, ',', $._expression, ',', $._expression))),

  raiserror: statement('RAISERROR', ($) =>
    choice(
      seq(parens(comma(field('argument', $._expression))), optional(seq($.WITH, comma(field('option', $._any_word))))),
      seq(choice($.number, $.variable), choice($.string, $.variable)),
    ),
  ),

  print: statement('PRINT', ($) => field('value', $._expression)),

  waitfor: statement('WAITFOR', ($) =>
    choice(
      seq($.identifier, $._expression),
      seq('(', $.statement, $._ended, ')', optional(seq(',', $.identifier, $._expression))),
      seq($.TIME, $._expression),
    ),
  ),

  declare: statement('DECLARE', ($) => comma($.declared_variable)),

  declared_variable: ($) =>
    seq(
      field('name', $.variable),
      optional($.AS),
      choice(
        seq(
          field('type', $.type),
          optional(choice($.NULL, words($, 'NOT NULL'))),
          optional(seq('=', field('initial', $._expression))),
        ),
        seq($.TABLE, $._table_body),
      ),
    ),

  set_variable: statement('SET', ($) =>
    choice(
      seq(
        field('variable', $.variable),
        field('operator', $._assign),
        field('value', choice($._expression, $.cursor_definition)),
      ),
      seq(
        field('variable', $.variable),
        choice('.', '::'),
        field('method', $._after_dot),
        choice($._arguments, seq($._assign, field('value', $._expression))),
      ),
    ),
  ),

  set_option: statement('SET', ($) => [field('option', $._set_word), $._run]),
  _set_word: ($) => choice($.identifier, asName($, 'STATISTICS|TRANSACTION|TRAN|ROWCOUNT|IDENTITY_INSERT|USER')),

  begin_transaction: statement('BEGIN', ($) => [
    optional($.identifier),
    transaction($),
    optional(transactionName($)),
    optional(seq($.WITH, $.identifier, optional(choice($.string, $.variable)))),
  ]),

  commit: statement('COMMIT', ($) => [optional($._tran_name), optional(seq($.WITH, $._run_parens))]),
  rollback: statement('ROLLBACK', ($) => optional($._tran_name)),
  save_transaction: statement('SAVE', ($) => [transaction($), transactionName($)]),
  _tran_name: ($) => choice($.WORK, seq(transaction($), optional(transactionName($)))),

  declare_cursor: statement('DECLARE', ($) => [field('name', $._part), repeat($.identifier), $.cursor_definition]),

  cursor_definition: statement('CURSOR', ($) => [
    repeat($.identifier),
    $.FOR,
    $.select,
    optional(choice($._for_read_only, seq($._for_update, optional(seq($.OF, comma($._name)))))),
  ]),

  // One token each: FOR XML of the query may stand in the same place.
  _for_read_only: () => token(phrase('for read only')),
  _for_update: () => token(phrase('for update')),
  open_cursor: statement('OPEN', ($) => $._cursor_name),
  close_cursor: statement('CLOSE', ($) => $._cursor_name),
  deallocate: statement('DEALLOCATE', ($) => [optional($.CURSOR), $._cursor_name]),
  _cursor_name: ($) => choice(field('name', choice($._part, $.variable)), seq($.identifier, field('name', $._part))),

  fetch: statement('FETCH', ($) => [
    optional(
      seq(
        optional(
          seq(choice($.NEXT, $.FIRST, $.identifier), optional(choice($.number, $.variable, seq('-', $.number)))),
        ),
        $.FROM,
      ),
    ),
    $._cursor_name,
    optional(seq($.INTO, comma(field('into', $.variable)))),
  ]),
};
