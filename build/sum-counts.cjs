// SPDX-License-Identifier: Apache-2.0
// Prints `passed failed`: the sums of the counts in a directory, which may not exist.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const directory = process.argv[2];
const counts = (existsSync(directory) ? readdirSync(directory) : []).map((name) =>
  JSON.parse(readFileSync(join(directory, name), 'utf8')),
);
const sum = (key) => counts.reduce((total, each) => total + each[key], 0);
console.log(sum('passed'), sum('failed'));
