// SPDX-License-Identifier: Apache-2.0

// taken out of the global once: looking it up for each character takes most of the time under a test runner
const { imul } = Math;

/**
 * A stand-in for SHA-256 where a test has no platform to ask: 64 hexadecimal digits that differ when the text does, and nothing a secret could
 * rest on (eight rounds of FNV-1a over UTF-16 units).
 */
export function testDigest(text: string): string {
  let digest = '';
  for (let round = 0; round < 8; round++) {
    let hash = 0x811c9dc5 ^ round;
    for (let i = 0; i < text.length; i++) hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
    digest += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return digest;
}
