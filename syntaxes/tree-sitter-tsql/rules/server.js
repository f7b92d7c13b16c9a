// Databases, and what concerns the whole server.
const { asName, drop, statement, words } = require('./helpers');

module.exports = {
  create_database: statement('CREATE DATABASE', ($) => [
    field('name', choice($._part, asName($, 'SCOPED'))),
    optional($._run),
  ]),

  alter_database: statement('ALTER DATABASE', ($) =>
    choice(
      seq(
        field('name', choice($._part, asName($, 'CURRENT'))),
        field('action', $._any_word),
        optional(field('options', $.options)),
      ),
      seq(words($, 'SCOPED CONFIGURATION'), optional(seq($.FOR, $._any_word)), $._any_word, optional($._run)),
      seq($.SCOPED, $._any_word, optional($._run)),
    ),
  ),

  drop_database: drop('DATABASE'),

  backup: statement('BACKUP', ($) => [
    choice($.DATABASE, field('log', $.LOG)),
    field('database', choice($._part, $.variable)),
    optional($._run),
  ]),

  restore: statement('RESTORE DATABASE|LOG', ($) => [field('database', choice($._part, $.variable)), optional($._run)]),

  dbcc: statement('DBCC', ($) => [
    field('command', $._part),
    optional(field('arguments', $.run_parens)),
    optional(seq($.WITH, $._run)),
  ]),

  kill: statement('KILL', ($) =>
    choice(
      seq(
        choice($.number, $.variable, $.string, $._part, seq('-', $.number)),
        optional(seq($.WITH, choice($.identifier, asName($, 'COMMIT|ROLLBACK')))),
      ),
      seq($.identifier, $._run),
    ),
  ),

  shutdown: statement('SHUTDOWN', ($) => optional(seq($.WITH, $.identifier))),
  reconfigure: statement('RECONFIGURE', ($) => optional(seq($.WITH, $.identifier))),
  checkpoint: statement('CHECKPOINT', ($) => optional($.number)),
};
