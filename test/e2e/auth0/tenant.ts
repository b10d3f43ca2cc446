// SPDX-License-Identifier: Apache-2.0
import { payloadProblem, TRIGGER_VERSIONS, type Payload } from './payloads.ts';

/** What the Management API answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface Secret {
  readonly name: string;
  readonly value?: string;
}
interface ActionBody {
  readonly name: string;
  readonly code?: string;
  readonly runtime?: string;
  readonly dependencies?: readonly object[];
  readonly secrets?: readonly Secret[];
  readonly supported_triggers: readonly { readonly id: string; readonly version?: string }[];
}
/** An Action of the tenant; `deployed` is the code of each of its versions, oldest first. */
export interface Action extends ActionBody {
  readonly id: string;
  status: 'pending' | 'built';
  readonly deployed: (string | undefined)[];
}
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly subject_token_type: string;
  readonly action_id: string;
  readonly type: string;
}
export interface Binding {
  readonly ref: { readonly type: string; readonly value: string };
  readonly display_name?: string;
}

/** What a tenant has. Tests read it; only calls of the API change it. */
export interface Tenant {
  readonly actions: Action[];
  readonly profiles: Profile[];
  readonly bindings: Record<string, readonly Binding[]>;
}

const refusal = (status: number, error: string, message: string): Answer => ({
  status,
  body: { statusCode: status, error, message },
});
export const notFound = (): Answer => refusal(404, 'Not Found', 'That resource does not exist.');
const invalid = (message: string): Answer => refusal(400, 'Bad Request', `Payload validation error: '${message}'.`);

/** What the schemas describe. */
interface Bodies {
  readonly createAction: ActionBody;
  readonly updateAction: Partial<ActionBody>;
  readonly createProfile: Omit<Profile, 'id'>;
  readonly updateProfile: Partial<Omit<Profile, 'id'>>;
  readonly updateBindings: { readonly bindings?: readonly Binding[] };
}

function checked<P extends Payload>(payload: P, body: unknown, then: (body: Bodies[P]) => Answer): Answer {
  const problem = payloadProblem(payload, body);
  return problem === undefined ? then(body as Bodies[P]) : invalid(problem); // sound: its schema has just been met
}

/** What everybody sees of an Action: never the value of a secret. */
function shown({ deployed, secrets = [], ...action }: Action): object {
  return {
    ...action,
    secrets: secrets.map(({ name }) => ({ name })),
    all_changes_deployed: deployed.length > 0 && deployed.at(-1) === action.code,
  };
}

/** The operations on Actions, their profiles and bindings, as their reference describes them. */
export function operationsOf(tenant: Tenant, newId: () => string) {
  const byId = (id: string): Action | undefined => tenant.actions.find((action) => action.id === id);

  const unknownTrigger = ({ supported_triggers = [] }: Partial<ActionBody>): string | undefined =>
    supported_triggers
      .filter(({ id, version }) => version !== undefined && version !== TRIGGER_VERSIONS[id])
      .map(({ id, version }) => `trigger ${id} has no version ${version}`)[0];

  const withValues = (secrets: readonly Secret[], before: readonly Secret[]): readonly Secret[] =>
    secrets.map((secret) => ({ ...before.find(({ name }) => name === secret.name), ...secret }));

  return {
    listActions: (): Answer => ({
      status: 200,
      body: { actions: tenant.actions.map(shown), total: tenant.actions.length, page: 0, per_page: 100 },
    }),

    createAction: (body: unknown): Answer =>
      checked('createAction', body, (action) => {
        const problem = unknownTrigger(action);
        if (problem !== undefined) return invalid(problem);
        if (tenant.actions.some(({ name }) => name === action.name))
          return refusal(409, 'Conflict', 'An action with that name exists already.');
        const created: Action = { ...action, id: newId(), status: 'pending', deployed: [] };
        tenant.actions.push(created);
        return { status: 201, body: shown(created) };
      }),

    updateAction: (id: string, body: unknown): Answer =>
      checked('updateAction', body, (changes) => {
        const action = byId(id);
        if (action === undefined) return notFound();
        const problem = unknownTrigger(changes);
        if (problem !== undefined) return invalid(problem);
        const secrets = changes.secrets && { secrets: withValues(changes.secrets, action.secrets ?? []) };
        Object.assign(action, changes, secrets, { status: 'pending' });
        return { status: 200, body: shown(action) };
      }),

    /** A build takes a while: this one is done when somebody has asked for it too early. */
    deployAction: (id: string): Answer => {
      const action = byId(id);
      if (action === undefined) return notFound();
      if (action.status === 'pending') {
        action.status = 'built';
        return refusal(400, 'Bad Request', "The action must be in the 'built' state in order to be deployed.");
      }
      action.deployed.push(action.code);
      return { status: 202, body: { id: newId(), action: { id }, number: action.deployed.length, deployed: true } };
    },

    deleteAction: (id: string): Answer => {
      const at = tenant.actions.findIndex((action) => action.id === id);
      if (at < 0) return notFound();
      tenant.actions.splice(at, 1);
      return { status: 204 };
    },

    listProfiles: (): Answer => ({ status: 200, body: { token_exchange_profiles: tenant.profiles } }),

    createProfile: (body: unknown): Answer =>
      checked('createProfile', body, (profile) => {
        if (byId(profile.action_id)?.supported_triggers[0]?.id !== 'custom-token-exchange')
          return invalid('action_id is not the id of an Action for custom-token-exchange');
        if (tenant.profiles.some(({ subject_token_type: type }) => type === profile.subject_token_type))
          return refusal(409, 'Conflict', 'A profile with that subject_token_type exists already.');
        const created = { ...profile, id: newId() };
        tenant.profiles.push(created);
        return { status: 201, body: created };
      }),

    updateProfile: (id: string, body: unknown): Answer =>
      checked('updateProfile', body, (changes) => {
        const profile = tenant.profiles.find((known) => known.id === id);
        return profile === undefined ? notFound() : { status: 200, body: Object.assign(profile, changes) };
      }),

    listBindings: (trigger: string): Answer => ({
      status: 200,
      body: { bindings: tenant.bindings[trigger] ?? [], total: tenant.bindings[trigger]?.length ?? 0 },
    }),

    /** The list as a whole: what is not in it is bound no more. */
    updateBindings: (trigger: string, body: unknown): Answer =>
      checked('updateBindings', body, ({ bindings = [] }) => {
        const missing = bindings.find(
          ({ ref }) => ref.type === 'action_name' && !tenant.actions.some(({ name }) => name === ref.value),
        );
        if (missing !== undefined) return invalid(`there is no Action \`${missing.ref.value}\``);
        tenant.bindings[trigger] = bindings;
        return { status: 200, body: { bindings } };
      }),
  };
}
