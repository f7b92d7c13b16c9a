/**
 * Text of others that a module hands to a procedure, which runs it: in the frame of the caller where it has no clause of
 * its own (MOD-12). The procedures are those of the same script.
 */
import type { ModuleBody } from '../engine/run/module-bodies';
import type { PlacedStep } from '../engine/session/model';
import type { Statement, StatementOf } from '../syntax/statement';
import { type Handed, movesOf, type Sink } from '../syntax/taint/model';
import { readyTexts, textsInModule } from '../syntax/taint/sinks';
import { memo } from '../text/memo';
import { fold, sameName } from '../text/name';
import { type Elevation, elevationOfCalled } from './elevation';
import { type Placed, placed } from './judge-step';
import { handedTo, injectionUnderElevation } from './modules/injection-under-elevation';
import { stepFinder } from './routine';

type Create = StatementOf<'create_module'>;

/** What the modules of a script hand on in an elevated frame; offsets count from the script's start. */
export function* handedOn(
  all: readonly { readonly body: ModuleBody; readonly place: number }[],
): Generator<undefined, readonly Placed[]> {
  const elevated = all.map((one) => ({ ...one, calls: elevatedCalls(one.body) })).filter(({ calls }) => calls.size > 0);
  if (elevated.length === 0) return [];
  const modules = all.map(({ body }) => body.statement);
  for (const module of modules) {
    yield* readyTexts(module);
    yield;
  }
  const procedures = proceduresOf(modules);
  return elevated.flatMap(({ body: { statement: module }, place, calls }) =>
    textsInModule(module).handed.flatMap((one): readonly Placed[] => {
      const at = calls.get(one.statement);
      const there = at && runBy(one, procedures, 0);
      if (!there) return [];
      const found = handedTo(there, one, at.elevation, module);
      return [{ ...placed(injectionUnderElevation, found, at.step, 'always'), offset: place + at.offset }];
    }),
  );
}

const callsIn = stepFinder(({ statement }) => statement.kind === 'execute');

type ElevatedCall = PlacedStep & { readonly elevation: Elevation };

/** The calls of a module that are made in an elevated frame; the first step of each. */
const elevatedCalls = memo((body: ModuleBody): ReadonlyMap<Statement, ElevatedCall> => {
  const routine = { kind: 'module', module: body.statement, ...body } as const;
  const found = new Map<Statement, ElevatedCall | undefined>();
  for (const { step, offset } of callsIn(body.run.steps)) {
    if (found.has(step.statement)) continue;
    const [elevation] = step.paths.flatMap(({ before }) => elevationOfCalled(routine, before) ?? []);
    found.set(step.statement, elevation && { step, offset, elevation });
  }
  return new Map([...found].flatMap(([statement, one]) => (one ? [[statement, one]] : [])));
});

/** So many procedures hand it on to each other. */
const deepest = 4;

/** By their folded names; the last one of each. */
type Procedures = ReadonlyMap<string, Create>;

function proceduresOf(modules: readonly Create[]): Procedures {
  const procedures = modules.filter(({ type }) => type === 'procedure');
  return new Map(procedures.map((one) => [addressOf(one.name), one]));
}

function addressOf({ schema = 'dbo', name }: Pick<Create['name'], 'schema' | 'name'>): string {
  return `${fold(schema)}\u0001${fold(name)}`;
}

/** The procedure that runs what it is handed, and where. */
function runBy(
  { statement: { module: called }, parameter: given }: Handed,
  procedures: Procedures,
  depth: number,
): { readonly module: Create; readonly sink: Sink } | undefined {
  if (called.kind !== 'name' || called.name.server !== undefined || called.name.database !== undefined)
    return undefined;
  const module = procedures.get(addressOf(called.name));
  if (!module || hasClause(module)) return undefined;
  const parameter =
    typeof given === 'number' ? module.parameters[given] : module.parameters.find((one) => sameName(one.name, given));
  if (!parameter) return undefined;
  const isGiven = ({ trace }: Pick<Sink, 'trace'>): boolean => {
    const [first] = movesOf(trace);
    return first?.move.kind === 'parameter' && sameName(first.move.name, parameter.name);
  };
  const texts = textsInModule(module);
  const sink = texts.sinks.find(isGiven);
  if (sink) return { module, sink };
  if (depth >= deepest) return undefined;
  for (const next of texts.handed.filter(isGiven)) {
    const inner = runBy(next, procedures, depth + 1);
    if (inner) return inner;
  }
  return undefined;
}

/** A procedure with a clause runs the text in a frame of its own, and is told of there. */
function hasClause({ executeAs }: Create): boolean {
  return executeAs !== undefined && executeAs.kind !== 'caller';
}
