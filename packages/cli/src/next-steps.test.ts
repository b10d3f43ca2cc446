// SPDX-License-Identifier: Apache-2.0
import { nextSteps } from './next-steps.ts';

const steps = (cwd: string, directory: string, checkout?: string): ReturnType<typeof nextSteps> =>
  nextSteps({ cwd, directory, idp: 'cognito', event: 'events/sign-in.json', ...(checkout && { checkout }) });
const NOTE = 'npx finds `assay` inside its checkout only: there is no release yet';

test('what to do next works where the user is', () => {
  expect(steps('/src/assay', '/src/assay/mine', '/src/assay')).toEqual({
    commands: [
      'npx assay check --project mine',
      'npx assay test --project mine',
      'npx assay decide --project mine --idp cognito --event mine/events/sign-in.json',
      'npx assay explain --project mine --idp cognito --event mine/events/sign-in.json',
      'npx assay build --project mine --out mine/dist',
    ],
  });
});

test('in the folder of the project it needs no name', () => {
  expect(steps('/src/assay/mine', '/src/assay/mine', '/src/assay').commands.slice(0, 3)).toEqual([
    'npx assay check',
    'npx assay test',
    'npx assay decide --idp cognito --event events/sign-in.json',
  ]);
});

test('a project outside of the checkout is told where npx finds the command', () => {
  const { commands, note } = steps('/src/assay', '/src/my policies', '/src/assay');
  expect({ first: commands[0], note }).toEqual({
    first: 'npx assay check --project "../my policies"',
    note: `${NOTE}, so run these here`,
  });
});

test('outside of the checkout the lines are for inside of it, so that they name the whole path', () => {
  const { commands, note } = steps('/home/sam', '/home/sam/mine', '/src/assay');
  expect({ first: commands[0], note }).toEqual({
    first: 'npx assay check --project /home/sam/mine',
    note: `${NOTE}, so run these in /src/assay`,
  });
});

test('a folder whose name only begins like that of the checkout is not inside', () => {
  expect(steps('/src/assay', '/src/assay-policies', '/src/assay').note).toBe(`${NOTE}, so run these here`);
});

test('a command that was installed is found wherever it is', () => {
  expect(steps('/home/sam', '/home/sam/mine')).toMatchObject({ commands: { 0: 'npx assay check --project mine' } });
  expect(steps('/home/sam', '/home/sam/mine').note).toBeUndefined();
});

test('where an identity provider asks a bridge, the bridge is what runs', () => {
  const steps = nextSteps({
    cwd: '/c',
    directory: '/c/mine',
    checkout: '/c',
    idp: 'keycloak',
    event: 'events/e.json',
    isServed: true,
  });
  expect(steps.commands.slice(-2)).toEqual([
    'npx assay pep keycloak --file peps.json',
    'npx assay serve --project mine --peps peps.json',
  ]);
});

test('a project without an event has nothing to decide yet', () => {
  expect(nextSteps({ cwd: '/home/sam', directory: '/home/sam/mine', idp: 'cognito' }).commands).toEqual([
    'npx assay check --project mine',
    'npx assay test --project mine',
  ]);
});
