// SPDX-License-Identifier: Apache-2.0

/** A server out of the Python package index, and the command of it that is run. */
export interface PythonPart {
  readonly name: string;
  readonly version: string;
  readonly command: string;
  /** What is installed next to it, by exact version. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** A package out of the npm registry, or several that only work side by side. */
export interface NpmPart {
  readonly name: string;
  readonly version: string;
  /** What is installed next to it, by exact version. */
  readonly beside?: Readonly<Record<string, string>>;
  /** The packages whose install scripts run. */
  readonly scripts?: readonly string[];
}

/** The parts the end-to-end tests use that are not ours, by exact version: raising one is changing a line here. None is part of the lockfile. */
export const PARTS = {
  /** Emulates Cognito, with all three versions of the trigger, and runs Lambda functions with the Node it finds. MIT. */
  ministack: {
    name: 'ministack',
    version: '1.5.33',
    command: 'ministack',
    // it signs tokens with the one, and creates SAM stacks with the other
    beside: { cryptography: '50.0.2', 'aws-sam-translator': '1.115.0' },
  },
  /** Imports the folder of an Action into a tenant. MIT. */
  auth0DeployCli: { name: 'auth0-deploy-cli', version: '8.44.0' },
  /** The types of the Auth0 Management API. MIT. */
  auth0: { name: 'auth0', version: '7.1.0' },
  /** Holds the emulator of Lambda's runtime interface, and checks SAM templates. Apache-2.0. */
  samCli: { name: 'aws-sam-cli', version: '1.170.0', command: 'sam' },
  /** What runs a handler of Node in Lambda; part of it is built on the machine, with cmake and g++. Apache-2.0. */
  lambdaRuntime: { name: 'aws-lambda-ric', version: '4.0.2', scripts: ['aws-lambda-ric'] },
  /** The Nodes Lambda runs, where the tests are not on them. MIT. */
  node22: { name: 'node', version: '22.23.3', scripts: ['node'] },
  node24: { name: 'node', version: '24.21.0', scripts: ['node'] },
  /** Emulates Cognito with version 1 of the trigger, which it asks of a Lambda endpoint. MIT. */
  cognitoLocal: { name: 'cognito-local', version: '5.3.0' },
  /** The client of Cognito that applications use. Apache-2.0. */
  cognitoClient: { name: '@aws-sdk/client-cognito-identity-provider', version: '3.1162.0' },
  /** Checks CloudFormation templates against AWS's own schemas. MIT-0. */
  cfnLint: { name: 'cfn-lint', version: '1.58.0', command: 'cfn-lint' },
  /** Makes templates of constructs, and looks at what is in them. Apache-2.0. */
  cdk: { name: 'aws-cdk-lib', version: '2.276.0', beside: { constructs: '10.8.1', 'cdk-nag': '3.0.2' } },
} as const satisfies Readonly<Record<string, PythonPart | NpmPart>>;
