// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { RefusedError } from '../error-handler.ts';
import { parseText } from '../parse-text.ts';

/** Takes bodies in JSON alone. One that is none is undefined where `isKept`, and refused elsewhere. */
export function takeJson(scope: FastifyInstance, { isKept }: { readonly isKept: boolean }): void {
  scope.removeAllContentTypeParsers();
  // __proto__ stays a member as any other: whoever reads an ask reads own members only
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    const json = isUtf8(body) ? parseText(body.toString('utf8')) : undefined;
    if (json === undefined && !isKept) done(NOT_JSON, undefined);
    else done(null, json);
  });
}

const NOT_JSON = new RefusedError({ status: 400, code: 'ERR_BRIDGE_REQUEST', detail: 'the body is not JSON in UTF-8' });
