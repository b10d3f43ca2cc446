// SPDX-License-Identifier: Apache-2.0
import { load, table } from './page-parts.ts';

/** What is read here of packages/cli/src/capability-matrix.ts. */
interface MatrixModule {
  readonly capabilityMatrix: (triggers: readonly Trigger[]) => readonly (readonly string[])[];
  readonly triggerTable: (triggers: readonly Trigger[]) => {
    readonly effects: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
}

/** A trigger, or one kind of its events, and what its adapter says it can carry out. */
interface Trigger {
  readonly name: string;
  readonly capabilities: unknown;
}

const matrix = (root: string): Promise<MatrixModule> => load(root, 'packages/cli/src/capability-matrix.ts');

/** The adapters, as people call them, where they say what they can, and how they call the kinds of events. */
const ADAPTERS = {
  auth0: { title: 'Auth0', file: 'packages/auth0/src/variants.ts', nameOf: (kind: string) => kind },
  cognito: {
    title: 'Amazon Cognito',
    file: 'packages/cognito/src/capabilities.ts',
    nameOf: (version: string) => `event version ${version}`,
  },
  keycloak: { title: 'Keycloak', file: 'packages/keycloak/src/capabilities.ts', nameOf: (kind: string) => kind },
} as const;
type AdapterName = keyof typeof ADAPTERS;

/** Identity providers Assay is meant for and does not speak to yet. */
const NOT_YET = ['Curity'];

async function triggersOf(root: string, adapter: AdapterName): Promise<readonly Trigger[]> {
  const { file, nameOf } = ADAPTERS[adapter];
  const { CAPABILITIES } = await load<{ CAPABILITIES: Readonly<Record<string, unknown>> }>(root, file);
  return Object.entries(CAPABILITIES).map(([key, capabilities]) => ({ name: nameOf(key), capabilities }));
}

/** The identity providers, with what can be carried out at each today. */
export async function providerTable(root: string): Promise<string> {
  const { triggerTable } = await matrix(root);
  const names = Object.keys(ADAPTERS) as readonly AdapterName[]; // sound: the keys of the table above
  const { effects, rows } = triggerTable((await Promise.all(names.map((name) => titled(root, name)))).flat());
  const others = NOT_YET.map((name) => [name, 'not yet', ...effects.slice(1).map(() => '')]);
  return table(['identity provider', ...effects], [...rows, ...others]);
}

async function titled(root: string, adapter: AdapterName): Promise<readonly Trigger[]> {
  const triggers = await triggersOf(root, adapter);
  return triggers.map(({ name, capabilities }) => ({ name: `${ADAPTERS[adapter].title}, ${name}`, capabilities }));
}

/** Effect by kind of event of one adapter. */
export async function capabilityTable(root: string, adapter: AdapterName): Promise<string> {
  const triggers = await triggersOf(root, adapter);
  const { capabilityMatrix } = await matrix(root);
  return table(['what policy can do', ...triggers.map(({ name }) => name)], capabilityMatrix(triggers));
}
