// SPDX-License-Identifier: Apache-2.0
import { checkDocs } from './check-docs.ts';
import { findings } from './fixture.ts';

const PAGES = {
  'docs/words.md': '# Words\n\n## `token kind`, and more\n\n## Again\n\n## Again\n',
  'docs/picture.svg': '',
};
const check = (text: string): Promise<string[]> => findings(checkDocs, { ...PAGES, 'docs/page.md': text });

test.each([
  '[w](words.md) and [again](words.md#again-1) and [code](./words.md#token-kind-and-more)',
  '![p](picture.svg "a picture") [up](../docs/) [self](#here)\n\n# Here',
  '[web](https://example.com/x.md) [mail](mailto:a@example.com)',
  '[a]: words.md\n',
  '`[not](a-link.md)`\n\n```md\n[not](a-link.md)\n```\n',
])('is content with %j', async (text) => {
  expect(await check(text)).toEqual([]);
});

test.each([
  ['[w](word.md)', '`word.md` leads nowhere'],
  ['![w](word.png)', '`word.png` leads nowhere'],
  ['[a]: word.md', '`word.md` leads nowhere'],
  ['[w](words.md#scope)', '`words.md#scope` names a heading that is not there'],
  ['[w](#scope)', '`#scope` names a heading that is not there'],
  ['[w](../../elsewhere.md)', '`../../elsewhere.md` leaves the repository'],
])('finds %s', async (line, problem) => {
  expect(await check(`# Page\n\n\`\`\`\ncode\n\`\`\`\n${line}\n`)).toEqual([`docs/page.md:6: ${problem}`]);
});
