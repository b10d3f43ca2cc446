// SPDX-License-Identifier: Apache-2.0
import type { Requirement } from '@assay/core/pdp';
import type { Located } from '../diagnostic.ts';
import { refine, text, type Shape } from './shape.ts';
import { optional, record, required } from './shape-record.ts';
import { seconds } from './shapes.ts';

type Properties = Requirement['properties'];

/** What can be required, by its key under `require`: how its settings are written, and the properties they become. */
const stepUp: Shape<Properties> = properties(
  record('`step_up`', {
    acr: optional(text, 'The authentication context class the sign-in must have reached (OpenID Connect Core 2).', [
      'phr',
    ]),
    max_age: optional(seconds, 'How long ago the sign-in may be at most.', ['10m']),
  }),
  ({ acr, max_age }) => ({ ...(acr && { acr: acr.value }), ...(max_age && { maxAgeSeconds: max_age.value }) }),
);

const consent: Shape<Properties> = refine(
  record('`consent`', {
    purpose: optional(text, 'What the subject is asked to agree to.', ['to see your accounts']),
  }),
  {},
  ({ fields: { purpose } }): Properties => ({ ...(purpose && { purpose: purpose.value }) }),
);

const approval: Shape<Properties> = refine(
  record('`approval`', {
    by: required(text, 'Who approves: a person, a team or a role, as those who ask for it know them.', {
      examples: ['payments-managers'],
    }),
    within: optional(seconds, 'How long the approval may take.', ['1h']),
  }),
  {},
  ({ fields: { by, within } }): Properties | undefined =>
    by && { by: by.value, ...(within && { withinSeconds: within.value }) },
);

const REQUIREMENTS = {
  step_up: optional(stepUp, 'The subject signs in again, more strongly or more recently.'),
  consent: optional(consent, 'The subject agrees.'),
  approval: optional(approval, 'Somebody else agrees.'),
} as const;

const requirementRecord = record('`require`', REQUIREMENTS, { minProperties: 1 });

/** What stands under `require`, one requirement per key. */
export const requirements: Shape<readonly Located<Requirement>[]> = {
  schema: requirementRecord.schema,
  read: (node, report) => {
    const read = requirementRecord.read(node, report);
    if (read === undefined) return undefined;
    if (read.keys.size === 0 && node.kind === 'map' && node.entries.length === 0 && !node.incomplete)
      report('missing-key', node.at, '`require` requires nothing: expected `step_up`, `consent` or `approval`');
    return Object.entries(read.fields).map(([type, settings]) => ({
      value: { type, properties: settings },
      span: read.span,
    }));
  },
};

/** The settings of a requirement, of which at least one has to be there. */
function properties<T>(
  shape: Shape<{ readonly fields: T; readonly keys: ReadonlyMap<string, unknown> }>,
  convert: (fields: T) => Properties,
): Shape<Properties> {
  return {
    schema: { ...shape.schema, minProperties: 1 },
    read: (node, report) => {
      const read = shape.read(node, report);
      if (read === undefined) return undefined;
      if (node.kind === 'map' && node.entries.length === 0 && !node.incomplete) {
        report('missing-key', node.at, 'a requirement without any setting: expected `acr` or `max_age`');
        return undefined;
      }
      return convert(read.fields);
    },
  };
}
