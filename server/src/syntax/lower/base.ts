/** What every statement has: the part of it that does not depend on its family. */
export type { StatementBase as Base } from '../statement';
