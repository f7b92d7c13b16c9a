/** OPENQUERY, OPENDATASOURCE, OPENROWSET: what is read from elsewhere. */
import type { RemoteUse } from '../../uses';
import { nameOf } from '../names';
import { field, type Syntax, spanOf } from '../syntax';
import type { Collector } from './collect';

export function rowset(c: Collector, node: Syntax): void {
  const kind = kindOf(node);
  const server = field(node, 'server');
  if (kind) c.remotes.push({ span: spanOf(node), kind, ...(server ? { server: nameOf(server) } : {}) });
}

function kindOf(node: Syntax): RemoteUse['kind'] | undefined {
  switch (node.children[0]?.type) {
    case 'OPENQUERY':
      return 'openquery';
    case 'OPENDATASOURCE':
      return 'opendatasource';
    case 'OPENROWSET':
      return field(node, 'bulk') ? 'openrowset_bulk' : 'openrowset';
    default:
      return undefined;
  }
}
