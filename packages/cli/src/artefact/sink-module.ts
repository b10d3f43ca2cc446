// SPDX-License-Identifier: Apache-2.0
import { WRITER_PARTITIONS } from '@assay/log/dynamodb';
import type { LogConfig } from '@assay/policy';
import { Failure } from '../failure.ts';
import type { Built } from './recipe.ts';
import { sourceText } from './source-text.ts';

/** How an artefact sends its records. */
export type Way = LogConfig['send'][string];

/** What a platform can do with records. */
export interface SinkPlatform {
  /** The ways it has, the best first. */
  readonly ways: readonly Way[];
  /** JavaScript: what imports the console of the platform, and makes a sink of it. */
  readonly console: { readonly imports: string; readonly make: string };
  /** JavaScript of a sink for records the log does not take; the console, where absent. */
  readonly spill?: { readonly imports: string; readonly make: string };
  /** JavaScript of a sink that writes beside another one, whose platform then has no record of its own to count; absent where nothing counts. */
  readonly summary?: { readonly imports: string; readonly make: string };
}

/** A sink in generated code. */
export interface SinkModule {
  /** Makes `sinkOf(secretOf)`. */
  readonly text: string;
  readonly way: Way;
  readonly secrets: readonly string[];
  readonly tables: Built['tables'];
}

/** How long a record may take, in milliseconds, where nothing is said. */
const TIMEOUT_MS = 1500;

/** JavaScript that makes a sink, and what it imports and needs before. */
interface Part {
  readonly lines: readonly string[];
  readonly make: string;
}

/** The sink of an artefact, as the project's log says. Throws ERR_ARTEFACT_INVALID where its platform cannot send records that way. */
export function sinkModule(target: string, log: LogConfig, platform: SinkPlatform): SinkModule {
  const way = wayOf(target, log, platform);
  const { imports, make, secrets, tables } = WAYS[way](target, log, platform);
  const plain: Part = { lines: imports, make };
  // the console needs none to stand in for it, and is counted itself
  const counted = way === 'console' ? plain : withSummary(withFallback(plain, log, platform), platform);
  const hmacKey = hashesWith(log);
  const whole = withFields(counted, log, hmacKey);
  const lines = [
    ...whole.lines,
    // one for all events that an instance is given: its records are numbered in the order they are written
    'let sink;',
    `const sinkOf = (secretOf) => (sink ??= ${whole.make});`,
  ];
  return {
    text: `${[...new Set(lines)].join('\n')}\n`,
    way,
    secrets: [...secrets, ...(hmacKey === undefined ? [] : [hmacKey])],
    tables,
  };
}

/** Where a record is not required, what the log does not take is kept where the platform keeps lines. */
function withFallback({ lines, make }: Part, { required, collector }: LogConfig, platform: SinkPlatform): Part {
  if (required) return { lines, make };
  const { imports, make: spill } = platform.spill ?? platform.console;
  const timeoutMs = collector?.timeoutMs ?? TIMEOUT_MS;
  return {
    lines: [...lines, imports, `import { createFallback } from '@assay/log/sink';`, ON_FALLBACK],
    make: `createFallback(${make}, ${spill}, { timeoutMs: ${timeoutMs}, onFallback })`,
  };
}

const ON_FALLBACK =
  'const onFallback = (id, code) => console.error(`assay: record ${id} went to the console: ${code}`);';

function withSummary({ lines, make }: Part, { summary }: SinkPlatform): Part {
  if (summary === undefined) return { lines, make };
  return {
    lines: [...lines, summary.imports, `import { createFanOut } from '@assay/log/sink';`],
    make: `createFanOut([${make}, ${summary.make}], () => {})`,
  };
}

/** The secret of the fields that are hashed, where there are some. */
const hashesWith = ({ fields, hmacKey }: LogConfig): string | undefined =>
  fields.some(({ rule }) => rule === 'hmac') ? hmacKey : undefined;

/** Outermost: no sink sees what the project keeps to itself. */
function withFields({ lines, make }: Part, { fields }: LogConfig, hmacKey: string | undefined): Part {
  if (fields.length === 0) return { lines, make };
  // an empty key would be none: without a key `createHmac` throws, and the record is not written
  const hmac =
    hmacKey === undefined
      ? '() => { throw new TypeError() }'
      : `(text) => createHmac('sha256', secretOf(${sourceText(hmacKey)}) || undefined).update(text, 'utf8').digest('base64url')`;
  return {
    lines: [
      ...lines,
      `import { createProtectingSink } from '@assay/core/log';`,
      ...(hmacKey === undefined ? [] : [`import { createHmac } from 'node:crypto';`]),
    ],
    make: `createProtectingSink(${make}, ${sourceText(fields)}, ${hmac})`,
  };
}

function wayOf(target: string, log: LogConfig, { ways }: SinkPlatform): Way {
  const asked = Object.hasOwn(log.send, target) ? log.send[target] : undefined;
  const isPossible: Readonly<Record<Way, boolean>> = {
    store: log.store.driver === 'dynamodb',
    collector: log.collector !== undefined,
    console: true,
  };
  if (asked === undefined) return ways.find((way) => isPossible[way]) ?? 'console';
  if (ways.includes(asked) && isPossible[asked]) return asked;
  const why = ways.includes(asked) ? NEEDS[asked] : `it can send records to the ${ways.join(' or the ')} only`;
  throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot send its records to the ${asked}: ${why}`, {
    problems: [{ path: `/log/send/${target}`, message: `\`${target}\`: ${why}` }],
  });
}

/** What a way asks of the project. */
const NEEDS: Readonly<Record<Way, string>> = {
  store: 'it can write a store of DynamoDB only',
  collector: 'the project has no collector',
  console: 'it has no console',
};

interface Written {
  readonly imports: readonly string[];
  readonly make: string;
  readonly secrets: readonly string[];
  readonly tables: Built['tables'];
}

const WAYS: Readonly<Record<Way, (target: string, log: LogConfig, platform: SinkPlatform) => Written>> = {
  console: (_target, _log, { console: { imports, make } }) => ({ imports: [imports], make, secrets: [], tables: [] }),
  collector: (target, { collector }) => {
    if (collector === undefined) throw new Failure('ERR_INTERNAL', 'a way to a collector, and no collector');
    const { url, token, timeoutMs = TIMEOUT_MS } = collector;
    if (!url.startsWith('https:'))
      throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot be deployed like this`, {
        problems: [{ path: '/log/collector/url', message: `\`${url}\` is an address of this machine` }],
      });
    return {
      imports: [`import { createCollectorSink, newWriter } from '@assay/log/collector-client';`],
      make: `createCollectorSink({ url: ${sourceText(url)}, token: secretOf(${sourceText(token)}) ?? '', fetch, timeoutMs: ${timeoutMs}, clock: Date.now, writer: newWriter(${sourceText(writerOf(target))}) })`,
      secrets: [token],
      tables: [],
    };
  },
  store: (target, { store }) => {
    if (store.driver !== 'dynamodb') throw new Failure('ERR_INTERNAL', 'a way to a table, and no table');
    const { table, region } = store;
    return {
      imports: [
        `import { createDynamoDbTarget } from '@assay/log/dynamodb-writer';`,
        `import { createLogSink } from '@assay/log/sink';`,
        `import { newWriter } from '@assay/log/collector-client';`,
      ],
      make: `createLogSink(createDynamoDbTarget(${sourceText({ table, region })}), { writer: newWriter(${sourceText(writerOf(target))}), clock: Date.now })`,
      secrets: [],
      tables: [
        {
          name: table,
          ...(region !== undefined && { region }),
          access: ['read', 'write'],
          partitions: WRITER_PARTITIONS,
        },
      ],
    };
  },
};

const writerOf = (target: string): string => target.replaceAll('/', '-');
