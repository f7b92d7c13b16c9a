/** What every feature of the door works with. */
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isInBody, stepAt } from '../engine/run/steps';
import type { Parser } from '../syntax/parser';
import { offsetBefore, spanAfter } from '../text/difference';
import type { Span } from '../text/span';
import type { Analysed, Workspace } from '../workspace/workspace';
import type { AnalysedScript, Analyses, JudgedScript } from './analyses';
import type { Configured } from './configured';
import type { Documents } from './documents';
import type { LastOpen } from './last-open';
import { isCSharp, type Managed } from './managed';
import type { Notices } from './notices';
import { toOffset, toRange } from './positions';
import type { Position, Range } from './protocol';
import type { Reading } from './reading';
import type { Scoped } from './scoped-settings';
import type { Settings } from './settings';
import { canonical } from './uris';
import { atMost } from './work';

/** What the client can do, as far as it matters here. */
export interface ClientFacts {
  readonly pullsDiagnostics: boolean;
  /** Also those of open scripts. */
  readonly pullsOpen: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesTokens: boolean;
  readonly refreshesHints: boolean;
  /** Wants to know when answers may have changed. */
  readonly followsAnswers: boolean;
  /** The commands that hovers may link to. */
  readonly commands: ReadonlySet<string>;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly relatedInformation: boolean;
  readonly showsProgress: boolean;
  /** Asks for the edits of a code action when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly createsFiles: boolean;
  /** Takes edits of several scripts with the versions that they are for. */
  readonly takesVersions: boolean;
  /** Asks what is renamed before it asks for the new name. */
  readonly preparesRename: boolean;
  /** Shows the symbols of a script as a tree. */
  readonly nestsSymbols: boolean;
  /** Folds whole lines only. */
  readonly foldsLines: boolean;
  /** How many foldings it takes; undefined: any number. */
  readonly foldingLimit: number | undefined;
  /** With `{rule}` for the rule's id. */
  readonly rulePages: string | undefined;
}

export interface Door {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly managed: Managed;
  readonly parser: Parser;
  readonly analyses: Analyses;
  readonly notices: Notices;
  /** The settings, with what tsqlcontext.json says of all scripts. */
  settings: Settings;
  /** What counts for one script, where its folder says otherwise. */
  settingsOf(uri: string): Scoped;
  readonly configured: Configured;
  client: ClientFacts;
  /** While the workspace's scripts are read. */
  reading: Reading | undefined;
  /** The folder that the client gives for what is found out; undefined: it has none. */
  storage: string | undefined;
  /** What is known of scripts that were open before; undefined: the client has no place for it. */
  lastOpen: LastOpen | undefined;
  /** Sends what is found in an open script, as far as the client has something else. */
  publish(uri: string): Promise<void>;
  /** Reads from disk what a script includes and nobody has read. */
  readIncluded(uri: string): Promise<void>;
}

/**
 * How a request waits for the reading. 'long': behind it the client is told to ask again. 'short': people look at it
 * meanwhile, it is asked for again, or says itself that it may change; where the reading takes longer it does not wait.
 * 'painted': the same, and what somebody points at is answered before it.
 */
export type Patience = 'long' | 'short' | 'painted';

const milliseconds: Readonly<Record<Patience | 'first' | 'opening', number>> = {
  long: 10_000,
  short: 800,
  painted: 800,
  first: 3000,
  opening: 300,
};

/** For what the client asks for again when it is told to, if it is. */
export function patienceOf(refreshes: boolean): Patience {
  return refreshes ? 'painted' : 'long';
}

/** Offsets and spans of a text, and what stands for them in the protocol. */
export interface Measures {
  offset(position: Position): number;
  range(span: Span): Range;
}

/** A script with its analysis; its own measures are those of the text that was analysed. */
export interface OpenScript extends AnalysedScript, Measures {
  readonly document: TextDocument;
  /** Those of the text that the client has. */
  readonly written: Measures;
}

/** The same with what is found in it. */
export type JudgedOpen = OpenScript & JudgedScript;

/** The open script that a request is about; undefined: not open, not ours, or switched off. */
export async function openScript(door: Door, uri: string, waits: Patience = 'long'): Promise<OpenScript | undefined> {
  const document = await openDocument(door, uri, waits);
  const analysed = document && (await door.analyses.of(canonical(uri)));
  if (waits === 'painted') await door.analyses.giveWay(canonical(uri));
  door.notices.tell(canonical(uri));
  return analysed && opened(door, document, analysed);
}

/**
 * The same at a position; where the bodies of modules take longer and it stands in none of them, before they are run. Not where
 * further projects include the script: what is said for them would be missing.
 */
export async function openAt(door: Door, uri: string, position: Position): Promise<OpenScript | undefined> {
  const document = await openDocument(door, uri, 'short');
  if (!document) return undefined;
  const offset = toOffset(document, position, door.documents.encoding);
  const isAlone = door.configured.twinsOf(canonical(uri)).length === 0;
  const serves = ({ analysis }: Analysed): boolean => isAlone && !isInBody(stepAt(analysis, offset), offset);
  const analysed = await door.analyses.soon(canonical(uri), serves);
  door.notices.tell(canonical(uri));
  return analysed && opened(door, document, analysed);
}

/** The same with what is found in it. */
export async function openJudged(door: Door, uri: string): Promise<JudgedOpen | undefined> {
  const document = await openDocument(door, uri, 'long');
  const judged = document && (await door.analyses.judged(canonical(uri)));
  door.notices.tell(canonical(uri));
  return judged && opened(door, document, judged);
}

/** Undefined: it is not open, or switched off. */
async function openDocument(door: Door, uri: string, waits: Patience): Promise<TextDocument | undefined> {
  await door.analyses.parsed(canonical(uri)); // which needs no other script
  await waitFor(door, waits);
  const document = door.documents.get(uri);
  if (!document || !door.settingsOf(uri).enable) return undefined;
  await door.readIncluded(canonical(uri));
  return document;
}

/** What is asked for while the reading would keep it waiting for too long is answered before the reading begins. */
export async function answersFirst({ reading, analyses, documents }: Door): Promise<void> {
  if (!reading?.takesLonger(milliseconds.short)) return;
  const isOpen = documents.uris().some((uri) => !isCSharp(uri));
  await atMost(milliseconds[isOpen ? 'first' : 'opening'], analyses.begun);
  await atMost(milliseconds.first, analyses.answered());
}

/** A window that is being drawn gets its first answer before a long reading begins; a short one decides what that says. */
export async function drawnFirst({ reading, analyses }: Door): Promise<void> {
  if (reading?.takesLonger(milliseconds.short)) await analyses.opening.ended;
  else analyses.opening.wanted();
}

/** Waits for the reading, if there is any. */
export async function waitFor({ reading }: Door, waits: Patience): Promise<void> {
  if (waits === 'long') await reading?.within(milliseconds[waits]);
  else await reading?.soon(milliseconds[waits]);
}

/** A script of the workspace that is not open; undefined: not ours, or too large. Throws `Outdated`. */
export async function closedScript(door: Door, uri: string, outdated: () => boolean): Promise<JudgedOpen | undefined> {
  const analysed = await door.analyses.once(uri, outdated);
  if (!analysed) return undefined;
  const document = TextDocument.create(uri, 'sql', 0, analysed.analysed.script.text);
  return opened(door, document, analysed);
}

function opened<T extends AnalysedScript>(door: Door, document: TextDocument, analysed: T): OpenScript & T {
  const { encoding } = door.documents;
  const { held } = analysed;
  const written: Measures = {
    offset: (position) => toOffset(document, position, encoding),
    range: (span) => toRange(document, span, encoding),
  };
  const measures: Measures = held
    ? {
        offset: (position) => offsetBefore(held, written.offset(position)),
        range: (span) => written.range(spanAfter(held, span)),
      }
    : written;
  return { ...analysed, document, written, ...measures };
}

/** A span in this script or another one of the workspace, as a place of the protocol. */
export function locationOf(
  door: Door,
  script: OpenScript,
  uri: string,
  span: Span,
): { readonly uri: string; readonly range: Range } {
  if (uri === script.analysed.script.uri) return { uri: script.document.uri, range: script.range(span) };
  const { included, others } = script.analysed;
  const text = [...included, ...others].find((other) => other.uri === uri)?.text ?? '';
  return { uri, range: door.documents.rangeIn(text, span) };
}
