// Generated from data/message-help.tsv by tools/generate-data.mjs. Do not edit.

/** number, why, what to do */
export const help: readonly (readonly [number, string, string])[] = [
  [15151, 'The name is wrong, or it stands in another database, or the thing has been dropped; to who may not see it the server answers the same.', 'Correct the name, create the thing before, or grant the permission on it.'],
];
