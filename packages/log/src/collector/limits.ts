// SPDX-License-Identifier: Apache-2.0

/** How much one post may hold. */
export const LIMITS: { readonly bodyBytes: number; readonly records: number; readonly recordBytes: number } = {
  /** Of a body, as it is sent and once it is unpacked. */
  bodyBytes: 4 * 1024 * 1024,
  records: 1000,
  /** Of one record, as JSON. */
  recordBytes: 1024 * 1024,
};
