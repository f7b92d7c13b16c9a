/** SETUSER and the SETUSER that ends it, as EXECUTE AS USER and REVERT. */
import type { Statement, StatementOf } from '../../syntax/statement';
import type { Placed } from '../../text/span';
import { type Maker, oneFix, type Target } from './fix';
import { chainTo } from './places';

export const executeAsForSetUser: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { statement } = step;
  if (statement.kind !== 'setuser' || !statement.user) return [];
  const who = analysed.script.text.slice(offset + statement.user.span.start, offset + statement.user.span.end);
  if (statement.user.kind !== 'string') return [];
  const span = { start: offset, end: offset + statement.span.end };
  if (statement.noReset)
    return oneFix('Write EXECUTE AS USER', 'likely', [{ span, text: `EXECUTE AS USER = ${who} WITH NO REVERT` }]);
  const end = endingOne(target);
  if (!end) return [];
  const endSpan = { start: end.offset, end: end.offset + end.node.span.end };
  return oneFix('Write EXECUTE AS USER and REVERT', 'likely', [
    { span, text: `EXECUTE AS USER = ${who}` },
    { span: endSpan, text: 'REVERT' },
  ]);
};

/** The SETUSER without a name that follows beside it, or at the top of a later batch, with no other between. */
function endingOne({ analysed, step, offset }: Target): Placed<StatementOf<'setuser'>> | undefined {
  const { script } = analysed;
  const parent = chainTo(script, { offset, node: step.statement }).at(-2);
  const next = (body: readonly Placed<Statement>[], base: number): Placed<StatementOf<'setuser'>>[] =>
    body.flatMap(({ offset: at, node }) =>
      node.kind === 'setuser' && base + at > offset ? [{ offset: base + at, node }] : [],
    );
  if (parent && parent.node.kind !== 'block' && parent.node.kind !== 'create_module') return undefined;
  const found = parent
    ? next('body' in parent.node && Array.isArray(parent.node.body) ? parent.node.body : [], parent.offset)
    : script.batches.flatMap(({ batch, offset: base }) => next(batch.statements, base));
  const [first] = found;
  return first && !first.node.user ? first : undefined;
}
