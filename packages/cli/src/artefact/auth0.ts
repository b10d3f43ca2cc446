// SPDX-License-Identifier: Apache-2.0
import type { Auth0Settings } from '@assay/auth0';
import { auth0Files, type DeployedTriggerId } from '@assay/auth0/deploy';
import type { Parsed } from '@assay/core/model';
import type { Built, OutputFile, Recipe } from './recipe.ts';
import { sourceText } from './source-text.ts';

/** What Auth0 takes of an Action's code, in bytes (Auth0: "Actions Limitations"). */
const CODE_LIMIT = 100_000;

/** How the Action of a trigger is made in generated code: where from, by what, and what it exports. */
const HANDLERS: Readonly<
  Record<DeployedTriggerId, { readonly from: string; readonly make: string; readonly exports: readonly string[] }>
> = {
  'post-login': {
    from: '@assay/auth0',
    make: 'createPostLogin',
    exports: ['onExecutePostLogin', 'onContinuePostLogin'],
  },
  'credentials-exchange': {
    from: '@assay/auth0',
    make: 'createCredentialsExchange',
    exports: ['onExecuteCredentialsExchange'],
  },
  'custom-token-exchange': {
    from: '@assay/auth0/custom-token-exchange',
    make: 'createCustomTokenExchange',
    exports: ['onExecuteCustomTokenExchange'],
  },
};

/** The Action of a trigger: one CommonJS file. */
export function auth0Recipe(trigger: DeployedTriggerId, settings: Auth0Settings): Recipe {
  return {
    file: 'code.js',
    format: 'cjs',
    limit: CODE_LIMIT,
    isPacked: true,
    sink: {
      // the AWS SDK is larger than an Action may be
      ways: ['collector', 'console'],
      console: {
        imports: `import { createConsoleSink } from '@assay/auth0/console-sink';`,
        make: 'createConsoleSink()',
      },
      summary: {
        imports: `import { createExplainSink } from '@assay/auth0/console-sink';`,
        make: 'createExplainSink()',
      },
    },
    handler: handlerOf(trigger, settings),
    secrets: settings.redirect === undefined ? [] : [settings.redirect.secret],
    files: async (built) => files(trigger, settings, built),
  };
}

function handlerOf(trigger: DeployedTriggerId, settings: Auth0Settings): string {
  const { from, make, exports } = HANDLERS[trigger];
  return `
import { ${make} } from '${from}';
import { randomUUID } from 'node:crypto';
import { uuidOf } from '@assay/core/log';
export const { ${exports.join(', ')} } = ${make}(
  ${sourceText(settings)},
  () => ({
    pdp: openPdp(),
    sources: ({ secrets, cache }) => bindSources({ secretOf: secrets, cache }),
    sink: ({ secrets }) => sinkOf(secrets),
    log,
    clock: Date.now,
    stopwatch: () => performance.now(),
    newId: () => uuidOf(Date.now(), sha256(randomUUID())),
    sha256,
    onLoss: ({ recordId }) => console.error(\`assay: record \${recordId} was lost\`),
  }),
);
`;
}

function files(
  trigger: DeployedTriggerId,
  settings: Auth0Settings,
  { project, digest, code, secrets }: Built,
): Parsed<readonly OutputFile[]> {
  const made = auth0Files({
    trigger,
    name: `${project}-${trigger}`,
    code: new TextDecoder().decode(code[0]?.bytes),
    digest,
    secrets,
    ...(trigger === 'custom-token-exchange' && {
      subjectTokenTypes: [...new Set(settings.issuers.flatMap(({ subjectTokenTypes }) => subjectTokenTypes))],
    }),
  });
  return made.ok ? { ok: true, value: made.value.map(({ path, text }) => ({ path, content: text })) } : made;
}
