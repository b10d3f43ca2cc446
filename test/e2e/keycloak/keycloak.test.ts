// SPDX-License-Identifier: Apache-2.0
// Keycloak with the provider in it, a bridge, and a browser: every way to a token, and what becomes of it where it is refused, narrowed, or nobody can tell.
import { findChromium } from '../chromium.ts';
import { PARTS } from '../parts.ts';
import { installZipPart } from '../zip-part.ts';
import { describeAfterIssuance } from './after-issuance.ts';
import { CASES, type Case } from './cases.ts';
import { FLOWS, flowOf, type Flow } from './flows.ts';
import { describeFlows, describeOldExchange } from './flow-cases.ts';
import { describeGateChanges } from './gate-changes.ts';
import { describeHostile } from './hostile.ts';
import { describeSaml } from './saml-cases.ts';
import { openStage, type Stage } from './stage.ts';

const NEWEST = PARTS.keycloak;
const VERSIONS = [
  { part: NEWEST, features: [] },
  { part: PARTS.keycloak2670, features: [] },
  { part: PARTS.keycloak2656, features: [] },
];
const FIRST_FLOWS = [
  'client credentials',
  'authorization code with PKCE',
  'refresh with rotation',
  'token exchange',
  'implicit',
].map(flowOf);
const casesOf = (...names: readonly string[]): readonly Case[] => CASES.filter(({ name }) => names.includes(name));
const FIRST_CASES = casesOf('a full grant', 'a narrowed grant', 'a denial', 'the bridge is down');
/** What a server can do that has no way to change an exchanged token once it is built. */
const EXCHANGE_OF_OLD = casesOf('a full grant', 'fewer scopes', 'a denial', 'the bridge is down');
const BOOT_TIMEOUT_MS = 300_000;

const chromium = findChromium();
if (!chromium.ok) process.stderr.write(`the end-to-end test of Keycloak is skipped: it ${chromium.why}\n`);

describe.each(VERSIONS)('Keycloak $part.version', ({ part, features }) => {
  const distribution = installZipPart(part);
  if (!distribution.ok)
    process.stderr.write(`the end-to-end test of Keycloak ${part.version} is skipped: it ${distribution.why}\n`);

  (distribution.ok && chromium.ok ? describe : describe.skip)('asks the bridge', () => {
    let stage: Stage | undefined;
    const stageOf = (): Stage => {
      if (stage === undefined) throw new Error('the server did not start');
      return stage;
    };
    beforeAll(async () => {
      if (!distribution.ok || !chromium.ok) return;
      stage = await openStage({ distribution: distribution.folder, features, chromium: chromium.path });
    }, BOOT_TIMEOUT_MS);
    afterAll(() => stage?.close(), BOOT_TIMEOUT_MS); // not there where it did not start

    if (part !== NEWEST) {
      const isExchange = ({ grant }: Flow): boolean => grant === 'token_exchange';
      const hasProcessors = part !== PARTS.keycloak2656;
      describeFlows(
        stageOf,
        FIRST_FLOWS.filter((flow) => hasProcessors || !isExchange(flow)),
        FIRST_CASES,
      );
      if (!hasProcessors) describeOldExchange(stageOf, FIRST_FLOWS.filter(isExchange), EXCHANGE_OF_OLD);
      return;
    }
    describeFlows(stageOf, FLOWS, CASES);
    describe('afterwards', () => {
      describeAfterIssuance(stageOf);
    });
    describe('whatever happens', () => {
      describeHostile(stageOf);
    });
    describe('SAML', () => {
      describeSaml(stageOf);
    });
    describe('who takes the gate away', () => {
      describeGateChanges(stageOf);
    });
  });
});
