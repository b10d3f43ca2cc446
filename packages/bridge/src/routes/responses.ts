// SPDX-License-Identifier: Apache-2.0

const PROBLEM = {
  description: 'Problem details (RFC 9457) with a stable code.',
  content: { 'application/problem+json': { schema: { $ref: 'https://assay.dev/schemas/bridge/problem-1.json#' } } },
};

/** What any route for known enforcement points may answer instead. */
export const PROBLEMS: Readonly<Record<'4xx' | '5xx', object>> = { '4xx': PROBLEM, '5xx': PROBLEM };
