// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { EMPTY_ROOT } from './hashes.ts';
import { createSigner, createVerifier } from './note.ts';
import { parseNote } from './note-text.ts';

const pemOf = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string; // sound: a PEM is text
const NAME = 'log.example.com/payments';
const signer = createSigner(NAME, pemOf());
const verifier = createVerifier(signer.verifierKey);
const other = createSigner('witness.example.com', pemOf());

// the example of the Go package golang.org/x/mod/sumdb/note
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE =
  'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  ) + '\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('a note', () => {
  test('is opened by the verifier of who signed it, and by no other', () => {
    const note = signer.sign('one\ntwo\n');
    expect(verifier.open(note)).toBe('one\ntwo\n');
    expect(createVerifier(other.verifierKey).open(note)).toBeUndefined();
    expect(createVerifier(createSigner(NAME, pemOf()).verifierKey).open(note)).toBeUndefined();
  });

  test('is opened as another implementation signed it', () => {
    expect(createVerifier(GO_KEY).open(GO_NOTE)).toBe(GO_NOTE.slice(0, GO_NOTE.indexOf('\n\n') + 1));
  });

  test('may have signatures of others, and empty lines in its text', () => {
    const text = 'one\n\n\ntwo\n\n';
    const both = signer.sign(text) + other.sign(text).slice(text.length + 1);
    expect(parseNote(both)?.signatures.map(({ name }) => name)).toEqual([NAME, 'witness.example.com']);
    expect([verifier.open(both), createVerifier(other.verifierKey).open(both)]).toEqual([text, text]);
  });

  test('counts the first signature of a key alone', () => {
    const line = (text: string): string => signer.sign(text).slice(text.length + 1);
    expect(verifier.open(`one\n\n${line('one\n')}${line('two\n')}`)).toBe('one\n');
    expect(verifier.open(`one\n\n${line('two\n')}${line('one\n')}`)).toBeUndefined();
  });

  const note = signer.sign('one\n');
  test.each([
    ['without its last line break', note.slice(0, -1)],
    ['with something after its end', `${note}more`],
    ['with an empty line at its end', `${note}\n`],
    ['with a line that is no signature', `${note}- ${NAME} AAAAAAAA\n`],
    ['with a signature that is no base64', `${note}— somebody !!!!!!!!\n`],
    ['with a signature too short for a key', `${note}— somebody AAAA\n`],
    ['with more of a line than a signature', note.replace(/\n$/, ' x\n')],
    ['with a control character', signer.sign('one\n').replace('one', 'o\rne')],
    ['without a text', note.slice(note.indexOf('\n\n') + 2)],
    ['with another text', note.replace('one', 'two')],
    ['with too many signatures', note + `— somebody ${Buffer.alloc(8).toString('base64')}\n`.repeat(100)],
  ])('%s is not opened', (_, text) => {
    expect(verifier.open(text)).toBeUndefined();
  });

  test('of whatever text is never opened, and nothing is thrown', () => {
    const piece = fc.oneof(fc.constantFrom('\n', '\n\n', '— ', NAME, ' ', note), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          fc.pre(text !== note);
          const opened = verifier.open(text);
          // a text may hold a note of ours as its last part only where that is all of it
          expect(opened === undefined || text.startsWith(note)).toBe(true);
        },
      ),
    );
  });

  test('is not made of a text that would not be opened', () => {
    for (const text of ['', 'one', 'one\r\n', 'tab\there\n', '\ud800\n'])
      expect(() => signer.sign(text)).toThrow(expect.objectContaining({ code: 'ERR_LOG_KEY' }));
  });
});

describe('a key', () => {
  test.each(['', 'two words', 'a+b', 'line\nbreak', 'no\u00a0break', 'next\u0085line'])('has no name %j', (name) => {
    expect(() => createSigner(name, pemOf())).toThrow(expect.objectContaining({ code: 'ERR_LOG_KEY' }));
  });

  test.each([
    ['of nothing', ''],
    ['of another name', signer.verifierKey.replace('payments', 'refunds')],
    ['of another hash', signer.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['of another kind', GO_KEY.replace('+AR', '+BR')],
    ['that is cut', GO_KEY.slice(0, -4)],
    ['with more after it', `${GO_KEY}+x`],
  ])('%s verifies nothing', (_, key) => {
    expect(() => createVerifier(key)).toThrow(expect.objectContaining({ code: 'ERR_LOG_KEY' }));
  });

  test('is refused where it is no Ed25519 key, and nothing of it is told', () => {
    const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }) as string; // sound: as above
    for (const pem of [rsa, 'secret', signer.verifierKey])
      expect(() => createSigner(NAME, pem)).toThrow(
        expect.objectContaining({ code: 'ERR_LOG_KEY', message: 'expected an Ed25519 private key in PEM' }),
      );
  });
});

describe('a checkpoint', () => {
  const checkpoint = { origin: NAME, size: 1234, root: EMPTY_ROOT };
  const text = checkpointText(checkpoint);

  test('is read as it was written, with extensions or without', () => {
    expect(text).toBe(`${NAME}\n1234\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
    for (const extended of [text, `${text}ext 1\next 2\n`])
      expect(openCheckpoint(signer.sign(extended), verifier)).toEqual({ ...checkpoint, root: Buffer.from(EMPTY_ROOT) });
  });

  test('of another log is not opened, though its key signed it', () => {
    expect(openCheckpoint(signer.sign(checkpointText({ ...checkpoint, origin: 'other' })), verifier)).toBeUndefined();
  });

  test.each([
    ['without an origin', `\n${text.slice(NAME.length + 1)}`],
    ['with a size that begins with zero', text.replace('1234', '01234')],
    ['with a size below zero', text.replace('1234', '-1')],
    ['with a size no number holds', text.replace('1234', '9999999999999999')],
    ['with a short root', text.replace('47DE', '')],
    ['with a root written otherwise', text.replace('FU=', 'FV=')],
    ['with an empty extension', `${text}\n`],
    ['that is cut', text.slice(0, -1)],
  ])('%s is none', (_, broken) => {
    expect(parseCheckpoint(broken)).toBeUndefined();
  });
});
