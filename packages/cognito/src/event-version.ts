// SPDX-License-Identifier: Apache-2.0

/** The versions of the event, by what they can do: 1 shapes the ID token, 2 the access token too, 3 also machine tokens. */
export type EventVersion = 1 | 2 | 3;
