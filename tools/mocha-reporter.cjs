// Mocha's dots, and the counts in a file for tools/test.mjs.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const names = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test) => names.push(test.fullTitle()));
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      if (process.env.TEST_COUNTS)
        writeFileSync(
          process.env.TEST_COUNTS,
          JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: names }),
        );
    });
  }
};
