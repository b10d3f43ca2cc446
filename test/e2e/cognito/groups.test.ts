// SPDX-License-Identifier: Apache-2.0
// Groups a policy takes away. The emulator carries overrides out on version 1 only, and in the ID token only; AWS does on every version and in both
// tokens. So what the function answers to the documented event is compared with AWS's documentation, on every version.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { deploy } from './deploy.ts';
import { attach, createPool, USER_SCOPES, type LambdaVersion, type Person, type Pool } from './pool.ts';
import { acceptUnseenScopes, writeProject } from './project.ts';
import { signIn } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';
import type { TokenReader } from './tokens.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok) process.stderr.write(`the end-to-end test of groups is skipped: it ${part.why}\n`);

const NAME = 'decides-groups';
const GROUPS = ['auditor', 'order-clerk'];
const RULES = `
groups:
  - rule: as-assigned
    permit: group in staff.roles
`;

(part.ok ? describe : describe.skip)('groups of a user pool', () => {
  let stage: Stage;
  let project: string;
  let pool: Pool;
  let arn: string;
  let tokensOf: TokenReader;

  beforeAll(async () => {
    if (!part.ok) return;
    stage = await openStage(part.command);
    const { emulator, folder } = stage;
    pool = await createPool(emulator);
    tokensOf = stage.readerOf(pool.id);
    for (const GroupName of GROUPS) {
      await emulator.cognito('CreateGroup', { UserPoolId: pool.id, GroupName });
      for (const { email } of [pool.clerk, pool.reader])
        await emulator.cognito('AdminAddUserToGroup', { UserPoolId: pool.id, Username: email, GroupName });
    }
    project = join(folder, 'project');
    await writeProject(project, pool);
    acceptUnseenScopes(project);
    appendFileSync(join(project, 'policies/orders.yaml'), RULES);
    arn = await deploy(emulator, { name: NAME, project, folder });
  });
  afterAll(() => stage?.close()); // not there where it did not start
  beforeEach(() => stage.forgetRecords());

  const groupsOf = (token: unknown): unknown => {
    const groups = own(token, 'cognito:groups');
    return Array.isArray(groups) ? groups.map(String).toSorted((a, b) => (a < b ? -1 : 1)) : groups;
  };
  const signedIn = async (person: Person): Promise<{ readonly access: unknown; readonly id: unknown }> => {
    const { access, id } = await tokensOf(await signIn(stage.emulator, pool.web, person, USER_SCOPES));
    return { access: groupsOf(access), id: groupsOf(id) };
  };

  test('on version 1 the ID token has the groups that stay, and no other', async () => {
    await attach(stage.emulator, pool, arn, 'V1_0');
    expect(await signedIn(pool.clerk)).toEqual({ id: ['order-clerk'], access: GROUPS }); // AWS: the access token too
    expect(await signedIn(pool.reader)).toEqual({ id: [], access: GROUPS });
    expect(stage.records().map(({ granted }) => granted?.groups)).toEqual([['order-clerk'], []]);
  });

  test.each<LambdaVersion>(['V2_0', 'V3_0'])(
    'on %s the record has them, whatever the emulator does',
    async (version) => {
      await attach(stage.emulator, pool, arn, version);
      expect(await signedIn(pool.clerk)).toEqual({ id: GROUPS, access: GROUPS }); // AWS: `order-clerk`
      expect(stage.records().map(({ granted }) => granted?.groups)).toEqual([['order-clerk'], ['order-clerk']]);
    },
  );

  /** A documented event of a person with groups. */
  const event = (version: string, groupsToOverride: readonly string[]): object => {
    const text = readFileSync(join(project, 'events/sign-in.json'), 'utf8');
    const { request, ...rest } = JSON.parse(text) as { readonly request: object }; // sound: what `assay init` writes
    const attributes = { sub: pool.clerk.sub, email: pool.clerk.email };
    const { scopes, ...seen } = { scopes: undefined, ...request };
    const groupConfiguration = { groupsToOverride, iamRolesToOverride: [], preferredRole: null };
    return {
      ...rest,
      version,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: pool.web.id },
      request: {
        ...seen,
        ...(version === '1' ? {} : { scopes }),
        userAttributes: attributes,
        groupConfiguration,
      },
    };
  };
  const overridesOf = async (version: string, groups: readonly string[]): Promise<unknown> => {
    const answer = await stage.emulator.invoke(NAME, event(version, groups));
    const response = own(answer, 'response');
    const key = version === '1' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
    expect(Object.keys(response ?? {})).toEqual([key]);
    return own(own(response, key), 'groupOverrideDetails');
  };

  test.each(['1', '2', '3'])(
    'an event of version %s is answered with all groups that stay, or not at all about groups',
    async (version) => {
      expect(await overridesOf(version, GROUPS)).toEqual({ groupsToOverride: ['order-clerk'], iamRolesToOverride: [] });
      expect(await overridesOf(version, ['auditor'])).toEqual({ groupsToOverride: [], iamRolesToOverride: [] });
      // an override that is empty or null would take away what the policy says nothing of
      expect(await overridesOf(version, ['order-clerk'])).toBeUndefined();
      expect(await overridesOf(version, [])).toBeUndefined();
    },
  );
});
