// SPDX-License-Identifier: Apache-2.0

/**
 * The text of a file of the example `name`, as it stands in a project of its own: a README names files and commands from the folder of the project
 * instead of from the repository, and links to nothing outside; YAML names no schema by a path of the repository. Pure.
 */
export function detached(name: string, path: string, text: string): string {
  if (path.endsWith('.yaml')) return text.replace(/^# yaml-language-server: \$schema=\.\..*\n/, '');
  if (!path.endsWith('.md')) return text;
  return text
    .replaceAll(` --project examples/${name}`, '')
    .replaceAll(`examples/${name}/`, '')
    .replaceAll(/\[([^\]]+)\]\(\.\.\/[^)]*\)/g, '$1');
}
