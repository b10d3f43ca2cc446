// SPDX-License-Identifier: Apache-2.0
import { parseSync } from '@swc/core';

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

type Node = Readonly<Record<string, unknown>>;

/** Every module a file names: import, export from, import(), import types, import = require(), require(), side effects. */
export function importsOf(text: string, path: string): Import[] {
  const bytes = Buffer.from(text);
  const found: Import[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    // Sound: the tree is plain data, and only members that are checked below are read.
    const node = value as Node;
    const specifier = textOf(moduleOf(node));
    if (specifier !== undefined) found.push({ specifier, line: lineAt(bytes, node) });
    Object.values(node).forEach(visit);
  };
  visit(parsed(text, path));
  return found;
}

function parsed(text: string, path: string): unknown {
  try {
    return parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), target: 'es2022' }).body;
  } catch (cause) {
    throw new Error(`${path}:1: cannot be parsed`, { cause });
  }
}

function moduleOf(node: Node): unknown {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node['source'];
    case 'TsImportType':
      return node['argument'];
    case 'TsExternalModuleReference':
      return node['expression'];
    case 'CallExpression': {
      const callee = node['callee'] as Node;
      const isImport = callee['type'] === 'Import' || callee['value'] === 'require';
      return isImport ? (node['arguments'] as readonly Node[])[0]?.['expression'] : undefined;
    }
    default:
      return undefined;
  }
}

/** The text of a string literal or of a template without holes. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const node = value as Node;
  if (node['type'] === 'StringLiteral') return String(node['value']);
  if (node['type'] !== 'TemplateLiteral') return undefined;
  const parts = node['quasis'] as readonly Node[];
  return parts.length === 1 ? String(parts[0]?.['cooked']) : undefined;
}

/** swc counts bytes from 1. */
function lineAt(bytes: Buffer, node: Node): number {
  const { start } = node['span'] as { readonly start: number };
  return bytes
    .subarray(0, start - 1)
    .toString()
    .split('\n').length;
}
