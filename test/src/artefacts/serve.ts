// SPDX-License-Identifier: Apache-2.0
import type { Reply } from './own-process.ts';

/** Answers what the process that started this one asks, until it goes away. */
export function serve(answer: (asked: never) => Promise<unknown>): void {
  const reply = (value: Reply): void => void process.send?.(value);
  // sound: what this host is asked, by its parent alone
  process.on('message', ({ id, asked }: { readonly id: number; readonly asked: unknown }) => {
    void answer(asked as never).then(
      (answered) => reply({ id, answer: answered }),
      (cause: unknown) => reply({ id, failed: String(cause) }),
    );
  });
}
