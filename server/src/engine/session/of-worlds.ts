/** What is found out about worlds, and remembered with each. */
import { memosTogether } from '../../text/memo';
import type { World } from './model';

/** Makes a memo of worlds. */
export const ofWorlds = memosTogether<World>();
