// SPDX-License-Identifier: Apache-2.0
import { connect, type Socket } from 'node:net';

/** A connection by hand, for what no client of HTTP would send. */
export async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

/** Everything that comes until the other side has ended. */
export async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const piece of socket) text += String(piece);
  return text;
}

export const turn = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
