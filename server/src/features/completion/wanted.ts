/** What is being named where something is typed, by the text before it. */
import { isPermission } from '../../catalog/builtin';
import { newest } from '../../catalog/versions';
import { regionsIn } from '../../syntax/regions';
import { meantBy } from '../../workspace/symbols/calls';
import { spaceOfClass } from '../../workspace/symbols/classes';
import type { Space } from '../../workspace/symbols/mention';
import { askedAbout } from '../../workspace/symbols/uses';

export interface Wanted {
  readonly what: What;
  /** What of it is typed already. */
  readonly typed: string;
  /** How it is written there. */
  readonly style: 'string' | 'code' | 'header';
}

export type What =
  | { readonly kind: 'names'; readonly space: Space; readonly only?: Only }
  | { readonly kind: 'words'; readonly of: 'header' | 'session' | 'server' }
  | { readonly kind: 'rules' };

/** Which of the principals: those that can be impersonated, those that can have members, or all who can be granted to. */
export type Only = 'impersonable' | 'roles' | 'users';

/** Undefined: nothing that is completed here. */
export function wantedAt(text: string, offset: number): Wanted | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const suppressed = /(?:--|\/\*)[ \t]*tsqlctx-(?:disable|enable)[\w-]*[ \t]+(?:[\w-]+[ \t]*,[ \t]*)*([\w-]*)$/.exec(
    line,
  );
  if (suppressed) return { what: { kind: 'rules' }, typed: suppressed[1]!, style: 'header' };
  if (/^\s*--#/.test(line)) return inHeader(line);
  if ([...regionsIn(line)].at(-1)?.kind === 'line comment') return undefined;
  const before = text.slice(Math.max(0, offset - furthest), offset);
  const statement = before.slice(before.search(/(?:^|\n)\s*go\s*\n(?![\s\S]*\n\s*go\s*\n)/i) + 1);
  return inString(statement) ?? inCode(statement.slice(statement.lastIndexOf(';') + 1));
}

/** So much of the text before is looked at, in code units. */
const furthest = 2000;

function inHeader(line: string): Wanted | undefined {
  const login = /^\s*--#\s*session:.*\blogin=('?[^'\s]*)$/.exec(line);
  if (login) return named('server principal', login[1]!, 'header');
  const database = /^\s*--#\s*session:.*\bdb=('?[^'\s]*)$/.exec(line);
  if (database) return named('database', database[1]!, 'header');
  const words = (of: 'header' | 'session' | 'server', typed: string): Wanted => ({
    what: { kind: 'words', of },
    typed,
    style: 'header',
  });
  const server = /^\s*--#\s*server:\s*([\w-]*)$/.exec(line);
  if (server) return words('server', server[1]!);
  const field = /^\s*--#\s*session:(?:.*\s)?(\w*)$/.exec(line);
  if (field) return words('session', field[1]!);
  const header = /^\s*--#\s*([\w-]*)$/.exec(line);
  return header ? words('header', header[1]!) : undefined;
}

function named(space: Space, typed: string, style: Wanted['style'], only?: Only): Wanted {
  return { what: { kind: 'names', space, ...(only && { only }) }, typed, style };
}

const open = String.raw`N?'([^'\n]*)$`;
const impersonates = new RegExp(String.raw`\b(?:as\s+(login|user)\s*=\s*|exec(?:ute)?\s+as\s+|setuser\s+)${open}`, 'i');
const called = new RegExp(String.raw`\b(sp_\w+)\]?\s+((?:[^;']|'[^']*')*)${open}`, 'i');
const asked = new RegExp(String.raw`\b([A-Z_]+)\s*\(((?:[^()']|'[^']*')*)${open}`, 'i');

function inString(text: string): Wanted | undefined {
  const as = impersonates.exec(text);
  if (as)
    return named(as[1]?.toLowerCase() === 'login' ? 'server principal' : 'principal', as[2]!, 'string', 'impersonable');
  const call = called.exec(text);
  if (call) {
    const given = call[2]!.replace(/'[^']*'/g, "''").split(',');
    const parameter = /(@\w+)\s*=\s*$/.exec(given.at(-1)!)?.[1];
    const meant = meantBy(call[1]!, parameter, given.length - 1);
    return meant && named(meant, call[3]!, 'string');
  }
  const ask = asked.exec(text);
  const spaces = ask && askedAbout[ask[1]!.toUpperCase()];
  const space = spaces?.[ask![2]!.split(',').length - 1];
  return space ? named(space, ask![3]!, 'string') : undefined;
}

const name = String.raw`(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[\w@#$\\]+)`;
const part = String.raw`(\[[^\]\n]*|"[^"\n]*|[\w@#$\\.]*)$`;
const classes = 'login|user|role|schema|object|certificate|type|assembly|service|database';
const behindClass = new RegExp(
  String.raw`\b((?:server|application)\s+role|(?:a?symmetric)\s+key|${classes})\s*::\s*${part}`,
  'i',
);
const member = new RegExp(String.raw`\balter\s+(server\s+)?role\s+${name}\s+(?:add|drop)\s+member\s+${part}`, 'i');
const grantee = new RegExp(
  String.raw`\b(?:grant|deny|revoke)\s([^;]*?)\b(?:to|from)\s+(?:${name}\s*,\s*)*${part}`,
  'i',
);
const forms: readonly { readonly pattern: RegExp; readonly space: Space; readonly only?: Only }[] = [
  { pattern: new RegExp(String.raw`\b(?:for|from)\s+login\s+${part}`, 'i'), space: 'server principal', only: 'users' },
  { pattern: new RegExp(String.raw`\bwith\s+login\s*=\s*${part}`, 'i'), space: 'server principal', only: 'users' },
  { pattern: new RegExp(String.raw`\b(?:for|from|by)\s+certificate\s+${part}`, 'i'), space: 'certificate' },
  { pattern: new RegExp(String.raw`\b(?:for|from|by)\s+asymmetric\s+key\s+${part}`, 'i'), space: 'asymmetric key' },
  {
    pattern: new RegExp(
      String.raw`\balter\s+authorization\s+on\s+(?:database|login|server\s+role|endpoint)\s*::\s*${name}\s+to\s+${part}`,
      'i',
    ),
    space: 'server principal',
  },
  {
    pattern: new RegExp(String.raw`\balter\s+authorization\s+on\s+[^;]*?\bto\s+${part}`, 'i'),
    space: 'principal',
  },
  {
    pattern: new RegExp(
      String.raw`\bcreate\s+(?:schema|role|certificate|assembly|queue|service)\b[^;]*?\bauthorization\s+${part}`,
      'i',
    ),
    space: 'principal',
  },
];

function inCode(text: string): Wanted | undefined {
  const of = behindClass.exec(text);
  if (of) {
    const kind = of[1]!.toUpperCase().replace(/\s+/g, ' ');
    const space = spaceOfClass(kind);
    return space && named(space, of[2]!, 'code', onlyOf[kind]);
  }
  const to = member.exec(text);
  if (to) return named(to[1] ? 'server principal' : 'principal', to[2]!, 'code');
  const given = grantee.exec(text);
  if (given) return named(isOfServer(given[1]!) ? 'server principal' : 'principal', given[2]!, 'code');
  for (const { pattern, space, only } of forms) {
    const found = pattern.exec(text);
    if (found) return named(space, found.at(-1)!, 'code', only);
  }
  return undefined;
}

const onlyOf: Readonly<Record<string, Only>> = {
  LOGIN: 'users',
  USER: 'users',
  ROLE: 'roles',
  'SERVER ROLE': 'roles',
};

/** Whether what is granted is a permission of the server, or on something of it. */
function isOfServer(granted: string): boolean {
  const [permissions = '', securable] = granted.split(/\bon\b/i);
  if (securable !== undefined) return /^\s*(?:login|server\s+role|endpoint|availability\s+group)\s*::/i.test(securable);
  return permissions
    .split(',')
    .map((one) => one.trim().replace(/\s+/g, ' ').toUpperCase())
    .some((one) => !isPermission(newest, 'DATABASE', one) && isPermission(newest, 'SERVER', one));
}
