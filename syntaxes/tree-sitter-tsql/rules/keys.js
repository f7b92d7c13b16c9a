// Certificates, keys, signatures.
const { comma, drop, owner, statement, words } = require('./helpers');

/** CREATE, ALTER and DROP of keys of one kind. */
const keys = (kind, what) => ({
  [`create_${kind}`]: statement(`CREATE ${what}`, ($) => [
    field('name', $._part),
    owner($),
    field('options', $.options),
  ]),
  [`alter_${kind}`]: statement(`ALTER ${what}`, ($) => [field('name', $._part), field('options', $.options)]),
  [`drop_${kind}`]: drop(what),
});

const password = ($) => seq($.PASSWORD, '=', choice($.string, $.variable));

module.exports = {
  ...keys('certificate', 'CERTIFICATE'),
  ...keys('asymmetric_key', 'ASYMMETRIC KEY'),
  ...keys('symmetric_key', 'SYMMETRIC KEY'),
  create_master_key: statement('CREATE MASTER KEY', ($) => optional($._run)),
  alter_master_key: statement('ALTER MASTER KEY', ($) => $._run),

  backup_certificate: statement('BACKUP CERTIFICATE', ($) => [
    field('name', $._part),
    words($, 'TO FILE'),
    '=',
    field('file', $.string),
    optional(
      seq(
        $.WITH,
        comma(
          choice(seq(words($, 'PRIVATE KEY'), field('private_key', $.run_parens)), seq($.identifier, '=', $.string)),
        ),
      ),
    ),
  ]),

  open_symmetric_key: statement('OPEN SYMMETRIC|MASTER KEY', ($) => optional($._run)),

  close_symmetric_key: statement('CLOSE', ($) =>
    choice(seq(words($, 'SYMMETRIC|MASTER KEY'), optional($._part)), seq(words($, 'ALL SYMMETRIC'), $.identifier)),
  ),

  add_signature: statement('ADD', ($) => [optional(field('counter', $.COUNTER)), words($, 'SIGNATURE TO'), $._signed]),

  drop_signature: statement('DROP', ($) => [
    optional(field('counter', $.COUNTER)),
    words($, 'SIGNATURE FROM'),
    $._signed,
  ]),

  _signed: ($) =>
    seq(
      optional(seq(field('class', $.class), '::')),
      field('module', $._name),
      $.BY,
      comma(field('by', $.signing_key)),
    ),

  signing_key: ($) => choice(password($), $._signing_key),

  _signing_key: ($) =>
    seq(
      choice(field('kind', $.CERTIFICATE), seq(field('kind', $.ASYMMETRIC), $.KEY)),
      field('name', $._part),
      optional(seq($.WITH, choice(password($), seq(field('blob', $.SIGNATURE), '=', choice($.binary, $.variable))))),
    ),
};
