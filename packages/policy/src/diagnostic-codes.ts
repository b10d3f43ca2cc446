// SPDX-License-Identifier: Apache-2.0

/** Every diagnostic, by its stable code; each has a page `docs/diagnostics/<code>.md` and a case in `testing/mistakes.ts`. */
export const DIAGNOSTICS = {
  // the text of a file
  'duplicate-key': { severity: 'error', title: 'a key stands twice in one map' },
  'file-not-found': { severity: 'error', title: 'a file the project names cannot be read' },
  'invisible-character': { severity: 'error', title: 'the text holds a character nobody sees' },
  'limit-exceeded': { severity: 'error', title: 'a document or an expression is larger than allowed' },
  'path-outside-project': { severity: 'error', title: 'a path leads out of the project folder' },
  'unsupported-yaml': { severity: 'error', title: 'a feature of YAML that Assay does not read' },
  'yaml-syntax': { severity: 'error', title: 'the text is not YAML' },

  // the shape of a document
  'duplicate-policy': { severity: 'error', title: 'two policies have the same name' },
  'duplicate-rule': { severity: 'error', title: 'two rules of a policy have the same name' },
  'duration-never-applies': { severity: 'error', title: 'a duration that can never apply' },
  'empty-list': { severity: 'error', title: 'a list that has to hold something is empty' },
  'invalid-duration': { severity: 'error', title: 'not a duration' },
  'invalid-name': { severity: 'error', title: 'a name is not written as names are' },
  'invalid-scope-name': { severity: 'error', title: 'a name no scope can have' },
  'invalid-value': { severity: 'error', title: 'a value that is not one of those expected' },
  'misplaced-key': { severity: 'error', title: 'a key that has no meaning beside its neighbours' },
  'missing-key': { severity: 'error', title: 'a required key is missing' },
  'missing-owner': { severity: 'error', title: 'a policy or a source without an owner' },
  'reserved-claim': { severity: 'error', title: 'a claim no policy may touch' },
  'reserved-name': { severity: 'error', title: 'a name that already means something' },
  'reserved-scope-name': { severity: 'error', title: 'a scope whose name is a question of the gate' },
  'rule-effect': { severity: 'error', title: 'a rule that does nothing, or two things' },
  'unknown-key': { severity: 'error', title: 'a key that has no meaning here' },
  'unsupported-version': { severity: 'error', title: 'a project file of another version' },
  'wrong-type': { severity: 'error', title: 'a value of another kind than expected' },

  // a project and what it reads
  'invalid-schema': { severity: 'error', title: 'not a JSON Schema Assay can use' },
  'log-is-input': { severity: 'error', title: 'the log is a file the project reads' },
  'not-owned': { severity: 'error', title: 'a policy about something that is not its file’s' },
  'ownership-overlap': { severity: 'warning', title: 'two files own the same' },
  'policies-overlap': { severity: 'warning', title: 'two files give the same' },
  'source-data-invalid': { severity: 'error', title: 'data that does not fit the schema of its source' },
  'ungoverned-policy': { severity: 'error', title: 'a policy about nothing the project governs' },
  'ungoverned-target': { severity: 'error', title: 'a target whose tokens the project does not govern' },
  ungoverned: { severity: 'warning', title: 'a policy about something the project does not govern' },

  // tests
  'duplicate-test': { severity: 'error', title: 'two tests of a file have the same name' },
  'unused-expectation': { severity: 'error', title: 'an expectation about no case' },

  // expressions
  'always-fails': { severity: 'error', title: 'a part of an expression that fails whatever it is about' },
  'expression-syntax': { severity: 'error', title: 'the text is not an expression' },
  'never-told': { severity: 'warning', title: 'an attribute the target never tells' },
  'never-matches': { severity: 'error', title: 'a rule that can never hold' },
  'overlapping-scopes': { severity: 'warning', title: 'two dynamic scopes that the same scope can match' },
  'optional-without-has': { severity: 'error', title: 'an attribute that may be absent is read without has()' },
  'scope-not-removable': { severity: 'warning', title: 'a scope the target cannot take out of a token' },
  unenforceable: { severity: 'error', title: 'a restriction the target cannot carry out' },
  'unenforceable-obligation': { severity: 'warning', title: 'a requirement the target cannot start' },
  'unknown-lifetime': { severity: 'warning', title: 'a limit on a lifetime the project does not declare' },
  'unknown-member': { severity: 'error', title: 'a member the value does not have' },
  'unknown-name': { severity: 'error', title: 'a name nothing is known by' },
  'unsupported-expression': { severity: 'error', title: 'a feature of CEL that Assay does not compile' },
  'untyped-member': { severity: 'warning', title: 'a member of an authorization detail no schema gives a type' },
  'unused-import': { severity: 'warning', title: 'an import nothing reads' },
  'unused-variable': { severity: 'warning', title: 'a variable nothing reads' },
  'variable-cycle': { severity: 'error', title: 'variables that are defined by themselves' },
  'wrong-type-in-expression': { severity: 'error', title: 'a value of a type that does not fit its place' },
} as const;

/** The stable name of a diagnostic. */
export type DiagnosticCode = keyof typeof DIAGNOSTICS;
