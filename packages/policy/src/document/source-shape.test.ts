// SPDX-License-Identifier: Apache-2.0
import { createReport } from '../diagnostics/report.ts';
import { readShape } from './read-shape.ts';
import { source } from './source-shape.ts';

const read = (entry: string): { key?: readonly string[] | undefined; told: readonly (string | undefined)[][] } => {
  const { diagnostics, report } = createReport();
  const text = `owner: fraud\ndriver: static\nfile: risk.yaml\nschema: {}\n${entry}\n`;
  const fields = readShape('assay.yaml', text, source, report)?.fields;
  return { key: fields?.key, told: diagnostics.map(({ code, message, help }) => [code, message, help]) };
};
const key = (value: string): ReturnType<typeof read> => read(`timeout: 1s\nkey: ${JSON.stringify(value)}`);

test.each([
  ['subject.id', ['subject', 'id']],
  ['client.instance', ['client', 'instance']],
  ['subject.profile.email', ['subject', 'profile', 'email']],
  ['subject.profile.custom:employee', ['subject', 'profile', 'custom:employee']],
  ['subject.profile.employee-id', ['subject', 'profile', 'employee-id']],
  ['subject.profile.https://example.com/id', ['subject', 'profile', 'https://example.com/id']],
])('a source is looked up by `%s`, any member of the profile by its whole name', (written, path) => {
  expect(key(written)).toEqual({ key: path, told: [] });
});

test.each([
  ['subject.email', 'did you mean `subject.profile.email`?'],
  ['subject.custom:employee', 'did you mean `subject.profile.custom:employee`?'],
  ['profile.email', 'did you mean `subject.profile.email`?'],
  ['subject.ID', 'did you mean `subject.id`?'],
  ['subject.sub', 'did you mean `subject.id`?'],
  ['client_id', 'did you mean `client.id`?'],
  ['subject.profile.', undefined],
  ['subject.profile.a b', undefined],
  ['subject.profile', undefined],
])('the key `%s` is none, and the near one is told', (written, help) => {
  const message = `expected \`subject.id\`, \`client.id\`, \`client.instance\` or \`subject.profile.<name>\`, and found \`${written}\``;
  expect(key(written)).toEqual({ key: undefined, told: [['invalid-value', message, help]] });
});

test('a number of milliseconds is told its unit', () => {
  expect(read('timeout: 200').told).toEqual([
    ['invalid-duration', 'expected a duration, and found `200`', 'add the unit: `200ms`'],
  ]);
});
