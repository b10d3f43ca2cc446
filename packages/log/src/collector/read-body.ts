// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { own } from '@assay/core/model';
import { LIMITS } from './limits.ts';
import { made, refused, type Refusal, type Result } from './refusal.ts';

const unpack = promisify(gunzip);

/** The JSON of a request, and how many bytes it was; nothing is kept of a body that ends too early, or is too large, packed or unpacked. */
export async function readJson(request: Request): Promise<Result<{ readonly json: unknown; readonly bytes: number }>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;\s*charset=utf-8\s*)?$/i.test(type))
    return refused({ status: 415, code: 'ERR_COLLECTOR', detail: 'expected `Content-Type: application/json`' });
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity')
    return refused({
      status: 415,
      code: 'ERR_COLLECTOR',
      detail: 'expected a body as it is, or `Content-Encoding: gzip`',
      headers: { 'accept-encoding': 'gzip, identity' },
    });
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.bodyBytes) return refused(TOO_LARGE);
  const body = await readBytes(request);
  if (!body.ok) return body;
  const plain = encoding === 'gzip' ? await unpacked(body.value) : body;
  if (!plain.ok) return plain;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plain.value);
    return made({ json: JSON.parse(text) as unknown, bytes: plain.value.length });
  } catch {
    return refused(unreadable('the body is not JSON in UTF-8'));
  }
}

const TOO_LARGE: Refusal = {
  status: 413,
  code: 'ERR_COLLECTOR',
  detail: `expected at most ${LIMITS.bodyBytes} bytes, unpacked`,
};

const unreadable = (detail: string): Refusal => ({
  status: 400,
  code: 'ERR_RECORD_INVALID',
  detail: `nothing was written: ${detail}`,
});

async function readBytes({ body }: Request): Promise<Result<Uint8Array>> {
  if (body === null) return made(new Uint8Array());
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      length += piece.length;
      if (length > LIMITS.bodyBytes) return refused(TOO_LARGE);
      pieces.push(piece);
    }
  } catch {
    return refused(unreadable('the body ended too early'));
  }
  return made(Buffer.concat(pieces));
}

async function unpacked(packed: Uint8Array): Promise<Result<Uint8Array>> {
  try {
    return made(await unpack(packed, { maxOutputLength: LIMITS.bodyBytes }));
  } catch (cause) {
    return refused(
      own(cause, 'code') === 'ERR_BUFFER_TOO_LARGE'
        ? TOO_LARGE
        : unreadable('the body is not gzip, or ended too early'),
    );
  }
}
