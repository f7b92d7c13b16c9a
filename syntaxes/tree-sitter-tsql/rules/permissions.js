// GRANT, DENY, REVOKE, and who owns what.
const { asName, comma, statement, words } = require('./helpers');

/** Keywords that are part of a permission's name. */
const permissionWords = [
  'ALL|ALTER|ANY|AUTHORIZATION|BACKUP|CHECKPOINT|COLUMN|CREATE|CURSOR|DATABASE|DEFAULT|DELETE|EXECUTE|EXEC',
  'EXTERNAL|FUNCTION|INSERT|KEY|KILL|PROCEDURE|PROC|REFERENCES|RESTORE|SCHEMA|SELECT|SHUTDOWN|TABLE|TRIGGER',
  'UPDATE|USER|VIEW|BULK|DROP|OPEN|SET|STATISTICS|TRUNCATE',
].join('|');

module.exports = {
  grant: statement('GRANT', ($) => [
    $._permissions,
    optional($._securable),
    $.TO,
    $._grantees,
    optional(field('grant_option', words($, 'WITH GRANT OPTION'))),
    optional($._as_grantor),
  ]),

  deny: statement('DENY', ($) => [
    $._permissions,
    optional($._securable),
    $.TO,
    $._grantees,
    optional(field('cascade', $.CASCADE)),
    optional($._as_grantor),
  ]),

  revoke: statement('REVOKE', ($) => [
    optional(field('grant_option_for', words($, 'GRANT OPTION FOR'))),
    $._permissions,
    optional($._securable),
    words($, 'TO|FROM'),
    $._grantees,
    optional(field('cascade', $.CASCADE)),
    optional($._as_grantor),
  ]),

  _permissions: ($) => comma(field('permission', $.permission)),
  permission: ($) => prec.right(seq(repeat1($._permission_word), optional(field('columns', $.column_list)))),
  _permission_word: ($) => choice($._word_place, $.identifier, asName($, permissionWords)),

  _securable: ($) =>
    seq(
      $.ON,
      optional(seq(field('class', $.class), '::')),
      field('securable', $._name),
      optional(field('securable_columns', $.column_list)),
    ),

  _grantees: ($) => comma(field('grantee', $._principal)),
  _as_grantor: ($) => seq($.AS, field('as', $._principal)),

  alter_authorization: statement('ALTER AUTHORIZATION ON', ($) => [
    optional(seq(field('class', $.class), '::')),
    field('name', $._name),
    $.TO,
    choice(field('schema_owner', words($, 'SCHEMA OWNER')), field('to', $._principal)),
  ]),
};
