// SPDX-License-Identifier: Apache-2.0
import { compileProject, parseProject, type CompiledPolicySet } from '@assay/policy';

const AUDIENCE = 'https://api.example.com/payments';

/** A hundred rules: a gate, ninety-seven about scopes of which an ask names a few, a claim and a lifetime. */
export function hundredRules(): CompiledPolicySet {
  const scopes = ['payments:read', 'payments:write', ...Array.from({ length: 95 }, (_, i) => `payments:area-${i}`)];
  const policy = [
    'policy: bench',
    'owner: bench@example.com',
    'gates:',
    '  - rule: all',
    '    permit: client.registration == "first_party"',
    'scopes:',
    ...scopes.flatMap((scope, i) => [
      `  ${scope}:`,
      `    - rule: scope-${i}`,
      `      permit: has(subject.profile.department) && subject.profile.department == "payments" && authentication.amr != ["none-${i}"]`,
    ]),
    'claims:',
    '  tenant:',
    '    - rule: tenant',
    `      value: '"acme"'`,
    '      tokens: [access_token]',
    'lifetime:',
    '  - rule: short',
    '    max: 5m',
  ].join('\n');
  const project = [
    'assay: 1',
    'name: bench',
    'policies: [policy.yaml]',
    `governs: { audiences: [${AUDIENCE}], outside: deny }`,
    'targets: { keycloak/issuance: {} }',
    'log: { file: records.jsonl, required: true }',
  ].join('\n');
  const files: Readonly<Record<string, string>> = { 'assay.yaml': `${project}\n`, 'policy.yaml': `${policy}\n` };
  const parsed = parseProject((path) => files[path]);
  const compiled = parsed.project && compileProject(parsed.project).compiled;
  if (compiled === undefined) throw new Error(JSON.stringify(parsed.diagnostics.map(({ message }) => message)));
  return compiled;
}
