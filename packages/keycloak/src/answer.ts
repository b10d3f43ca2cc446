// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Needs } from './needs.ts';

/** What happens to one token. */
export interface AnswerChanges {
  readonly set?: JsonObject;
  readonly remove?: readonly string[];
  readonly lifetime_s?: number;
}

/** What the provider is told to do, but for the id of the decision. */
export type KeycloakEffects =
  | { readonly decision: 'unchanged' }
  | { readonly decision: 'deny'; readonly error: string; readonly status: number; readonly acr?: string }
  | {
      readonly decision: 'permit';
      readonly scopes: readonly string[];
      readonly audience?: readonly string[];
      readonly realm_roles?: readonly string[];
      readonly client_roles?: Readonly<Record<string, readonly string[]>>;
      readonly groups?: readonly string[];
      readonly tokens?: {
        readonly access_token?: AnswerChanges;
        readonly id_token?: AnswerChanges;
        readonly refresh_token?: AnswerChanges;
        readonly assertion?: AnswerChanges;
      };
      readonly acr?: string;
    };

/** What goes over the wire (`schemas/answer.schema.json`). */
export type KeycloakAnswer =
  | (KeycloakEffects & { readonly version: 1; readonly id: string })
  | { readonly version: 1; readonly decision: 'ask_again'; readonly id: ''; readonly needs: Needs };
