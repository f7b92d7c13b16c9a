/** `node:fs/promises` of the bundle for browsers. */
import { readdirSync, readFileSync, statSync } from './fs';

export const readFile = async (file: string): Promise<Uint8Array> => readFileSync(file);
export const stat = async (place: string): Promise<ReturnType<typeof statSync>> => statSync(place);
export const readdir = async (folder: string): Promise<ReturnType<typeof readdirSync>> => readdirSync(folder);
