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

/** Packages out of Maven Central: `group:artifact` and version; what they need comes with them. */
export interface MavenPart {
  readonly name: string;
  readonly version: string;
  readonly artifacts: Readonly<Record<string, string>>;
}

/** A zip out of Maven Central, by its group and artifact. */
export interface ZipPart {
  readonly name: string;
  readonly version: string;
  readonly artifact: string;
  /** Of the zip, in hexadecimal. */
  readonly sha256: string;
}

const KEYCLOAK = { name: 'keycloak', artifact: 'org.keycloak:keycloak-quarkus-dist' } as const;

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
  /** Reads Parquet; beside it what checks OCSF events against their schemas, and OTLP requests against their protocol. MIT and Apache-2.0. */
  exportReaders: {
    name: 'duckdb',
    version: '2.0.0',
    command: 'python',
    beside: { 'ocsf-json-schema': '1.2.0', jsonschema: '4.26.0', 'opentelemetry-proto': '1.45.2' },
  },
  /** The SDK of CloudEvents: it checks them against the schema of the specification. Apache-2.0. */
  cloudEvents: { name: 'cloudevents', version: '10.0.0' },
  /** The schemas of Kubernetes, of every version from 1.30 to 1.37. Apache-2.0. */
  kubernetesValidate: { name: 'kubernetes-validate', version: '1.37.0', command: 'kubernetes-validate' },
  /** A linter of Dockerfiles. MIT. */
  dockerfileUtils: { name: 'dockerfile-utils', version: '0.16.3' },
  /** A broker of Kafka, and its own consumer. Apache-2.0. */
  kafka: {
    name: 'kafka',
    version: '4.1.1',
    artifacts: {
      'org.apache.kafka:kafka_2.13': '4.1.1',
      'org.apache.kafka:kafka-tools': '4.1.1',
      'org.apache.logging.log4j:log4j-slf4j-impl': '2.24.3',
    },
  },
  /** The identity provider, in the versions its provider is to run on, newest first. Apache-2.0. */
  keycloak: {
    ...KEYCLOAK,
    version: '26.7.3',
    sha256: '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f',
  },
  keycloak2670: {
    ...KEYCLOAK,
    version: '26.7.0',
    sha256: 'e63bd0167199c0092b8a4d22cc137e6b7a70e0089070f6f7799b1be504b69a8a',
  },
  keycloak2656: {
    ...KEYCLOAK,
    version: '26.5.6',
    sha256: '490189d9dff05272432d51f71a069462eeca97f2920a694d539a1e6c26a5a347',
  },
} as const satisfies Readonly<Record<string, PythonPart | NpmPart | MavenPart | ZipPart>>;
