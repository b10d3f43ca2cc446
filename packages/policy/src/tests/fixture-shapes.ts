// SPDX-License-Identifier: Apache-2.0
import {
  CLIENT_REGISTRATIONS,
  GRANT_TYPES,
  PROTOCOLS,
  SUBJECT_TYPES,
  TOKEN_TYPES,
  type Json,
  type JsonObject,
} from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { jsonObject, jsonOf, type LocatedJson } from '../document/json-value.ts';
import { text, wrongType, type Shape } from '../document/shape.ts';
import { listOf, mapOf, type KeyRule, type MapEntry } from '../document/shape-collections.ts';
import { optional, record } from '../document/shape-record.ts';
import { choice, seconds } from '../document/shapes.ts';
import { anyListOf, integer, texts, type LocatedValue } from './plain-shapes.ts';

/** What a fixture is called: any name of one word, which becomes the id where the fixture has none. */
export const fixtureName: KeyRule = {
  schema: { pattern: '^[^\\s,]+$' },
  check: ({ value, span }, report) => {
    if (/^[^\s,]+$/.test(value)) return true;
    report('invalid-name', span, `invalid name ${quote(value)} of a fixture`, 'a name is one word');
    return false;
  },
};

/** A key of any text. */
export const anyKey: KeyRule = { schema: {}, check: () => true };

/** One of the token types. */
export const tokenType: KeyRule = {
  schema: { enum: [...TOKEN_TYPES] },
  check: (key, report) =>
    choice(TOKEN_TYPES).read(
      {
        kind: 'scalar',
        value: key.value,
        text: key.value,
        span: key.span,
        at: key.span,
        offsetAt: () => key.span.start,
      },
      report,
    ) !== undefined,
};

/** What a fixture holds as it was written, checked. */
export interface Fixture {
  readonly value: JsonObject;
  readonly node: LocatedValue['node'];
}

/** A map that `shape` accepts, kept as it was written. */
export function asWritten(shape: Shape<unknown>): Shape<Fixture> {
  return {
    schema: shape.schema,
    read: (node, report) => {
      if (shape.read(node, report) === undefined) return undefined;
      const value = jsonOf(node, () => undefined);
      return value === undefined ? undefined : { value: value as JsonObject, node }; // sound: a record is read from a map
    },
  };
}

const actor = record('an actor', {
  type: optional(choice(SUBJECT_TYPES), 'What it is; `client`, if left out.'),
  id: optional(text, 'Its id.'),
});

const details: Shape<readonly LocatedJson[]> = anyListOf(jsonObject, 'authorization details');

export const subjectShape: Shape<Fixture> = asWritten(
  record('a subject', {
    type: optional(choice(SUBJECT_TYPES), 'What it is; `user`, if left out.'),
    id: optional(text, 'What `sub` will be; the name of the fixture, if left out.'),
    profile: optional(jsonObject, 'What the identity provider knows of the subject.'),
    groups: optional(texts, 'The groups the identity provider would put into the token.'),
    roles: optional(texts, 'The roles the identity provider would put into the token.'),
  }),
);

export const clientShape: Shape<Fixture> = asWritten(
  record('a client', {
    id: optional(text, 'Its `client_id`; the name of the fixture, if left out.'),
    name: optional(text, 'Its name.'),
    registration: optional(choice(CLIENT_REGISTRATIONS), 'How it was registered; `first_party`, if left out.'),
    instance: optional(text, 'One running copy of it.'),
  }),
);

const authentication = record('`authentication`', {
  acr: optional(text, 'How strong the sign-in was.', ['phr']),
  amr: optional(texts, 'How the subject signed in.'),
  auth_time: optional(integer, 'When, in seconds since 1970.'),
});

const baseline = record('`baseline`', {
  scopes: optional(texts, 'The scopes it would issue; those requested, if left out.'),
  audiences: optional(texts, 'The audiences it would issue for; the targets, if left out.'),
  claims: optional(mapOf(tokenType, jsonObject, 'claims by token type'), 'The claims it would put into each token.'),
  lifetimes: optional(mapOf(tokenType, seconds, 'durations by token type'), 'How long each token would live.'),
  authorization_details: optional(details, 'The authorization details it would issue; those requested, if left out.'),
});

export const requestShape: Shape<Fixture> = asWritten(
  record('a request', {
    scopes: optional(texts, 'The scopes asked for; none, if left out.'),
    targets: optional(texts, 'The audiences asked for; the first one the project governs, if left out.'),
    grant: optional(
      choice(GRANT_TYPES),
      'The grant; if left out, `authorization_code` for a user and `client_credentials` for anything else.',
    ),
    protocol: optional(choice(PROTOCOLS), 'The protocol; `oidc` where `openid` is asked for, else `oauth`.'),
    tokens: optional(
      listOf(choice(TOKEN_TYPES), 'token types'),
      'What is about to be issued; an access token, and an ID token where `openid` is asked for.',
    ),
    authorization_details: optional(details, 'The authorization details asked for (RFC 9396).'),
    parameters: optional(jsonObject, 'What the client sends along, read as `request.<name>`.'),
    authentication: optional(authentication, 'How the subject signed in.'),
    actors: optional(anyListOf(actor, 'actors'), 'Who acts for the subject (RFC 8693); the first one acts now.'),
    confirmation: optional(jsonObject, '`cnf`, where the token will be bound to a key.'),
    ip: optional(text, 'The address the request comes from.'),
    user_agent: optional(text, 'The user agent of the request.'),
    baseline: optional(baseline, 'What the identity provider would issue by itself.'),
  }),
);

/** What a source says instead of an answer. */
export const SILENCES = ['nothing', 'error', 'timeout'] as const;
export type Silence = (typeof SILENCES)[number];

/** What a source says: an object, or how it says nothing. */
export interface Answer {
  readonly value: JsonObject | Silence;
  readonly node: LocatedValue['node'];
}

/** What a source says of one key, or of all. */
export const answer: Shape<Answer> = {
  schema: { anyOf: [jsonObject.schema, { enum: [...SILENCES] }] },
  read: (node, report) => {
    if (node.kind === 'map') return jsonObject.read(node, report);
    if (node.kind !== 'scalar' || typeof node.value !== 'string') {
      wrongType(node, 'a map, or one of `nothing`, `error` and `timeout`', report);
      return undefined;
    }
    const silence: Located<Silence> | undefined = choice(SILENCES).read(node, report);
    return silence && { value: silence.value, node };
  },
};

/** What sources say, by source and (where a source has a key) by key. */
export type SourceFixtures = readonly MapEntry<LocatedValue>[];

/** The members of a fixture an expectation or a changed fact may be about. */
export const MEMBERS: { readonly [root: string]: readonly string[] } = {
  subject: membersOf(subjectShape),
  client: membersOf(clientShape),
  request: membersOf(requestShape),
};

function membersOf({ schema }: Shape<unknown>): readonly string[] {
  return Object.keys(schema['properties'] as { readonly [name: string]: Json }); // sound: the schema of a record
}
