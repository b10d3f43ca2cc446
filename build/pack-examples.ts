// SPDX-License-Identifier: Apache-2.0
// Run by `npm pack`: the package of the command takes the examples along, beside its compiled files, where `assay init --example` looks for them.
import { join } from 'node:path';
import { copyExamples } from './copy-examples.ts';
import { examplesOf } from './doc-examples.ts';

const root = join(import.meta.dirname, '..');
const examples = await examplesOf(root);
copyExamples(
  examples.map(({ name }) => name),
  join(root, 'examples'),
  join(root, 'packages/cli/dist/examples'),
);
