/** The settings, parsed once into a plain object. Whatever is missing or of the wrong kind has its default. */
import type { Version } from '../catalog/model';
import { newest, versions } from '../catalog/versions';
import type { HoverPlaces } from '../features/hover';
import type { LensPlaces } from '../features/lenses';
import type { Severity } from '../rules/rule';

export interface Settings {
  readonly enable: boolean;
  readonly session: { readonly login: string; readonly database: string };
  readonly serverVersion: Version;
  readonly knowledge: 'open' | 'complete';
  readonly hover: HoverPlaces | 'off';
  readonly codeLens: LensPlaces | 'off';
  readonly inlayHints: boolean;
  readonly ribbon: boolean;
  readonly semanticTokens: boolean;
  /** Whether we say where names are made and used, rename them, fold and list what scripts hold. */
  readonly navigation: boolean;
  readonly dialectGuard: boolean;
  /** Larger scripts are read for what they declare only, in code units. */
  readonly largest: number;
  readonly workspace: {
    readonly readScripts: boolean;
    readonly exclude: readonly string[];
    /** Whether scripts that are not open have findings, too. */
    readonly diagnostics: boolean;
  };
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
}

const severities = ['off', 'error', 'warning', 'information', 'hint'] as const;

/** Reads what the client sent as section `tsqlContext`. */
export function parseSettings(value: unknown): Settings {
  const all = fields(value);
  const session = fields(all.session);
  const workspace = fields(all.workspace);
  return {
    enable: flag(all.enable, true),
    session: { login: text(session.login, 'sa'), database: text(session.database, 'master') },
    serverVersion: oneOf(versions, all.serverVersion, newest),
    knowledge: oneOf(['open', 'complete'], all.knowledge, 'open'),
    hover: oneOf(['whereItMatters', 'everywhere', 'contextStatements', 'off'], all.hover, 'whereItMatters'),
    codeLens: lensPlaces(all.codeLens),
    inlayHints: flag(all.inlayHints, true),
    ribbon: flag(all.ribbon, true),
    semanticTokens: flag(all.semanticTokens, true),
    navigation: flag(all.navigation, true),
    dialectGuard: flag(all.dialectGuard, true),
    largest: positive(all.maxScriptSize, 4) * 1_000_000,
    workspace: {
      readScripts: flag(workspace.readScripts, true),
      exclude: list(workspace.exclude, ['**/node_modules/**', '**/bin/**', '**/obj/**']),
      diagnostics: flag(workspace.diagnostics, true),
    },
    rules: new Map(
      Object.entries(fields(all.rules)).flatMap(([rule, level]) =>
        severities.filter((known) => known === level).map((known) => [rule, known] as const),
      ),
    ),
  };
}

export const defaultSettings: Settings = parseSettings(undefined);

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** It was a switch once. */
function lensPlaces(value: unknown): Settings['codeLens'] {
  if (typeof value === 'boolean') return value ? 'everywhere' : 'off';
  return oneOf(['modules', 'everywhere', 'off'], value, 'modules');
}

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value.trim() !== '' ? value : otherwise;
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}

function list(value: unknown, otherwise: readonly string[]): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : otherwise;
}

function oneOf<T extends string>(known: readonly T[], value: unknown, otherwise: T): T {
  return known.find((one) => one === value) ?? otherwise;
}
