/** What is found out about scripts, and remembered with each. */
import { memosTogether } from '../text/memo';
import type { Script } from './statement';

/** Makes a memo of scripts. */
export const ofScripts = memosTogether<Script>();
