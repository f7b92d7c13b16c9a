/** tsqlcontext.json: what a team says about its scripts. Whatever is wrong in it is a finding in it, and does not count. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Knowledge, Version } from '../catalog/model';
import type { Told, Tool } from '../migrations/model';
import type { Said } from '../projects/names';
import { configurationMistake } from '../rules/own-rules';
import type { Finding } from '../rules/rule';
import { matcher } from './globs';
import type { Level, Preset } from './presets';
import { configurationSchema, type Schema } from './schema';
import { type Mistake, mistakesIn } from './validate';

export const configurationName = 'tsqlcontext.json';

/** Undefined is what the file does not say. */
export interface Configuration {
  readonly session: Session;
  readonly sessions: readonly (Session & { readonly files: readonly string[] })[];
  readonly serverVersion?: Version;
  readonly serverCollation?: string;
  readonly knowledge?: Knowledge;
  readonly preset?: Preset;
  readonly rules: ReadonlyMap<string, Level>;
  readonly files?: readonly string[];
  readonly exclude: readonly string[];
  readonly catalogs: readonly string[];
  readonly projects: readonly (Said & { readonly files: readonly string[] })[];
  readonly migrations: readonly { readonly files: readonly string[]; readonly tool: Tool | 'none' }[];
  readonly dialect?: 'detect' | 'tsql';
  /** In code units. */
  readonly largest?: number;
}

export interface Session {
  readonly login?: string;
  readonly database?: string;
  /** The name of a server. */
  readonly server?: string;
}

export const nothingConfigured: Configuration = {
  session: {},
  sessions: [],
  rules: new Map(),
  exclude: [],
  catalogs: [],
  projects: [],
  migrations: [],
};

export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly findings: readonly Finding[];
}

/** Reads the text of a configuration; comments and commas behind the last entry are allowed. */
export function readConfiguration(text: string): ReadConfiguration {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const broken = errors.map(({ error, offset, length }): Mistake => {
    const what = printParseErrorCode(error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    return { span: { start: offset, end: offset + length }, message: `This is not JSON: ${what}.` };
  });
  const wrong = tree ? mistakesIn(tree, configurationSchema) : [];
  const mistakes = [...broken, ...wrong];
  return {
    configuration: tree ? configured(sound(tree, configurationSchema)) : nothingConfigured,
    findings: mistakes.map(toFinding),
  };
}

/**
 * The session of a file, by its path from the folder of the configuration. `between`: what is known of the file besides; it
 * counts more than what is said of all files, and less than what is said of this one.
 */
export function sessionFor({ session, sessions }: Configuration, file: string, between: Session = {}): Session {
  const own = sessions.find(({ files }) => matcher(files)(file));
  return {
    ...session,
    ...between,
    ...(own && given({ login: own.login, database: own.database, server: own.server })),
  };
}

/** What is said of a project file, by its path from the folder of the configuration. */
export function saidOf({ projects }: Configuration, file: string): Said {
  return projects.find(({ files }) => matcher(files)(file)) ?? {};
}

/** What is said of the deployment of which a script is a part, by its path from the folder of the configuration. */
export function migrationOf({ migrations }: Configuration, file: string): Told | undefined {
  const index = migrations.findIndex(({ files }) => matcher(files)(file));
  const own = migrations[index];
  if (!own) return undefined;
  return own.tool === 'none' ? 'none' : { tool: own.tool, deployment: String(index) };
}

/** Whether a file that was found in a folder is one of the scripts, by its path from the folder of the configuration. */
export function isIncluded({ files, exclude, catalogs }: Configuration, file: string): boolean {
  if (matcher(exclude)(file) || isMeant(catalogs, file)) return false;
  return files === undefined || matcher(files)(file);
}

/** A configuration that can't be read, and why. */
export function unreadable(because: string): ReadConfiguration {
  const message = `The file can't be read: ${because}.`;
  return { configuration: nothingConfigured, findings: [toFinding({ span: { start: 0, end: 0 }, message })] };
}

/** Whether globs, folders or files mean a file. */
export function isMeant(globs: readonly string[], file: string): boolean {
  return matcher(globs.filter((one) => !one.startsWith('..')))(file.replaceAll('\\', '/'));
}

function toFinding({ span, message }: Mistake): Finding {
  const { id, severity } = configurationMistake;
  return { rule: id, severity, span, message, certainty: 'always', serverErrors: [], related: [] };
}

/** The value of a node without what is wrong in it; undefined: it is wrong itself. */
function sound(node: Node, schema: Schema): unknown {
  if (schema.type !== undefined && node.type !== schema.type) return undefined;
  if (node.type === 'object') {
    const fields = (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
      const known = key && schema.properties?.[String(key.value)];
      const worth = known && value ? sound(value, known) : undefined;
      return worth === undefined ? [] : [[String(key!.value), worth] as const];
    });
    const kept = Object.fromEntries(fields);
    return schema.required?.some((name) => !(name in kept)) ? undefined : kept;
  }
  if (node.type === 'array') {
    const items = (node.children ?? []).map((child) => (schema.items ? sound(child, schema.items) : undefined));
    return items.filter((item) => item !== undefined);
  }
  return mistakesIn(node, schema).length > 0 ? undefined : node.value;
}

/** What a sound value says. */
function configured(value: unknown): Configuration {
  const { rules, limits, ...said } = (value ?? {}) as Partial<Omit<Configuration, 'rules' | 'largest'>> & {
    readonly rules?: Readonly<Record<string, Level>>;
    readonly limits?: { readonly maxScriptSize?: number };
  };
  const size = limits?.maxScriptSize;
  return {
    ...nothingConfigured,
    ...said,
    rules: new Map(Object.entries(rules ?? {})),
    ...(size !== undefined && { largest: size * 1_000_000 }),
  };
}

/** Without what is undefined. */
function given(session: { readonly [K in keyof Session]: Session[K] | undefined }): Session {
  return Object.fromEntries(Object.entries(session).filter(([, value]) => value !== undefined));
}
