// Flat runs of words, names, literals and balanced parentheses: lists of options, and every statement that is not
// spelled out.
const { asName, comma, phrase, words } = require('./helpers');

/** Words that a statement begins with, each in a field `keyword`. */
const keywords = ($, text) => seq(...text.split(' ').map((place) => field('keyword', words($, place))));

module.exports = {
  _run: ($) => prec.right(repeat1($._run_element)),

  _run_element: ($) =>
    choice(
      $._any_word,
      $.bracketed_identifier,
      $.quoted_identifier,
      $.variable,
      $.pseudo_column,
      $.string,
      $.number,
      $.money,
      $.binary,
      $.run_parens,
      $._punctuation,
      $.dml_event,
      $.generated_end,
      $.case_run,
      // A value or another element must follow: no statement starts there.
      seq(',', $._run_element),
      seq('=', $._run_element),
    ),

  // Its END is not the end of a block.
  case_run: ($) => seq($.CASE, repeat1($._run_element), $.END),
  // One token, so that INSERT is not taken for the next statement: AFTER INSERT of a security policy.
  dml_event: () => token(phrase('(after|before) (insert|update|delete)')),
  // GENERATED ALWAYS AS ROW END: not the end of a block.
  generated_end: () => token(phrase('(row|transaction_id|sequence_number) end')),

  _punctuation: ($) =>
    choice(
      '.',
      '+',
      '-',
      '*',
      $.comparison_operator,
      $.bit_operator,
      $.division_operator,
      ':',
      '::',
      '~',
      '!',
      '{',
      '}',
    ),

  run_parens: ($) => seq('(', repeat($._run_element), ')'),
  // A list of files may end in a comma.
  _loose_parens: ($) => seq('(', repeat($._run_element), optional(','), ')'),
  _run_parens: ($) => $.run_parens,
  options: ($) => $._run,

  // What a DROP statement names, and what may stand behind the names.
  _dropped: ($) =>
    seq(
      optional(field('if_exists', words($, 'IF EXISTS'))),
      comma(field('name', $._name)),
      optional(
        choice(
          seq($.ON, $._drop_scope, optional($._run)),
          seq($.WITH, $._run),
          field('restrict', $.CASCADE),
          $.run_parens,
          seq($.identifier, optional($._run)),
        ),
      ),
    ),

  _drop_scope: ($) =>
    choice(
      field('on', $._name),
      field('scope', $.DATABASE),
      seq($.ALL, field('scope', $.SERVER)),
      field('scope', $.SERVER),
    ),

  // Any other statement: its leading words, then a run.
  other: ($) =>
    prec.right(
      choice(
        seq(keywords($, 'CREATE|ALTER|DROP'), field('keyword', $._other_word), optional($._run)),
        seq(keywords($, 'ALTER SERVER CONFIGURATION'), $._any_word, optional($._run)),
        seq(
          keywords($, 'ALTER FULLTEXT INDEX'),
          $.ON,
          field('name', $._name),
          choice($._any_word, asName($, 'ADD|ALTER|DROP|SET')),
          optional($._run),
        ),
        seq(keywords($, 'ALTER SERVICE MASTER'), $._run),
        seq(keywords($, 'ALTER RESOURCE GOVERNOR'), choice($.RECONFIGURE, $._run)),
        seq(keywords($, 'ALTER RESOURCE'), $._any_word, optional($._run)),
        seq(
          keywords($, 'CREATE EXTERNAL TABLE'),
          field('name', $._name),
          optional($.run_parens),
          $.WITH,
          $.run_parens,
          optional(seq($.AS, field('query', $.select))),
        ),
        seq(
          keywords($, 'ALTER EXTERNAL'),
          field('keyword', $.identifier),
          repeat1($._part),
          optional(seq($.AUTHORIZATION, $._part)),
          words($, 'SET|ADD|WITH|REMOVE'),
          $._run,
        ),
        seq(keywords($, 'ALTER MATERIALIZED VIEW'), field('name', $._name), $._any_word),
        seq(
          keywords($, 'ALTER AVAILABILITY GROUP'),
          field('name', $._part),
          choice(seq(asName($, 'GRANT|DENY|ADD|SET'), $._run), seq($._any_word, optional($._run))),
        ),
        seq(
          keywords($, 'CREATE|ALTER|DROP DATABASE'),
          field('keyword', $.identifier),
          keywords($, 'KEY|SPECIFICATION'),
          optional($._run),
        ),
        seq(keywords($, 'COPY'), $.INTO, field('name', $._name), $._run),
        seq(keywords($, 'CREATE|DROP EXTERNAL'), optional($._run)),
        seq(keywords($, 'CREATE|ALTER|DROP COLUMN|DEFAULT'), optional($._run)),
        seq(keywords($, 'BACKUP|RESTORE|LINENO|READTEXT|WRITETEXT|UPDATETEXT'), $._run),
        seq(keywords($, 'USE FEDERATION'), $._run),
        seq(keywords($, 'ADD|GET|MOVE|RENAME'), $._run),
      ),
    ),

  // Words that begin other rules as well: CREATE EVENT SESSION beside CREATE EVENT NOTIFICATION.
  _other_word: ($) => choice($.identifier, words($, 'EVENT|SERVER|XML|FULLTEXT')),
};
