// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { MISTAKES } from './mistakes.ts';

const texts = MISTAKES.flatMap(({ files }) => Object.values(files)).filter((text) => text.length < 2000);
const blanks = ['\n', ' ', '  ', '\t', '\r\n', '\ufeff'];
const yaml = ['- ', ': ', '{', '}', '[', ']', '"', "'", '|', '>', '!', '&', '*', '#', '%', '\\', ',', '?', '---'];
const unseen = ['\0', '\u202e', '\u200b', '\u0301', '\u2028', '\ud800', '😀'];
const marks = [...blanks, ...yaml, ...unseen];
const words = ['rule', 'permit', 'deny', 'scopes', '__proto__', 'null', 'true', '0s', '1e999', '<<', '.inf', '~'];

/** A text that nearly is a policy or a project: pieces cut out, doubled or replaced by others. */
export const mutatedText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(
      fc.tuple(fc.nat(), fc.nat(30), fc.constantFrom(...marks, ...words, ...texts.map((text) => text.slice(0, 40)))),
      { maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, length, insert]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + insert + edited.slice(place + length);
    }, text),
  );

/** Any text: nearly a document, rubbish, or YAML's own marks in any order. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  mutatedText,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...marks, ...words), { maxLength: 60 }).map((parts) => parts.join('')),
);
