// Logins, users, roles, permissions, ownership.
const { comma, parens, ended } = require('./helpers');
const { k } = require('./keywords');

const roles = {};
for (const [name, words] of Object.entries({ role: ['ROLE'], server_role: ['SERVER', 'ROLE'] })) {
  roles[`create_${name}`] = ($) => ended($, k($).CREATE, ...words.map((word) => k($)[word]), field('name', $._principal), optional(seq(k($).AUTHORIZATION, field('owner', $._principal))));
  roles[`alter_${name}`] = ($) => ended($, k($).ALTER, ...words.map((word) => k($)[word]), field('name', $._principal), choice(
    seq(field('change', choice(k($).ADD, k($).DROP)), k($).MEMBER, field('member', choice($._principal, $.niladic))),
    seq(k($).WITH, k($).NAME, '=', field('new_name', $._part)),
  ));
}

const source = ($) => choice(
  seq(k($).LOGIN, field('login', $._part)), seq(k($).CERTIFICATE, field('certificate', $._part)), seq(k($).ASYMMETRIC, k($).KEY, field('asymmetric_key', $._part)),
  seq(field('external', k($).EXTERNAL), $.identifier), field('windows', alias(k($).WINDOWS, $.identifier)),
);

module.exports = {
  ...roles,
  create_login: ($) => ended($, k($).CREATE, k($).LOGIN, field('name', $._part), choice(
    seq(k($).WITH, field('options', $.options)), seq(k($).FROM, source($), optional(seq(k($).WITH, field('options', $.options)))),
  )),
  alter_login: ($) => ended($, k($).ALTER, k($).LOGIN, field('name', $._part), choice(
    field('change', choice(k($).ENABLE, k($).DISABLE)), seq(k($).WITH, field('options', $.options)), seq(choice(k($).ADD, k($).DROP), field('credential', k($).CREDENTIAL), $._part),
  )),
  create_user: ($) => ended($, k($).CREATE, k($).USER, field('name', $._principal),
    optional(choice(seq(choice(k($).FOR, k($).FROM), source($)), seq(field('without_login', k($).WITHOUT), k($).LOGIN))), optional(seq(k($).WITH, field('options', $.options)))),
  alter_user: ($) => ended($, k($).ALTER, k($).USER, field('name', $._principal), k($).WITH, field('options', $.options)),
  create_application_role: ($) => ended($, k($).CREATE, k($).APPLICATION, k($).ROLE, field('name', $._part), k($).WITH, field('options', $.options)),
  alter_application_role: ($) => ended($, k($).ALTER, k($).APPLICATION, k($).ROLE, field('name', $._part), k($).WITH, field('options', $.options)),
  options: ($) => $._run,

  create_credential: ($) => ended($, k($).CREATE, optional(seq(field('scope', k($).DATABASE), k($).SCOPED)), k($).CREDENTIAL, field('name', $._part), $._run),
  alter_credential: ($) => ended($, k($).ALTER, optional(seq(field('scope', k($).DATABASE), k($).SCOPED)), k($).CREDENTIAL, field('name', $._part), $._run),

  grant: ($) => ended($, k($).GRANT, $._permissions, optional($._securable), k($).TO, $._grantees, optional(field('grant_option', seq(k($).WITH, k($).GRANT, k($).OPTION))), optional($._as_grantor)),
  deny: ($) => ended($, k($).DENY, $._permissions, optional($._securable), k($).TO, $._grantees, optional(field('cascade', k($).CASCADE)), optional($._as_grantor)),
  revoke: ($) => ended($, k($).REVOKE, optional(field('grant_option_for', seq(k($).GRANT, k($).OPTION, k($).FOR))), $._permissions, optional($._securable), choice(k($).TO, k($).FROM), $._grantees, optional(field('cascade', k($).CASCADE)), optional($._as_grantor)),
  _permissions: ($) => comma(field('permission', $.permission)),
  permission: ($) => prec.right(seq(repeat1($._permission_word), optional(field('columns', $.column_list)))),
  _permission_word: ($) => choice($._word_place, $.identifier, alias(choice(...['ALL', 'ALTER', 'ANY', 'AUTHORIZATION', 'BACKUP', 'CHECKPOINT', 'COLUMN', 'CREATE', 'CURSOR', 'DATABASE', 'DEFAULT', 'DELETE', 'EXECUTE', 'EXEC', 'EXTERNAL', 'FUNCTION', 'INSERT', 'KEY', 'KILL', 'PROCEDURE', 'PROC', 'REFERENCES', 'RESTORE', 'SCHEMA', 'SELECT', 'SHUTDOWN', 'TABLE', 'TRIGGER', 'UPDATE', 'USER', 'VIEW', 'BULK', 'DROP', 'OPEN', 'SET', 'STATISTICS', 'TRUNCATE'].map((word) => k($)[word])), $.identifier)),
  _securable: ($) => seq(k($).ON, optional(seq(field('class', $.class), '::')), field('securable', $._name), optional(field('securable_columns', $.column_list))),
  class: ($) => $._class,
  _grantees: ($) => comma(field('grantee', $._principal)),
  _as_grantor: ($) => seq(k($).AS, field('as', $._principal)),

  alter_authorization: ($) => ended($, k($).ALTER, k($).AUTHORIZATION, k($).ON, optional(seq(field('class', $.class), '::')), field('name', $._name), k($).TO, choice(field('schema_owner', seq(k($).SCHEMA, k($).OWNER)), field('to', $._principal))),
};
