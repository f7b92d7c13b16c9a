/** Whether all of a batch is understood, but for what its statements say of themselves. */
import { memo } from '../text/memo';
import type { Batch } from './statement';

export const isReadAsWhole = memo(({ errors, statements }: Batch): boolean =>
  errors.every(({ start, end }) =>
    statements.some(({ offset, node }) => offset <= start && end <= offset + node.span.end + 1),
  ),
);
