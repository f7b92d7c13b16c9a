// Service Broker: queues, services, conversations, event notifications.
const { asName, comma, drop, owner, parens, phrase, statement, words } = require('./helpers');

module.exports = {
  create_queue: statement('CREATE QUEUE', ($) => [
    field('name', $._name),
    optional(seq($.WITH, $._queue_options)),
    optional(seq($.ON, $._run)),
  ]),

  alter_queue: statement('ALTER QUEUE', ($) => [field('name', $._name), choice(seq($.WITH, $._queue_options), $._run)]),

  _queue_options: ($) =>
    comma(choice($.activation, seq($.identifier, choice(seq('=', words($, 'ON|OFF')), $.run_parens)))),

  activation: ($) =>
    seq(
      $.ACTIVATION,
      parens(
        comma(
          choice(
            field('drop', $.DROP),
            field('execute_as', $.execute_as_clause),
            seq(field('option', $.identifier), '=', field('value', choice($._name, $.number, asName($, 'ON|OFF')))),
          ),
        ),
      ),
    ),

  drop_queue: drop('QUEUE'),

  create_service: statement('CREATE SERVICE', ($) => [
    field('name', $._part),
    owner($),
    words($, 'ON QUEUE'),
    field('queue', $._name),
    optional($.run_parens),
  ]),

  alter_service: statement('ALTER SERVICE', ($) => [
    field('name', $._part),
    choice(seq(words($, 'ON QUEUE'), field('queue', $._name), optional($.run_parens)), $.run_parens),
  ]),

  drop_service: drop('SERVICE'),

  begin_dialog: statement('BEGIN DIALOG', ($) => [
    optional($.CONVERSATION),
    field('handle', $.variable),
    words($, 'FROM SERVICE'),
    field('from', choice($._part, $.variable)),
    words($, 'TO SERVICE'),
    field('to', choice($.string, $.variable)),
    optional($._run),
  ]),

  begin_conversation_timer: statement('BEGIN CONVERSATION', ($) => [$.identifier, $.run_parens, $._run]),

  end_conversation: ($) =>
    prec.right(seq($._end_conversation, choice($.variable, $.string), optional(seq($.WITH, $._run)))),

  // One token: END is not the end of a block.
  _end_conversation: () => token(prec(2, phrase('end conversation'))),

  send: statement('SEND ON CONVERSATION', ($) => [
    choice(field('handle', $.variable), parens(comma(field('handle', $._expression))), $.subquery),
    optional(seq(words($, 'MESSAGE TYPE'), choice($._name, $.variable))),
    optional($._run_parens),
  ]),

  receive: statement('RECEIVE', ($) => [
    optional($.top),
    comma($._select_element),
    $.FROM,
    field('queue', $._name),
    optional(seq($.INTO, $.variable)),
    optional($.where),
  ]),

  create_event_notification: statement('CREATE EVENT NOTIFICATION', ($) => [
    field('name', $._part),
    $.ON,
    choice(field('on', $.SERVER), field('on', $.DATABASE), seq(field('on', $.QUEUE), $._name)),
    $._run,
  ]),

  drop_event_notification: drop('EVENT NOTIFICATION'),
};
