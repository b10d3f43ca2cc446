// SPDX-License-Identifier: Apache-2.0

/** Of refused subject tokens: how many an address has, and how many it gets back in an hour. */
export const REFUSED_TOKEN_LIMITS = { attempts: 10, perHour: 6 } as const;

const HOUR_MS = 60 * 60 * 1000;

/** Counts the subject tokens refused to an address, and says when there are too many. Times in milliseconds. */
export interface AttackProtection {
  isBlocked(address: string): boolean;
  countRefusal(address: string): void;
}

export function attackProtection(clock: () => number): AttackProtection {
  const used = new Map<string, { readonly count: number; readonly at: number }>();
  const countOf = (address: string): number => {
    const { count, at } = used.get(address) ?? { count: 0, at: 0 };
    return Math.max(0, count - ((clock() - at) / HOUR_MS) * REFUSED_TOKEN_LIMITS.perHour);
  };
  return {
    isBlocked: (address) => countOf(address) > REFUSED_TOKEN_LIMITS.attempts - 1,
    countRefusal: (address) => void used.set(address, { count: countOf(address) + 1, at: clock() }),
  };
}
