// SPDX-License-Identifier: Apache-2.0
// Ends the process on a Node below the floor, with one line that says what to do. Old syntax, no import: it must run there.
var parts = process.versions.node.split('.').map(Number);

if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 13)) {
  process.stderr.write(
    'assay needs Node >= 22.13, this is ' +
      process.versions.node +
      '; install a newer Node, or in a checkout run `npm install`, which brings one for `npx assay` and every npm script' +
      ' (`npm rebuild node --ignore-scripts=false` if npm held its install script back)\n',
  );
  process.exit(2);
}
