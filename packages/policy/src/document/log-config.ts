// SPDX-License-Identifier: Apache-2.0
import type { LogFields } from './log-shape.ts';
import type { LogStoreFields } from './log-store-shape.ts';
import type { LogConfig, LogStoreConfig } from './project.ts';

/** The log as it is configured; undefined where something it needs is missing, of which is told elsewhere. */
export function logConfigOf({ file, store: written, ...fields }: LogFields): LogConfig | undefined {
  const store: LogStoreConfig | undefined = file
    ? { driver: 'jsonl', file: file.value }
    : written && storeConfigOf(written.fields);
  const { hmac_key: hmacKey, sign, collector } = fields;
  if (store === undefined) return undefined;
  const { name, key } = sign?.fields ?? {};
  const { url, token, timeout } = collector?.fields ?? {};
  return {
    store,
    required: fields.required?.value ?? true,
    inputs: fields.inputs?.value ?? 'full',
    redact: fields.redact?.map(({ value }) => value) ?? [],
    fields: fields.fields?.map(({ key: { value: pointer }, value: { value: rule } }) => ({ pointer, rule })) ?? [],
    ...(hmacKey && { hmacKey: hmacKey.value }),
    ...(name && key && { sign: { name: name.value, key: key.value } }),
    ...(url &&
      token && { collector: { url: url.value, token: token.value, ...(timeout && { timeoutMs: timeout.value }) } }),
    send: Object.fromEntries(
      fields.send?.map(({ key: { value: target }, value: { value: way } }) => [target, way]) ?? [],
    ),
  };
}

function storeConfigOf({ driver, file, table, region, url, schema }: LogStoreFields): LogStoreConfig | undefined {
  switch (driver?.value) {
    case 'jsonl':
    case 'sqlite':
      return file && { driver: driver.value, file: file.value };
    case 'dynamodb':
      return table && { driver: 'dynamodb', table: table.value, ...(region && { region: region.value }) };
    case 'postgres':
      return url && { driver: 'postgres', url: url.value, ...(schema && { schema: schema.value }) };
    case undefined:
      return undefined;
  }
}
