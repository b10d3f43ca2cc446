// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesIn } from '../watch.ts';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run, type Run, type RunOptions } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const TESTS = 'policies/payments.test.yaml';

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW);
});
afterEach(() => project.remove());

const assay = (argv: readonly string[], options: RunOptions = {}): Promise<Run> =>
  run(['test', ...argv], { cwd: project.path, ...options });
const edit = (file: string, from: string, to: string): void => {
  const path = join(project.path, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const json = ({ out }: Run): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>; // sound: what `--json` prints
const lastLine = ({ out }: Run): string => out.trimEnd().split('\n').at(-1) ?? '';

test('the tests of a project pass, and are listed by file', async () => {
  const { code, out, err } = await assay([]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.split('\n').slice(0, 3)).toEqual([
    'policies/payments.test.yaml',
    '  ok    people get what their roles are good for (2 cases)',
    '  ok    a strong sign-in may approve payments',
  ]);
  expect(lastLine({ code, out, err })).toBe('18 passed of 18 cases in 12 tests (0 ms)');
});

test('no record is written, and no real source is asked', async () => {
  rmSync(join(project.path, 'records.jsonl'), { force: true });
  edit('sources/iga.yaml', 'status: active', 'status: left');
  expect((await assay([])).code).toBe(0);
  expect(() => readFileSync(join(project.path, 'records.jsonl'))).toThrow(/ENOENT/);
});

test('a failure shows what differs and why it was decided so', async () => {
  edit('policies/payments.yaml', 'risk.score >= 70', 'risk.score >= 71');
  const { code, out } = await assay(['--filter', 'looks risky']);
  expect({ code, out }).toEqual({
    code: 1,
    out: `policies/payments.test.yaml
  FAIL  a sign-in that looks risky costs the right to make payments, and nothing else
          differs/scopes/lost
            - payments/write

          What may it do?

            payments/write: granted
              > rule reviewer permits  policies/payments.yaml:28:7
                  yes   variables.reviewer
                          variables.reviewer is "payments-reviewer" in iga.roles
                          iga.roles = ["payments-reader","payments-reviewer"]  (source iga)
              - rule no-agents does not deny  policies/payments.yaml:30:7
                  no    variables.by_agent
                          variables.by_agent is has(agents.name)
                          agents.name is missing  (source agents: knows nothing of this key, \`absent:\` of assay.yaml stands in)
              - rule calm-sign-in does not deny  policies/payments.yaml:33:7
                  yes   subject.type == "user"
                          subject.type = "user"
                  no    risk.score >= 71
                          risk.score = 70  (source risk)


1 failed of 1 case in 1 test (0 ms)
`,
  });
});

test('colours are for terminals: what is missing is red, what is too much green', async () => {
  edit(TESTS, 'scopes: { lost: [payments/write] }', 'scopes: { lost: [payments/read] }');
  const { out } = await assay(['--filter', 'looks risky'], { terminal: { columns: 100 }, env: { TERM: 'xterm' } });
  expect(out).toContain('\u001b[31m  - payments/read\u001b[39m');
  expect(out).toContain('\u001b[32m  + payments/write\u001b[39m');
});

test('--bail stops at the first failure and says how many were not run', async () => {
  edit(TESTS, 'outcome: deny, reason: not_permitted', 'scopes: [payments/read]');
  expect(lastLine(await assay(['--bail']))).toBe('1 failed, 6 passed, 11 not run of 18 cases in 12 tests (0 ms)');
});

test('--json is one object with the mismatches, the records and the explanation of each failure', async () => {
  edit(TESTS, 'outcome: deny, reason: not_permitted', 'scopes: [payments/read]');
  const ran = await assay(['--json', '--filter', 'left']);
  expect(ran).toMatchObject({ code: 1, err: '' });
  expect(json(ran)).toMatchObject({
    ok: false,
    cases: { passed: 0, failed: 1, not_run: 0 },
    files: [
      {
        file: TESTS,
        tests: [
          {
            test: 'a person who left gets no token',
            cases: [
              {
                case: '',
                ok: false,
                mismatches: [{ about: 'outcome', expected: 'permit' }],
                records: [{ outcome: 'deny', rule: { rule: 'employees' } }],
                explanation: { items: [{ kind: 'gate', outcome: 'closed' }] },
              },
            ],
          },
        ],
      },
    ],
  });
});

test.each([
  ['outcome: deny', 'outcome: deny, record: { outcome: permit }', ['claim', 'gate', 'scope']],
  ['outcome: deny', 'outcome: deny, record: { withheld: { scopes: [] } }', ['scope']],
  ['outcome: deny', 'outcome: deny, record: { timings: { gather: 5 } }', undefined],
])('a record that is not as expected is explained by what it is about: %s, %s', async (from, to, kinds) => {
  edit(TESTS, `${from}, reason: not_permitted`, to);
  const ran = await assay(['--json', '--filter', 'left']);
  const [file] = json(ran)['files'] as readonly {
    tests: { cases: { explanation?: { items: { kind: string }[] } }[] }[];
  }[]; // sound: what `--json` prints
  const items = file?.tests[0]?.cases[0]?.explanation?.items;
  expect(items && [...new Set(items.map(({ kind }) => kind))].toSorted()).toEqual(kinds);
});

test('--junit writes what build servers read; nothing in it ends an element or the file', async () => {
  edit(TESTS, 'a person who left gets no token', 'a <"person"> & \\u0001 ]]> left');
  edit(TESTS, 'test: a <"person"> & \\u0001 ]]> left', 'test: "a <\\"person\\"> & \\u0001 ]]> left"');
  edit(TESTS, 'outcome: deny, reason: not_permitted', 'scopes: [payments/read]');
  expect((await assay(['--junit', 'out.xml', '--filter', 'left'])).code).toBe(1);
  expect(readFileSync(join(project.path, 'out.xml'), 'utf8')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay test" tests="1" failures="1" time="0.000">
  <testsuite name="policies/payments.test.yaml" file="policies/payments.test.yaml" tests="1" failures="1">
    <testcase classname="policies/payments.test.yaml" name="a &lt;&quot;person&quot;&gt; &amp; \\u{1} ]]&gt; left">
      <failure message="outcome is not as expected" type="mismatch">outcome
  - permit
  + deny (not_permitted by payments/employees: the condition of rule \`payments/employees\` does not hold)</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  expect(await assay(['--junit', 'no/such/folder.xml'])).toMatchObject({
    code: 2,
    err: 'assay: ERR_FILE_WRITE: no/such/folder.xml: could not be written (ENOENT)\n',
  });
});

describe('exits with 2 where there is nothing to run', () => {
  test('a file of tests with mistakes: all of them, at their places', async () => {
    edit(TESTS, 'subject: [dana, lee]', 'subject: [dna, lee]');
    edit(TESTS, 'rule: no-agents', 'rule: no-agent');
    const { code, out, err } = await assay([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n').filter((line) => /error|assay:|help/.test(line))).toEqual([
      'policies/payments.test.yaml:38:15: error[unknown-name]: no subject of `fixtures` is called `dna`',
      '     = help: did you mean `dana`?',
      expect.stringMatching(/no subject of this test is called `dana`$/),
      '     = help: expected `lee`',
      expect.stringMatching(/error\[unknown-name\]: no rule is called `no-agent`$/),
      '     = help: did you mean `no-agents`?',
      'assay: ERR_PROJECT_INVALID: the tests have 3 errors, and cannot run before they are mended',
    ]);
  });

  test.each([
    [['--filter', 'no such name'], 'assay: ERR_USAGE: no case has this in its name\n'],
    [['none.test.yaml'], 'assay: ERR_FILE_READ: none.test.yaml: does not exist\n'],
    [['../x.test.yaml'], /^assay: ERR_FILE_READ: \.\.\/x\.test\.yaml: is not in the folder of the project\n/],
    [['--coverage-threshold', '101'], /^assay: ERR_USAGE: .*expected a number from 0 to 100/],
  ])('%j', async (argv, err) => {
    const ran = await assay(argv);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(err);
  });

  test('a project without tests', async () => {
    rmSync(join(project.path, TESTS));
    expect(await assay([])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^assay: ERR_USAGE: no `\*\.test\.yaml` in \.\n/) as string,
    });
  });

  test('a project with mistakes', async () => {
    edit('policies/payments.yaml', 'iga.status', 'iga.stats');
    expect((await assay(['--json'])).code).toBe(2);
  });
});

describe('coverage', () => {
  test('is told in points, whole where everything was seen', async () => {
    expect(lastLine(await assay(['--coverage']))).toBe('coverage 100.0 % (63 of 63 points; 11 of 11 rules whole)');
  });

  test('below the threshold exits with 1, and names what was never seen', async () => {
    const { code, out } = await assay(['--filter', 'roles are good for', '--coverage-threshold', '90']);
    expect(code).toBe(1);
    expect(out).toContain(
      '  rule machines never asked  policies/payments.yaml:16:5\n    subject.type == "workload"  never asked\n',
    );
    expect(out).toContain('coverage is below the threshold of 90 %');
    const told = json(await assay(['--json', '--filter', 'roles are good for', '--coverage-threshold', '90']));
    expect(told['ok']).toBe(true);
    expect(told['coverage']).toMatchObject({ ok: false });
    expect((await assay(['--filter', 'roles are good for', '--coverage-threshold', '10'])).code).toBe(0);
  });

  test('lists the policy with what was never seen under its place', async () => {
    const { out } = await assay(['--filter', 'roles are good for', '--coverage-listing']);
    expect(out).toContain(`- 16 |   - rule: machines
     |     ^ never asked
- 17 |     permit: subject.type == "workload" && iga.status == "active"
     |             ^ never asked
     |                                           ^ never asked
`);
  });
});

describe('--mutate', () => {
  test('exits with 0 where every change is noticed, and lists those not told apart by themselves', async () => {
    const { code, out } = await assay(['--mutate']);
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'mutation 52 of 52 decided changes noticed, 1 of 53 changes not told apart',
    });
    expect(out).toContain('  rule name-the-agent: `has(agents.name)` is left out  policies/payments.yaml:51:13');
  });

  test('a test it prints is pasted, passes, and notices', async () => {
    const filter = ['--filter', 'roles are good for', 'looks risky', 'ready'];
    const first = await assay(['--mutate', '--json', ...filter]);
    expect(first.code).toBe(1);
    const { missed } = json(first)['mutation'] as { missed: readonly { rule: string; change: string; test: string }[] }; // sound: what is printed
    const change = missed.find(({ rule }) => rule === 'switched-off');
    const path = join(project.path, TESTS);
    writeFileSync(path, readFileSync(path, 'utf8') + (change?.test ?? '').replace(/test: .*/, 'test: ready'));
    const second = await assay(['--mutate', '--json', ...filter]);
    expect(json(second)).toMatchObject({ ok: true, cases: { failed: 0 } });
    const again = (json(second)['mutation'] as { missed: readonly { change: string }[] }).missed; // sound: as above
    expect(again.length).toBeLessThan(missed.length);
    expect(again).not.toContainEqual(expect.objectContaining({ rule: 'switched-off', change: change?.change }));
  });

  test('changes nothing while a test fails', async () => {
    edit(TESTS, 'outcome: deny, reason: not_permitted', 'scopes: [payments/read]');
    const { code, out } = await assay(['--mutate']);
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 1,
      last: 'the policy is only changed where all tests pass as it is',
    });
  });
});

test('a change of a policy, also one that replaces the file, and a new folder of tests are noticed; a record is not', async () => {
  const stop = new AbortController();
  const changes = changesIn(project.path, stop.signal);
  const next = (): Promise<boolean> => changes.next().then(({ done }) => done !== true);
  const path = join(project.path, 'policies/payments.yaml');
  const replaced = next();
  rmSync(path);
  writeFileSync(path, '# replaced\n');
  expect(await replaced).toBe(true);
  const appended = next();
  writeFileSync(path, '# again\n', { flag: 'a' });
  expect(await appended).toBe(true);
  const added = next();
  mkdirSync(join(project.path, 'more'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  writeFileSync(join(project.path, 'more/a.test.yaml'), 'tests: []\n');
  expect(await added).toBe(true);
  const ended = next();
  writeFileSync(join(project.path, 'records.jsonl'), '{}\n');
  await new Promise((resolve) => setTimeout(resolve, 200));
  stop.abort();
  expect(await ended).toBe(false);
}, 20_000);
