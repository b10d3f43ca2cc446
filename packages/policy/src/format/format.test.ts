// SPDX-License-Identifier: Apache-2.0
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProject } from '../compile/compile.ts';
import { parseProject } from '../document/parse-project.ts';
import { MISTAKES } from '../testing/mistakes.ts';
import { formatText } from './format.ts';

const ROOT = join(__dirname, '../../../..');
const PROJECTS = globSync('{examples,packages/*/fixtures,packages/*/templates}/*/assay.yaml', { cwd: ROOT });

const format = (text: string): string | undefined => formatText('p.yaml', text).text;

test('one style: keys in their order, quotes where YAML needs them, a blank line around sections, comments where they belong', () => {
  const messy = `# yaml-language-server: $schema=policy.schema.json
owner:    iam@example.com
policy: "example"   # its name


description: 'reads "orders"'
gates:
# about the rule
- permit:  'subject.type == "user"'   # a person
# about the name
  rule:    people
  # the end of the rule
- {rule: app, permit: "client.id == 'x'", require: {step_up: {max_age: 10m, acr: phr}}}
-
   rule: folded
   permit: >-
       subject.type == "user" &&
       true
- { # why
    rule: commented, # named
    deny: '"a" in [ "b" ]' } # done
claims:
    wide: [{rule: first, value: '"a text that is much too long for one line of brackets, and gets lines of its own"', when: 'true'}]
    short:   [ { rule: x,   value: "1",tokens: [ id_token ] } ]
# before a section

# right before a section
scopes: {}
# the end
`;
  expect(format(messy)).toBe(`# yaml-language-server: $schema=policy.schema.json
policy: 'example' # its name
owner: iam@example.com

description: 'reads "orders"'

gates:
  # about the rule
  - # about the name
    rule: people
    permit: subject.type == "user" # a person
    # the end of the rule
  - { rule: app, permit: client.id == 'x', require: { step_up: { acr: phr, max_age: 10m } } }
  - rule: folded
    permit: >-
      subject.type == "user" &&
      true
  - # done
    # why
    rule: commented # named
    deny: '"a" in [ "b" ]'

# before a section

# right before a section
scopes: {}

claims:
  wide:
    - rule: first
      when: 'true'
      value: '"a text that is much too long for one line of brackets, and gets lines of its own"'
  short: [{ rule: x, value: '1', tokens: [id_token] }]
# the end
`);
});

test('what does not read as data is refused with its diagnostics', () => {
  const { text, diagnostics } = formatText('p.yaml', 'a: &x 1\nb: *x\na: 2\n');
  expect({ text, codes: diagnostics.map(({ code }) => code) }).toEqual({
    text: undefined,
    codes: ['unsupported-yaml', 'unsupported-yaml', 'duplicate-key'],
  });
});

test.each([
  ['--- --- a\n', '--- --- a\n'],
  ['--- ... a\n', '--- ... a\n'],
  ['--- a\n...\n', 'a\n'],
  ['"---"\n', "'---'\n"],
  ['|\n    ---\n', '|\n  ---\n'],
  ['[   ]', '[]\n'],
  ['--- |+ # b\n  a\n\n', '|+ # b\n  a\n\n'],
])('a text of one value is formatted: %j', (text, formatted) => {
  expect([format(text), format(formatted)]).toEqual([formatted, formatted]);
});

test('a key of several lines gets one, and what nobody sees in it stays an escape', () => {
  const unseen = String.raw`\u202e`.repeat(50_000);
  expect(format(`? "a${unseen}\n  b"\n: c\n? |\n  d\n: e\n`)).toBe(`? "a${unseen} b"\n: c\n"d\\n": e\n`);
});

test('a byte order mark and the line ends of other systems go', () => {
  expect(format('\ufeffpolicy: a\r\nowner: b # c\r\n')).toBe('policy: a\nowner: b # c\n');
});

describe('a policy that is formatted decides as before', () => {
  /** The table without its places. */
  const tableOf = (read: (path: string) => string | undefined): unknown => {
    const { project } = parseProject(read);
    const table = project && compileProject(project).compiled?.table;
    return table && JSON.parse(JSON.stringify(table, (key, value: unknown) => (key === 'at' ? undefined : value)));
  };
  const reader =
    (files: Readonly<Record<string, string>>, change: (text: string) => string) =>
    (path: string): string | undefined => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? undefined : change(text);
    };

  test.each(PROJECTS)('%s', (path) => {
    const read = (change: (text: string) => string) => (file: string) =>
      change(readFileSync(join(ROOT, path, '..', file), 'utf8'));
    // Written anew in the other style: without quotes, brackets or order to begin with.
    const messy = (text: string): string =>
      text.replaceAll(/^( *)- rule:(.*)\n( +)(permit|deny|value):(.*)$/gm, '$1- $4:$5\n$3rule:$2');
    const before = tableOf(read((text) => text));
    expect(before).toBeDefined();
    expect(tableOf(read((text) => format(messy(text)) ?? ''))).toEqual(before);
  });

  test('as do those with warnings or mistakes: what compiled still compiles', () => {
    const differing = MISTAKES.filter(({ files }) => {
      const before = tableOf(reader(files, (text) => text));
      const after = tableOf(reader(files, (text) => format(text) ?? text));
      return JSON.stringify(before) !== JSON.stringify(after);
    });
    expect(differing).toEqual([]);
  });
});

describe('the policies of this repository are formatted (npx assay fmt)', () => {
  const files = PROJECTS.flatMap((path) => [path, ...globSync(join(path, '../{policies/,}*.yaml'), { cwd: ROOT })]);
  test.each([...new Set(files)])('%s', (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(format(text)).toBe(text);
  });
});
