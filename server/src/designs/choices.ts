/** Facts that are worth switching at a step, written as the statements that make them. */
import { databaseKey } from '../catalog/collation';
import type { Question } from '../catalog/decide/verdict';
import type { Catalog, Database, Module } from '../catalog/model';
import { isServerScoped } from '../catalog/securable';
import { loginName, userName } from '../engine/session/identity';
import type { Outcome, World } from '../engine/session/model';
import type { Row } from '../features/simulation';
import { bracket, fold } from '../text/name';
import { moduleIn, ownerIn, type Texts } from './carrier';
import { alteredText } from './execute-as';
import { grantOf } from './rights';

export interface Choice {
  readonly group: 'Permissions' | 'Memberships' | 'Databases' | 'The module that runs';
  readonly label: string;
  readonly script: string;
}

export function choicesAt({ step, before }: Row, texts: Texts): readonly Choice[] {
  const paths = step?.paths ?? [];
  const world = paths[0]?.before ?? (before.kind === 'worlds' ? before.worlds[0] : undefined);
  if (!world) return [];
  const questions = paths.flatMap(({ outcome }) => questionOf(outcome));
  const all = [
    ...questions.flatMap((question) => permissions(world, question)),
    ...memberships(world),
    ...databases(world, questions),
    ...ofModule(world, questions, texts),
  ];
  const seen = new Set<string>();
  return all.filter(({ label }) => !seen.has(label) && seen.add(label));
}

function questionOf(outcome: Outcome): readonly Question[] {
  const asked = outcome.kind === 'unknown' ? (outcome.unless?.refusal.question ?? outcome.question) : undefined;
  const question = outcome.kind === 'ok' || outcome.kind === 'error' ? outcome.question : asked;
  return question && question.standing === undefined ? [question] : [];
}

function permissions(world: World, question: Question): readonly Choice[] {
  const { catalog } = world;
  const atServer = isServerScoped(question.securable.class);
  const database = atServer ? undefined : (named(catalog, question.database) ?? catalog.databases.get(world.database));
  const name = atServer ? loginName(world) : userName(world);
  if (name.kind !== 'known') return [];
  const grant = grantOf(question, name.name, catalog, database);
  const use = atServer ? inside('master') : inside(database?.name ?? 'master');
  const what = `${question.permission} on ${question.on}`;
  return [
    { group: 'Permissions', label: `Grant ${what} to ${name.name}`, script: use(grant) },
    { group: 'Permissions', label: `Deny ${what} to ${name.name}`, script: use(grant.replace(/^GRANT/, 'DENY')) },
  ];
}

/** The user becomes a member of a role that people know, or made. */
function memberships(world: World): readonly Choice[] {
  const database = world.catalog.databases.get(world.database);
  const name = userName(world);
  if (!database || name.kind !== 'known') return [];
  const user = database.principals.valueSeq().find((one) => fold(one.name) === fold(name.name));
  if (!user || user.fixed) return [];
  const roles = database.principals
    .valueSeq()
    .toArray()
    .filter((one) => one.type === 'role' && one !== user && fold(one.name) !== 'public')
    .filter((one) => !one.fixed || worthIt.has(fold(one.name)))
    .slice(0, 12);
  return roles.map((role) => ({
    group: 'Memberships',
    label: `Add ${user.name} to ${role.name}`,
    script: inside(database.name)(`ALTER ROLE ${bracket(role.name)} ADD MEMBER ${bracket(user.name)};`),
  }));
}

const worthIt: ReadonlySet<string> = new Set([
  'db_owner',
  'db_datareader',
  'db_datawriter',
  'db_ddladmin',
  'db_securityadmin',
]);

function databases(world: World, questions: readonly Question[]): readonly Choice[] {
  const { catalog } = world;
  const keys = new Set([world.database, ...(world.stack.frame.home ? [world.stack.frame.home] : [])]);
  for (const { database } of questions) if (database !== undefined) keys.add(fold(database));
  return [...keys].flatMap((key): readonly Choice[] => {
    const database = catalog.databases.get(key);
    if (!database || database.system) return [];
    const set = (option: string, on: boolean): Choice => ({
      group: 'Databases',
      label: `${option} ${on ? 'on' : 'off'} in ${database.name}`,
      script: inside('master')(`ALTER DATABASE ${bracket(database.name)} SET ${option} ${on ? 'ON' : 'OFF'};`),
    });
    const guest = inside(database.name);
    return [
      set('TRUSTWORTHY', database.trustworthy !== true),
      set('DB_CHAINING', database.chaining !== true),
      { group: 'Databases', label: `Let guest into ${database.name}`, script: guest('GRANT CONNECT TO guest;') },
      { group: 'Databases', label: `Keep guest out of ${database.name}`, script: guest('REVOKE CONNECT FROM guest;') },
    ];
  });
}

function ofModule(world: World, questions: readonly Question[], texts: Texts): readonly Choice[] {
  const ref = world.scope.module;
  const database = ref && world.catalog.databases.get(ref.database);
  const module = database && ref && database.objects.get(ref.id);
  if (!database || module?.kind !== 'module') return [];
  return [...clauses(database, module, texts), ...owners(database, module, questions)];
}

function clauses(database: Database, module: Module, texts: Texts): readonly Choice[] {
  const definition = moduleIn(module, texts);
  if (!definition) return [];
  const now = definition.statement.executeAs?.kind ?? 'caller';
  return (['CALLER', 'OWNER'] as const).flatMap((clause) => {
    const text = clause.toLowerCase() === now ? undefined : alteredText(definition, clause);
    const label = `${module.name} runs as ${clause}`;
    return text === undefined
      ? []
      : [{ group: 'The module that runs' as const, label, script: `USE ${bracket(database.name)};\nGO\n${text}\nGO` }];
  });
}

function owners(database: Database, module: Module, questions: readonly Question[]): readonly Choice[] {
  return questions.flatMap(({ securable }) => {
    const owner = securable.class === 'OBJECT' ? ownerIn(database, securable.id) : undefined;
    const schema = database.schemas.get(module.schema)?.name ?? 'dbo';
    return owner
      ? [
          {
            group: 'The module that runs' as const,
            label: `${module.name} belongs to ${owner.name}`,
            script: inside(database.name)(
              `ALTER AUTHORIZATION ON OBJECT::${bracket(schema)}.${bracket(module.name)} TO ${bracket(owner.name)};`,
            ),
          },
        ]
      : [];
  });
}

function named(catalog: Catalog, name: string | undefined): Database | undefined {
  return name === undefined ? undefined : catalog.databases.get(databaseKey(catalog, name));
}

const inside =
  (database: string) =>
  (statement: string): string =>
    `USE ${bracket(database)};\n${statement}`;
