// SPDX-License-Identifier: Apache-2.0

/** What sources say, by their names: an object; null where one knows nothing; `error` where it fails; `timeout` where it never answers. */
export interface Answers {
  readonly [source: string]: unknown;
}

/** A `fetch` that answers for sources: the first step of the path is the name of the source. One that is not named knows nothing. */
export function sourcesFetch(answersNow: () => Answers): typeof globalThis.fetch {
  return (asked, init) => {
    const { pathname } = new URL(asked instanceof Request ? asked.url : asked);
    const answer = answersNow()[pathname.split('/')[1] ?? ''] ?? null;
    if (answer === 'timeout')
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    if (answer === 'error') return Promise.resolve(new Response('{}', { status: 500 }));
    return Promise.resolve(answer === null ? new Response('', { status: 404 }) : Response.json(answer));
  };
}
