// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { EXPORTS } from '../formats/formats.ts';
import { backOff, type Attempt } from './back-off.ts';
import type { Destination, DestinationOptions } from './destination.ts';

const TIMEOUT_MS = 30_000;

/** An endpoint that several records are posted to at once. What 5xx, 429 or nobody answers is tried again; any other answer but 2xx is final. `ASSAY_EXPORT_AUTHORIZATION` is sent as `Authorization`. */
export async function openHttp(to: string, { format, ports }: DestinationOptions): Promise<Destination> {
  if (format === 'parquet') throw new AssayError('ERR_EXPORT', 'Parquet goes into a file, a folder or a bucket');
  if (!URL.canParse(to)) throw new AssayError('ERR_EXPORT', 'expected an address such as `https://host/path`');
  const url = new URL(to);
  if (url.username !== '' || url.password !== '')
    throw new AssayError('ERR_EXPORT', 'the address holds credentials: `ASSAY_EXPORT_AUTHORIZATION` takes them');
  const place = `${url.origin}${url.pathname}`;
  const authorization = ports.env['ASSAY_EXPORT_AUTHORIZATION'];
  const fail = (what: string, cause?: unknown): AssayError =>
    new AssayError('ERR_EXPORT', `\`${place}\` ${what}`, { cause });

  const post = async (texts: readonly string[]): Promise<Attempt> => {
    const { contentType, contentEncoding, bytes } = EXPORTS[format].bodyOf(texts);
    let answer: Response;
    try {
      answer = await ports.fetch(url, {
        method: 'POST',
        redirect: 'error', // the records are for this address, and so is the credential
        headers: {
          'content-type': contentType,
          ...(contentEncoding !== undefined && { 'content-encoding': contentEncoding }),
          ...(authorization !== undefined && { authorization }),
        },
        body: bytes,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      return { isDone: false, cause: fail('did not answer', cause) };
    }
    await answer.body?.cancel();
    if (answer.ok) return { isDone: true };
    const failure = fail(`answered ${answer.status}`);
    if (answer.status < 500 && answer.status !== 429) throw failure;
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    return { isDone: false, cause: failure, ...(seconds >= 0 && { afterMs: seconds * 1000 }) };
  };

  return {
    place,
    limits: { items: 500, bytes: 1 << 20 },
    send: (batch) => backOff(() => post(batch.map(({ text }) => text)), ports.sleep),
    close: async () => {},
  };
}
