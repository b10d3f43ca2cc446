// SPDX-License-Identifier: Apache-2.0
import { TOKEN_INPUTS, type BoundInputs } from '../expression/inputs.ts';
import { STRING, type Type } from '../expression/types.ts';

const bound = (name: string, type: Type): BoundInputs[number] => [name, { root: 'bound', path: [name], type }];

const AUDIENCE = bound('audience', STRING);

/** What rules of groups, of roles and of lifetimes can read. */
export const GROUP_INPUTS: BoundInputs = [bound('group', STRING), AUDIENCE];
export const ROLE_INPUTS: BoundInputs = [bound('role', STRING), AUDIENCE];
export const LIFETIME_INPUTS: BoundInputs = [...TOKEN_INPUTS, AUDIENCE];
