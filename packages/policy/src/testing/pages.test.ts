// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from './diagnose.ts';

const PAGES = join(__dirname, '../../../../docs/diagnostics');

// The project the examples of the pages stand in; an example replaces the part that begins with the same key.
const PROJECT = [
  'assay: 1\n',
  'name: example\n',
  'policies: [policy.yaml]\n',
  'governs: { outside: pass }\n',
  'log: { file: records.jsonl }\n',
  `sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    key: subject.id
    timeout: 100ms
    schema:
      type: object
      required: [status, roles]
      properties: { status: { type: string }, roles: { type: array, items: { type: string } }, manager: { type: string } }
  app:
    owner: app@example.com
    driver: static
    file: app.yaml
    key: subject.id
    timeout: 100ms
    schema:
      type: object
      required: [tenant, accounts]
      properties: { tenant: { type: string }, accounts: { type: array, items: { type: string } } }
  risk:
    owner: fraud@example.com
    driver: static
    file: risk.yaml
    timeout: 100ms
    schema: { type: object, required: [score], properties: { score: { type: integer } } }
  switches:
    owner: soc@example.com
    driver: static
    file: switches.yaml
    timeout: 100ms
    schema:
      type: object
      required: [clients, open]
      properties: { clients: { type: array, items: { type: string } }, open: { type: boolean } }
`,
];
const POLICY = ['policy: example\n', 'owner: iam@example.com\n'];
const DATA = {
  'iga.yaml': '{}\n',
  'app.yaml': '{}\n',
  'risk.yaml': 'score: 1\n',
  'switches.yaml': 'clients: []\nopen: true\n',
};

/** The files of a section: each block of YAML is (a part of) the file its first line names in a comment, or of the policy. */
function filesOf(section: string): Record<string, string> {
  const blocks = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => ({
    path: /^# (\S+\.yaml)\n/.exec(block)?.[1] ?? 'policy.yaml',
    block,
  }));
  const written = Map.groupBy(blocks, ({ path }) => path);
  const files: Record<string, string> = { ...DATA, 'assay.yaml': PROJECT.join(''), 'policy.yaml': POLICY.join('') };
  for (const [path, parts] of written) {
    const text = parts.map(({ block }) => block).join('');
    const around = path === 'assay.yaml' ? PROJECT : path === 'policy.yaml' && !/^policy:/m.test(text) ? POLICY : [];
    const others = around.filter((part) => !text.match(new RegExp(`^${part.split(':', 1)[0]}:`, 'm')));
    files[path] = others.join('') + text;
  }
  return files;
}

const pages = readdirSync(PAGES)
  .filter((file) => file !== 'README.md')
  .map((file) => ({
    code: file.replace(/\.md$/, ''),
    text: readFileSync(join(PAGES, file), 'utf8'),
  }));

// What only a target's capabilities can show is not in a policy alone.
const OF_TARGETS = ['ungoverned-target', 'unenforceable', 'unenforceable-obligation', 'unknown-lifetime'];

function codesOf(section: string): readonly string[] {
  return [...new Set(diagnose({ files: filesOf(section) }).map((found) => found.code))];
}

describe('the page of a code shows what is true', () => {
  test.each(pages)('`$code`', ({ code, text }) => {
    const [, avoid = ''] = /## Avoid\n([\s\S]*?)## Prefer/.exec(text) ?? [];
    const [, prefer = ''] = /## Prefer\n([\s\S]*?)## Rationale/.exec(text) ?? [];
    const shown = avoid.includes('```yaml') && !OF_TARGETS.includes(code);
    expect({ avoid: codesOf(avoid), prefer: codesOf(prefer) }).toEqual({ avoid: shown ? [code] : [], prefer: [] });
  });
});
