/** Queues, services, conversations. */
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression, NamedAt, ObjectName } from '../expression';
import type { StatementBase } from '../statement';
import type { ModuleContext } from './modules';

export type BrokerStatement = Queue | Service | Dialog | Send | Receive | EventNotification;

export interface Queue extends StatementBase {
  readonly kind: 'queue';
  readonly action: 'create' | 'alter';
  readonly name: ObjectName;
  readonly activation?: {
    readonly span: Span;
    readonly drop: boolean;
    readonly enabled: boolean;
    readonly procedure?: ObjectName;
    readonly executeAs?: ModuleContext;
  };
  readonly enabled?: boolean; // STATUS = ON | OFF
}

export interface Service extends StatementBase {
  readonly kind: 'service';
  readonly action: 'create' | 'alter';
  readonly name: NamedAt;
  readonly owner?: NamedAt;
  readonly queue?: ObjectName;
}

export interface Dialog extends StatementBase {
  readonly kind: 'begin_dialog';
  readonly handle: Name;
  readonly from: NamedAt;
  readonly to?: Expression;
}

export interface Send extends StatementBase {
  readonly kind: 'send';
  readonly handles: readonly Name[];
}

export interface Receive extends StatementBase {
  readonly kind: 'receive';
  readonly queue: ObjectName;
}

export interface EventNotification extends StatementBase {
  readonly kind: 'event_notification';
  readonly name: NamedAt;
  readonly on: 'server' | 'database' | 'queue';
  readonly queue?: ObjectName;
}
