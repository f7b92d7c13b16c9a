// The suites without an editor. Files of tests go to as many processes as there are processors; those that are about
// time, or that talk to a server, come behind them, one after the other.
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { addedUp, leave } from './counts.mjs';
import { root, tool } from './run.mjs';

/** A process of them takes up to 3 GB. */
const mostJobs = 4;
/** Files, or folders of files, that have the machine to themselves. */
const alone = ['grammar/fuzz.test.ts', 'protocol/', 'unit/catalog-change.test.ts', 'unit/projects.test.ts'];
/** Those that take longest begin first, so that nothing long is left for the end. */
const long = ['property/elsewhere.test.ts', 'cli/check.test.ts', 'hostile.test.ts', 'unit/flat-memory.test.ts'];

const files = readdirSync(path.join(root, 'test'), { recursive: true })
  .map((name) => name.replaceAll(path.sep, '/'))
  .filter((name) => name.endsWith('.test.ts'))
  .sort();
const isAlone = (name) => alone.some((one) => name.startsWith(one));
const together = files.filter((name) => !isAlone(name));
const jobs = Math.min(mostJobs, os.availableParallelism());
const runs = [
  [
    ['--parallel', '--jobs', `${jobs}`],
    [...long, ...together.filter((name) => !long.includes(name))],
  ],
  [[], files.filter(isAlone)],
];
const reporter = path.join(root, 'tools/mocha-reporter.cjs');
leave(
  addedUp(
    runs.map(([options, names]) => (env) => {
      const paths = names.map((name) => `test/${name}`);
      return tool('mocha/bin/mocha.js', ['--reporter', reporter, ...options, ...paths], env);
    }),
  ),
);
