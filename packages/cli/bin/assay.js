#!/usr/bin/env node
// Old syntax and no other static import: an old Node must get as far as the message of node-floor.js.
import './node-floor.js';

import('./run.js').then(function (module) {
  return module.run(process.argv.slice(2));
});
