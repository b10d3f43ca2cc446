// SPDX-License-Identifier: Apache-2.0
import { compileProject, type Compilation, type CompileOptions } from '../compile/compile.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { parseProject } from '../document/parse-project.ts';
import type { Project } from '../document/project.ts';

/** A project that types everything the tests of expressions read. */
export const TEST_PROJECT = `
assay: 1
name: test
policies: [policy.yaml]
governs: { outside: pass }
mode: enforce
inputs:
  parameters:
    type: object
    required: [deal]
    properties: { deal: { type: string }, amount: { type: integer } }
  authorization_details:
    payment:
      type: object
      required: [amount]
      properties: { amount: { type: number }, note: { type: string } }
sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    key: subject.id
    timeout: 100ms
    schema:
      type: object
      required: [status, roles, level, ratio, active, limits, cases, anything, levels]
      properties:
        status: { enum: [active, suspended] }
        roles: { type: array, items: { type: string } }
        level: { type: integer }
        levels: { type: array, items: { type: integer } }
        ratio: { type: number }
        active: { type: boolean }
        manager: { type: string }
        home: { type: object, required: [city], properties: { city: { type: string }, street: { type: string } } }
        limits: { type: object, additionalProperties: { type: integer } }
        cases: { type: array, items: { type: object, required: [id], properties: { id: { type: string }, note: { type: string } } } }
        anything: {}
targets: { example/trigger: {} }
log: { file: records.jsonl, required: true, inputs: full }
`;

const SOURCE =
  'sam: { status: active, roles: [], level: 1, levels: [], ratio: 0.5, active: true, limits: {}, cases: [], anything: 1 }\n';

export interface CompiledText extends Compilation {
  readonly project: Project;
  readonly text: string;
}

/** Compiles one policy, given as its text without the first lines, in a project given as text. Throws where the project itself has mistakes. */
export function compileText(
  policy: string,
  options: CompileOptions & { readonly project?: string } = {},
): CompiledText {
  const text = `policy: test\nowner: test@example.com\n${policy}`;
  const files = new Map([
    ['assay.yaml', options.project ?? TEST_PROJECT],
    ['policy.yaml', text],
    ['iga.yaml', SOURCE],
  ]);
  const { project, diagnostics } = parseProject((path) => files.get(path));
  if (!project || diagnostics.length > 0)
    throw new Error(`the project of the test has mistakes: ${JSON.stringify(diagnostics)}`);
  return { project, text, ...compileProject(project, options) };
}

/** A diagnostic with the text it points at. */
export function described(
  { code, message, help, span }: Diagnostic,
  { project }: Pick<CompiledText, 'project'>,
): Readonly<Record<string, string>> {
  const at = project.files.get(span.file)?.slice(span.start, span.end) ?? '';
  return { code, at, message, ...(help === undefined ? {} : { help }) };
}
