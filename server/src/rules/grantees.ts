/**
 * Who may start a module but is refused something inside it. Those for whom the same comes out are one finding. What a TRY
 * in the body takes is left out.
 */
import type { GranteeRun, Starts } from '../engine/run/grantees';
import type { ModuleBody } from '../engine/run/module-bodies';
import { byTry } from '../engine/run/try-blocks';
import type { ErrorOutcome, PlacedStep, Refusal, Step } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { withoutSidNumbers } from '../text/name';
import type { Placed } from './judge-step';
import { granteeCannotFinish } from './modules/grantee-cannot-finish';

/** A run of a body for somebody who may start it, or who starts another module that calls it. */
export interface Started extends GranteeRun {
  /** The module that he starts. */
  readonly via?: string;
}

/** So many calls deep the modules are looked into that somebody may start. */
const deepest = 4;

/** The runs of the bodies that the modules of a script call for those who may start those, by what is called. */
export function startedByOthers(
  all: readonly { readonly body: ModuleBody; readonly grantees: readonly GranteeRun[] }[],
): ReadonlyMap<Statement, readonly Started[]> {
  const found = new Map<Statement, Started[]>();
  const visit = (steps: readonly PlacedStep[], from: GranteeRun, via: string, depth: number): void => {
    for (const { step } of steps) {
      for (const { definition, run } of step.calls) {
        if (depth >= deepest) continue;
        if (definition) found.set(definition, [...(found.get(definition) ?? []), { ...from, run, via }]);
        visit(run.steps, from, via, depth + 1);
      }
      for (const [children, inTry] of byTry(step)) if (!inTry) visit(children, from, via, depth);
    }
  };
  for (const { body, grantees } of all)
    for (const one of grantees) visit(one.run.steps, one, body.statement.name.text, 0);
  return found;
}

/** What is refused to some of those who may start the module. */
export function foundFor({ statement }: ModuleBody, runs: readonly Started[]): readonly Placed[] {
  const refusals = new Map<string, Refused>();
  for (const { grantee, starts, run, via } of runs) {
    const found = starts === 'connects' ? refusedIn(run.steps, 0, 'tried, too') : refusedIn(run.steps, 0);
    for (const { step, offset, outcome } of found) {
      const { start, end } = outcome.span;
      const key = [offset, start, end, starts, via, outcome.number, what(outcome)].join('|');
      const known = refusals.get(key) ?? { step, offset, outcome, starts, via, grantees: [] };
      if (!known.grantees.includes(grantee)) known.grantees.push(grantee);
      refusals.set(key, known);
    }
  }
  return nearest([...refusals.values()]).map((one) => ({
    offset: one.offset,
    rule: granteeCannotFinish,
    found: { span: spanOf(one), message: messageOf(one, statement.type) },
    step: one.step,
    certainty: 'always',
    refusal: one.outcome,
  }));
}

/** Whoever starts the module itself is told of, else those who start one that calls it: of these the first. */
function nearest(all: readonly Refused[]): readonly Refused[] {
  return all.filter(
    (one, index) =>
      one.via === undefined ||
      !all.some((other, at) => other.offset === one.offset && (other.via === undefined || at < index)),
  );
}

interface Refused extends RefusedStep {
  readonly starts: Starts;
  readonly via: string | undefined;
  readonly grantees: GranteeRun['grantee'][];
}

interface RefusedStep {
  readonly step: Step;
  readonly offset: number;
  readonly outcome: ErrorOutcome;
}

/**
 * The steps that are refused on every path, but for those in TRY blocks: those count only in a logon trigger, which fails
 * all the same (ENT-6).
 */
function* refusedIn(steps: readonly PlacedStep[], base: number, which?: 'tried, too'): Generator<RefusedStep> {
  for (const { offset, step } of steps) {
    const [first] = step.paths;
    const outcome = first?.outcome;
    if (outcome?.kind === 'error' && asksCaller.has(outcome.refusal.kind) && step.paths.every(isRefused))
      yield { step, offset: base + offset, outcome };
    for (const [children, inTry] of byTry(step)) if (!inTry || which) yield* refusedIn(children, base + offset, which);
  }
}

function isRefused({ outcome }: Step['paths'][number]): boolean {
  return outcome.kind === 'error';
}

/** What depends on who asks. */
const asksCaller: ReadonlySet<Refusal['kind']> = new Set([
  'permission',
  'sandboxed',
  'no-user',
  'server-permission-in-sandbox',
  'linked-server-in-sandbox',
  'impersonate-missing',
]);

function spanOf({ step, outcome: { span } }: RefusedStep): { start: number; end: number } {
  return span.end > span.start ? span : step.statement.span;
}

function messageOf(refused: Refused, type: string): string {
  const { outcome, starts, grantees } = refused;
  const names = grantees.map(nameOf);
  const are = names.length > 1 || isRole(grantees[0]!) ? 'are' : 'is';
  const all = list(names);
  const why = whyOf(refused);
  const refusal = `refused ${what(outcome)} here${why === undefined ? '' : `: ${why}`}.`;
  if (refused.via !== undefined)
    return `${capital(all)} may start ${refused.via}, which calls this ${type}, but ${are} ${refusal} ${waysOut}`;
  switch (starts) {
    case 'executes it':
      return `${capital(all)} may execute this ${type}, but ${are} ${refusal} ${waysOut}`;
    case 'fires it':
      return `${capital(all)} may write to the table, which fires this trigger, but ${are} ${refusal} ${waysOut}`;
    case 'is its activation user':
      return `A queue starts this ${type} as ${all}, who ${are} ${refusal}`;
    case 'connects':
      return `${capital(all)} cannot connect: ${names.length > 1 ? 'they are' : 'it is'} ${refusal} A logon trigger that fails refuses the logon (17892), also where a TRY takes the error.`;
  }
}

const waysOut =
  'Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.';

function nameOf(grantee: GranteeRun['grantee']): string {
  if (grantee.name === 'public') return "everybody (by 'public')";
  return isRole(grantee) ? `members of '${grantee.name}'` : `'${grantee.name}'`;
}

function isRole({ type, name }: GranteeRun['grantee']): boolean {
  return (type === 'role' && name !== 'public') || type.endsWith('group');
}

function list(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What is refused: the permission, or what the server says where none was asked for. */
function what({ question, message, number }: ErrorOutcome): string {
  if (question) return `${question.permission} on ${question.on.replace(/^OBJECT::/, '')}`;
  return `with ${number === null ? '' : `Msg ${number}: `}${withoutSidNumbers(message).replace(/\.$/, '')}`;
}

/** Why the chain of owners does not help. */
function whyOf({ step, outcome: { refusal, question } }: Refused): string | undefined {
  if (step.calls.some(({ kind }) => kind === 'dynamic')) return 'the ownership chain does not reach into dynamic SQL';
  switch (refusal.kind) {
    case 'sandboxed':
      return `a frame of ${refusal.from} counts only there`;
    case 'no-user':
      return `there is no user for the login in ${refusal.database}`;
    case 'server-permission-in-sandbox':
      return `a frame of ${refusal.from} holds nothing at the server`;
    case 'permission':
      if (question?.securable.class !== 'OBJECT') return undefined;
      return chained.has(question.permission)
        ? 'it belongs to somebody else than the module does, so the ownership chain is broken'
        : 'an ownership chain covers only SELECT, INSERT, UPDATE, DELETE and EXECUTE';
    default:
      return undefined;
  }
}

const chained: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE']);

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
