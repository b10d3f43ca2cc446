// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import { assertMembers, assertText } from '../checks.ts';
import { jsonBytes, jsonOf } from '../json.ts';
import type { Namespace } from '../run.ts';
import { BOTH_INTERACTIONS } from './redirect.ts';

/** Of a form: its id in characters, fields and variables in number, all options together in bytes. */
export const PROMPT_LIMITS = { id: 48, members: 24, options: 24_576 } as const;

/** Renders a form, once per Action, and not beside a redirect. */
export const prompt: Namespace = ({ state }) => ({
  render: (id, given) => {
    if (state.redirect !== undefined) {
      state.failed = { error: 'access_denied', description: BOTH_INTERACTIONS };
      return;
    }
    if (state.prompt !== undefined) {
      state.failed = { error: 'access_denied', description: 'one Action cannot render two forms' };
      return;
    }
    const options = assertMembers(given ?? {}, 'render: options', ['fields', 'vars']);
    const promptId = assertText(id, 'render: promptId', { max: PROMPT_LIMITS.id });
    for (const name of ['fields', 'vars'] as const) assertEntries(own(options, name), name);
    if (jsonBytes(options) > PROMPT_LIMITS.options) {
      throw new Error(`render: the options must have at most ${PROMPT_LIMITS.options} bytes`);
    }
    state.prompt = { id: promptId, options: jsonOf(options) as JsonObject }; // sound: an object stays one
  },
});

function assertEntries(value: unknown, name: 'fields' | 'vars'): void {
  if (value === undefined) return;
  const keys = Object.keys(assertMembers(value, `render: ${name}`));
  if (keys.length > PROMPT_LIMITS.members) throw new Error(`render: at most ${PROMPT_LIMITS.members} ${name}`);
  const bad = name === 'fields' && keys.find((key) => !/^[a-zA-Z_][a-zA-Z0-9_]{0,49}$/.test(key));
  if (typeof bad === 'string') throw new Error(`render: a field cannot have the name ${bad}`);
}
