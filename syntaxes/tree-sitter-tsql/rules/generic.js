// Flat runs of words, names, literals and balanced parentheses: option lists and everything that the grammar does not spell out.
const { comma, parens, ended, phrase } = require('./helpers');
const { k } = require('./keywords');

module.exports = {
  // Words that begin other rules as well: CREATE EVENT SESSION beside CREATE EVENT NOTIFICATION.
  _other_word: ($) => choice($.identifier, k($).EVENT, k($).SERVER, k($).XML, k($).FULLTEXT),
  _run: ($) => prec.right(repeat1($._run_element)),
  _run_element: ($) => choice(
    $._any_word, $.bracketed_identifier, $.quoted_identifier, $.variable, $.pseudo_column, $.string, $.number, $.money, $.binary, $.run_parens, $._punctuation, $.dml_event, $.generated_end, $.case_run,
    // A value or another element must follow: no statement starts there.
    seq(',', $._run_element), seq('=', $._run_element),
  ),
  // Its END is not the end of a block.
  case_run: ($) => seq(k($).CASE, repeat1($._run_element), k($).END),
  // One token, so that INSERT is not taken for the next statement: AFTER INSERT of a security policy.
  dml_event: () => token(phrase('(after|before) (insert|update|delete)')),
  // GENERATED ALWAYS AS ROW END: not the end of a block.
  generated_end: () => token(phrase('(row|transaction_id|sequence_number) end')),
  _punctuation: ($) => choice('.', '+', '-', '*', $.comparison_operator, $.bit_operator, $.division_operator, ':', '::', '~', '!', '{', '}'),
  run_parens: ($) => seq('(', repeat($._run_element), ')'),
  // A list of files may end in a comma.
  _loose_parens: ($) => seq('(', repeat($._run_element), optional(','), ')'),
  _run_parens: ($) => $.run_parens,

  // Any other statement: its leading words, then a run.
  other: ($) => ended($, choice(
    seq(field('keyword', choice(k($).CREATE, k($).ALTER, k($).DROP)), field('keyword', $._other_word), optional($._run)),
    seq(field('keyword', k($).ALTER), field('keyword', k($).SERVER), field('keyword', k($).CONFIGURATION), $._any_word, optional($._run)),
    seq(field('keyword', k($).ALTER), field('keyword', k($).FULLTEXT), field('keyword', k($).INDEX), k($).ON, field('name', $._name), choice($._any_word, alias(choice(k($).ADD, k($).ALTER, k($).DROP, k($).SET), $.identifier)), optional($._run)),
    seq(field('keyword', k($).ALTER), field('keyword', k($).SERVICE), field('keyword', k($).MASTER), $._run),
    seq(field('keyword', k($).ALTER), field('keyword', k($).RESOURCE), field('keyword', k($).GOVERNOR), choice(k($).RECONFIGURE, $._run)),
    seq(field('keyword', k($).ALTER), field('keyword', k($).RESOURCE), $._any_word, optional($._run)),
    seq(field('keyword', k($).CREATE), field('keyword', k($).EXTERNAL), field('keyword', k($).TABLE), field('name', $._name), optional($.run_parens), k($).WITH, $.run_parens, optional(seq(k($).AS, field('query', $.select)))),
    seq(field('keyword', k($).ALTER), field('keyword', k($).EXTERNAL), field('keyword', $.identifier), repeat1($._part), optional(seq(k($).AUTHORIZATION, $._part)), choice(k($).SET, k($).ADD, k($).WITH, k($).REMOVE), $._run),
    seq(field('keyword', k($).ALTER), field('keyword', k($).MATERIALIZED), field('keyword', k($).VIEW), field('name', $._name), $._any_word),
    seq(field('keyword', k($).ALTER), field('keyword', k($).AVAILABILITY), field('keyword', k($).GROUP), field('name', $._part), choice(seq(alias(choice(k($).GRANT, k($).DENY, k($).ADD, k($).SET), $.identifier), $._run), seq($._any_word, optional($._run)))),
    seq(field('keyword', choice(k($).CREATE, k($).ALTER, k($).DROP)), field('keyword', k($).DATABASE), field('keyword', $.identifier), field('keyword', choice(k($).KEY, k($).SPECIFICATION)), optional($._run)),
    seq(field('keyword', k($).COPY), k($).INTO, field('name', $._name), $._run),
    seq(field('keyword', choice(k($).CREATE, k($).DROP)), field('keyword', k($).EXTERNAL), optional($._run)),
    seq(field('keyword', choice(k($).CREATE, k($).ALTER, k($).DROP)), field('keyword', choice(...['COLUMN', 'DEFAULT'].map((word) => k($)[word]))), optional($._run)),
    seq(field('keyword', choice(k($).BACKUP, k($).RESTORE, k($).LINENO, k($).READTEXT, k($).WRITETEXT, k($).UPDATETEXT)), $._run),
    seq(field('keyword', k($).USE), field('keyword', k($).FEDERATION), $._run),
    seq(field('keyword', choice(k($).ADD, k($).GET, k($).MOVE, k($).RENAME)), $._run),
  )),
};
