// SPDX-License-Identifier: Apache-2.0
import { languageModule, type CompiledPolicySet, type Project, type SourceConfig } from '@assay/policy';
import { textExpression, UNPACKED } from './packed.ts';
import { sourceText } from './source-text.ts';
import { sourcesModule } from './sources-module.ts';

/** What a host is made of. */
export interface HostParts {
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
  /** Those the policy reads. */
  readonly sources: readonly SourceConfig[];
  readonly dataOf: (source: SourceConfig) => object;
  readonly isPacked: boolean;
}

/**
 * JavaScript with what every handler needs: `openPdp()` (throws where the table does not match its digest), `bindSources(platform)`, `sha256`, and `log`, the
 * settings of the log. Only what the policy uses of the language is imported.
 */
export function hostModule({ project, compiled, sources, dataOf, isPacked }: HostParts): string {
  const { required, inputs, redact } = project.log;
  return [
    `import { hash } from 'node:crypto';`,
    `import { createBuiltTablePdp, openBuiltTable } from '@assay/core/pdp';`,
    ...(isPacked ? [UNPACKED] : []),
    languageModule(compiled.table),
    sourcesModule(sources, { dataOf, isPacked }),
    `const sha256 = (text) => hash('sha256', text, 'hex');`,
    `const log = ${sourceText({ required, inputs, redact })};`,
    `const openPdp = () => createBuiltTablePdp(openBuiltTable(${textExpression(compiled.text, isPacked)}, sha256), LANGUAGE);`,
    '',
  ].join('\n');
}
