// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { ExportedDocument, TenantExport } from '@assay/auth0/doctor';
import { isObject, own } from '@assay/core/model';
import { parse } from 'yaml';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { openFolder, type Folder } from './read-folder.ts';
import { parseJson } from '../read-json.ts';

const YAML_FILE = 'tenant.yaml';

/** Reads what `a0deploy export` wrote: a folder of either format, or the file of `--format yaml`. Throws ERR_FILE_READ. */
export function readTenant(named: string, { cwd }: Io): TenantExport {
  const path = resolve(cwd, named);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile) return fromYaml(openFolder(dirname(path), dirname(named)), basename(path));
  const folder = openFolder(path, named);
  if (folder.list('.', YAML_FILE)?.includes(YAML_FILE)) return fromYaml(folder, YAML_FILE);
  return fromFolder(folder);
}

/** The folders of the directory format (Auth0 Deploy CLI: "Available resource config formats"). */
function fromFolder(folder: Folder): TenantExport {
  const each = (name: string): readonly ExportedDocument[] | undefined =>
    folder.list(name, '.json')?.map((file) => jsonOf(folder, `${name}/${file}`));
  const actions = each('actions');
  const [triggers] = each('triggers') ?? []; // the Deploy CLI reads the first, too
  const clients = each('clients');
  const profiles = each('token-exchange-profiles');
  if (!actions && !triggers && !clients) {
    const help = 'export with `a0deploy export --format directory --output_folder DIR`';
    throw new Failure('ERR_FILE_READ', 'expected an export of the Auth0 Deploy CLI, found none of its folders', {
      subject: folder.name('').replace(/\/$/, ''),
      help,
    });
  }
  return {
    actions: (actions ?? []).map((action) => ({ ...action, code: codeOf(folder, action.value) })),
    ...(triggers && { triggers }),
    ...(clients && { clients }),
    ...(profiles && { profiles }),
  };
}

const jsonOf = (folder: Folder, path: string): ExportedDocument => ({
  file: folder.name(path),
  path: '',
  value: parseJson(folder.read(path), folder.name(path), 'ERR_FILE_READ'),
});

function fromYaml(folder: Folder, name: string): TenantExport {
  const file = folder.name(name);
  const tenant = yamlOf(folder.read(name), file);
  const each = (member: string): readonly ExportedDocument[] | undefined => {
    const items = own(tenant, member);
    return Array.isArray(items)
      ? items.map((value: unknown, at) => ({ file, path: `/${member}/${at}`, value }))
      : undefined;
  };
  const triggers = own(tenant, 'triggers');
  const [clients, profiles] = [each('clients'), each('tokenExchangeProfiles')];
  return {
    actions: (each('actions') ?? []).map((action) => ({ ...action, code: codeOf(folder, action.value) })),
    ...(isObject(triggers) && { triggers: { file, path: '/triggers', value: triggers } }),
    ...(clients && { clients }),
    ...(profiles && { profiles }),
  };
}

function yamlOf(text: string, subject: string): unknown {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100, logLevel: 'error' });
    if (isObject(value)) return value;
  } catch (cause) {
    // its messages quote the text, where a secret may stand
    throw new Failure('ERR_FILE_READ', 'expected YAML', { subject, cause });
  }
  throw new Failure('ERR_FILE_READ', 'expected a tenant, an object', { subject });
}

/** The text of the file an Action names. */
function codeOf(folder: Folder, action: unknown): string | undefined {
  const code = own(action, 'code');
  return typeof code === 'string' && code !== '' && code.length < 1_000 && !code.includes('\0')
    ? folder.readOr(code.replaceAll('\\', '/'))
    : undefined;
}
