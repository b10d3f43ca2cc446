// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { isObject, own, type IssuanceRequest, type JsonObject } from '@assay/core/model';
import type { Invoked } from '../artefacts/lambda-host.ts';
import { startLambdas } from '../artefacts/own-process.ts';
import { builtCode } from './deployed.ts';
import type { Effect } from './effect.ts';
import { COGNITO } from './native/cognito.ts';
import type { Platform } from './platforms.ts';
import { CLOCK } from './run-vector.ts';

/** The Lambda: an ES module in a folder of its own, run in another process. */
export function cognitoArtefact(): Platform {
  const lambdas = startLambdas();
  const folder = mkdtempSync(join(tmpdir(), 'assay-vectors-'));
  let count = 0;
  return {
    name: 'Cognito artefact',
    native: COGNITO,
    async run(vector, compiled, asked, told) {
      const { event, settings } = COGNITO.of(asked, vector.starts ?? []);
      const path = join(folder, `${count++}.mjs`);
      writeFileSync(path, await builtCode(compiled, 'cognito/pre-token-generation', settings, vector.sources));
      const invoked = await lambdas.run({
        path,
        event,
        now: Date.parse(vector.clock ?? CLOCK),
        answers: vector.sources ?? {},
      });
      const lines = invoked.stdout.split('\n').slice(0, -1);
      return {
        records: lines.map((line) => JSON.parse(line) as DecisionRecord), // sound: compared with one, whole
        printed: [invoked.stderr, invoked.atLoad].filter((text) => text !== ''),
        effect: effectOf(invoked, told),
      };
    },
    told: (error, id) => `[${error}] ${id}`,
    shows: (effect) => effect,
    async close() {
      await lambdas.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What Cognito makes of the answer: claims added or overridden, and suppressed; scopes added, and suppressed; groups overridden where there is an override. */
function effectOf({ returned, thrown }: Invoked, request: IssuanceRequest): Effect {
  if (thrown !== undefined) return { outcome: 'refused', message: thrown.message };
  const details = objectAt(objectAt(returned, 'response'), 'claimsAndScopeOverrideDetails');
  const access = objectAt(details, 'accessTokenGeneration');
  const id = objectAt(details, 'idTokenGeneration');
  const groups = own(details, 'groupOverrideDetails');
  const suppressed = textsAt(access, 'scopesToSuppress');
  const kept = request.scopes.filter((scope) => !suppressed.includes(scope));
  const sections = [['access_token', access] as const, ['id_token', id] as const];
  return {
    outcome: 'issued',
    scopes: [...kept, ...textsAt(access, 'scopesToAdd')].toSorted(),
    claims: members(sections.map(([token, section]) => [token, section['claimsToAddOrOverride']])),
    removed: members(
      sections.map(([token, section]) => {
        const there = textsAt(section, 'claimsToSuppress').filter((claim) =>
          Object.hasOwn(request.baseline.claims[token] ?? {}, claim),
        );
        return [token, there.length === 0 ? undefined : there.toSorted()];
      }),
    ),
    groups: isObject(groups) ? textsAt(groups, 'groupsToOverride') : request.baseline.groups,
    roles: isObject(groups) ? textsAt(groups, 'iamRolesToOverride') : request.baseline.roles,
    lifetimes: {},
  };
}

const objectAt = (value: unknown, name: string): JsonObject => {
  const found = own(value, name);
  return isObject(found) ? (found as JsonObject) : {}; // sound: it came through JSON
};
const textsAt = (value: object, name: string): readonly string[] => (own(value, name) ?? []) as readonly string[]; // sound: compared with texts
const members = (entries: readonly (readonly [string, unknown])[]): object =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));
