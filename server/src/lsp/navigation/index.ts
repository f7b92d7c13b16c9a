/** Finding one's way, as rows of the table of features (lsp/features.ts). */
import type { Feature } from '../feature';
import { names } from './names';
import { renames } from './rename';

export const navigation: readonly Feature[] = [...names, renames];
