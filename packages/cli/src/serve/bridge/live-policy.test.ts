// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { CompiledProject } from '../../compiled-project.ts';
import { createLivePolicy } from './live-policy.ts';
import type { LoadedPolicy } from './load-policy.ts';

const projectOf = (digest: string): CompiledProject => ({ compiled: { digest } }) as unknown as CompiledProject; // sound: nothing else is read here
const loadedOf = (project: CompiledProject): LoadedPolicy => ({
  project,
  digest: project.compiled.digest,
  loadedAt: 0,
  answer: async () => ({ answer: { version: 1, id: project.compiled.digest, decision: 'unchanged' } }),
});
const live = (load: (project: CompiledProject) => LoadedPolicy = loadedOf) => {
  const changes: string[] = [];
  const failures: string[] = [];
  const policy = createLivePolicy(loadedOf(projectOf('a')), {
    load,
    onChange: ({ digest }, previous) => void changes.push(`${previous} -> ${digest}`),
    onFailure: (code) => void failures.push(code),
  });
  return { policy, changes, failures };
};
const answeredBy = async (policy: ReturnType<typeof createLivePolicy>): Promise<string> =>
  (await policy.answer({})).answer.id;

test('another policy set answers from when it is loaded on', async () => {
  const { policy, changes } = live();
  expect(await answeredBy(policy)).toBe('a');
  expect(await policy.replace(() => projectOf('b'))).toEqual({ digest: 'b', previous: 'a' });
  expect([await answeredBy(policy), policy.current().digest, changes]).toEqual(['b', 'b', ['a -> b']]);
});

test.each([
  [
    'cannot be compiled',
    loadedOf,
    () => {
      throw new AssayError('ERR_PROJECT_INVALID', 'mistakes');
    },
  ],
  [
    'cannot be loaded',
    () => {
      throw new AssayError('ERR_SOURCE_READ', 'gone');
    },
    () => projectOf('b'),
  ],
])('the old one goes on where the new one %s', async (_, load, next) => {
  const { policy, changes, failures } = live(load);
  await expect(policy.replace(next)).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_/) });
  expect([await answeredBy(policy), changes, failures.length]).toEqual(['a', [], 1]);
});

test('they are replaced one after the other, in the order they came', async () => {
  const { policy, changes } = live();
  const slow = new Promise<CompiledProject>((resolve) => setTimeout(() => resolve(projectOf('b')), 20));
  await Promise.all([policy.replace(() => slow), policy.replace(() => projectOf('c'))]);
  expect(changes).toEqual(['a -> b', 'b -> c']);
});
