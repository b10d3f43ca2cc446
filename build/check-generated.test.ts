// SPDX-License-Identifier: Apache-2.0
import { checkGenerated } from './check-generated.ts';
import { repository } from './fixture.ts';
import { writeAll } from './generate.ts';
import type { Generator } from './generators.ts';
import { read } from './repository.ts';

const words: Generator = {
  name: 'words',
  outputs: ['docs/words.md', 'docs/words.json'],
  run: (root) => ({ 'docs/words.md': `# Words\n\n${read(root, 'words.txt')}\n`, 'docs/words.json': '{"words":1}' }),
};

const format = async (_path: string, text: string): Promise<string> => text.replace(/\n*$/, '\n');

let root: string;
let remove: () => void;
beforeEach(() => {
  ({ root, remove } = repository({ 'words.txt': 'token' }));
});
afterEach(() => remove());

test('writes every output, formatted, and then is content', async () => {
  expect(await writeAll(root, [words], format)).toEqual(['docs/words.json', 'docs/words.md']);
  expect(read(root, 'docs/words.json')).toBe('{"words":1}\n');
  expect(await checkGenerated(root, [words], format)).toEqual([]);
});

test('finds the first line of a file that is out of date', async () => {
  await writeAll(root, [words], format);
  const changed = {
    ...words,
    run: () => ({ 'docs/words.md': '# Words\n\nscope\n', 'docs/words.json': '{"words":1}\n' }),
  };
  expect(await checkGenerated(root, [changed], format)).toEqual([
    'docs/words.md:3: is not what `words` makes; run `npm run generate`',
  ]);
});

test('finds a file that was never written', async () => {
  expect((await checkGenerated(root, [words], format)).map((finding) => finding.split(':')[0])).toEqual([
    'docs/words.json',
    'docs/words.md',
  ]);
});

test('refuses a generator whose outputs are not those it lists', async () => {
  await expect(checkGenerated(root, [{ ...words, outputs: ['docs/words.md'] }], format)).rejects.toThrow(
    'generator `words` made docs/words.json, docs/words.md, expected docs/words.md',
  );
});
