/** What is found out about statements, and remembered with each. */
import { memosTogether } from '../text/memo';
import type { Statement } from './statement';

/** Makes a memo of statements. */
export const ofStatements = memosTogether<Statement>();
