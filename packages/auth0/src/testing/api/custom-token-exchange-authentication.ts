// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { assertBoolean, assertMembers, assertOneOf, assertText, type TextBounds } from '../checks.ts';
import { jsonOf } from '../json.ts';
import type { Namespace, Run } from '../run.ts';
import { actorOf } from './actor.ts';

/** In characters, and of the attributes of a user in number. */
export const EXCHANGE_LIMITS = {
  userId: { min: 1, max: 512 },
  connection: { min: 1, max: 512 },
  organization: { min: 1, max: 50 },
  attributes: 24,
} as const;

const TEXT_ATTRIBUTES: { readonly [name: string]: TextBounds } = {
  user_id: { min: 1, max: 255 },
  email: {},
  family_name: { min: 1, max: 150 },
  given_name: { min: 1, max: 150 },
  name: { min: 1, max: 300 },
  nickname: { min: 1, max: 300 },
  phone_number: {},
  picture: {},
  username: { min: 1, max: 128 },
};
const BOOLEAN_ATTRIBUTES = ['email_verified', 'phone_verified', 'verify_email'];

/** Says for whom the token will be, and who acts. */
export const customTokenExchangeAuthentication: Namespace = (run) => ({
  setUserById: (id) => {
    const userId = assertText(id, 'setUserById: user_id', EXCHANGE_LIMITS.userId);
    refuseBoth(run, run.state.user.byConnection);
    run.state.user.byId = userId;
  },
  setUserByConnection: (connection, attributes, options) => {
    const user = {
      connection: assertText(connection, 'setUserByConnection: connection_name', EXCHANGE_LIMITS.connection),
      attributes: attributesOf(attributes),
      options: optionsOf(options),
    };
    refuseBoth(run, run.state.user.byId);
    run.state.user.byConnection = user;
  },
  setOrganization: (organization) => {
    run.state.user.organization = assertText(organization, 'setOrganization', EXCHANGE_LIMITS.organization);
  },
  setActor: (actor) => {
    run.state.actor = actorOf(actor);
  },
});

/** Either of the two sets the user. What both do is not documented: no Action should depend on it. */
function refuseBoth({ state }: Run, other: unknown): void {
  if (other === undefined) return;
  state.failed = { error: 'invalid_request', description: 'the user was set both by id and by connection' };
}

function attributesOf(value: unknown): JsonObject {
  const attributes = assertMembers(value, 'setUserByConnection: user_attributes');
  if (Object.keys(attributes).length > EXCHANGE_LIMITS.attributes) {
    throw new Error(`setUserByConnection: there must be at most ${EXCHANGE_LIMITS.attributes} user_attributes`);
  }
  for (const [name, bounds] of Object.entries(TEXT_ATTRIBUTES)) {
    const attribute = attributes[name];
    if (attribute !== undefined || name === 'user_id') assertText(attribute, `setUserByConnection: ${name}`, bounds);
  }
  for (const name of BOOLEAN_ATTRIBUTES) {
    if (attributes[name] !== undefined) assertBoolean(attributes[name], `setUserByConnection: ${name}`);
  }
  return jsonOf(attributes) as JsonObject; // sound: an object stays one
}

function optionsOf(value: unknown): JsonObject {
  const options = assertMembers(value, 'setUserByConnection: options', ['creationBehavior', 'updateBehavior']);
  return {
    creationBehavior: assertOneOf(options['creationBehavior'], 'creationBehavior', ['create_if_not_exists', 'none']),
    updateBehavior: assertOneOf(options['updateBehavior'], 'updateBehavior', ['replace', 'none']),
  };
}
