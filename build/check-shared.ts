// SPDX-License-Identifier: Apache-2.0
import { builtinModules } from 'node:module';
import { importsOf } from './imports-of.ts';
import { filesOf, lineWith, read } from './repository.ts';

const IDP_NAMES = new Set(['auth0', 'cognito', 'keycloak', 'curity', 'okta', 'entra', 'aws', 'lambda']);
const DEPENDENCY_KINDS = /^(dependencies|.+Dependencies|bundleDependencies|bundledDependencies)$/;

/** The core, its comments and its tests name no identity provider and no Node module, and it depends on nothing. */
export function checkShared(root: string): string[] {
  const sources = filesOf(root, 'shared', /\.[cm]?[jt]sx?$/);
  return [...sources.flatMap((path) => namesIn(read(root, path), path)), ...dependenciesOf(root)];
}

function namesIn(text: string, path: string): string[] {
  const names = text.split('\n').flatMap((line, index) =>
    wordsOf(line)
      .filter((word) => IDP_NAMES.has(word) || IDP_NAMES.has(word.replace(/s$/, '')))
      .map((word) => `${path}:${index + 1}: names an identity provider: \`${word}\``),
  );
  const modules = importsOf(text, path)
    .filter(({ specifier }) => specifier.startsWith('node:') || builtinModules.includes(specifier))
    .map(({ specifier, line }) => `${path}:${line}: imports the Node module \`${specifier}\``);
  return [...names, ...modules];
}

/** `onAuth0Login` is on, auth0, login: names hidden in camelCase are found, `central` is not mistaken for one. */
function wordsOf(line: string): string[] {
  return (line.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*/g) ?? []).map((word) => word.toLowerCase());
}

function dependenciesOf(root: string): string[] {
  const text = read(root, 'shared/package.json');
  return Object.keys(JSON.parse(text) as object)
    .filter((key) => DEPENDENCY_KINDS.test(key))
    .map(
      (key) => `shared/package.json:${lineWith(text, `"${key}"`)}: the core has no dependencies, not even \`${key}\``,
    );
}
