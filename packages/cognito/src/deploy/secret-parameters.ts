// SPDX-License-Identifier: Apache-2.0
import { inOrder } from './tables.ts';

/** An environment variable, and the parameter of the template it is filled from. */
export interface SecretParameter {
  readonly variable: string;
  readonly parameter: string;
}

/** Parameters of a template have only letters and digits: `STAFF_API_KEY` is `SecretStaffApiKey`; of two that come to the same, the second has a number. Pure. */
export function secretParameters(secrets: readonly string[]): readonly SecretParameter[] {
  const taken = new Set<string>();
  return inOrder(secrets).map((variable) => {
    const words = variable.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
    const wanted = `Secret${words.join('')}`;
    let parameter = wanted;
    for (let next = 2; taken.has(parameter); next += 1) parameter = `${wanted}${next}`;
    taken.add(parameter);
    return { variable, parameter };
  });
}
