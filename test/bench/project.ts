// SPDX-License-Identifier: Apache-2.0
import { compileProject, hasErrors, parseProject, type CompiledPolicySet } from '@assay/policy';
import { AUDIENCE, type Workload } from './workload.ts';

const SCHEMAS = {
  iga: {
    type: 'object',
    required: ['status', 'roles', 'country', 'department', 'mfa'],
    properties: {
      status: { type: 'string' },
      roles: { type: 'array', items: { type: 'string' } },
      country: { type: 'string' },
      department: { type: 'string' },
      mfa: { type: 'boolean' },
    },
  },
  risk: { type: 'object', required: ['score'], properties: { score: { type: 'integer' } } },
  app: {
    type: 'object',
    required: ['tenant', 'hour'],
    properties: { tenant: { type: 'string' }, hour: { type: 'integer' } },
  },
};

/** The workload as the files of a project: what a person would have written, and the compiler reads. */
export function projectFiles(workload: Workload): ReadonlyMap<string, string> {
  const source = (name: keyof typeof SCHEMAS): object => ({
    owner: 'bench@example.com',
    driver: 'static',
    file: `${name}.json`,
    key: 'subject.id',
    timeout: '100ms',
    schema: SCHEMAS[name],
  });
  const project = {
    assay: 1,
    name: 'bench',
    policies: ['policy.yaml'],
    governs: { outside: 'deny' },
    mode: 'enforce',
    inputs: { parameters: { type: 'object', required: ['tenant'], properties: { tenant: { type: 'string' } } } },
    sources: { iga: source('iga'), risk: source('risk'), app: source('app') },
    targets: { 'cognito/pre-token-generation': { audience: AUDIENCE } },
    log: { file: 'records.jsonl', required: true, inputs: 'full' },
  };
  const scopes: Record<string, object[]> = {};
  for (const rule of workload.rules) {
    (scopes[rule.scope] ??= []).push({
      rule: rule.id,
      [rule.effect]: rule.conjuncts.map(({ cel }) => cel).join(' && '),
    });
  }
  const policy = {
    policy: 'bench',
    owner: 'bench@example.com',
    gates: [{ rule: 'active', permit: 'iga.status == "active"' }],
    scopes,
    claims: { tenant: [{ rule: 'tenant', value: 'app.tenant' }] },
  };
  return new Map([
    ['assay.yaml', JSON.stringify(project)],
    ['policy.yaml', JSON.stringify(policy, null, 1)],
    ['iga.json', '{}'],
    ['risk.json', '{}'],
    ['app.json', '{}'],
  ]);
}

/** The workload, compiled. Throws where the compiler finds a mistake: a bench does not run on what is not a policy. */
export function compileWorkload(workload: Workload): CompiledPolicySet {
  const files = projectFiles(workload);
  const { project, diagnostics } = parseProject((path) => files.get(path));
  const compilation = project === undefined ? undefined : compileProject(project);
  if (!compilation?.compiled || hasErrors(diagnostics)) {
    throw new Error(JSON.stringify([...diagnostics, ...(compilation?.diagnostics ?? [])].slice(0, 3)));
  }
  return compilation.compiled;
}
