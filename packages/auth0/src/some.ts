// SPDX-License-Identifier: Apache-2.0

/** A member that is there only where it has a value. */
export function some<N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: T }; // sound: the one member, or none
}
