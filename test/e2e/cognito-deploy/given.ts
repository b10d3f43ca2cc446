// SPDX-License-Identifier: Apache-2.0

/** What an operator says, whatever the function is deployed with. */
export const POOL_ARN = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Example';
export const TOPIC_ARN = 'arn:aws:sns:eu-west-1:123456789012:alarms';
