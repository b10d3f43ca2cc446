// SPDX-License-Identifier: Apache-2.0
import { SCOPE_INPUTS, TOKEN_INPUTS, type BoundInputs } from '../expression/inputs.ts';
import { INT, oneOf, STRING, type Type } from '../expression/types.ts';
import type { ScopeVariable } from './scope-forms.ts';

const bound = (name: string, type: Type): BoundInputs[number] => [name, { root: 'bound', path: [name], type }];

const AUDIENCE = bound('audience', STRING);

/** What rules of groups, of roles and of lifetimes can read. */
export const GROUP_INPUTS: BoundInputs = [bound('group', STRING), AUDIENCE];
export const ROLE_INPUTS: BoundInputs = [bound('role', STRING), AUDIENCE];
export const LIFETIME_INPUTS: BoundInputs = [...TOKEN_INPUTS, AUDIENCE];

/** What rules of a scope can read: its variables too, by the names they are bound to. */
export function scopeInputsOf(variables: ReadonlyMap<string, ScopeVariable>): BoundInputs {
  const ofScope = [...variables].map(([name, { boundTo, type }]): BoundInputs[number] => [
    name,
    bound(boundTo, variableType(type))[1],
  ]);
  return [...SCOPE_INPUTS, ...ofScope];
}

function variableType(type: ScopeVariable['type']): Type {
  if (type === 'int') return INT;
  return type === null || typeof type === 'string' ? STRING : oneOf(type);
}
