// SPDX-License-Identifier: Apache-2.0
// Leaves one JSON file of counts per test run in the directory that ASSAY_TEST_COUNTS names; without it, does nothing.
const { mkdirSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');

module.exports = class CountsReporter {
  constructor(config) {
    this.name = basename(config.rootDir);
  }

  onRunComplete(_contexts, results) {
    const directory = process.env.ASSAY_TEST_COUNTS;
    if (!directory) return;
    mkdirSync(directory, { recursive: true });
    // A suite that cannot be loaded runs no test: it counts as one failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const counts = { name: this.name, passed: results.numPassedTests, failed };
    writeFileSync(join(directory, `${this.name}-${process.pid}.json`), JSON.stringify(counts) + '\n');
  }
};
