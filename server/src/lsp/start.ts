/**
 * The program that tests start from its source: a language server over Node IPC, standard input and output, or a pipe, as its
 * arguments say.
 */
import { start } from './process';

void start();
