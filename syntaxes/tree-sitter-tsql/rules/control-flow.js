// Batches, blocks, branches, variables, cursors, transactions.
const { comma, parens, ended, phrase } = require('./helpers');
const { k } = require('./keywords');

module.exports = {
  block: ($) => choice($._statement_place, $._block),
  _block: ($) => prec.right(seq(k($).BEGIN, optional(seq(k($).ATOMIC, k($).WITH, $._run_parens)), repeat1($._item), k($).END)),
  try_catch: ($) => prec.right(seq(
    k($).BEGIN, k($).TRY, field('try', optional($.body)), k($).END, k($).TRY, optional($._semicolons),
    k($).BEGIN, k($).CATCH, field('catch', optional($.body)), k($).END, k($).CATCH,
  )),
  _semicolons: ($) => repeat1(choice(';', $._statement_place)),
  body: ($) => repeat1($._item),
  _item: ($) => choice(seq($.statement, $._ended), ';'),
  // What can follow a statement is the same set of tokens wherever the statement stands, so that its states exist once: the branch
  // of _before_else is never completed outside IF.
  _ended: ($) => choice($._end, seq($._before_else, $._never)),

  if: ($) => prec.right(seq(k($).IF, field('condition', $._expression), field('then', $.statement), optional(seq($._before_else, optional($._semicolons), k($).ELSE, field('else', $.statement))))),
  while: ($) => prec.right(seq(k($).WHILE, field('condition', $._expression), field('body', $.statement))),
  break: ($) => ended($, k($).BREAK),
  continue: ($) => ended($, k($).CONTINUE),
  return: ($) => ended($, k($).RETURN, optional(field('value', $._expression))),
  goto: ($) => ended($, k($).GOTO, field('label', $._part)),
  label: ($) => seq(field('name', $.identifier), ':'),
  throw: ($) => ended($, k($).THROW, optional(seq($._expression, ',', $._expression, ',', $._expression))),
  raiserror: ($) => ended($, k($).RAISERROR, choice(
    seq('(', comma(field('argument', $._expression)), ')', optional(seq(k($).WITH, comma(field('option', $._any_word))))),
    seq(choice($.number, $.variable), choice($.string, $.variable)),
  )),
  print: ($) => ended($, k($).PRINT, field('value', $._expression)),
  waitfor: ($) => ended($, k($).WAITFOR, choice(
    seq($.identifier, $._expression),
    seq('(', $.statement, $._ended, ')', optional(seq(',', $.identifier, $._expression))),
    seq(k($).TIME, $._expression),
  )),

  declare: ($) => ended($, k($).DECLARE, comma($.declared_variable)),
  declared_variable: ($) => seq(
    field('name', $.variable), optional(k($).AS),
    choice(
      seq(field('type', $.type), optional(choice(k($).NULL, seq(k($).NOT, k($).NULL))), optional(seq('=', field('initial', $._expression)))),
      seq(k($).TABLE, $._table_body),
    ),
  ),
  set_variable: ($) => ended($, k($).SET, choice(
    seq(field('variable', $.variable), field('operator', $._assign), field('value', choice($._expression, $.cursor_definition))),
    seq(field('variable', $.variable), choice('.', '::'), field('method', $._after_dot), choice($._arguments, seq($._assign, field('value', $._expression)))),
  )),
  set_option: ($) => ended($, k($).SET, field('option', $._set_word), $._run),
  _set_word: ($) => choice($.identifier, alias(choice(k($).STATISTICS, k($).TRANSACTION, k($).TRAN, k($).ROWCOUNT, k($).IDENTITY_INSERT, k($).USER), $.identifier)),

  begin_transaction: ($) => ended($, k($).BEGIN, optional($.identifier), choice(k($).TRAN, k($).TRANSACTION), optional(choice($._part, $.variable)), optional(seq(k($).WITH, $.identifier, optional(choice($.string, $.variable))))),
  commit: ($) => ended($, k($).COMMIT, optional($._tran_name), optional(seq(k($).WITH, $._run_parens))),
  rollback: ($) => ended($, k($).ROLLBACK, optional($._tran_name)),
  save_transaction: ($) => ended($, k($).SAVE, choice(k($).TRAN, k($).TRANSACTION), choice($._part, $.variable)),
  _tran_name: ($) => choice(k($).WORK, seq(choice(k($).TRAN, k($).TRANSACTION), optional(choice($._part, $.variable)))),

  declare_cursor: ($) => ended($, k($).DECLARE, field('name', $._part), repeat($.identifier), $.cursor_definition),
  cursor_definition: ($) => prec.right(seq(k($).CURSOR, repeat($.identifier), k($).FOR, $.select, optional(choice($._for_read_only, seq($._for_update, optional(seq(k($).OF, comma($._name)))))))),
  // One token each: FOR XML of the query may stand in the same place.
  _for_read_only: () => token(phrase('for read only')),
  _for_update: () => token(phrase('for update')),
  open_cursor: ($) => ended($, k($).OPEN, $._cursor_name),
  close_cursor: ($) => ended($, k($).CLOSE, $._cursor_name),
  deallocate: ($) => ended($, k($).DEALLOCATE, optional(k($).CURSOR), $._cursor_name),
  _cursor_name: ($) => choice(field('name', choice($._part, $.variable)), seq($.identifier, field('name', $._part))),
  fetch: ($) => ended($, k($).FETCH,
    optional(seq(optional(seq(choice(k($).NEXT, k($).FIRST, $.identifier), optional(choice($.number, $.variable, seq('-', $.number))))), k($).FROM)),
    $._cursor_name, optional(seq(k($).INTO, comma(field('into', $.variable)))),
  ),
};
