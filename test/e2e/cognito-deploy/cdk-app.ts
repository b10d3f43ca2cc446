// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CognitoFilesOptions } from '@assay/cognito/deploy';
import { ROOT } from '../../docs/pages.ts';
import { writeFolder } from './folders.ts';
import { POOL_ARN, TOPIC_ARN } from './given.ts';
import { run, type Ran } from './run.ts';

/** An operator's app around the construct, as TypeScript. */
export interface App {
  readonly options: CognitoFilesOptions;
  /** An expression; absent: a pool that is managed elsewhere. */
  readonly userPool?: string;
  /** Properties beyond those every app gives. */
  readonly props?: string;
  /** Statements after the construct. */
  readonly more?: string;
}

const textOf = ({ userPool, props = '', more = '' }: App): string => `
import { App, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AssayPreTokenGeneration } from './assay-pre-token-generation.js';

const app = new App({ outdir: 'cdk.out' });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const stack = new Stack(app, 'Orders');
export const assay: AssayPreTokenGeneration = new AssayPreTokenGeneration(stack, 'Assay', {
  userPool: ${userPool ?? `cognito.UserPool.fromUserPoolArn(stack, 'Pool', '${POOL_ARN}')`},
  functionZip: 'function.zip',
  alarmTopic: Topic.fromTopicArn(stack, 'Topic', '${TOPIC_ARN}'),
  ${props}
});
${more}
export const imported: readonly unknown[] = [SecretValue, cognito, iam, lambda];
app.synth();
console.log(JSON.stringify(Template.fromStack(stack).toJSON()));
`;

/** As strict as TypeScript gets: whoever copies the construct has settings of their own. */
const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
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

/** Writes the app and compiles it, in a folder of its own below `root`. */
export function compile(app: App, root: string, modules: string): Ran & { readonly folder: string } {
  const folder = mkdtempSync(join(root, 'app-'));
  writeFolder(folder, app.options);
  copyFileSync(join(folder, 'cdk/assay-pre-token-generation.ts'), join(folder, 'assay-pre-token-generation.ts'));
  symlinkSync(modules, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  writeFileSync(join(folder, 'console.d.ts'), 'declare const console: { log(text: string): void };\n');
  writeFileSync(join(folder, 'app.ts'), textOf(app));
  return { ...run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'], folder), folder };
}

/** Compiles the app and runs it. Its template, unless it failed. */
export function synthesise(app: App, root: string, modules: string): Ran & { readonly template: unknown } {
  const compiled = compile(app, root, modules);
  if (compiled.code !== 0) throw new Error(compiled.said);
  const ran = run(process.execPath, ['js/app.js'], compiled.folder);
  return { ...ran, template: ran.code === 0 ? JSON.parse(ran.out) : undefined };
}

/** What cdk-nag found, by rule: a plugin that found nothing has no report. */
export const findingsOf = (said: string): readonly string[] =>
  [...new Set(said.match(/AwsSolutions-[A-Z]+\d+\S*/g) ?? [])].toSorted();
