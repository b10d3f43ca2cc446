// SPDX-License-Identifier: Apache-2.0
import { tableDefinition } from '../definition.ts';
import { indented, quoted } from './lay-out.ts';
import { tableName, type LogTableOptions } from './options.ts';
import { ROLES, type Role, type RoleStatement } from './roles.ts';

const heading = (name: string): string => `# Written by Assay for the log of the project \`${name}\`.\n`;

/** `main.tf` of the module, as `terraform fmt` lays it out. Pure. */
export function tableMain(options: LogTableOptions): string {
  const { key, indexes, ttl } = tableDefinition();
  const attributes = [...new Set([key, ...indexes].flatMap(({ partition, sort }) => [partition, sort]))];
  return `${heading(options.name)}terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

resource "aws_dynamodb_table" "log" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = ${quoted(key.partition)}
  range_key                   = ${quoted(key.sort)}

${indented(
  2,
  attributes.flatMap((name) => ['attribute {', `  name = ${quoted(name)}`, '  type = "S"', '}', '']),
)}
${indented(
  2,
  indexes.flatMap(({ name, partition, sort, projection }) => [
    'global_secondary_index {',
    `  name            = ${quoted(name)}`,
    `  hash_key        = ${quoted(partition)}`,
    `  range_key       = ${quoted(sort)}`,
    `  projection_type = ${quoted(projection)}`,
    '}',
    '',
  ]),
)}
  # only what was written with a number of days has one
  ttl {
    attribute_name = ${quoted(ttl)}
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}
${ROLES.map(policyOf).join('')}`;
}

/** `variables.tf` of the module. Pure. */
export const tableVariables = (options: LogTableOptions): string => `${heading(options.name)}variable "name" {
  description = "Of the table, and what the policies begin with."
  type        = string
  default     = ${quoted(tableName(options))}
}

variable "deletion_protection" {
  description = "Whether the table refuses to be deleted."
  type        = bool
  default     = true
}
`;

/** `outputs.tf` of the module. Pure. */
export const tableOutputs = (options: LogTableOptions): string => `${heading(options.name)}output "table_name" {
  value = aws_dynamodb_table.log.name
}

output "table_arn" {
  value = aws_dynamodb_table.log.arn
}
${ROLES.map(
  ({ name, says }) => `
output "${name.toLowerCase()}_policy_arn" {
  description = ${quoted(`${says}.`)}
  value       = aws_iam_policy.${name.toLowerCase()}.arn
}
`,
).join('')}`;

const policyOf = ({ name, says, statements }: Role): string => `
resource "aws_iam_policy" "${name.toLowerCase()}" {
  name        = "\${var.name}-${name.toLowerCase()}"
  description = ${quoted(says)}
  policy      = data.aws_iam_policy_document.${name.toLowerCase()}.json
}

data "aws_iam_policy_document" "${name.toLowerCase()}" {
${indented(2, statements.flatMap(statementOf))}
}
`;

const statementOf = ({ sid, actions, indexes, partitions }: RoleStatement): readonly string[] => [
  'statement {',
  `  sid     = ${quoted(sid)}`,
  `  actions = [${actions.map((action) => quoted(`dynamodb:${action}`)).join(', ')}]`,
  '  resources = [',
  '    aws_dynamodb_table.log.arn,',
  ...indexes.map((index) => `    "\${aws_dynamodb_table.log.arn}/index/${index}",`),
  '  ]',
  ...(partitions === undefined
    ? []
    : [
        '  condition {',
        '    test     = "ForAllValues:StringLike"',
        '    variable = "dynamodb:LeadingKeys"',
        `    values   = [${partitions.map(quoted).join(', ')}]`,
        '  }',
      ]),
  '}',
];
