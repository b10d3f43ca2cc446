#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Old syntax and no other static import: an old Node must get as far as the message of node-floor.js.
import './node-floor.js';

void import('./run.js').then(function (module) {
  return module.run(process.argv.slice(2));
});
