/** Escalation paths in words, for the rule and for `tsqlctx paths`. */
import type { Cut, Fact, Node, PathStep } from '../workspace/paths/index';

/** "user 'anna' in Shop" */
export function nodeWords({ kind, name, database }: Node): string {
  switch (kind) {
    case 'server':
      return 'sysadmin';
    case 'database':
      return `db_owner of ${name}`;
    case 'service account':
      return name;
    default:
      return `${kind} '${name}'${database === undefined ? '' : ` in ${database}`}`;
  }
}

/** Where a search ended early; in the words of a sentence. */
export function cutWords({ from, others }: Cut): string {
  const named = from.slice(0, mostNamed).map(nodeWords);
  const rest = from.length > mostNamed ? [`${from.length - mostNamed} more`] : [];
  const all = [...named, ...rest, ...(others ? ['others'] : [])];
  return `There may be more paths: not every way was followed from ${all.join(', ')}, for there are too many.`;
}

const mostNamed = 5;

/** "login 'ana' may impersonate login 'sa': IMPERSONATE on LOGIN::sa is granted to 'ana'" */
export function stepWords({ from, to, edge, fact }: PathStep): string {
  const because = factWords(fact);
  return `${nodeWords(from)} ${edgeWords(edge, to)}${because === undefined ? '' : `: ${because}`}`;
}

function edgeWords(edge: PathStep['edge'], to: Node): string {
  if (edge === 'lends') return `lends what '${to.name}' holds`;
  if (edge === 'may grant') return `may give away what makes one ${nodeWords(to)}`;
  return `${edge} ${nodeWords(to)}`;
}

function factWords(fact: Fact): string | undefined {
  switch (fact.kind) {
    case 'permission':
      return `${fact.permission} on ${fact.on} is granted to '${fact.grantee}'`;
    case 'owner':
      return `it owns ${fact.of}`;
    case 'trustworthy':
      return `${fact.name} is TRUSTWORTHY`;
    case 'built in':
      return fact.text;
    case 'signature':
      return `${fact.module} is signed`;
    case 'job':
      return `job '${fact.name}' runs it`;
    case 'member':
    case 'module':
    case 'key':
      return undefined;
  }
}
