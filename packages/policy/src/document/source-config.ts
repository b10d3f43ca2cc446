// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import type { AuthFields } from './http-shape.ts';
import type { HttpAuth, SourceConfig } from './project.ts';
import type { SourceFields } from './source-fields.ts';

/** A source as it is configured; undefined where something it needs is missing, of which is told elsewhere. */
export function sourceConfigOf(name: Located<string>, fields: SourceFields): SourceConfig | undefined {
  const { owner, driver, key, timeout, absent, failed, schema } = fields;
  if (!owner || !driver || !timeout || !schema) return undefined;
  const shared = {
    name,
    owner: owner.value,
    ...(key && { key }),
    timeoutMs: timeout.value,
    ...(absent && { absent: absent.value }),
    ...(failed && { failed: failed.value }),
    schema: schema.value,
    schemaSpan: schema.node.span,
  };
  const { file, url, auth, table, partition_key: partitionKey, prefix, region, cache } = fields;
  const cached = cache && { cacheMs: cache.value };
  switch (driver.value) {
    case 'static':
      return file && { ...shared, driver: 'static', file };
    case 'http':
      // whoever names no secret after all must not be asked without one
      if (!url || (auth && !auth.fields.secret)) return undefined;
      return { ...shared, driver: 'http', url: url.value, ...(auth && authOf(auth.fields)), ...cached };
    case 'dynamodb':
      if (!table || !key || !partitionKey) return undefined;
      return {
        ...shared,
        driver: 'dynamodb',
        table: table.value,
        key,
        partitionKey: partitionKey.value,
        ...(prefix && { prefix: prefix.value }),
        ...(region && { region: region.value }),
        ...cached,
      };
  }
}

/** The scheme `Bearer` (RFC 6750 2.1) belongs into the header `authorization`; other headers hold a key as it is. */
function authOf({ header, prefix, secret }: AuthFields): { readonly auth?: HttpAuth } {
  const name = header?.value ?? 'authorization';
  const standard = name === 'authorization' ? 'Bearer ' : '';
  return secret === undefined
    ? {}
    : { auth: { header: name, prefix: prefix?.value ?? standard, secret: secret.value } };
}
