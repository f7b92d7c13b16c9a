/** Findings as the protocol's diagnostics, pushed or pulled as the client prefers. */
import { type Diagnostic, DiagnosticSeverity, type DocumentDiagnosticReport } from 'vscode-languageserver';
import { levelOf } from '../configuration/presets';
import type { Finding, Severity } from '../rules/rule';
import { fingerprint } from '../text/fingerprint';
import type { Span } from '../text/span';
import { type Door, type JudgedOpen, locationOf, openJudged } from './door';
import { isCSharp } from './managed';
import { openManaged } from './managed-script';
import type { Range } from './protocol';

/** The name that stands beside each finding. */
export const source = 'tsql-context';

/** A document with its findings, and where places are in the client's units. */
export interface Shown {
  readonly uri: string;
  readonly findings: readonly Finding[];
  range(span: Span): Range;
  locate(uri: string, span: Span): { readonly uri: string; readonly range: Range };
}

export function toLspDiagnostics(door: Door, script: JudgedOpen): Diagnostic[] {
  const { findings, document } = script;
  return diagnosticsOf(door, {
    uri: document.uri,
    findings,
    range: (span) => script.range(span),
    locate: (uri, span) => locationOf(door, script, uri, span),
  });
}

/** None in a script that only says what the server holds. */
export function diagnosticsOf(door: Door, shown: Shown): Diagnostic[] {
  if (!door.configured.checks(shown.uri)) return [];
  const { preset, rules } = door.configured.of(shown.uri);
  const wanted = { preset, rules: new Map([...door.settingsOf(shown.uri).rules, ...rules]) };
  return shown.findings.flatMap((finding) => {
    const severity = levelOf(wanted, finding);
    return severity === 'off' ? [] : [toLspDiagnostic(door, shown, finding, severity)];
  });
}

function toLspDiagnostic(door: Door, shown: Shown, finding: Finding, severity: Severity): Diagnostic {
  const { rulePages, relatedInformation } = door.client;
  const possible = finding.certainty === 'possible' ? ' (on some paths)' : '';
  const related = finding.related.map(({ uri, span, message }) => ({
    location: shown.locate(uri, span),
    message,
  }));
  return {
    range: shown.range(finding.span),
    severity: severities[severity],
    source,
    code: finding.rule,
    message: `${finding.message}${possible}`,
    ...(rulePages !== undefined && {
      codeDescription: { href: rulePages.replace('{rule}', finding.page ?? finding.rule) },
    }),
    ...(relatedInformation && related.length > 0 && { relatedInformation: related }),
  };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What is found in an open document. */
async function diagnosticsIn(door: Door, uri: string): Promise<Diagnostic[]> {
  if (isCSharp(uri)) {
    const file = await openManaged(door, uri);
    return file ? diagnosticsOf(door, file) : [];
  }
  const script = await openJudged(door, uri);
  return script ? toLspDiagnostics(door, script) : [];
}

/** Sends findings of open scripts to a client that does not pull them; what has not changed is not sent again. */
export class Publisher {
  readonly #door: Door;
  readonly #sent = new Map<string, string>();

  constructor(door: Door) {
    this.#door = door;
  }

  async publish(uri: string): Promise<void> {
    const diagnostics = await diagnosticsIn(this.#door, uri);
    const document = this.#door.documents.get(uri);
    if (!document) return;
    const text = JSON.stringify(diagnostics);
    if (this.#sent.get(uri) === text || (diagnostics.length === 0 && !this.#sent.has(uri))) return;
    this.#sent.set(uri, text);
    await this.#door.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  async clear(uri: string): Promise<void> {
    if (!this.#sent.delete(uri)) return;
    await this.#door.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}

/** The answer to a client that pulls; `unchanged` if it has these findings already. */
export async function answerToPull(
  door: Door,
  uri: string,
  previous: string | undefined,
): Promise<DocumentDiagnosticReport> {
  const items = await pulled(door, uri);
  const resultId = fingerprint(JSON.stringify(items));
  return previous === resultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/** Findings that are sent are no answer, but what was known before the script was opened stays until they are there. */
async function pulled(door: Door, uri: string): Promise<Diagnostic[]> {
  if (door.client.pullsOpen) return diagnosticsIn(door, uri);
  await door.publish(uri);
  return [];
}
