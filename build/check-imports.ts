// SPDX-License-Identifier: Apache-2.0
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { importsOf } from './imports-of.ts';
import { filesOf, packagesOf, read, readManifest, type Package } from './repository.ts';

const CORE = ['model', 'pdp', 'pip', 'pep', 'authzen', 'log', 'errors'].map((layer) => `core/${layer}`);
const ADAPTERS = ['auth0', 'cognito', 'keycloak', 'curity'];
const ABOVE_CORE = [...CORE, 'sources', 'log', 'policy', ...ADAPTERS];

/** Who may import whom: rooms, or single files of a room. A room may always import itself. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'core/errors': [],
  'core/model': ['core/errors'],
  'core/pdp': ['core/model', 'core/errors'],
  'core/pip': ['core/model', 'core/errors'],
  'core/log': ['core/model', 'core/errors'],
  'core/authzen': ['core/model', 'core/errors'],
  // Of the log, the pipeline sees the port: the shape of a record and where it goes; and the pure functions that make a record of an attempt, and
  // a digest of a value (docs/adr/0009).
  'core/pep': [
    'core/model',
    'core/pdp',
    'core/pip',
    'core/errors',
    'core/log/record',
    'core/log/sink',
    'core/log/build-record',
    'core/log/digest',
  ],
  'core/testing': CORE,
  policy: CORE,
  sources: CORE,
  log: CORE,
  ...Object.fromEntries(ADAPTERS.map((adapter) => [adapter, CORE])),
  console: CORE,
  bridge: ABOVE_CORE,
  cli: [...ABOVE_CORE, 'bridge'],
  build: [...ABOVE_CORE, 'bridge', 'cli'],
  test: [...ABOVE_CORE, 'core/testing', 'bridge', 'cli', 'console', 'build'],
};

/** Imports follow ARROWS, reach other packages by name only, and name nothing their package.json does not declare. */
export function checkImports(root: string): string[] {
  const packages = packagesOf(root);
  const tools = Object.keys(readManifest(root).devDependencies ?? {});
  return packages.flatMap((home) =>
    filesOf(root, home.folder, /\.[cm]?[jt]sx?$/).flatMap((path) =>
      importsOf(read(root, path), path).flatMap(({ specifier, line }) => {
        const problem = problemOf({ path, specifier, home, packages, tools });
        return problem === undefined ? [] : [`${path}:${line}: ${problem}`];
      }),
    ),
  );
}

interface Use {
  readonly path: string;
  readonly specifier: string;
  readonly home: Package;
  readonly packages: readonly Package[];
  readonly tools: readonly string[];
}

function problemOf(use: Use): string | undefined {
  const { path, specifier, home, packages } = use;
  const from = roomOfFile(path, packages);
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    if (!target.startsWith(`${home.folder}/`))
      return `\`${specifier}\` leaves the package: import other packages by name`;
    return problemOfArrow(use, from, roomOfFile(target, packages));
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return undefined;
  if (specifier.startsWith('@assay/')) {
    const arrow = problemOfArrow(use, from, specifier.slice('@assay/'.length));
    if (arrow !== undefined) return arrow;
  }
  return declared(use) ? undefined : `\`${specifier}\` is not declared in ${home.folder}/package.json`;
}

function problemOfArrow({ path, specifier, home }: Use, from: string, to: string): string | undefined {
  const room = roomOf(from);
  const arrows = ARROWS[room];
  if (arrows === undefined) return `\`${room}\` has no row in the table of build/check-imports.ts`;
  const isWithin = (whole: string): boolean => to === whole || to.startsWith(`${whole}/`);
  if (isWithin(room) || arrows.some(isWithin)) return undefined;
  if (isTest(path)) {
    const testOnly = Object.keys(home.manifest.devDependencies ?? {}).map((name) => name.replace('@assay/', ''));
    // a test of one layer may look at what it left in another
    const seen = room.startsWith('core/') ? CORE : [];
    if (['core/testing', ...seen, ...testOnly].some(isWithin)) return undefined;
  }
  return `\`${room}\` may not import \`${roomOf(to)}\` (\`${specifier}\`)`;
}

function declared({ path, specifier, home: { folder, manifest }, tools }: Use): boolean {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const { dependencies = {}, peerDependencies = {}, devDependencies = {} } = manifest;
  if (name === manifest.name || name in dependencies || name in peerDependencies) return true;
  if (`@types/${name}` in devDependencies) return true;
  const isTool = isTest(path) || folder === 'test' || folder === 'build';
  return isTool && (name in devDependencies || tools.includes(name));
}

/** A test, or what only tests of a package use; the core's `testing` is for others, too. */
const isTest = (path: string): boolean => /\.test\.[jt]sx?$|^packages\/[^/]+\/src\/testing\//.test(path);

/** `shared/src/pep/guard.ts` is `core/pep/guard`; elsewhere the package is the room. */
function roomOfFile(path: string, packages: readonly Package[]): string {
  const home = packages.find(({ folder }) => path.startsWith(`${folder}/`));
  const name = home?.manifest.name.replace('@assay/', '') ?? path;
  const inside = path.slice((home?.folder.length ?? 0) + 1).replace(/^src\//, '');
  return `${name}/${inside.replace(/\.[^./]+$/, '')}`;
}

/** The row of a place in the table: in the core its layer, elsewhere its package. */
function roomOf(place: string): string {
  const [name = '', layer] = place.split('/');
  return name === 'core' && layer !== undefined ? `core/${layer}` : name;
}
