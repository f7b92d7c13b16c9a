/** What is found out about bodies, and remembered with each. */
import { memosTogether } from '../text/memo';
import type { Body } from './statement';

/** Makes a memo of bodies: of batches, modules and blocks. */
export const ofBodies = memosTogether<Body>();
