// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';

/** The Nodes Lambda runs, by major version. */
export const NODE_MAJORS = [22, 24] as const;
export type NodeMajor = (typeof NODE_MAJORS)[number];

/** What a function runs in: paths of programs. */
export interface LambdaRuntime {
  readonly major: NodeMajor;
  readonly emulator: string;
  readonly node: string;
  readonly client: string;
}

/** What was installed, or why not: a line for people. */
export type InstalledRuntime = { readonly ok: true; readonly runtime: LambdaRuntime } | Missing;
interface Missing {
  readonly ok: false;
  readonly why: string;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'arm64' };

/** Installs AWS's emulator of the runtime interface, its runtime client and a Node, once. Throws where CI is set and one of them is missing. */
export function installRuntime(major: NodeMajor): InstalledRuntime {
  const architecture = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) {
    const why = `needs Linux on x64 or arm64, and this is ${process.platform} on ${process.arch}`;
    if (process.env['CI']) throw new Error(`end-to-end test ${why}`);
    return { ok: false, why };
  }
  const emulator = installPythonPart(PARTS.samCli);
  if (!emulator.ok) return emulator;
  const client = installNpmPart(PARTS.lambdaRuntime);
  if (!client.ok) return { ok: false, why: `${client.why} (part of it is compiled, with cmake and g++)` };
  const node = nodeOf(major);
  if (!node.ok) return node;
  const binary = join(emulatorFolder(emulator.python), `aws-lambda-rie-${architecture}`);
  chmodSync(binary, 0o755); // a wheel does not say that it is a program
  const runtime = {
    major,
    emulator: binary,
    node: node.path,
    client: join(client.modules, 'aws-lambda-ric/index.mjs'),
  };
  return { ok: true, runtime };
}

function nodeOf(major: NodeMajor): { readonly ok: true; readonly path: string } | Missing {
  if (process.version.startsWith(`v${major}.`)) return { ok: true, path: process.execPath };
  const part = installNpmPart(major === 22 ? PARTS.node22 : PARTS.node24);
  return part.ok ? { ok: true, path: join(part.modules, 'node/bin/node') } : part;
}

function emulatorFolder(python: string): string {
  const script = 'import os, samcli.local.rapid as found; print(list(found.__path__)[0])';
  const { status, stdout, stderr } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the emulator is not where it was: ${stderr}`);
  return stdout.trim();
}
