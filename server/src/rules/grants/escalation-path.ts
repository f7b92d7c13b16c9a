import type { Script } from '../../syntax/statement';
import type { PlacedPath } from '../../workspace/paths/index';
import { nodeWords, stepWords } from '../path-words';
import type { PathFinding } from '../rule';
import { rule } from '../rule';

export const escalationPath = rule({
  id: 'escalation-path',
  severity: 'warning',
  serverErrors: [],
  summary: 'Somebody who is no administrator can become one, or db_owner of a database that is not his.',
  why: 'Each grant on the way may be harmless alone; one after the other they lead to the whole server. Each step has been tried on the virtual server: `tsqlctx paths` prints the statements.',
  advice:
    'Take one of the steps away: revoke the grant, turn TRUSTWORTHY off, or give the module a user of its own that holds no more than it needs.',
  bad: [
    'GO\nCREATE PROCEDURE dbo.helper AS SELECT 1;\nGO\nCREATE PROCEDURE dbo.nightly WITH EXECUTE AS OWNER AS EXEC dbo.helper;\nGO\nGRANT EXECUTE ON dbo.nightly TO amy; GRANT ALTER ON dbo.helper TO amy;',
    "GO\nCREATE PROCEDURE dbo.run_any @cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC (@cmd);\nGO\nGRANT EXECUTE ON dbo.run_any TO amy;",
  ],
  good: [
    'ALTER AUTHORIZATION ON DATABASE::shop TO sa; ALTER DATABASE shop SET TRUSTWORTHY ON;',
    "GO\nCREATE PROCEDURE dbo.count_all @name sysname WITH EXECUTE AS 'dbo' AS SELECT COUNT(*) FROM sys.objects WHERE name = @name;\nGO\nGRANT EXECUTE ON dbo.count_all TO amy;",
  ],
  rulebook: ['ESC-1', 'ESC-3', 'ESC-4', 'ESC-9'],
  yieldsTo: ['impersonate-privileged', 'impersonate-dbo', 'server-wide-impersonation-grant', 'msdb-owner-member'],
  yieldsOnTheWayTo: ['impersonate-privileged', 'trustworthy-escalation-path'],
  *paths(paths, script) {
    for (const group of byLastStep(paths, script)) yield told(group);
  },
});

interface Group {
  readonly path: PlacedPath;
  readonly span: PathFinding['span'];
  /** Who else gets there by the same last step. */
  readonly others: Set<string>;
}

/** One for each place in the script where a last step was made so: the shortest path. */
function byLastStep(paths: readonly PlacedPath[], script: Script): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const path of paths.toSorted((a, b) => a.steps.length - b.steps.length)) {
    const last = path.sites.findLast((site) => site !== undefined);
    if (last?.script !== script) continue;
    const key = `${last.span.start}|${path.to.id}`;
    const group = groups.get(key) ?? { path, span: last.span, others: new Set() };
    groups.set(key, group);
    if (path.from.id !== group.path.from.id) group.others.add(path.from.id);
  }
  return groups.values();
}

function told({ path: { from, to, steps, sites }, span, others }: Group): PathFinding {
  const more = others.size === 0 ? '' : ` and ${others.size} other${others.size === 1 ? '' : 's'}`;
  const count = steps.length === 1 ? 'one step' : `${steps.length} steps`;
  return {
    span,
    message: `${capital(nodeWords(from))}${more} can become ${nodeWords(to)} in ${count}.`,
    related: steps.flatMap((step, index) => {
      const site = sites[index];
      return site ? [{ uri: site.script.uri, span: site.span, message: `step ${index + 1}: ${stepWords(step)}` }] : [];
    }),
  };
}

function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
