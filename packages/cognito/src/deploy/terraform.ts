// SPDX-License-Identifier: Apache-2.0
import { CALLER, DIGEST_TAG, FUNCTION, LAMBDA_VERSIONS, LOG_STATEMENT, RETENTION_DAYS } from './facts.ts';
import { indented, quoted } from './lay-out.ts';
import type { CognitoFilesOptions } from './options.ts';
import { inOrder, tableStatements, type TableStatement } from './tables.ts';
import { terraformAlarms } from './terraform-alarms.ts';

const heading = (name: string): string =>
  `# Written by \`assay build\` for the project \`${name}\`: edit the project, not this file.\n`;

/** `main.tf` of the module, as `terraform fmt` lays it out. Pure. */
export function terraformMain(options: CognitoFilesOptions): string {
  const hasTables = options.tables.some(({ access }) => access.length > 0);
  const secrets = inOrder(options.secrets);
  return `${heading(options.name)}terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

data "aws_caller_identity" "current" {}
${hasTables ? '\ndata "aws_partition" "current" {}\n\ndata "aws_region" "current" {}\n' : ''}
resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = ${quoted(`Assay at pre token generation, policy ${options.digest}`)}
  filename                       = "\${path.module}/../function.zip"
  source_code_hash               = filebase64sha256("\${path.module}/../function.zip")
  handler                        = ${quoted(FUNCTION.handler)}
  runtime                        = var.runtime
  architectures                  = [${quoted(FUNCTION.architecture)}]
  timeout                        = ${FUNCTION.timeoutSeconds} # seconds, which is how long Cognito waits
  memory_size                    = var.memory_size
  reserved_concurrent_executions = var.reserved_concurrent_executions
  role                           = aws_iam_role.function.arn
  tags                           = { ${quoted(DIGEST_TAG)} = ${quoted(options.digest)} }
  depends_on                     = [aws_iam_role_policy.function]

  logging_config {
    log_format = "Text" # a record is a line of JSON already
    log_group  = aws_cloudwatch_log_group.records.name
  }
${secrets.length === 0 ? '' : `\n  environment {\n    variables = var.secrets\n  }\n`}}

resource "aws_iam_role" "function" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "assay"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
${indented(2, statementsOf(tableStatements(options)))}
}

# Records tell who asked for what: they stay when the module is destroyed.
resource "aws_cloudwatch_log_group" "records" {
  name              = "/assay/\${var.name}"
  retention_in_days = var.retention_days
  skip_destroy      = true
}

resource "aws_lambda_permission" "user_pool" {
  statement_id   = "UserPoolMayInvoke"
  function_name  = aws_lambda_function.this.function_name
  action         = ${quoted(CALLER.action)}
  principal      = ${quoted(CALLER.principal)}
  source_arn     = var.user_pool_arn
  source_account = data.aws_caller_identity.current.account_id
}

${terraformAlarms()}`;
}

/** `variables.tf` of the module. Pure. */
export function terraformVariables(options: CognitoFilesOptions): string {
  const secrets = inOrder(options.secrets);
  return `${heading(options.name)}variable "user_pool_arn" {
  description = "The user pool whose tokens are decided on."
  type        = string
}

variable "name" {
  description = "Of the function, its role, and what its log group, metrics and alarms begin with."
  type        = string
  default     = ${quoted(functionName(options.name))}
}

variable "runtime" {
  description = "Of the function."
  type        = string
  default     = ${quoted(FUNCTION.runtimes[0])}
  validation {
    condition     = contains([${FUNCTION.runtimes.map(quoted).join(', ')}], var.runtime)
    error_message = "Expected ${FUNCTION.runtimes.join(' or ')}."
  }
}

variable "memory_size" {
  description = "In megabytes; the share of a processor grows with it."
  type        = number
  default     = ${options.memoryMb ?? FUNCTION.memoryMb}
}

variable "reserved_concurrent_executions" {
  description = "How many may run at once; -1 reserves nothing."
  type        = number
  default     = -1
}

variable "retention_days" {
  description = "How long decision records are kept."
  type        = number
  default     = ${RETENTION_DAYS.records}
  validation {
    condition     = contains([${RETENTION_DAYS.allowed.join(', ')}], var.retention_days)
    error_message = "Expected a number of days CloudWatch Logs knows, such as ${RETENTION_DAYS.records}."
  }
}

variable "alarm_topic_arn" {
  description = "The SNS topic that is told of alarms; null tells nobody."
  type        = string
  default     = null
}
${secrets.length === 0 ? '' : secretsVariable(secrets)}`;
}

/** `outputs.tf` of the module. Pure. */
export function terraformOutputs({ name, eventVersion }: CognitoFilesOptions): string {
  return `${heading(name)}output "function_arn" {
  value = aws_lambda_function.this.arn
}

output "pre_token_generation_config" {
  description = "What belongs into lambda_config of the user pool."
  value = {
    lambda_arn     = aws_lambda_function.this.arn
    lambda_version = ${quoted(LAMBDA_VERSIONS[eventVersion])}
  }
}

output "records_log_group" {
  description = "One decision record a line."
  value       = aws_cloudwatch_log_group.records.name
}
`;
}

/** Functions and roles have names of at most 64 characters. */
const functionName = (project: string): string => `assay-${project}`.slice(0, 64).replace(/-+$/, '');

function secretsVariable(secrets: readonly string[]): string {
  const width = Math.max(...secrets.map((name) => name.length));
  return `
variable "secrets" {
  description = "Environment variables of the function."
  sensitive   = true
  type = object({
${indented(
  4,
  secrets.map((name) => `${name.padEnd(width)} = string`),
)}
  })
}
`;
}

function statementsOf(tables: readonly TableStatement[]): readonly string[] {
  const { sid, actions } = LOG_STATEMENT;
  const tableArn = ({ name, region = '${data.aws_region.current.region}' }: TableStatement['tables'][number]): string =>
    `arn:\${data.aws_partition.current.partition}:dynamodb:${region}:\${data.aws_caller_identity.current.account_id}:table/${name}`;
  return [
    'statement {',
    `  sid       = ${quoted(sid)}`,
    `  actions   = [${actions.map(quoted).join(', ')}]`,
    '  resources = ["${aws_cloudwatch_log_group.records.arn}:*"] # the streams of this group',
    '}',
    ...tables.flatMap((statement) => [
      'statement {',
      `  sid     = ${quoted(statement.sid)}`,
      `  actions = [${quoted(statement.action)}]`,
      '  resources = [',
      ...statement.tables.map((table) => `    ${quoted(tableArn(table))},`),
      '  ]',
      ...(statement.partitions === undefined
        ? []
        : [
            '  condition {',
            '    test     = "ForAllValues:StringLike"',
            '    variable = "dynamodb:LeadingKeys"',
            `    values   = [${statement.partitions.map(quoted).join(', ')}]`,
            '  }',
          ]),
      '}',
    ]),
  ];
}
