// Principals whose names would be links, pictures or something else in a page that takes them for more than text.

const given = [
  ['[x](command:tsqlContext.restartServer)', '[x](command:tsqlContext.restartServer)'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['left\u202eright', 'left(U+202E)right'],
  ['$(alert) **bold** `code`', '$(alert) **bold** `code`'],
  ['https://example.com/', 'https://example.com/'],
  ['x'.repeat(4000), 'x'.repeat(100)],
];

const head = ['--# session: login=sa db=master', 'CREATE DATABASE Hostile;', 'GO', 'USE Hostile;', 'GO'];

/** The line of each statement that makes one, and what has to be read of its name. */
export const names = given.map(([, shown], index) => ({ line: head.length + 1 + index, shown }));

export const hostile = [
  ...head,
  ...given.map(([name]) => `CREATE USER [THIS ${name.replaceAll(']', ']]')}] WITHOUT LOGIN;`),
  '',
].join('\n');
