// Databases, certificates and keys, signatures, assemblies, Service Broker, and what concerns the whole server.
const { comma, parens, ended } = require('./helpers');
const { k } = require('./keywords');

const drops = {};
const droppable = {
  user: ['USER'], login: ['LOGIN'], role: ['ROLE'], server_role: ['SERVER', 'ROLE'], application_role: ['APPLICATION', 'ROLE'],
  function: ['FUNCTION'], view: ['VIEW'], trigger: ['TRIGGER'], table: ['TABLE'], schema: ['SCHEMA'], synonym: ['SYNONYM'],
  certificate: ['CERTIFICATE'], asymmetric_key: ['ASYMMETRIC', 'KEY'], symmetric_key: ['SYMMETRIC', 'KEY'], database: ['DATABASE'], assembly: ['ASSEMBLY'],
  queue: ['QUEUE'], service: ['SERVICE'], type: ['TYPE'], sequence: ['SEQUENCE'], index: ['INDEX'], credential: ['CREDENTIAL'], statistics: ['STATISTICS'], event_notification: ['EVENT', 'NOTIFICATION'],
};
for (const [name, words] of Object.entries(droppable)) {
  drops[`drop_${name}`] = ($) => ended($, k($).DROP, ...words.map((word) => k($)[word]), $._dropped);
}

module.exports = {
  ...drops,
  drop_procedure: ($) => ended($, k($).DROP, choice(k($).PROC, k($).PROCEDURE), $._dropped),
  _dropped: ($) => seq(optional(field('if_exists', seq(k($).IF, k($).EXISTS))), comma(field('name', $._name)), optional(choice(seq(k($).ON, $._drop_scope, optional($._run)), seq(k($).WITH, $._run), field('restrict', choice(k($).CASCADE)), $.run_parens, seq($.identifier, optional($._run))))),
  _drop_scope: ($) => choice(field('on', $._name), field('scope', k($).DATABASE), seq(k($).ALL, field('scope', k($).SERVER)), field('scope', k($).SERVER)),

  create_database: ($) => ended($, k($).CREATE, k($).DATABASE, field('name', choice($._part, alias(k($).SCOPED, $.identifier))), optional($._run)),
  alter_database: ($) => ended($, k($).ALTER, k($).DATABASE, choice(
    seq(field('name', choice($._part, alias(k($).CURRENT, $.identifier))), field('action', $._any_word), optional(field('options', $.options))),
    seq(k($).SCOPED, k($).CONFIGURATION, optional(seq(k($).FOR, $._any_word)), $._any_word, optional($._run)),
    seq(k($).SCOPED, $._any_word, optional($._run)),
  )),

  create_certificate: ($) => ended($, k($).CREATE, k($).CERTIFICATE, field('name', $._part), optional(seq(k($).AUTHORIZATION, field('owner', $._part))), field('options', $.options)),
  create_asymmetric_key: ($) => ended($, k($).CREATE, k($).ASYMMETRIC, k($).KEY, field('name', $._part), optional(seq(k($).AUTHORIZATION, field('owner', $._part))), field('options', $.options)),
  create_symmetric_key: ($) => ended($, k($).CREATE, k($).SYMMETRIC, k($).KEY, field('name', $._part), optional(seq(k($).AUTHORIZATION, field('owner', $._part))), field('options', $.options)),
  create_master_key: ($) => ended($, k($).CREATE, k($).MASTER, k($).KEY, optional($._run)),
  alter_certificate: ($) => ended($, k($).ALTER, k($).CERTIFICATE, field('name', $._part), field('options', $.options)),
  alter_asymmetric_key: ($) => ended($, k($).ALTER, k($).ASYMMETRIC, k($).KEY, field('name', $._part), field('options', $.options)),
  alter_symmetric_key: ($) => ended($, k($).ALTER, k($).SYMMETRIC, k($).KEY, field('name', $._part), field('options', $.options)),
  alter_master_key: ($) => ended($, k($).ALTER, k($).MASTER, k($).KEY, $._run),
  backup_certificate: ($) => ended($, k($).BACKUP, k($).CERTIFICATE, field('name', $._part), k($).TO, k($).FILE, '=', field('file', $.string), optional(seq(k($).WITH, comma(choice(seq(k($).PRIVATE, k($).KEY, field('private_key', $.run_parens)), seq($.identifier, '=', $.string)))))),
  open_symmetric_key: ($) => ended($, k($).OPEN, choice(k($).SYMMETRIC, k($).MASTER), k($).KEY, optional($._run)),
  close_symmetric_key: ($) => ended($, k($).CLOSE, choice(seq(choice(k($).SYMMETRIC, k($).MASTER), k($).KEY, optional($._part)), seq(k($).ALL, k($).SYMMETRIC, $.identifier))),

  add_signature: ($) => ended($, k($).ADD, optional(field('counter', k($).COUNTER)), k($).SIGNATURE, k($).TO, $._signed),
  drop_signature: ($) => ended($, k($).DROP, optional(field('counter', k($).COUNTER)), k($).SIGNATURE, k($).FROM, $._signed),
  _signed: ($) => seq(optional(seq(field('class', $.class), '::')), field('module', $._name), k($).BY, comma(field('by', $.signing_key))),
  signing_key: ($) => choice(seq(k($).PASSWORD, '=', choice($.string, $.variable)), $._signing_key),
  _signing_key: ($) => seq(choice(field('kind', k($).CERTIFICATE), seq(field('kind', k($).ASYMMETRIC), k($).KEY)), field('name', $._part), optional(seq(k($).WITH, choice(
    seq(k($).PASSWORD, '=', choice($.string, $.variable)), seq(field('blob', k($).SIGNATURE), '=', choice($.binary, $.variable)),
  )))),

  create_assembly: ($) => ended($, k($).CREATE, k($).ASSEMBLY, field('name', $._part), optional(seq(k($).AUTHORIZATION, field('owner', $._part))), k($).FROM, field('from', $._assembly_source), optional(seq(k($).WITH, field('options', $.options)))),
  _assembly_source: ($) => comma(choice($.string, $.binary, $.variable)),
  alter_assembly: ($) => ended($, k($).ALTER, k($).ASSEMBLY, field('name', $._part), field('options', $.options)),

  create_queue: ($) => ended($, k($).CREATE, k($).QUEUE, field('name', $._name), optional(seq(k($).WITH, $._queue_options)), optional(seq(k($).ON, $._run))),
  alter_queue: ($) => ended($, k($).ALTER, k($).QUEUE, field('name', $._name), choice(seq(k($).WITH, $._queue_options), $._run)),
  _queue_options: ($) => comma(choice($.activation, seq($.identifier, choice(seq('=', choice(k($).ON, k($).OFF)), $.run_parens)))),
  activation: ($) => seq(k($).ACTIVATION, '(', comma(choice(
    field('drop', k($).DROP), field('execute_as', $.execute_as_clause), seq(field('option', $.identifier), '=', field('value', choice($._name, $.number, alias(choice(k($).ON, k($).OFF), $.identifier)))),
  )), ')'),
  create_service: ($) => ended($, k($).CREATE, k($).SERVICE, field('name', $._part), optional(seq(k($).AUTHORIZATION, field('owner', $._part))), k($).ON, k($).QUEUE, field('queue', $._name), optional($.run_parens)),
  alter_service: ($) => ended($, k($).ALTER, k($).SERVICE, field('name', $._part), choice(seq(k($).ON, k($).QUEUE, field('queue', $._name), optional($.run_parens)), $.run_parens)),
  begin_dialog: ($) => ended($, k($).BEGIN, k($).DIALOG, optional(k($).CONVERSATION), field('handle', $.variable), k($).FROM, k($).SERVICE, field('from', choice($._part, $.variable)), k($).TO, k($).SERVICE, field('to', choice($.string, $.variable)), optional($._run)),
  begin_conversation_timer: ($) => ended($, k($).BEGIN, k($).CONVERSATION, $.identifier, $.run_parens, $._run),
  end_conversation: ($) => ended($, $._end_conversation, choice($.variable, $.string), optional(seq(k($).WITH, $._run))),
  send: ($) => ended($, k($).SEND, k($).ON, k($).CONVERSATION, choice(field('handle', $.variable), seq('(', comma(field('handle', $._expression)), ')'), $.subquery), optional(seq(k($).MESSAGE, k($).TYPE, choice($._name, $.variable))), optional($._run_parens)),
  receive: ($) => ended($, k($).RECEIVE, optional($.top), comma($._select_element), k($).FROM, field('queue', $._name), optional(seq(k($).INTO, $.variable)), optional($.where)),
  create_event_notification: ($) => ended($, k($).CREATE, k($).EVENT, k($).NOTIFICATION, field('name', $._part), k($).ON, choice(field('on', k($).SERVER), field('on', k($).DATABASE), seq(field('on', k($).QUEUE), $._name)), $._run),

  backup: ($) => ended($, k($).BACKUP, choice(k($).DATABASE, field('log', k($).LOG)), field('database', choice($._part, $.variable)), optional($._run)),
  restore: ($) => ended($, k($).RESTORE, choice(k($).DATABASE, k($).LOG), field('database', choice($._part, $.variable)), optional($._run)),
  dbcc: ($) => ended($, k($).DBCC, field('command', $._part), optional(field('arguments', $.run_parens)), optional(seq(k($).WITH, $._run))),
  kill: ($) => ended($, k($).KILL, choice(seq(choice($.number, $.variable, $.string, $._part, seq('-', $.number)), optional(seq(k($).WITH, choice($.identifier, alias(choice(k($).COMMIT, k($).ROLLBACK), $.identifier))))), seq($.identifier, $._run))),
  shutdown: ($) => ended($, k($).SHUTDOWN, optional(seq(k($).WITH, $.identifier))),
  reconfigure: ($) => ended($, k($).RECONFIGURE, optional(seq(k($).WITH, $.identifier))),
  checkpoint: ($) => ended($, k($).CHECKPOINT, optional($.number)),
};
