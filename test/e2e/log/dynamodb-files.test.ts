// SPDX-License-Identifier: Apache-2.0
// The files the table of a log is deployed with: the tools of each take them, and all make the table the store works with.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { logTableFiles, openDynamoDbStore, tableDefinition } from '@assay/log/dynamodb';
import { entryOf } from '@assay/log/store';
import { recordOf } from '@assay/log/testing';
import { isObject, own } from '@assay/core/model';
import { parse } from '@cdktf/hcl2json';
import { many, only } from '../cognito-deploy/deployed.ts';
import { parseTemplate, resolveTemplate, type Resolved } from '../cognito-deploy/resolve-template.ts';
import { findCommand, run } from '../cognito-deploy/run.ts';
import { ROOT } from '../../docs/pages.ts';
import { REGION, signedBy, startMinistack } from '../ministack.ts';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';

const lint = installPythonPart(PARTS.cfnLint);
const sam = installPythonPart(PARTS.samCli);
const ministack = installPythonPart(PARTS.ministack);
const cdk = installNpmPart(PARTS.cdk);
for (const part of [lint, sam, ministack, cdk])
  if (!part.ok)
    process.stderr.write(`a part of the end-to-end test of the table of the log is skipped: it ${part.why}\n`);
const terraform = findCommand('terraform', ['version'], 'the end-to-end test of the layout of the module of the table');

/** Every key, index and setting of a table, and what the policies allow, in words of our own. */
interface Made {
  readonly table: unknown;
  readonly policies: Readonly<Record<string, unknown>>;
}

const { key, indexes, ttl } = tableDefinition();
const TABLE = {
  name: 'assay-log-payments',
  key,
  indexes,
  attributes: ['byShape', 'bySubject', 'byTime', 'order', 'pending', 'pk', 'sk'],
  billing: 'PAY_PER_REQUEST',
  ttl,
  isProtected: true,
  isRecoverable: true,
  isEncrypted: true,
};
const QUESTIONS = ['<table>', '<table>/index/by-time', '<table>/index/by-shape', '<table>/index/by-subject'];
const READ = ['dynamodb:BatchGetItem', 'dynamodb:Query'];
const PLAINLY: Made = {
  table: TABLE,
  policies: {
    Writer: [
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: ['<table>'],
        partitions: ['E#*', 'TERM#*', 'SHAPE', 'DAY', 'META'],
      },
    ],
    Reader: [{ actions: READ, resources: QUESTIONS }],
    Sealer: [
      { actions: READ, resources: [...QUESTIONS, '<table>/index/pending'] },
      { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: ['<table>'] },
    ],
    Keeper: [
      { actions: READ, resources: [...QUESTIONS, '<table>/index/pending'] },
      {
        actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: ['<table>'],
      },
    ],
  },
};

const withoutAbsent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function fromCloudFormation(resources: ReadonlyMap<string, Resolved>): unknown {
  const of = (type: string): readonly (readonly [string, Resolved])[] =>
    [...resources].filter(([, resource]) => resource.type === type);
  const [, table] = only(of('AWS::DynamoDB::Table')) as [string, Resolved]; // sound: an entry of the map
  const { properties } = table;
  const keyIn = (schema: unknown): unknown => {
    const named = (type: string): unknown =>
      own(
        many(schema).find((part) => own(part, 'KeyType') === type),
        'AttributeName',
      );
    return { partition: named('HASH'), sort: named('RANGE') };
  };
  return withoutAbsent({
    table: {
      name: own(properties, 'TableName'),
      key: keyIn(own(properties, 'KeySchema')),
      indexes: many(own(properties, 'GlobalSecondaryIndexes')).map((index) => ({
        name: own(index, 'IndexName'),
        ...(keyIn(own(index, 'KeySchema')) as object), // sound: made above
        projection: own(own(index, 'Projection'), 'ProjectionType'),
      })),
      attributes: many(own(properties, 'AttributeDefinitions'))
        .map((of) => String(own(of, 'AttributeName')))
        .toSorted(),
      billing: own(properties, 'BillingMode'),
      ttl: own(own(properties, 'TimeToLiveSpecification'), 'AttributeName'),
      isProtected: String(own(properties, 'DeletionProtectionEnabled')) === 'true',
      isRecoverable: own(own(properties, 'PointInTimeRecoverySpecification'), 'PointInTimeRecoveryEnabled'),
      isEncrypted: own(own(properties, 'SSESpecification'), 'SSEEnabled'),
    },
    policies: Object.fromEntries(
      of('AWS::IAM::ManagedPolicy').map(([name, policy]) => [
        name.replace('Policy', ''),
        many(own(own(policy.properties, 'PolicyDocument'), 'Statement')).map((statement) => ({
          actions: own(statement, 'Action'),
          resources: many(own(statement, 'Resource')).map((arn) => String(arn).replace('<Table.Arn>', '<table>')),
          partitions: own(own(own(statement, 'Condition'), 'ForAllValues:StringLike'), 'dynamodb:LeadingKeys'),
        })),
      ]),
    ),
  });
}

function fromTerraform(main: unknown): unknown {
  const the = (kind: string, type: string, name: string): unknown => only(many(own(own(own(main, kind), type), name)));
  const table = the('resource', 'aws_dynamodb_table', 'log');
  const enabled = (block: string): unknown => own(only(many(own(table, block))), 'enabled');
  const policies = Object.keys((own(own(main, 'resource'), 'aws_iam_policy') ?? {}) as object); // sound: the module has some
  return withoutAbsent({
    table: {
      name: own(table, 'name') === '${var.name}' ? TABLE.name : own(table, 'name'),
      key: { partition: own(table, 'hash_key'), sort: own(table, 'range_key') },
      indexes: many(own(table, 'global_secondary_index')).map((index) => ({
        name: own(index, 'name'),
        partition: own(index, 'hash_key'),
        sort: own(index, 'range_key'),
        projection: own(index, 'projection_type'),
      })),
      attributes: many(own(table, 'attribute'))
        .map((of) => String(own(of, 'name')))
        .toSorted(),
      billing: own(table, 'billing_mode'),
      ttl: own(only(many(own(table, 'ttl'))), 'attribute_name'),
      isProtected: own(table, 'deletion_protection_enabled') === '${var.deletion_protection}',
      isRecoverable: enabled('point_in_time_recovery'),
      isEncrypted: enabled('server_side_encryption'),
    },
    policies: Object.fromEntries(
      policies.map((name) => [
        name.replace(/^./, (first) => first.toUpperCase()),
        many(own(the('data', 'aws_iam_policy_document', name), 'statement')).map((statement) => ({
          actions: own(statement, 'actions'),
          resources: many(own(statement, 'resources')).map((arn) =>
            String(arn).replace('${aws_dynamodb_table.log.arn}', '<table>'),
          ),
          partitions: own(many(own(statement, 'condition'))[0], 'values'),
        })),
      ]),
    ),
  });
}

const APP = `
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AssayLogTable } from './assay-log-table.js';

const app = new App({ outdir: 'cdk.out' });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const stack = new Stack(app, 'Orders');
export const log: AssayLogTable = new AssayLogTable(stack, 'Assay');
app.synth();
console.log(JSON.stringify(Template.fromStack(stack).toJSON()));
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedDeclarations: true,
    declaration: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true, // of the CDK's own types
    types: [],
    lib: ['es2022'],
    outDir: 'js',
  },
  files: ['app.ts', 'console.d.ts'],
};

describe('the files of the table of the log', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    for (const { path, text } of logTableFiles({ name: 'payments' })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

  test('the template makes the table of the store, and policies of least privilege', () => {
    expect(fromCloudFormation(resolveTemplate(parseTemplate(textOf('template.yaml')), {}))).toEqual(PLAINLY);
  });

  test('the module makes the same', async () => {
    expect(fromTerraform(await parse('main.tf', textOf('terraform/main.tf')))).toEqual(PLAINLY);
  });

  (terraform ? test : test.skip)('the module is laid out as terraform fmt lays it out', () => {
    const { code, out } = run('terraform', ['fmt', '-check', '-diff', 'terraform'], root);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  (cdk.ok ? test : test.skip)('the construct makes the same, compiles strictly, and cdk-nag finds nothing', () => {
    symlinkSync(cdk.ok ? cdk.modules : '', join(root, 'node_modules'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(root, 'console.d.ts'), 'declare const console: { log(text: string): void };\n');
    writeFileSync(join(root, 'app.ts'), APP);
    writeFileSync(join(root, 'assay-log-table.ts'), textOf('cdk/assay-log-table.ts'));

    const compiled = run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'], root);
    expect({ code: compiled.code, said: compiled.said }).toEqual({ code: 0, said: '' });
    const { code, out, said } = run(process.execPath, ['js/app.js'], root);

    expect({ code, findings: said.match(/AwsSolutions-[A-Z]+\d+\S*/g) }).toEqual({ code: 0, findings: null });
    expect(fromCloudFormation(resolveTemplate(JSON.parse(out), {}))).toEqual(PLAINLY);
  });

  (lint.ok ? test : test.skip)('the template says nothing to cfn-lint, and something with a mistake', () => {
    const check = (): { readonly code: number | null; readonly rules: readonly string[] } => {
      const { code, said } = run(lint.ok ? lint.command : '', ['--format', 'parseable', 'template.yaml'], root);
      return {
        code,
        rules: said
          .split('\n')
          .flatMap((line) => /:([EW]\d{4}):/.exec(line)?.[1] ?? [])
          .toSorted(),
      };
    };
    expect(check()).toEqual({ code: 0, rules: [] });
    writeFileSync(join(root, 'template.yaml'), textOf('template.yaml').replace('PAY_PER_REQUEST', 'PAY_PER_MONTH'));
    expect(check()).toEqual({ code: 2, rules: ['E3030', 'E3639'] });
  });

  (sam.ok ? test : test.skip)('the template is valid to sam validate --lint', () => {
    const { code, said } = run(sam.ok ? sam.command : '', ['validate', '--lint', '--template', 'template.yaml'], root);
    expect({ code, isValid: said.includes('is a valid SAM Template') }).toEqual({ code: 0, isValid: true });
  });

  (ministack.ok ? test : test.skip)(
    'what CloudFormation makes of the template is the table, and the store works with it',
    async () => {
      const emulator = await startMinistack(ministack.ok ? ministack.command : '', root);
      const client = new DynamoDBClient({
        endpoint: emulator.url,
        region: REGION,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      try {
        const response = await fetch(emulator.url, {
          method: 'POST',
          headers: { authorization: signedBy('cloudformation'), 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            Action: 'CreateStack',
            StackName: 'log',
            TemplateBody: textOf('template.yaml'),
            'Capabilities.member.1': 'CAPABILITY_IAM',
          }),
        });
        expect({ status: response.status, said: response.ok || (await response.text()) }).toEqual({
          status: 200,
          said: true,
        });

        const made = await untilThere(() => client.send(new DescribeTableCommand({ TableName: TABLE.name })));

        const keyIn = (schema: unknown): object => ({
          partition: own(many(schema)[0], 'AttributeName'),
          sort: own(many(schema)[1], 'AttributeName'),
        });
        const { Table } = made;
        expect({
          key: keyIn(Table?.KeySchema),
          indexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
            name: IndexName,
            ...keyIn(KeySchema),
            projection: Projection?.ProjectionType,
          })),
          ttl, // the emulator leaves it out of a stack
        }).toEqual(tableDefinition());
        const store = await openDynamoDbStore({ table: TABLE.name, client });
        const entry = entryOf({ kind: 'decision', writer: 'w1', seq: 0, record: recordOf({ n: 1 }) });
        expect([await store.append([entry]), await store.sequence()]).toEqual([['stored'], 1]);
      } finally {
        client.destroy();
        await emulator.stop();
      }
    },
  );

  async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await ask();
      } catch (cause) {
        if (tries === 50 || !isObject(cause)) throw cause;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
});
