// SPDX-License-Identifier: Apache-2.0
import { jsonObject } from '../document/json-value.ts';
import type { Shape } from '../document/shape.ts';
import { mapOf } from '../document/shape-collections.ts';
import { optional, record } from '../document/shape-record.ts';
import { choice } from '../document/shapes.ts';
import { lifetime } from './expectation-shape.ts';
import { asWritten, tokenType, type Fixture } from './fixture-shapes.ts';
import { anyListOf, texts } from './plain-shapes.ts';

const lostGained = record('a difference', {
  lost: optional(texts, 'What only the token before has.'),
  gained: optional(texts, 'What only the token after has.'),
});

const byToken = mapOf(tokenType, texts, 'claims by token type');

/** What must differ in the token when one fact changes. Nothing else may. */
export const differenceShape: Shape<Fixture> = asWritten(
  record('`differs`', {
    outcome: optional(
      choice(['permit', 'deny']),
      'The outcome after; where it changes, there is one token to compare.',
    ),
    scopes: optional(lostGained, 'Scopes granted.'),
    audiences: optional(lostGained, 'Audiences.'),
    groups: optional(lostGained, 'Groups.'),
    roles: optional(lostGained, 'Roles.'),
    obligations: optional(lostGained, 'Obligations, by type.'),
    claims: optional(mapOf(tokenType, jsonObject, 'claims by token type'), 'Claims set to another value after.'),
    removed_claims: optional(byToken, 'Claims taken out after, and not before.'),
    untouched_claims: optional(byToken, 'Claims policy set or took out before, and leaves alone after.'),
    lifetimes: optional(mapOf(tokenType, lifetime, 'durations by token type'), 'Limits after, where they are others.'),
    authorization_details: optional(
      anyListOf(jsonObject, 'authorization details'),
      'The authorization details granted after, where they are others.',
    ),
  }),
);
