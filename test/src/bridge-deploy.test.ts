// SPDX-License-Identifier: Apache-2.0
// The files in packages/bridge/deploy: that they fit each other, the command they run, and what they promise.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runAssay } from '../docs/run.ts';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'packages/bridge/deploy');
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

type Labels = Readonly<Record<string, string>>;
interface Mounted {
  readonly name: string;
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string; readonly scheme: string };
}
interface Container {
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly securityContext: object;
  readonly resources: object;
}
interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Labels };
  readonly spec: {
    readonly replicas?: number;
    readonly selector: Labels & { readonly matchLabels?: Labels };
    readonly podSelector?: { readonly matchLabels: Labels };
    readonly minAvailable?: number;
    readonly ports?: readonly { readonly targetPort: string }[];
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly ports: readonly { readonly port: string }[] }[];
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes: readonly Mounted[];
        readonly automountServiceAccountToken: boolean;
        readonly serviceAccountName: string;
        readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number };
      };
    };
  };
}

const files = readdirSync(join(FOLDER, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');
const resources = files.map((file) => parse(read(`kubernetes/${file}`), { merge: true }) as Resource); // sound: or the tests below fail
const of = (kind: string): Resource => resources.find((resource) => resource.kind === kind)!; // sound: as above
const pod = of('Deployment').spec.template;
const container = pod.spec.containers[0]!; // sound: as above

/** The options of `assay serve` among words of a command line. */
const optionsIn = (words: readonly string[]): readonly string[] => words.filter((word) => word.startsWith('--'));

describe('the Kubernetes manifests', () => {
  test('are the resources that are applied, each with the name of all', () => {
    const { resources: listed } = parse(read('kubernetes/kustomization.yaml')) as { resources: readonly string[] };
    expect(listed.toSorted()).toEqual(files.toSorted());
    expect(resources.map(({ kind, metadata: { name } }) => `${kind} ${name}`).sort()).toEqual(
      ['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'].map(
        (kind) => `${kind} assay-bridge`,
      ),
    );
  });

  test('select the pods that are made, and their port', () => {
    const { labels } = pod.metadata;
    const selectors = [
      of('Deployment').spec.selector.matchLabels,
      of('PodDisruptionBudget').spec.selector.matchLabels,
      of('NetworkPolicy').spec.podSelector?.matchLabels,
      of('Service').spec.selector,
    ];
    for (const selector of selectors) expect(labels).toMatchObject(selector!); // sound: toMatchObject fails on undefined
    const [port] = container.ports;
    expect([
      of('Service').spec.ports?.map(({ targetPort }) => targetPort),
      of('NetworkPolicy').spec.ingress?.flatMap(({ ports }) => ports.map((one) => one.port)),
      container.startupProbe.httpGet.port,
      container.livenessProbe.httpGet.port,
      container.readinessProbe.httpGet.port,
    ]).toEqual([[port?.name], [port?.name], port?.name, port?.name, port?.name]);
    expect(port?.containerPort).toBe(8181);
  });

  test('run two that do without each other, and ask the right path of each', () => {
    expect([of('Deployment').spec.replicas, of('PodDisruptionBudget').spec.minAvailable]).toEqual([2, 1]);
    expect(
      [container.livenessProbe, container.readinessProbe].map(({ httpGet: { path, scheme } }) => [path, scheme]),
    ).toEqual([
      ['/healthz', 'HTTPS'],
      ['/readyz', 'HTTPS'],
    ]);
  });

  test('give a pod no right that it does without', () => {
    const { automountServiceAccountToken, serviceAccountName, securityContext } = pod.spec;
    expect([automountServiceAccountToken, serviceAccountName]).toEqual([false, of('ServiceAccount').metadata.name]);
    expect(securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources).toEqual({
      requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
      limits: { memory: expect.any(String) as string },
    });
    expect(of('NetworkPolicy').spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });

  test('mount every volume, and name only files that are mounted', () => {
    const mounts = container.volumeMounts;
    expect(mounts.map(({ name }) => name).sort()).toEqual(pod.spec.volumes.map(({ name }) => name).sort());
    const paths = container.args.filter((word) => word.startsWith('/'));
    expect(paths.filter((path) => !mounts.some(({ mountPath }) => path.startsWith(`${mountPath}/`)))).toEqual([]);
  });
});

describe('the compose file', () => {
  const { services, ...rest } = parse(read('compose.yaml')) as {
    readonly services: { readonly bridge: Readonly<Record<string, unknown>> & { readonly command: readonly string[] } };
    readonly secrets: object;
    readonly volumes: object;
    readonly networks: object;
  };

  test('gives the container no right that it does without, and nobody outside a way in', () => {
    expect(Object.keys(services)).toEqual(['bridge']);
    const { bridge } = services;
    expect(bridge).toMatchObject({
      user: '10001:10001',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      init: true,
    });
    expect(bridge['ports']).toBeUndefined();
  });

  test('declares what it uses', () => {
    const { bridge } = services;
    const named = (bridge['volumes'] as readonly { type: string; source: string }[]).filter(
      ({ type }) => type === 'volume',
    );
    expect({
      secrets: Object.keys(rest.secrets),
      networks: Object.keys(rest.networks),
      volumes: Object.keys(rest.volumes),
    }).toEqual({
      secrets: bridge['secrets'],
      networks: bridge['networks'],
      volumes: named.map(({ source }) => source),
    });
  });
});

describe('the image', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const words = (instruction: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));

  test('runs as nobody in particular, on the Node the repository is tested with', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly devDependencies: { readonly node: string };
    };
    expect(words('FROM').map((image) => image.split(/[ -]/)[0])).toEqual(
      Array.from({ length: 3 }, () => `node:${devDependencies.node}`),
    );
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER 10001:10001']);
    expect(words('ADD')).toEqual([]);
  });

  test('copies from stages that are there', () => {
    const stages = words('FROM').flatMap((image) => / AS (\w+)$/.exec(image)?.[1] ?? []);
    const used = words('COPY').flatMap((what) => /--from=(\w+)/.exec(what)?.[1] ?? []);
    expect(used.filter((stage) => !stages.includes(stage))).toEqual([]);
  });
});

describe('the unit of systemd', () => {
  const unit = read('assay-bridge.service');
  const value = (name: string): readonly string[] =>
    unit.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));

  test('gives the service no right that it does without', () => {
    const wanted = {
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      PrivateDevices: 'yes',
      RestrictAddressFamilies: 'AF_INET AF_INET6 AF_UNIX',
      RestrictNamespaces: 'yes',
      SystemCallArchitectures: 'native',
      UMask: '0077',
    };
    expect(Object.fromEntries(Object.keys(wanted).map((name) => [name, value(name).join()]))).toEqual(wanted);
  });

  test('hands over the credentials that the command names', () => {
    const loaded = value('LoadCredential').map((line) => line.split(':')[0]);
    const used = [...(value('ExecStart')[0] ?? '').matchAll(/\$\{CREDENTIALS_DIRECTORY\}\/(\S+)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(used)).toEqual(new Set(loaded));
  });
});

test('every command line has options that `assay serve` knows', async () => {
  const { out } = await runAssay(['serve', '--help'], ROOT);
  const known = [...out.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option);
  const { services } = parse(read('compose.yaml')) as { services: { bridge: { command: readonly string[] } } };
  const used = [
    ...container.args,
    ...services.bridge.command,
    ...(/^ExecStart=(.*)$/m.exec(read('assay-bridge.service'))?.[1] ?? '').split(' '),
    ...[...read('Dockerfile').matchAll(/^(?:ENTRYPOINT|CMD) (.*)$/gm)].flatMap(
      ([, list = '[]']) => JSON.parse(list) as readonly string[],
    ),
  ];
  const options = [...new Set(optionsIn(used))];
  expect(options.length).toBeGreaterThan(6);
  expect(options.filter((option) => !known.includes(option))).toEqual([]);
}, 60_000);
