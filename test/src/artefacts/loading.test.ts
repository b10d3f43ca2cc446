// SPDX-License-Identifier: Apache-2.0
// What is built is one file that loads alone, in the module format of its platform and in no other, and does nothing by being loaded.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ActionTrigger } from '@assay/auth0/testing';
import { actionOf, lambdaOf } from './house.ts';
import { startActions } from './own-process.ts';

const ACTIONS = {
  'post-login': ['onContinuePostLogin', 'onExecutePostLogin'],
  'credentials-exchange': ['onExecuteCredentialsExchange'],
  'custom-token-exchange': ['onExecuteCustomTokenExchange'],
} as const satisfies Record<ActionTrigger, readonly string[]>;
const TRIGGERS = Object.keys(ACTIONS) as readonly ActionTrigger[]; // sound: the keys of the table

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-loading-'));
  for (const trigger of TRIGGERS) writeFileSync(join(folder, `${trigger}.cjs`), await actionOf(trigger));
  writeFileSync(join(folder, 'index.mjs'), await lambdaOf());
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

/** A script in a process of its own, in an empty environment, until it ends by itself. */
function node(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env: {}, timeout: 20_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? 'killed'), out, err }),
    );
  });
}

/** A script that prints, last of all, what it was asked; what the artefact prints would come before it. */
const script = (exports: string): string => `
  const exported = ${exports};
  const named = Object.entries(exported).map(([name, value]) => name + ' ' + value.constructor.name).sort();
  process.on('exit', () => console.log(named.join(', ')));`;

describe.each(TRIGGERS)('auth0/%s', (trigger) => {
  test('is CommonJS of native async handlers, and being loaded prints nothing and keeps nothing running', async () => {
    const ended = await node('-e', script(`require('./${trigger}.cjs')`));
    const handlers = ACTIONS[trigger].map((name) => `${name} AsyncFunction`).join(', ');
    expect(ended).toEqual({ code: 0, out: `${handlers}\n`, err: '' });
  });

  test('leaves the globals of its tenant alone', async () => {
    const text = `const names = () => Object.getOwnPropertyNames(globalThis).sort().join();
      const before = names(); require('./${trigger}.cjs'); console.log(before === names());`;
    expect(await node('-e', text)).toEqual({ code: 0, out: 'true\n', err: '' });
  });
});

describe('cognito/pre-token-generation', () => {
  const url = (): string => JSON.stringify(pathToFileURL(join(folder, 'index.mjs')).href);

  test('is an ES module with one async handler, and being loaded prints nothing and keeps nothing running', async () => {
    const ended = await node('--input-type=module', '-e', script(`await import(${url()})`));
    expect(ended).toEqual({ code: 0, out: 'handler AsyncFunction\n', err: '' });
  });

  test('leaves the globals of its runtime alone', async () => {
    const text = `const names = () => Object.getOwnPropertyNames(globalThis).sort().join();
      const before = names(); await import(${url()}); console.log(before === names());`;
    expect(await node('--input-type=module', '-e', text)).toEqual({ code: 0, out: 'true\n', err: '' });
  });
});

describe('the other format', () => {
  const actions = startActions();
  afterAll(() => actions.close());

  test('a Lambda is no Action: a tenant gives no token', async () => {
    const report = await actions.run({ code: await lambdaOf(), trigger: 'post-login', event: {} });
    expect([report.outcome, report.calls, report.console.full]).toEqual(['error', [], '']);
  });

  test('an Action is no Lambda: there is no handler to call', async () => {
    const text = `const { handler } = await import('./post-login.cjs'); console.log(typeof handler)`;
    expect(await node('--input-type=module', '-e', text)).toEqual({ code: 0, out: 'undefined\n', err: '' });
  });

  test('an Action of one trigger is none of another: a tenant finds no handler', async () => {
    for (const built of TRIGGERS)
      for (const trigger of TRIGGERS.filter((name) => name !== built)) {
        const report = await actions.run({ code: await actionOf(built), trigger, event: {} });
        expect([report.outcome, report.calls, report.console.full]).toEqual(['error', [], '']);
      }
  });
});
