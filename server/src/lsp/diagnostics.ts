/** Findings as the protocol's diagnostics, pushed or pulled as the client prefers. */
import { type Diagnostic, DiagnosticSeverity, type DocumentDiagnosticReport } from 'vscode-languageserver';
import { levelOf } from '../configuration/presets';
import type { Finding, Severity } from '../rules/rule';
import { fingerprint } from '../text/fingerprint';
import { type Door, locationOf, type OpenScript, openScript } from './door';

/** The name that stands beside each finding. */
export const source = 'tsql-context';

export function toLspDiagnostics(door: Door, script: OpenScript): Diagnostic[] {
  const { preset, rules } = door.configured.of(script.document.uri);
  const wanted = { preset, rules: new Map([...door.settings.rules, ...rules]) };
  return script.findings.flatMap((finding) => {
    const severity = levelOf(wanted, finding);
    return severity === 'off' ? [] : [toLspDiagnostic(door, script, finding, severity)];
  });
}

function toLspDiagnostic(door: Door, script: OpenScript, finding: Finding, severity: Severity): Diagnostic {
  const { rulePages, relatedInformation } = door.client;
  const possible = finding.certainty === 'possible' ? ' (on some paths)' : '';
  const related = finding.related.map(({ uri, span, message }) => ({
    location: locationOf(door, script, uri, span),
    message,
  }));
  return {
    range: script.range(finding.span),
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

/** Sends findings of open scripts to a client that does not pull them; what has not changed is not sent again. */
export class Publisher {
  readonly #door: Door;
  readonly #sent = new Map<string, string>();

  constructor(door: Door) {
    this.#door = door;
  }

  async publish(uri: string): Promise<void> {
    const script = await openScript(this.#door, uri);
    const document = this.#door.documents.get(uri);
    if (!document) return;
    const diagnostics = script ? toLspDiagnostics(this.#door, script) : [];
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
export async function pulled(door: Door, uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
  const script = await openScript(door, uri);
  const items = script ? toLspDiagnostics(door, script) : [];
  const resultId = fingerprint(JSON.stringify(items));
  return previous === resultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}
