import { rule } from '../rule';

export const dbChainingOn = rule({
  id: 'db-chaining-on',
  severity: 'warning',
  serverErrors: [],
  summary: 'Cross-database ownership chaining is turned on.',
  why: 'Whoever owns objects here through the same login reads and writes the other database without a permission there.',
  advice: 'Sign the modules that need the other database.',
  bad: ['ALTER DATABASE shop SET DB_CHAINING ON;'],
  good: ['ALTER DATABASE shop SET DB_CHAINING OFF;'],
  rulebook: ['CHN-9', 'ESC-11'],
  *step({ statement }) {
    if (statement.kind !== 'alter_database') return;
    const option = statement.options.find(({ name, value }) => name === 'DB_CHAINING' && value?.toUpperCase() === 'ON');
    if (option) yield { span: option.span, message: 'DB_CHAINING ON lets ownership chains cross databases.' };
  },
});
