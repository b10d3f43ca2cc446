// SPDX-License-Identifier: Apache-2.0
export { examineUserPool } from './examine.ts';
export type { ExpectedFunction } from './expected.ts';
export { parseOutputs } from './parse-outputs.ts';
export type { AwsOutput, UserPoolFacts } from './facts.ts';
