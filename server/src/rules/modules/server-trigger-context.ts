import { rule } from '../rule';

export const serverTriggerContext = rule({
  id: 'server-trigger-context',
  severity: 'information',
  serverErrors: [],
  summary: 'A trigger of the server with an EXECUTE AS clause.',
  why: 'The clause names a login, and the frame is one of the server: its roles and permissions count everywhere, other than in a module of a database. Whoever fires the trigger runs its text with all of them.',
  advice: 'Name a login that holds no more than the trigger needs; ORIGINAL_LOGIN() says who fired it.',
  bad: [
    `CREATE TRIGGER made ON ALL SERVER WITH EXECUTE AS 'sa' FOR CREATE_DATABASE AS PRINT 'made';`,
    `CREATE TRIGGER hello ON ALL SERVER WITH EXECUTE AS SELF FOR LOGON AS PRINT 'hello';`,
  ],
  good: [
    `CREATE TRIGGER made ON ALL SERVER FOR CREATE_DATABASE AS PRINT 'made';`,
    `CREATE TRIGGER made ON DATABASE WITH EXECUTE AS 'clerk' FOR CREATE_TABLE AS PRINT 'made';`,
    `CREATE TRIGGER made ON ALL SERVER WITH EXECUTE AS CALLER FOR CREATE_DATABASE AS PRINT 'made';`,
  ],
  rulebook: ['ENT-8', 'ENT-6', 'XDB-8'],
  statements: ['create_module'],
  *step({ statement }) {
    if (statement.kind !== 'create_module' || statement.trigger?.on.kind !== 'server') return;
    const { executeAs } = statement;
    if (executeAs?.kind === 'named' || executeAs?.kind === 'self')
      yield {
        span: executeAs.span,
        message: `The trigger runs as ${executeAs.kind === 'named' ? `login '${executeAs.name}'` : 'the login that creates it'}, at the server: no database limits it.`,
      };
  },
});
