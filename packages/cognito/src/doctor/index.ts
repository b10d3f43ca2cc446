// SPDX-License-Identifier: Apache-2.0
export { examineUserPool, type ExpectedFunction } from './examine.ts';
export { parseOutputs } from './parse-outputs.ts';
export type { AwsOutput, UserPoolFacts } from './facts.ts';
