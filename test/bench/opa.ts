// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Peer } from './peer.ts';
import type { Workload } from './workload.ts';

/** What is used of `@open-policy-agent/opa-wasm`, whose own types are of a browser. */
interface Sdk {
  readonly loadPolicy: (wasm: Buffer) => Promise<{
    readonly setData: (data: object) => void;
    readonly evaluate: (input: object) => readonly { readonly result: readonly string[] }[];
  }>;
}

/**
 * The same rules as Rego, compiled to WebAssembly by the command `opa`, or the one `ASSAY_OPA` names; undefined where there is none. No registry
 * of packages has one. As under Cedar, a denial that cannot be told does not hold.
 */
export async function createOpaPeer(workload: Workload): Promise<Peer | undefined> {
  const wasm = built(regoOf(workload));
  if (wasm === undefined) return undefined;
  const opa = createRequire(import.meta.url)('@open-policy-agent/opa-wasm') as Sdk; // sound: its interface
  const policy = await opa.loadPolicy(wasm);
  policy.setData({});
  return (request, attributes) => {
    if (attributes['iga']?.['status'] !== 'active') return [];
    const [found] = policy.evaluate({
      scopes: request.scopes,
      iga: attributes['iga'],
      risk: attributes['risk'] ?? {},
      app: attributes['app'] ?? {},
      request: request.context.parameters,
      client: request.client.id,
    });
    const granted = found?.result ?? [];
    return request.scopes.filter((scope) => granted.includes(scope));
  };
}

function regoOf({ rules }: Workload): string {
  const lines = rules.map(
    ({ scope, effect, conjuncts }) =>
      `${effect}(scope) if { scope == ${JSON.stringify(scope)}; ${conjuncts.map(({ rego }) => rego).join('; ')} }`,
  );
  return [
    'package bench',
    'granted contains scope if { some scope in input.scopes; permit(scope); not deny(scope) }',
    // a function needs a rule, and a workload may have no denial
    'deny(scope) if { scope == "" }',
    ...lines,
  ].join('\n');
}

function built(rego: string): Buffer | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    writeFileSync(join(folder, 'bench.rego'), rego);
    const options = ['build', '-t', 'wasm', '-e', 'bench/granted', '-o', 'bundle.tar.gz', 'bench.rego'];
    const { error, status, stderr } = spawnSync(process.env['ASSAY_OPA'] ?? 'opa', options, {
      cwd: folder,
      encoding: 'utf8',
    });
    if (error) return undefined;
    if (status !== 0) throw new Error(stderr);
    return fileIn(gunzipSync(readFileSync(join(folder, 'bundle.tar.gz'))), '/policy.wasm');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file of a tar archive: headers of 512 bytes, with the name at 0 and the size, octal, at 124; contents are filled up to 512. */
function fileIn(tar: Buffer, name: string): Buffer | undefined {
  for (let at = 0; at + 512 <= tar.length;) {
    const size = parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    if (tar.toString('latin1', at, at + 100).replace(/\0+$/, '') === name)
      return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}
