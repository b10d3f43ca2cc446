// SPDX-License-Identifier: Apache-2.0
import { lineWith, read } from './repository.ts';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The lockfile holds the builds of every platform (`npm ci` refuses it otherwise, though `npm install` wrote it) and names
 * no registry host.
 */
export function checkLockfile(root: string): string[] {
  const text = read(root, 'package-lock.json');
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Entry>> };
  return Object.entries(packages).flatMap(([path, { resolved, optionalDependencies = {} }]) => {
    const at = `package-lock.json:${lineWith(text, `"${path}": {`)}`;
    const missing = Object.entries(optionalDependencies)
      .filter(([name]) => !places(path, name).some((place) => place in packages))
      .map(([name, range]) => `${at}: \`${path}\` needs \`${name}@${range}\`, which the lockfile does not hold`);
    return resolved?.includes('://') === true ? [...missing, `${at}: \`${path}\` names a registry host`] : missing;
  });
}

/** Where Node looks for `name` from `path`: in its own node_modules, then in each one above. */
function places(path: string, name: string): string[] {
  const here = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (path === '') return [here];
  const nested = path.lastIndexOf('/node_modules/');
  return [here, ...places(nested === -1 ? '' : path.slice(0, nested), name)];
}
