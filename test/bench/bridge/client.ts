// SPDX-License-Identifier: Apache-2.0
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  /** One request, as it goes over the wire. */
  readonly request: Buffer;
  readonly connections: number;
}

export interface Answers {
  /** How many there were of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** The first answer of each status, whole. */
  readonly samples: Readonly<Record<string, string>>;
}

/** Sends `count` requests over keep-alive connections, each connection its next one as soon as it was answered. */
export async function send({ port, request, connections }: Load, count: number): Promise<Answers> {
  const statuses: Record<string, number> = {};
  const samples: Record<string, string> = {};
  let left = count;
  const start = performance.now();
  const one = async (): Promise<void> => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise<void>((resolve, reject) => {
      const next = (): void => {
        if (left-- > 0) socket.write(request);
        else resolve();
      };
      onAnswers(socket, (answer, status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        samples[status] ??= answer();
        next();
      });
      socket.on('error', reject).on('close', () => reject(new Error('the connection was closed')));
      socket.on('connect', next);
    });
    socket.removeAllListeners('close').destroy();
  };
  const awake = stayAwake();
  await Promise.all(Array.from({ length: connections }, one)).finally(awake.end);
  return { statuses, seconds: (performance.now() - start) / 1000, samples };
}

/** Whoever sleeps is woken by whoever writes to it: a client that slept under one server and not under the other would cost the one alone. */
function stayAwake(): { readonly end: () => void } {
  let isOver = false;
  const again = (): void => {
    if (!isOver) setImmediate(again);
  };
  again();
  return { end: () => (isOver = true) };
}

/** Calls back for each whole answer: as much of HTTP/1.1 as a server of Node writes. */
function onAnswers(socket: Socket, tell: (answer: () => string, status: string) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = pending.toString('latin1', 0, end);
      const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
      const whole = end + 4 + Number(length);
      if (pending.length < whole) return;
      const answer = pending.subarray(0, whole);
      pending = pending.subarray(whole);
      tell(() => answer.toString('utf8'), head.slice(9, 12));
    }
  });
}
