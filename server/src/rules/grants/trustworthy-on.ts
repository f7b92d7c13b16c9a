import { rule } from '../rule';

export const trustworthyOn = rule({
  id: 'trustworthy-on',
  severity: 'warning',
  serverErrors: [15309],
  summary: 'TRUSTWORTHY is turned on.',
  why: 'From now on every token made in this database is vouched for by its owner: who is db_owner here can become what the owner is elsewhere.',
  advice: 'Leave it OFF and sign the modules that need to leave the database.',
  bad: ['ALTER DATABASE shop SET TRUSTWORTHY ON;'],
  good: ['ALTER DATABASE shop SET TRUSTWORTHY OFF;'],
  rulebook: ['XDB-15', 'XDB-40', 'ESC-1'],
  *step({ statement }) {
    if (statement.kind !== 'alter_database') return;
    const option = statement.options.find(({ name, value }) => name === 'TRUSTWORTHY' && value?.toUpperCase() === 'ON');
    if (option)
      yield {
        span: option.span,
        message: "TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.",
      };
  },
});
