// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, join, relative, sep } from 'node:path';

/** Where a project was written, from where, and the checkout the command runs from, if it is not an installed one. Folders are absolute. */
export interface WrittenProject {
  readonly cwd: string;
  readonly directory: string;
  readonly checkout?: string;
  readonly idp: string;
  /** An event of the project, relative to it; there is none where it runs at no trigger yet. */
  readonly event?: string;
  /** Whether its identity provider asks a bridge. */
  readonly isServed?: boolean;
}

/** What to type after a project was written, and what has to be known for it to work. Pure. */
export function nextSteps({ cwd, directory, checkout, idp, event, isServed = false }: WrittenProject): {
  readonly commands: readonly string[];
  readonly note?: string;
} {
  const runsHere = checkout === undefined || isWithin(checkout, cwd);
  const place = runsHere ? relative(cwd, directory) : directory;
  const project = place === '' ? '' : ` --project ${asArgument(place)}`;
  const onEvent = event && `${project} --idp ${idp} --event ${asArgument(join(place, event))}`;
  const commands = [
    `npx assay check${project}`,
    `npx assay test${project}`,
    ...(onEvent
      ? [
          `npx assay decide${onEvent}`,
          `npx assay explain${onEvent}`,
          ...(isServed
            ? [`npx assay pep ${idp} --file peps.json`, `npx assay serve${project} --peps peps.json`]
            : [`npx assay build${project} --out ${asArgument(join(place, 'dist'))}`]),
        ]
      : []),
  ];
  if (checkout === undefined || isWithin(checkout, directory)) return { commands };
  const where = runsHere ? 'here' : `in ${checkout}`;
  return {
    commands,
    note: `npx finds \`assay\` inside its checkout only: there is no release yet, so run these ${where}`,
  };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path as a shell takes it for one argument. */
function asArgument(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path.replaceAll(/["$`]/g, '\\$&')}"`;
}
