/**
 * Why a statement is allowed or refused, in plain sentences: what was asked for, which row of the token decided, and
 * what would help. The hover and the command line's `explain` say the same.
 */

import { databaseKey } from '../catalog/collation';
import type { Proof, Question } from '../catalog/decide/verdict';
import type { PermissionRow } from '../catalog/model';
import type { Reason } from '../catalog/reason';
import { isServerScoped } from '../catalog/securable';
import { showNeed } from '../catalog/show';
import { loginToken, userToken } from '../engine/session/identity';
import { change } from '../engine/session/make';
import { isGuestAway } from '../engine/session/mapping';
import type { ErrorOutcome, Outcome, Refusal, World } from '../engine/session/model';
import { type RowView, viewOf } from '../engine/session/view';
import { whatHelps, whyRefused } from '../engine/session/why-refused';
import { originOfRow } from '../rules/origin-of-row';
import { originWords } from '../rules/origin-words';
import type { Origins } from '../workspace/provenance';
import { pathOfMemberships } from './memberships';
import { waysOut } from './ways-out';
import { sandboxOf } from './words';

/** The sentences behind an outcome; none where there is nothing to say but the outcome itself. */
export function reasonsOf(outcome: Outcome, world: World, origins: Origins = nowhere): readonly string[] {
  switch (outcome.kind) {
    case 'ok':
      return outcome.proof
        ? [...because(outcome.proof, outcome.question, world, origins), ...letIn(outcome.question, world)]
        : [];
    case 'error':
      return refusedBecause(outcome, world, origins);
    case 'unknown':
      return outcome.unless
        ? [
            `${capital(outcome.because.text)}.`,
            ...refusedBecause(outcome.unless.refusal, world, origins),
            ...missing(outcome.because),
          ]
        : [...asked(outcome.question), ...missing(outcome.because)];
    default:
      return [];
  }
}

const nowhere: Origins = () => undefined;

function refusedBecause(error: ErrorOutcome, world: World, origins: Origins): readonly string[] {
  const { question, proof } = error;
  return [
    ...asked(question),
    ...asGuest(question, world),
    ...(proof && !isToldByAdvice(error) ? because(proof, question, world, origins) : []),
    ...advice(error),
    ...madeIn(error, origins),
    ...notTrusted(error, world),
    ...waysOut(error, world),
  ];
}

/** In the frame of a module the server was also seen to speak of the module itself (XDB-32). */
function notTrusted({ number, refusal }: ErrorOutcome, { stack }: World): readonly string[] {
  return number === 300 && refusal.kind === 'server-permission-in-sandbox' && stack.frame.origin === 'module'
    ? ['In a module it may also say Msg 15562: the module is not trusted.']
    : [];
}

/** Why a frame away from home is guest, whoever its login is there (XDB-1, XDB-3). */
function asGuest(question: Question | undefined, world: World): readonly string[] {
  const there = whereAsked(question, world);
  if (!question || isServerScoped(question.securable.class) || !isGuestAway(there, there.database)) return [];
  const target = there.catalog.databases.get(there.database)?.name ?? there.database;
  const who = viewOf(world).user;
  const whose = who === null ? 'a user of its own' : `${who}'s own ${target} user`;
  return [`In ${target} it is guest: ${whose} does not count, as the frame is sandboxed in ${sandboxOf(world)}.`];
}

/** The world in the database where the check was made: there other token rows count. */
function whereAsked(question: Question | undefined, world: World): World {
  const key = question?.database === undefined ? undefined : databaseKey(world.catalog, question.database);
  return key !== undefined && key !== world.database && world.catalog.databases.has(key)
    ? change(world, { database: key })
    : world;
}

/** In a sandboxed frame no row could hold a server permission, which the advice says better. */
function isToldByAdvice({ refusal, proof }: ErrorOutcome): boolean {
  return refusal.kind === 'server-permission-in-sandbox' && proof?.kind === 'nothing';
}

/** Why a database user's frame counts away from home (XDB-10). */
function letIn(question: Question | undefined, world: World): readonly string[] {
  const { frame } = world.stack;
  const there = whereAsked(question, world);
  if (frame.scope !== 'database' || frame.home === undefined || there.database === frame.home) return [];
  const { user } = viewOf(there);
  if (user === null || user === 'guest') return [];
  const vouching = (viewOf(change(world, { database: frame.home })).userToken ?? [])
    .filter(({ usage }) => usage === 'AUTHENTICATOR')
    .map(({ name }) => `'${name}'`);
  return vouching.length === 0
    ? []
    : [
        `Away from home the frame counts, as '${user}', because ${vouching.join(' or ')} vouches for it and is trusted in '${question?.database}'.`,
      ];
}

function asked(question: Question | undefined): readonly string[] {
  return question ? [`It needs ${showNeed(question)}.`] : [];
}

const rowWords: Record<PermissionRow['state'], string> = {
  grant: 'Granted',
  grant_with_grant_option: 'Granted, with grant option,',
  deny: 'Denied',
};

/** The step of the permission check that decided, with the row of the token. */
function because(proof: Proof, question: Question | undefined, world: World, origins: Origins): readonly string[] {
  switch (proof.kind) {
    case 'sysadmin':
      return [
        `Login '${proof.principal}' is a member of sysadmin: nothing is checked, and no DENY counts.`,
        ...memberIn('sysadmin', world, origins),
      ];
    case 'dbo':
      return ['The user is dbo: nothing in this database is checked, and no DENY counts.'];
    case 'owner':
      return [`'${proof.principal}' owns ${proof.of}: an owner has every permission on it, and no DENY counts.`];
    case 'chain':
      return [
        `Ownership chain: ${proof.from} and ${proof.to} both belong to '${proof.owner}', so permissions on ${proof.to} are not checked, not even a DENY.`,
      ];
    case 'row': {
      const how = rowWords[proof.row.state];
      const there = whereAsked(question, world);
      return [
        `${how} to ${tokenRow(proof.principal, there)}: ${proof.covers}.`,
        ...byMemberships(proof.principal, there),
        ...statedIn(proof.row, there, origins),
        ...memberIn(proof.principal, there, origins),
      ];
    }
    case 'role':
      return [
        `Fixed role ${tokenRow(proof.role, whereAsked(question, world))} brings it: ${proof.covers}.`,
        ...byMemberships(proof.role, whereAsked(question, world)),
        ...memberIn(proof.role, whereAsked(question, world), origins),
      ];
    case 'self':
      return [`Everybody may impersonate himself: it is '${proof.principal}' already.`];
    case 'exempt':
      return proof.because === 'nothing is required' ? [] : [`${capital(proof.because)}.`];
    case 'nothing':
      return [nobodyHolds(proof.principal, question, world)];
  }
}

/** Where the row was granted or denied. */
function statedIn(row: PermissionRow, world: World, origins: Origins): readonly string[] {
  const origin = originOfRow(row, world, origins);
  return origin ? [`${row.state === 'deny' ? 'Denied' : 'Granted'} in ${originWords(origin)}.`] : [];
}

/** Where the primary identity, or a role that it is in, was put into a role. */
function memberIn(role: string, world: World, origins: Origins): readonly string[] {
  const rows = [...userToken(world, world.database).rows, ...loginToken(world).rows];
  for (const { name: member } of rows) {
    const origin = member === role ? undefined : origins({ kind: 'member', role, member });
    if (origin) return [`'${member}' is its member by ${originWords(origin)}.`];
  }
  return [];
}

/** Where that was made which is there already. */
function madeIn({ refusal }: ErrorOutcome, origins: Origins): readonly string[] {
  if (refusal.kind !== 'exists') return [];
  const level = levelOf(refusal.what);
  const origin = level && origins({ kind: 'principal', name: refusal.name, level });
  return origin ? [`Made in ${originWords(origin)}.`] : [];
}

function levelOf(what: string): 'login' | 'user' | 'either' | undefined {
  if (what === 'login' || what === 'server principal') return 'login';
  return what === 'user' || what === 'role' ? 'either' : undefined;
}

function nobodyHolds(principal: string, question: Question | undefined, world: World): string {
  const view = viewOf(whereAsked(question, world));
  const atServer =
    question?.securable.class === 'SERVER' ||
    question?.securable.class === 'LOGIN' ||
    question?.securable.class === 'SERVER ROLE';
  const rows = atServer ? view.loginToken : view.userToken;
  if (!rows || rows.length === 0) return `Nobody in the token of '${principal}' holds it, or anything that covers it.`;
  const token = `the ${atServer ? 'login' : 'user'} token`;
  const names = rows
    .filter(({ usage }) => usage !== 'AUTHENTICATOR')
    .map(({ name }) => `'${name}'`)
    .join(', ');
  return question?.standing === undefined
    ? `No row of ${token} holds it, or anything that covers it: ${names}.`
    : `${capital(token)} has nobody of that kind: ${names}.`;
}

/** The roles on the way to one that the primary identity is in by way of others. */
function byMemberships(role: string, world: World): readonly string[] {
  const [first] = userToken(world, world.database).rows;
  const [login] = loginToken(world).rows;
  for (const row of [first, login]) {
    const path = row?.id === undefined ? undefined : pathOfMemberships(world, world.database, row.id, role);
    if (path) return [`The way there: ${path.map((name) => `'${name}'`).join(' in ')}.`];
  }
  return [];
}

/** A principal of the token with its row: `'staff' (ROLE, GRANT OR DENY)`; what came by a signature says so. */
function tokenRow(name: string, world: World): string {
  const { userToken, loginToken } = viewOf(world);
  const row = [...(userToken ?? []), ...(loginToken ?? [])].find((one) => one.name === name);
  if (!row) return `'${name}'`;
  return `'${name}' (token row: ${row.type}, ${row.usage}${bySignature(row) ? '; there by the signature of the module' : ''})`;
}

function bySignature({ type }: RowView): boolean {
  return /MAPPED TO (CERTIFICATE|ASYMMETRIC KEY)$/.test(type);
}

/** What stands behind a refusal beyond the permission, and what would help. */
function advice(error: ErrorOutcome): readonly string[] {
  const found = adviceOn(error.refusal);
  if (found !== undefined) return [found];
  if (!isToldByMessage.has(error.refusal.kind)) return [];
  const help = whatHelps(error);
  return [whyRefused(error), ...(help === undefined ? [] : [help])];
}

/** What is known of these is what is known of the message. */
const isToldByMessage: ReadonlySet<Refusal['kind']> = new Set([
  'missing',
  'exists',
  'wrong-database',
  'clause',
  'other',
  'platform',
]);

function adviceOn(refusal: Refusal): string | undefined {
  switch (refusal.kind) {
    case 'principal-missing':
      return refusal.otherLevel
        ? `There is no ${refusal.level} '${refusal.name}', but a ${refusal.level === 'user' ? 'login' : 'user'} of that name.`
        : `There is no ${refusal.level} '${refusal.name}' here.`;
    case 'not-impersonable':
      return `'${refusal.name}' can't be impersonated by anybody: it is ${refusal.type}.`;
    case 'orphaned':
      return `The login of user '${refusal.name}' is gone. ALTER USER ... WITH LOGIN, or for dbo ALTER AUTHORIZATION ON DATABASE, mends it.`;
    case 'impersonate-missing':
      return `GRANT IMPERSONATE ON ${refusal.level.toUpperCase()}::${refusal.name} would allow it.`;
    case 'sandboxed':
      return sandboxed(refusal);
    case 'no-user':
      return refusal.unconnected === undefined
        ? `Login '${refusal.login}' has no user in '${refusal.database}', and guest is not enabled there.`
        : `User '${refusal.unconnected}' holds no CONNECT in '${refusal.database}', or it is denied.`;
    case 'server-permission-in-sandbox':
      return `The frame is that of a user of '${refusal.from}': server permissions and roles don't count in it (its login token is DENY ONLY). A signature whose certificate login holds AUTHENTICATE SERVER, or EXECUTE AS LOGIN, would let them.`;
    case 'linked-server-in-sandbox':
      return `The frame is that of a user of '${refusal.from}', which no other server trusts. EXECUTE AS LOGIN, or a trusted owner or signature, would be needed.`;
    case 'revert-wrong-database':
      return `EXECUTE AS ran in '${refusal.pushedIn}': USE that database again, then REVERT.`;
    case 'revert-no-revert':
      return 'EXECUTE AS ... WITH NO REVERT lasts until the connection ends.';
    case 'cookie-mismatch':
      return refusal.expected
        ? 'The frame was pushed WITH COOKIE: REVERT needs the very variable that received it, in the same batch.'
        : 'The frame was pushed without a cookie: plain REVERT ends it.';
    case 'mixed-mechanism':
      return `The context was set by ${refusal.by}, which ${refusal.statement} can't undo.`;
    case 'ad-hoc-only':
      return `${refusal.what} is possible in a batch of its own only, not in a module or in dynamic SQL.`;
    case 'approle-not-adhoc':
      return 'sp_setapprole is possible in a batch of its own only: not in a module or dynamic SQL, not in a transaction, not twice.';
    case 'cookie-type':
      return 'Only a varbinary variable holds a cookie.';
    case 'pinned-database':
      return `${refusal.by === 'setuser' ? 'SETUSER' : 'An application role'} keeps the connection in its database.`;
    case 'owner-not-single':
      return `EXECUTE AS OWNER needs an owner that somebody can be; '${refusal.owner}' is a role. ALTER AUTHORIZATION mends it.`;
    case 'missing':
    case 'exists':
    case 'wrong-database':
    case 'clause':
    case 'other':
    case 'platform':
    case 'permission':
    case 'raised':
      return undefined;
  }
}

/** What a verdict on trust calls the missing authenticator. */
const nobodyVouches = 'no authenticator';

function sandboxed({ from, to, user, untrusted }: Extract<Refusal, { kind: 'sandboxed' }>): string {
  const loginless = user === 'without-login';
  const help = {
    'with-login': `A signature whose certificate user holds AUTHENTICATE in '${to}', or EXECUTE AS LOGIN, would let it in.`,
    'without-login': `No trust between databases lets a user without login in; a module that is signed by a certificate whose user in '${to}' holds AUTHENTICATE gets there as that user.`,
    contained: `A user of the same SID in '${to}' would let it in, were '${from}' TRUSTWORTHY and its owner trusted there.`,
  }[user];
  if (!untrusted)
    return `The frame is that of a user of '${from}', who counts there only; in '${to}' it is guest at best. ${help}`;
  const why = `The frame is that of a user of '${from}', who counts there only; in '${to}' it is guest at best, and guest is not enabled.`;
  if (loginless) return `${why} ${help}`;
  const voucher = untrusted.find((one) => one !== nobodyVouches);
  const tried =
    voucher === undefined
      ? ` Nobody vouches for it: '${from}' is not TRUSTWORTHY, and no signature counts.`
      : ` '${voucher}' vouches for it, but is not trusted there.`;
  return `${why}${tried} ${help}`;
}

/** How the missing fact could be supplied. */
function missing({ lack }: Reason): readonly string[] {
  switch (lack) {
    case 'declaration':
      return ['A script that declares it, in the workspace or with --catalog, would settle that.'];
    case 'caller':
      return ['It depends on the call: simulate one to see.'];
    case 'windows':
      return ['Only the domain knows; a membership that is declared in a script would count.'];
    case 'setting':
      return ['A script that sets it would settle that.'];
    case 'start':
      return ['USE at its beginning, or a comment `--# session: login=... db=...`, would say it.'];
    case 'unseen':
    case 'path':
    case 'value':
    case 'model':
    case 'remote':
    case 'syntax':
    case 'effort':
      return [];
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
