/** Fixes and rewrites as the protocol's code actions. What an action edits is worked out when it is chosen. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  type Disposable,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { everyAction, fixAll, isPreferred, rewrites } from '../features/actions';
import type { Edit, Fix, NewScript } from '../features/fixes/fix';
import type { Finding } from '../rules/rule';
import { source } from './diagnostics';
import { type Door, type JudgedOpen, type OpenScript, openJudged } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';

const fixAllKind = `${CodeActionKind.SourceFixAll}.tsqlContext`;
const kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind];

export const codeActions: Feature = {
  capability: { codeActionProvider: { codeActionKinds: kinds, resolveProvider: true } },
  register: (connection, door) => {
    const both = [offers(connection, door), resolves(connection, door)];
    return {
      dispose: () => {
        for (const one of both) one.dispose();
      },
    };
  },
};

/** What comes back with an action when it is chosen. */
interface Chosen {
  readonly uri: string;
  readonly version: number;
  readonly kind: string;
  readonly title: string;
  /** Of the finding; of a rewrite, the offset where it was asked for. */
  readonly rule?: string;
  readonly start: number;
}

interface Offer {
  readonly kind: string;
  readonly title: string;
  readonly start: number;
  readonly edits: readonly Edit[];
  readonly script?: NewScript;
  readonly finding?: Finding;
  readonly preferred?: boolean;
}

function offers(connection: Connection, door: Door): Disposable {
  return connection.onCodeAction(
    guarded(connection.console, 'code action', async (params) => {
      const script = await openJudged(door, params.textDocument.uri);
      if (!script || script.held) return [];
      const { resolvesEdits } = door.client;
      return offersFor(door, script, params).map((offer): CodeAction => {
        const { kind, title, start, finding, preferred } = offer;
        const diagnostics = params.context.diagnostics.filter(
          (one) =>
            one.source === source &&
            one.code === finding?.rule &&
            script.offset(one.range.start) === finding?.span.start,
        );
        const { uri, version } = script.document;
        const data: Chosen = { uri, version, kind, title, start, ...(finding && { rule: finding.rule }) };
        return {
          title,
          kind,
          ...(preferred && { isPreferred: true }),
          ...(finding && { diagnostics }),
          ...(resolvesEdits ? { data } : { edit: toEdit(script, offer) }),
        };
      });
    }),
  );
}

function resolves(connection: Connection, door: Door): Disposable {
  const answer = guarded(connection.console, 'code action', async (action: CodeAction): Promise<CodeAction> => {
    const chosen = action.data as Chosen | undefined;
    const script = chosen && (await openJudged(door, chosen.uri));
    // positions of another text say nothing
    if (!script || script.document.version !== chosen.version) return action;
    const offer = everyOffer(script, chosen).find(({ title, kind }) => title === chosen.title && kind === chosen.kind);
    return offer ? { ...action, edit: toEdit(script, offer) } : action;
  });
  return connection.onCodeActionResolve(async (action, token) => (await answer(action, token)) ?? action);
}

/** The actions at a range, of the kinds that are wanted. */
function offersFor(door: Door, script: JudgedOpen, { range, context }: CodeActionParams): readonly Offer[] {
  const wanted = (kind: string): boolean =>
    !context.only || context.only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
  const start = script.offset(range.start);
  const end = script.offset(range.end);
  const found: Offer[] = [];
  if (wanted(CodeActionKind.QuickFix))
    for (const finding of shown(door, script))
      if (finding.span.start <= end && finding.span.end >= start) found.push(...fixesFor(script, finding));
  if (wanted(CodeActionKind.RefactorRewrite)) found.push(...rewritesAt(script, start));
  // menus at a place do not show it, and it costs a look at everything
  if (context.only && wanted(fixAllKind)) found.push(...everything(shown(door, script), script));
  return found.filter(({ script: made }) => !made || newFile(door, script, made) !== undefined);
}

/** Findings of rules that are not switched off. */
function shown(door: Door, { findings, document }: JudgedOpen): readonly Finding[] {
  const { rules } = door.settingsOf(document.uri);
  return findings.filter(({ rule }) => rules.get(rule) !== 'off');
}

/** Every action that could have been offered where one was chosen. */
function everyOffer(script: JudgedOpen, { kind, rule, start }: Chosen): readonly Offer[] {
  if (kind === fixAllKind) return everything(script.findings, script);
  if (rule === undefined) return rewritesAt(script, start);
  return script.findings
    .filter((finding) => finding.rule === rule && finding.span.start === start)
    .flatMap((finding) => fixesFor(script, finding));
}

function fixesFor({ analysed }: OpenScript, finding: Finding): readonly Offer[] {
  return everyAction(analysed, finding).map((action) => ({
    ...offer(action, CodeActionKind.QuickFix, finding.span.start),
    finding,
    preferred: isPreferred(action),
  }));
}

function rewritesAt({ analysed }: OpenScript, start: number): readonly Offer[] {
  return rewrites(analysed, start).map((fix) => offer(fix, CodeActionKind.RefactorRewrite, start));
}

function offer({ title, edits, script }: Fix, kind: string, start: number): Offer {
  return { kind, title, start, edits, ...(script && { script }) };
}

/** All sure fixes as one action; none where nothing is to be fixed. */
function everything(findings: readonly Finding[], { analysed }: OpenScript): readonly Offer[] {
  const edits = fixAll(analysed, findings);
  return edits.length === 0 ? [] : [{ kind: fixAllKind, title: 'Fix all that is sure', start: 0, edits }];
}

function toEdit(script: OpenScript, { edits, script: made }: Offer): WorkspaceEdit {
  if (!made)
    return {
      changes: { [script.document.uri]: edits.map(({ span, text }) => ({ range: script.range(span), newText: text })) },
    };
  const uri = besides(script.document.uri, made);
  const begin = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: false, overwrite: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start: begin, end: begin }, newText: made.text }] },
    ],
  };
}

/** Where a new script comes to stand; undefined: the client makes no files, or the script stands in no folder. */
function newFile(door: Door, { document }: OpenScript, made: NewScript): string | undefined {
  return door.client.createsFiles && document.uri.startsWith('file:') ? besides(document.uri, made) : undefined;
}

function besides(uri: string, { name }: NewScript): string {
  return `${uri.slice(0, uri.lastIndexOf('/') + 1)}${encodeURIComponent(name.replace(/[\\/:*?"<>|]/g, '_'))}.sql`;
}
