// SPDX-License-Identifier: Apache-2.0
import { ALARMS } from './alarms.ts';
import { FUNCTION, LAMBDA_VERSIONS, POOL_FACTS } from './facts.ts';
import type { CognitoFilesOptions } from './options.ts';
import { secretParameters } from './secret-parameters.ts';
import { inOrder } from './tables.ts';

/** What to do with the folder. Pure. */
export function readme(options: CognitoFilesOptions): string {
  const { name, eventVersion, digest } = options;
  const version = LAMBDA_VERSIONS[eventVersion];
  const secrets = inOrder(options.secrets);
  const plan = eventVersion === 1 ? '' : ` \`${version}\` needs the feature plan Essentials or Plus.`;
  return `# Assay for ${name}: the pre-token-generation Lambda of a Cognito user pool

Written by \`assay build\`; policy \`${digest}\`, event \`${version}\`. \`function.zip\` (\`index.mjs\` with the policy inside) is what runs, on ${FUNCTION.runtimes.join(' or ')}. Deploy it with one of the three, in the account and region of the user pool; each makes the function, a role that may do no more than it needs, a log group with a line of JSON for each decision, and five alarms.${plan}

## Deploy

**SAM.** ${promptsOf(secrets)}Without \`UserPoolArn\` it makes a new pool, already attached, for trying out.

\`\`\`console
sam deploy --guided --template-file template.yaml --stack-name assay-${name} --capabilities CAPABILITY_IAM
\`\`\`

**CDK.** Copy \`cdk/assay-pre-token-generation.ts\` into an app. A pool made in the same stack is attached, an imported one is not.

\`\`\`ts
${useOfConstruct(secrets)}
\`\`\`

**Terraform.** It has to be beside \`function.zip\`, as it is here.

\`\`\`hcl
${useOfModule(secrets)}
\`\`\`

## Attach a pool that is managed by hand

\`update-user-pool\` sets back to its default whatever it is not told, so it is told everything the pool has. Look at the difference between the two files before the last command. Where the pool is made by CloudFormation, CDK or Terraform, change it there.

\`\`\`console
aws cognito-idp describe-user-pool --user-pool-id "$USER_POOL_ID" --query UserPool --output json > described.json
jq '${BEFORE}' described.json > before.json
jq --arg arn "$FUNCTION_ARN" '${attachFilter(version)}' before.json > after.json
aws cognito-idp update-user-pool --cli-input-json file://after.json
\`\`\`

## Alarms

${ALARMS.map(({ name: alarm, says }) => `- \`${alarm}\`: ${says}`).join('\n')}

## Roll back

- To the build before: deploy its folder again. The same project builds the same bytes, so a folder that is gone can be built anew.
- To deciding without enforcing: \`mode: observe\` in \`assay.yaml\`, build, deploy.
- To no Assay at all: detach the function, with \`aws cognito-idp update-user-pool --cli-input-json file://before.json\` (the pool as it was then, settings changed since included) or where the pool is made; then delete what was deployed. Decision records stay.
`;
}

function promptsOf(secrets: readonly string[]): string {
  if (secrets.length === 0) return '';
  return `It asks for ${secretParameters(secrets)
    .map(({ parameter }) => `\`${parameter}\``)
    .join(', ')}. `;
}

function useOfConstruct(secrets: readonly string[]): string {
  const given = secrets.map((secret) => `    ${secret}: SecretValue.secretsManager('name-of-the-secret'),`);
  return [
    "new AssayPreTokenGeneration(this, 'Assay', {",
    '  userPool,',
    "  functionZip: 'path/to/function.zip',",
    ...(secrets.length === 0 ? [] : ['  secrets: {', ...given, '  },']),
    '});',
  ].join('\n');
}

function useOfModule(secrets: readonly string[]): string {
  const width = Math.max(...secrets.map(({ length }) => length));
  const given = secrets.map((secret) => `    ${secret.padEnd(width)} = var.${secret.toLowerCase()}`);
  return [
    'module "assay" {',
    '  source        = "path/to/this/folder/terraform"',
    '  user_pool_arn = aws_cognito_user_pool.this.arn',
    ...(secrets.length === 0 ? [] : ['  secrets = {', ...given, '  }']),
    '}',
    '',
    'resource "aws_cognito_user_pool" "this" {',
    '  # what it has today, and:',
    '  lambda_config {',
    '    pre_token_generation_config {',
    '      lambda_arn     = module.assay.pre_token_generation_config.lambda_arn',
    '      lambda_version = module.assay.pre_token_generation_config.lambda_version',
    '    }',
    '  }',
    '}',
  ].join('\n');
}

/**
 * What `describe-user-pool` told, as `update-user-pool` takes it. How long a temporary password lives is told in two places, of which AWS wants the
 * newer alone.
 */
const BEFORE = [
  `{UserPoolId: .Id, PoolName: .Name} + del(.Id, .Name, ${POOL_FACTS.map((fact) => `.${fact}`).join(', ')})`,
  'if .Policies.PasswordPolicy.TemporaryPasswordValidityDays then del(.AdminCreateUserConfig.UnusedAccountValidityDays) else . end',
].join(' | ');

/** The older key means the same, and the two may not differ. */
const attachFilter = (version: string): string =>
  `del(.LambdaConfig.PreTokenGeneration) | .LambdaConfig.PreTokenGenerationConfig = {LambdaArn: $arn, LambdaVersion: "${version}"}`;
