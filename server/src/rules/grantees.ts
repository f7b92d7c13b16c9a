/**
 * Who may start a module but is refused something inside it. Those for whom the same comes out are one finding. What a TRY
 * in the body takes is left out.
 */

import { databaseKey } from '../catalog/collation';
import { decideChain } from '../catalog/decide/chain';
import type { GranteeRun, Starts } from '../engine/run/grantees';
import type { ModuleBody } from '../engine/run/module-bodies';
import { byTry } from '../engine/run/try-blocks';
import type { ErrorOutcome, PlacedStep } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { isOfLostSignature } from './countersigned';
import type { Placed } from './judge-step';
import { granteeCannotFinish } from './modules/grantee-cannot-finish';
import { leavesSandbox, type RefusedStep, refusedIn, what } from './refused-steps';
import type { Rule } from './rule';
import { activationSandbox } from './sandbox/activation-sandbox';
import { crossDbChainBroken } from './sandbox/cross-db-chain-broken';

/** A run of a body for somebody who may start it, or who starts another module that calls it. */
export interface Started extends GranteeRun {
  /** The module that he starts. */
  readonly via?: string;
  /** The run of that one. */
  readonly origin?: GranteeRun;
}

export interface Grantees {
  readonly runs: readonly Started[];
  /** Those of which a finding at their queue speaks. */
  readonly atQueues: ReadonlySet<GranteeRun>;
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
        if (definition) found.set(definition, [...(found.get(definition) ?? []), { ...from, run, via, origin: from }]);
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
export function foundFor({ statement }: ModuleBody, { runs, atQueues }: Grantees): readonly Placed[] {
  const refusals = new Map<string, Refused>();
  for (const one of runs) {
    const { grantee, starts, run, via } = one;
    if (starts === 'may be anybody') continue;
    const found = starts === 'connects' ? refusedIn(run.steps, 0, 'tried, too') : refusedIn(run.steps, 0);
    for (const { step, offset, outcome } of found) {
      if (atQueues.has(one.origin ?? one) && leavesSandbox(outcome)) continue;
      if (via !== undefined && step.paths.every(isOfLostSignature)) continue;
      const { start, end } = outcome.span;
      const key = [offset, start, end, starts, via, outcome.number, what(outcome)].join('|');
      const known = refusals.get(key) ?? { step, offset, outcome, starts, via, grantees: [] };
      if (!known.grantees.includes(grantee)) known.grantees.push(grantee);
      refusals.set(key, known);
    }
  }
  return nearest([...refusals.values()]).flatMap((one): readonly Placed[] => {
    const border = chainAtBorder(one);
    if (one.starts === 'reads it' && border === undefined) return [];
    return [
      {
        offset: one.offset,
        rule: ruleFor(one, border),
        found: { span: spanOf(one), message: messageOf(one, statement.type, border) },
        step: one.step,
        certainty: 'always',
        refusal: one.outcome,
      },
    ];
  });
}

function ruleFor({ starts, outcome }: Refused, border: string | undefined): Rule {
  if (border !== undefined) return crossDbChainBroken;
  return starts === 'is its activation user' && leavesSandbox(outcome) ? activationSandbox : granteeCannotFinish;
}

/** Why an ownership chain does not reach an object of another database; undefined: it is not about that. */
function chainAtBorder({ step, outcome: { refusal, question } }: Refused): string | undefined {
  const world = step.paths[0]?.before;
  const module = world?.scope.module;
  if (!module || refusal.kind !== 'permission' || question?.securable.class !== 'OBJECT') return undefined;
  if (!chained.has(question.permission) || step.calls.some(({ kind }) => kind === 'dynamic')) return undefined;
  const to =
    question.database === undefined
      ? undefined
      : world.catalog.databases.get(databaseKey(world.catalog, question.database));
  const from = world.catalog.databases.get(module.database);
  const source = from?.objects.get(module.id);
  const target = to?.objects.get(question.securable.id);
  if (!from || !to || from === to || !source || !target) return undefined;
  const chain = decideChain(world.catalog, { database: from, object: source }, { database: to, object: target });
  return chain.kind === 'broken' ? chain.because : undefined;
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
  readonly starts: Exclude<Starts, 'may be anybody'>;
  readonly via: string | undefined;
  readonly grantees: GranteeRun['grantee'][];
}

function spanOf({ step, outcome: { span } }: RefusedStep): { start: number; end: number } {
  return span.end > span.start ? span : step.statement.span;
}

function messageOf(refused: Refused, type: string, border: string | undefined): string {
  const { outcome, starts, grantees } = refused;
  const names = grantees.map(nameOf);
  const are = names.length > 1 || isRole(grantees[0]!) ? 'are' : 'is';
  const all = list(names);
  const why = border ?? whyOf(refused);
  const refusal = `refused ${border === undefined ? what(outcome) : across(outcome)} here${why === undefined ? '' : `: ${why}`}.`;
  if (refused.via !== undefined)
    return `${capital(all)} may start ${refused.via}, which calls this ${type}, but ${are} ${refusal} ${border === undefined ? waysOut : waysAcross}`;
  switch (starts) {
    case 'executes it':
      return `${capital(all)} may execute this ${type}, but ${are} ${refusal} ${border === undefined ? waysOut : waysAcross}`;
    case 'reads it':
      return `${capital(all)} may read this view, but ${are} ${refusal} Grant it to them there.`;
    case 'fires it':
      return `${capital(all)} may write to the table, which fires this trigger, but ${are} ${refusal} ${waysOut}`;
    case 'is its activation user':
      return `A queue starts this ${type} as ${all}, who ${are} ${refusal}`;
    case 'connects':
      return `${capital(all)} cannot connect: ${names.length > 1 ? 'they are' : 'it is'} ${refusal} A logon trigger that fails refuses the logon (17892), also where a TRY takes the error.`;
  }
}

const waysAcross =
  'Grant it to them there, or sign the module with a certificate whose user in that database holds the right.';

/** What is refused in another database. */
function across({ question }: ErrorOutcome): string {
  return `${question?.permission} on ${question?.database}.${question?.on.replace(/^OBJECT::/, '')}`;
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
