// SPDX-License-Identifier: Apache-2.0
import { targetOf, type Macro } from './macro.ts';
import { map } from './transforms.ts';

const INPUT = '@__sortBy_input__';

/** `list.sortBy(item, key)`: the list, in the order of the keys of its items; the list is evaluated once. */
export const SORT_BY: Macro = {
  name: 'sortBy',
  on: 'value',
  arities: [2],
  usage: 'list.sortBy(item, key)',
  expand: (call, build) => {
    const keys = map({ ...call, target: build.ident(INPUT) }, build);
    return build.bind(INPUT, targetOf(call), build.member(build.ident(INPUT), '@sortByAssociatedKeys', keys));
  },
};
