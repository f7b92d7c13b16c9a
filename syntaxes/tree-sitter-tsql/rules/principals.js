// Logins, users, roles, credentials.
const { asName, drop, owner, statement, words } = require('./helpers');

/** CREATE, ALTER and DROP of roles of one kind. */
const roles = (kind, what) => ({
  [`create_${kind}`]: statement(`CREATE ${what}`, ($) => [field('name', $._principal), owner($, $._principal)]),
  [`alter_${kind}`]: statement(`ALTER ${what}`, ($) => [
    field('name', $._principal),
    choice(
      seq(field('change', words($, 'ADD|DROP')), $.MEMBER, field('member', choice($._principal, $.niladic))),
      seq(words($, 'WITH NAME'), '=', field('new_name', $._part)),
    ),
  ]),
  [`drop_${kind}`]: drop(what),
});

/** What a login or a user is made from. */
const source = ($) =>
  choice(
    seq($.LOGIN, field('login', $._part)),
    seq($.CERTIFICATE, field('certificate', $._part)),
    seq(words($, 'ASYMMETRIC KEY'), field('asymmetric_key', $._part)),
    seq(field('external', $.EXTERNAL), $.identifier),
    field('windows', asName($, 'WINDOWS')),
  );

const withOptions = ($) => seq($.WITH, field('options', $.options));
const scoped = ($) => optional(seq(field('scope', $.DATABASE), $.SCOPED));

module.exports = {
  create_login: statement('CREATE LOGIN', ($) => [
    field('name', $._part),
    choice(withOptions($), seq($.FROM, source($), optional(withOptions($)))),
  ]),

  alter_login: statement('ALTER LOGIN', ($) => [
    field('name', $._part),
    choice(
      field('change', words($, 'ENABLE|DISABLE')),
      withOptions($),
      seq(words($, 'ADD|DROP'), field('credential', $.CREDENTIAL), $._part),
    ),
  ]),

  drop_login: drop('LOGIN'),

  create_user: statement('CREATE USER', ($) => [
    field('name', $._principal),
    optional(choice(seq(words($, 'FOR|FROM'), source($)), seq(field('without_login', $.WITHOUT), $.LOGIN))),
    optional(withOptions($)),
  ]),

  alter_user: statement('ALTER USER', ($) => [field('name', $._principal), withOptions($)]),
  drop_user: drop('USER'),

  ...roles('role', 'ROLE'),
  ...roles('server_role', 'SERVER ROLE'),
  create_application_role: statement('CREATE APPLICATION ROLE', ($) => [field('name', $._part), withOptions($)]),
  alter_application_role: statement('ALTER APPLICATION ROLE', ($) => [field('name', $._part), withOptions($)]),
  drop_application_role: drop('APPLICATION ROLE'),

  create_credential: statement('CREATE', ($) => [scoped($), $.CREDENTIAL, field('name', $._part), $._run]),
  alter_credential: statement('ALTER', ($) => [scoped($), $.CREDENTIAL, field('name', $._part), $._run]),
  drop_credential: drop('CREDENTIAL'),
};
