// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Content } from '../../entry/entry.ts';
import type { Appended } from '../../store/log-store.ts';

/** Where a collector is, and who we are to it. */
export interface CollectorAddress {
  /** `https://log.example.com` */
  readonly url: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  /** For a post and its repetition together. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Less than this is no time to try again in. */
const MIN_RETRY_MS = 50;

/**
 * Posts contents of one writer, and says what became of each, `spilled` among the stored: both are safe. Where the connection fails, it is tried once more in the
 * time that is left: a collector keeps what comes twice once. Rejects with ERR_COLLECTOR; no token and nothing of a record is in it.
 */
export async function post(
  { url, token, fetch: send, timeoutMs, clock }: CollectorAddress,
  writer: string,
  contents: readonly Content[],
): Promise<readonly Appended[]> {
  const until = clock() + timeoutMs;
  const records = contents.map(({ writer: _, kind, ...rest }) => (kind === 'decision' ? rest : { kind, ...rest }));
  const body = JSON.stringify({ writer, records });
  const attempt = async (): Promise<readonly [number, string]> => {
    const response = await send(`${url.replace(/\/$/, '')}/v1/records`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
      // a token is for the address it was given for
      redirect: 'error',
      signal: AbortSignal.timeout(Math.max(1, until - clock())),
    });
    return [response.status, await response.text()];
  };
  // what fetch says of a failure may hold the address: it is the cause, and no part of the text
  const [status, text] = await attempt()
    .catch((cause: unknown) => {
      if (until - clock() < MIN_RETRY_MS) throw cause;
      return attempt();
    })
    .catch((cause: unknown) => {
      const isLate = clock() >= until - MIN_RETRY_MS;
      throw new AssayError(
        'ERR_COLLECTOR',
        isLate ? `the collector did not answer within ${timeoutMs} ms` : 'the collector could not be reached',
        { cause },
      );
    });
  if (status !== 202) throw new AssayError('ERR_COLLECTOR', `the collector answered ${status}${codeIn(text)}`);
  const results = resultsIn(text, contents);
  if (results === undefined)
    throw new AssayError('ERR_COLLECTOR', 'the collector did not say what became of every record');
  return results;
}

/** The code of problem details, where there is one. */
function codeIn(text: string): string {
  const code = /"code":"(ERR_[A-Z_]{1,60})"/.exec(text)?.[1];
  return code === undefined ? '' : ` with ${code}`;
}

const STATUSES = new Set(['stored', 'known', 'repeated', 'conflict']);

/** One status for each content, in their order; undefined where the answer is another. */
function resultsIn(text: string, contents: readonly Content[]): readonly Appended[] | undefined {
  try {
    const { results } = JSON.parse(text) as { results: readonly { seq: number; status: string }[] }; // sound: looked at below
    if (results.length !== contents.length) return undefined;
    const statuses = results.map(({ seq, status }, at) =>
      seq !== contents[at]?.seq ? '' : status === 'spilled' ? 'stored' : status,
    );
    return statuses.every((status): status is Appended => STATUSES.has(status)) ? statuses : undefined;
  } catch {
    return undefined;
  }
}
