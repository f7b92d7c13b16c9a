/** What is to be simulated, from where the client points to. */
import { stepAt } from '../engine/run/steps';
import type { Target } from '../workspace/request';
import type { OpenScript } from './door';
import type { SimulateParams } from './protocol';

export function toTarget(script: OpenScript, target: SimulateParams['target']): Target {
  switch (target.kind) {
    case 'file':
      return target;
    case 'selection':
      return {
        kind: 'selection',
        span: { start: script.offset(target.range.start), end: script.offset(target.range.end) },
      };
    case 'frame':
      return { kind: 'frame', offset: script.offset(target.position) };
    case 'module': {
      const offset = script.offset(target.position);
      return { kind: 'module', offset, ...(target.arguments !== undefined && { arguments: target.arguments }) };
    }
    case 'statement': {
      const at = script.offset(target.position);
      const found = stepAt(script.analysed.analysis, at);
      const { start, end } = found ? found.step.statement.span : { start: 0, end: 0 };
      const offset = found?.offset ?? at;
      return { kind: 'selection', span: { start: offset + start, end: offset + end } };
    }
  }
}
