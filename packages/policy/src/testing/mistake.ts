// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import type { TargetCapability } from '../compile/targets/target.ts';

/** The smallest project with one mistake, and the one diagnostic it gets. */
export interface Mistake {
  readonly code: DiagnosticCode;
  /** The text the diagnostic points at. */
  readonly at: string;
  readonly files: { readonly [path: string]: string };
  readonly targets?: readonly TargetCapability[];
  /** A JSON Schema cannot see it, although others of its code are seen. */
  readonly isBeyondSchemas?: true;
}

const PROJECT_START = 'assay: 1\nname: example\npolicies: [policy.yaml]\n';
const PROJECT_REST = 'governs: { outside: pass }\nlog: { file: records.jsonl }\n';
const POLICY = 'policy: example\nowner: iam@example.com\n';

/** A project file that has no mistake, and names `policy.yaml`. */
export const PROJECT: string = PROJECT_START + PROJECT_REST;

/** A mistake in a policy: `text` follows its name and owner. */
export function inPolicy(code: DiagnosticCode, at: string, text: string): Mistake {
  return { code, at, files: { 'assay.yaml': PROJECT, 'policy.yaml': POLICY + text } };
}

/** A mistake in the whole text of a policy. */
export function asPolicy(code: DiagnosticCode, at: string, text: string): Mistake {
  return { code, at, files: { 'assay.yaml': PROJECT, 'policy.yaml': text } };
}

/** A mistake in `policy.yaml` of a project whose policies are the entry `{ file: <entries> }`; `other.yaml` is another policy of it. */
export function asOwner(code: DiagnosticCode, at: string, entries: string, text: string, other = ''): Mistake {
  return {
    code,
    at,
    files: {
      'assay.yaml': PROJECT.replace('[policy.yaml]', `[{ file: ${entries} }]`),
      'policy.yaml': POLICY + text,
      'other.yaml': `policy: other\nowner: iam@example.com\n${other}`,
    },
  };
}

/** A mistake in a library: `text` follows its name and owner, and `policy` what reads it. */
export function inLibrary(code: DiagnosticCode, at: string, text: string, policy: string): Mistake {
  return {
    code,
    at,
    files: {
      'assay.yaml': PROJECT,
      'policy.yaml': `${POLICY}imports: { common: shared/common.yaml }\n${policy}`,
      'shared/common.yaml': `library: common\nowner: iam@example.com\n${text}`,
    },
  };
}

/** A mistake in the project file: `text` follows its name, its policies, what it governs and its log; `more` are other files. */
export function inProject(code: DiagnosticCode, at: string, text: string, more: Mistake['files'] = {}): Mistake {
  return { code, at, files: { 'assay.yaml': PROJECT + text, 'policy.yaml': POLICY, ...more } };
}

/** A mistake in what a project file begins with. */
export function asProject(code: DiagnosticCode, at: string, text: string, more: Mistake['files'] = {}): Mistake {
  return { code, at, files: { 'assay.yaml': text, 'policy.yaml': POLICY, ...more } };
}
