/** Finding one's way, as rows of the table of features (lsp/features.ts). */
import type { Feature } from '../feature';
import { callHierarchy } from './calls';
import { links } from './links';
import { names } from './names';
import { renames } from './rename';
import { structure } from './structure';

export const navigation: readonly Feature[] = [...names, renames, ...structure, links, callHierarchy];
