// SPDX-License-Identifier: Apache-2.0
// What the gate costs Keycloak: `npm run bench:keycloak`, or with `-- --json`. The token endpoint of three servers in turn: bare, with the provider and a bridge on the
// same host, and with a mapper that asks an HTTP endpoint for a claim. With nothing else running it takes about fifteen minutes.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDistribution } from '../../e2e/keycloak/distribution.ts';
import { PERSON, SHOP } from '../../e2e/keycloak/flows.ts';
import { startKeycloak, type Keycloak } from '../../e2e/keycloak/keycloak.ts';
import { buildProvider } from '../../e2e/keycloak/provider.ts';
import { realmOf } from '../../e2e/keycloak/realm.ts';
import { PARTS } from '../../e2e/parts.ts';
import { installZipPart } from '../../e2e/zip-part.ts';
import { median, percentile, ratio } from '../measure.ts';
import { startBench } from './bridge.ts';
import { childOf, stretch, tokenClient, type Ask, type Stretch } from './load.ts';
import { compilePeer, openEmptyEndpoint } from './peer.ts';

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
/** Of each server, both grants together: the JIT takes two to three minutes of load. */
const WARM_SECONDS = option('--warm', 150);
const ROUND_SECONDS = option('--round', 6);
const ROUNDS = option('--rounds', 9);
const WORKERS = option('--workers', 4);
const ROOT = join(import.meta.dirname, '../../..');
const SPI = 'spi-client-policy-executor--assay-issuance';

type Rival = 'bare' | 'gate' | 'mapper';
type Grant = 'client_credentials' | 'refresh_token';
const RIVALS: readonly Rival[] = ['bare', 'gate', 'mapper'];
const GRANTS: readonly Grant[] = ['client_credentials', 'refresh_token'];

interface Contestant {
  readonly keycloak: Keycloak;
  readonly pid: number;
  readonly asks: Readonly<Record<Grant, Ask>>;
}

const part = installZipPart(PARTS.keycloak);
if (!part.ok) throw new Error(part.why);
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-keycloak-'));
const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const told = (text: string): void => void process.stderr.write(`${text} ...\n`);
  told('starting three servers and a bridge');
  const contestants = await start(part.folder);
  told(`warming each up for ${WARM_SECONDS} s`);
  for (let done = 0; done < WARM_SECONDS; done += 10)
    for (const rival of RIVALS)
      for (const grant of GRANTS) await stretch(contestants[rival].asks[grant], contestants[rival].pid, WORKERS, 5);
  told(`${ROUNDS} rounds`);
  const found = new Map<string, Stretch[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const grant of GRANTS)
      // whoever begins a round begins another in the next
      for (const rival of [...RIVALS.slice(round % 3), ...RIVALS.slice(0, round % 3)]) {
        const { asks, pid } = contestants[rival];
        const one = await stretch(asks[grant], pid, WORKERS, ROUND_SECONDS);
        found.set(`${grant} ${rival}`, [...(found.get(`${grant} ${rival}`) ?? []), one]);
      }
  report(found);
} finally {
  for (const close of closers.reverse()) await close();
}

async function start(distribution: string): Promise<Readonly<Record<Rival, Contestant>>> {
  const bridge = await startBench(folder);
  closers.push(bridge.stop);
  const endpoint = await openEmptyEndpoint();
  closers.push(endpoint.close);
  const base = { ...realmOf({ realm: SHOP, withGate: false }), eventsEnabled: false, adminEventsEnabled: false };
  const homes = {
    bare: buildDistribution({ folder: distribution, jars: [] }),
    gate: buildDistribution({ folder: distribution, jars: [buildProvider(ROOT)] }),
    mapper: buildDistribution({ folder: distribution, jars: [compilePeer(distribution, folder)] }),
  };
  const gated = { ...realmOf({ realm: SHOP, withGate: true }), eventsEnabled: false, adminEventsEnabled: false };
  const boot = async (rival: Rival): Promise<Contestant> => {
    const keycloak = await startKeycloak({
      home: homes[rival],
      realms: [rival === 'gate' ? gated : rival === 'bare' ? base : withMapper(base, endpoint.url)],
      ...(rival === 'gate' && {
        options: { [`${SPI}--bridge-url`]: bridge.url },
        env: { KC_SPI_CLIENT_POLICY_EXECUTOR__ASSAY_ISSUANCE__BRIDGE_TOKEN: bridge.secret },
      }),
    });
    closers.push(keycloak.stop);
    const client = tokenClient(keycloak.issuer(SHOP));
    closers.push(client.close);
    return { keycloak, pid: childOf(keycloak.pid ?? 0), asks: await asksOf(client) };
  };
  return { bare: await boot('bare'), gate: await boot('gate'), mapper: await boot('mapper') };
}

/** Every worker refreshes in a session of its own, always with the token it was given last. */
async function asksOf({ post }: ReturnType<typeof tokenClient>): Promise<Contestant['asks']> {
  const tokens: unknown[] = [];
  for (let worker = 0; worker < WORKERS; worker++) {
    const password = { grant_type: 'password', username: PERSON, password: PERSON, scope: 'orders:write' };
    tokens.push((await post('cli', password))['refresh_token']);
  }
  return {
    client_credentials: async () => {
      await post('job', { grant_type: 'client_credentials', scope: 'orders:write' });
    },
    refresh_token: async (worker) => {
      const answer = await post('cli', { grant_type: 'refresh_token', refresh_token: String(tokens[worker]) });
      tokens[worker] = answer['refresh_token'];
    },
  };
}

/** The realm with a mapper that asks the endpoint, in a client scope every client has. */
function withMapper<R extends { readonly realm: string }>(realm: R, url: string): R {
  const { clientScopes, ...rest } = realm as R & {
    readonly clientScopes: readonly { readonly name: string; readonly protocolMappers: readonly object[] }[];
  }; // sound: what `realmOf` makes
  const mapper = {
    name: 'remote',
    protocol: 'openid-connect',
    protocolMapper: 'bench-remote-claim',
    config: { url },
  };
  return {
    ...rest,
    clientScopes: clientScopes.map((scope) =>
      scope.name === 'people' ? { ...scope, protocolMappers: [...scope.protocolMappers, mapper] } : scope,
    ),
  } as unknown as R; // sound: the same realm
}

function report(found: ReadonlyMap<string, readonly Stretch[]>): void {
  const of = (grant: Grant, rival: Rival): readonly Stretch[] => found.get(`${grant} ${rival}`) ?? [];
  const perCpu = (all: readonly Stretch[]): readonly number[] =>
    all.map(({ tokens, cpuSeconds }) => tokens / cpuSeconds);
  const perSecond = (all: readonly Stretch[]): readonly number[] => all.map(({ tokens, seconds }) => tokens / seconds);
  const at = (all: readonly Stretch[], share: number): number =>
    median(all.map(({ latencies }) => percentile(latencies, share)));
  const rows = GRANTS.flatMap((grant) =>
    RIVALS.map((rival) => {
      const [own, bare] = [of(grant, rival), of(grant, 'bare')];
      return {
        grant,
        rival,
        perCpuSecond: median(perCpu(own)),
        cpuRatio: ratio(perCpu(own), perCpu(bare)),
        perSecond: median(perSecond(own)),
        wallRatio: ratio(perSecond(own), perSecond(bare)),
        p50: at(own, 0.5),
        p99: at(own, 0.99),
        p99More: at(own, 0.99) - at(bare, 0.99),
        refused: own.reduce((sum, { refused }) => sum + refused, 0),
      };
    }),
  );
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model,
    cpus: cpus().length,
    keycloak: PARTS.keycloak.version,
  };
  if (process.argv.includes('--json')) return console.log(JSON.stringify({ ...machine, rows }, null, 2));
  console.log(`Keycloak ${machine.keycloak}, Node ${machine.node}, ${machine.cpus} x ${machine.cpu ?? 'unknown'}`);
  const table = rows.map((row) =>
    [
      row.grant,
      row.rival,
      row.perCpuSecond.toFixed(0),
      row.cpuRatio.toFixed(2),
      row.perSecond.toFixed(0),
      row.wallRatio.toFixed(2),
      `${row.p50.toFixed(1)} ms`,
      `${row.p99.toFixed(1)} ms`,
      `${row.p99More >= 0 ? '+' : ''}${row.p99More.toFixed(1)} ms`,
      String(row.refused),
    ].join(' | '),
  );
  console.log(
    [
      '| grant | server | tokens per CPU second | over bare | tokens per second | over bare | p50 | p99 | more than bare | refused |',
      '|---|---|---|---|---|---|---|---|---|---|',
      ...table.map((row) => `| ${row} |`),
    ].join('\n'),
  );
}
