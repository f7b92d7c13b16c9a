/**
 * The program behind `dist/server.js`: a language server over Node IPC, standard input and output, or a pipe, as its
 * arguments say.
 */
import { start } from './process';

void start();
