/** Our own requests for what is seen at a glance: the ribbon, and the context at the cursor. */
import { version } from '../../../package.json';
import { contextLine } from '../features/context-line';
import { ribbon } from '../features/glance/ribbon';
import { report } from '../features/report/report';
import { swallows } from '../text/difference';
import { type Door, locationOf, openScript, patienceOf } from './door';
import type { Feature } from './feature';
import {
  type ContextAt,
  type ContextAtParams,
  contextAt,
  type ReportParams,
  type Ribbon,
  type RibbonParams,
  type RibbonStretch,
  reportOf,
  ribbonOf,
} from './protocol';
import { request } from './request';
import { canonical } from './uris';

export const glanceRequests: readonly Feature[] = [
  request(ribbonOf, async (door, { uri }: RibbonParams): Promise<Ribbon | null> => {
    const script = await openScript(door, uri, patienceOf(door.client.followsAnswers));
    if (!script || !door.settingsOf(uri).ribbon) return { stretches: [] };
    const stretches: RibbonStretch[] = [];
    for (const { span, glance, colour } of ribbon(script.analysed)) {
      if (script.held && swallows(script.held, span)) continue; // one that is typed in stays beside its lines
      const { start, end } = script.range(span);
      const last = stretches.at(-1)?.lastLine ?? -1;
      const firstLine = Math.max(start.line, last + 1); // what began on a line has it
      if (firstLine > end.line) continue;
      const { text, depth, sandboxed } = glance;
      stretches.push({
        firstLine,
        lastLine: end.line,
        text,
        depth,
        sandboxed,
        ...(colour !== undefined && { colour }),
      });
    }
    return { stretches };
  }),
  request(reportOf, async (door, { uri, position }: ReportParams): Promise<string | null> => {
    const script = await openScript(door, uri);
    const { serverVersion: server, knowledge } = door.settings;
    return (script && report(script.analysed, script.offset(position), { version, server, knowledge })) ?? null;
  }),
  request(contextAt, async (door, { uri, position }: ContextAtParams): Promise<ContextAt | null> => {
    const script = await openScript(door, uri, patienceOf(door.client.followsAnswers));
    if (!script) return silent(door, uri);
    const line = contextLine(script.analysed, script.offset(position));
    if (!line) return null;
    const { text, tooltip, unknown, alternatives } = line;
    return {
      text,
      tooltip,
      ...(unknown !== undefined && { unknown }),
      alternatives: alternatives.map(({ setAt, ...one }) => {
        if (!setAt) return one;
        const { uri: to, range } = locationOf(door, script, setAt.uri, setAt.span);
        return { ...one, setAt: { uri: to, position: range.start } };
      }),
    };
  }),
];

/** Why nothing is said about a script that is open. */
function silent(door: Door, uri: string): ContextAt | null {
  if (!door.documents.get(uri)) return null;
  const because = whySilent(door, uri);
  return because === undefined ? null : { text: 'not analysed', tooltip: because, silent: true, alternatives: [] };
}

function whySilent({ workspace, notices, configured, settingsOf }: Door, uri: string): string | undefined {
  if (!settingsOf(uri).enable) return 'The analysis is switched off (setting `tsqlContext.enable`).';
  const script = canonical(uri);
  const configuration = workspace.has(script) ? undefined : configured.excluding(script);
  if (configuration !== undefined) return `This script is not analysed: \`exclude\` in ${configuration} names it.`;
  const product = workspace.dialect(script);
  const dialect = product && `This script is not analysed: it is written for ${product}.`;
  return notices.tooLarge(script) ?? dialect;
}
