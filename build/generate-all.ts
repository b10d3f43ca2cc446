// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { format } from './format.ts';
import { writeAll } from './generate.ts';
import { GENERATORS } from './generators.ts';

for (const path of await writeAll(join(import.meta.dirname, '..'), GENERATORS, format)) console.log(path);
