// SPDX-License-Identifier: Apache-2.0
import type { CognitoSettings, EventVersion } from '@assay/cognito';
import { cognitoFiles } from '@assay/cognito/deploy';
import type { Built, OutputFile, Recipe } from './recipe.ts';
import { sourceText } from './source-text.ts';

/** What Lambda takes of a zip that is uploaded directly, in bytes (AWS: "Lambda quotas"). */
const ZIP_LIMIT = 50 * 1024 * 1024;

/** The Lambda of a user pool's trigger: an ES module, for Node 22 and 24. */
export function cognitoRecipe(settings: CognitoSettings): Recipe {
  return {
    file: 'index.mjs',
    format: 'esm',
    limit: ZIP_LIMIT,
    isPacked: false,
    sink: {
      ways: ['store', 'collector', 'console'],
      // written as it is: what Lambda puts around a line of `console.log` would keep a metric filter from reading it
      console: {
        imports: `import { createLineSink } from '@assay/log';`,
        make: `createLineSink('stdout', (line) => process.stdout.write(line))`,
      },
      // in an envelope: a line that is a record would be counted twice, beside its summary
      spill: {
        imports: `import { createLineSink } from '@assay/log';`,
        make: 'createLineSink(\'stdout\', (line) => process.stdout.write(`{"spilled":${line.trimEnd()}}\\n`))',
      },
      // the alarms count lines
      summary: {
        imports: `import { createSummarySink } from '@assay/log/sink';`,
        make: 'createSummarySink((line) => process.stdout.write(line))',
      },
    },
    handler: handlerOf(settings),
    secrets: [],
    files: async (built) => ({ ok: true, value: await files(built, settings.eventVersion) }),
  };
}

function handlerOf(settings: CognitoSettings): string {
  return `
import { createHandler } from '@assay/cognito';
import { createMemoryCache } from '@assay/sources';
const report = (line) => console.error(line);
const platform = { secretOf: (name) => process.env[name], cache: createMemoryCache({ maxEntries: 500, clock: Date.now }) };
export const handler = createHandler(
  ${sourceText(settings)},
  () => ({
    pdp: openPdp(),
    sources: bindSources(platform),
    sink: sinkOf(platform.secretOf),
    log,
    clock: Date.now,
    // \`performance\` would be loaded for this alone, in every cold start
    stopwatch: () => Number(process.hrtime.bigint()) / 1e6,
    sha256,
    onLoss: ({ recordId, isRefused }) => report(\`assay: record \${recordId} was lost\${isRefused ? ', and the token refused' : ''}\`),
  }),
  report,
);
`;
}

async function files(
  { project, digest, code, secrets, tables }: Built,
  eventVersion: EventVersion,
): Promise<readonly OutputFile[]> {
  // only a build wants it, and every command loads this module
  const { zipOf } = await import('./zip.ts');
  const deployables = cognitoFiles({
    name: project,
    eventVersion,
    digest,
    secrets,
    tables,
  });
  return [
    ...code.map(({ name, bytes }) => ({ path: name, content: bytes })),
    { path: 'function.zip', content: zipOf(code) },
    ...deployables.map(({ path, text }) => ({ path, content: text })),
  ];
}
