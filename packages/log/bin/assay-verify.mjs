#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Checks proofs of a decision log, offline. One file that needs Node and nothing else; made from packages/log/src/proof by `npm run generate`.

// packages/log/src/proof/main.ts
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

// packages/log/src/tree/note.ts
import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';

// shared/src/errors/assay-error.ts
var AssayError = class extends Error {
  name = 'AssayError';
  code;
  problems;
  constructor(code, message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
  }
};

// packages/log/src/tree/base64.ts
function fromBase64(text2) {
  const bytes = Buffer.from(text2, 'base64');
  return bytes.toString('base64') === text2 ? bytes : void 0;
}

// packages/log/src/tree/note-text.ts
var MAX_LENGTH = 1e6;
var MAX_SIGNATURES = 100;
function parseNote(note) {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || note.length > MAX_LENGTH || !note.endsWith('\n') || !isNoteText(note)) return void 0;
  const lines2 = note.slice(end + 2, -1).split('\n');
  if (lines2.length > MAX_SIGNATURES) return void 0;
  const signatures = lines2.map(parseSignature);
  if (!signatures.every((signature) => signature !== void 0)) return void 0;
  return { text: note.slice(0, end + 1), signatures };
}
var isNoteText = (text2) => text2.endsWith('\n') && text2.isWellFormed() && !CONTROL.test(text2);
var isSignerName = (name) => NAME.test(name);
var CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
var NAME = /^[^\p{White_Space}\p{Cc}\p{Cs}+]{1,1000}$/u;
var LINE = /^— (\S+) (\S+)$/;
function parseSignature(line) {
  const [, name = '', base64 = ''] = LINE.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (!isSignerName(name) || bytes === void 0 || bytes.length < 5) return void 0;
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

// packages/log/src/tree/note.ts
var ED25519 = Buffer.from([1]);
function createVerifier(text2) {
  const [, name = '', hex = '', key = ''] = VERIFIER_KEY.exec(text2.trim()) ?? [];
  const bytes = fromBase64(key);
  const raw = bytes?.subarray(1) ?? Buffer.alloc(0);
  if (!isSignerName(name) || bytes?.[0] !== 1 || raw.length !== 32 || keyId(name, raw).toString('hex') !== hex)
    throw new AssayError('ERR_LOG_KEY', 'expected a verifier key: `name+hash+key`, of an Ed25519 key');
  const publicKey = keyOf(
    () => createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') } }),
    'expected an Ed25519 key',
  );
  const id = Buffer.from(hex, 'hex');
  return {
    name,
    key: text2.trim(),
    open: (note) => {
      const parsed = parseNote(note);
      const own = parsed?.signatures.find((signature) => signature.name === name && signature.id.equals(id));
      if (parsed === void 0 || own === void 0) return void 0;
      return verify(null, Buffer.from(parsed.text, 'utf8'), publicKey, own.signature) ? parsed.text : void 0;
    },
  };
}
var VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/;
var keyId = (name, raw) =>
  hash(
    'sha256',
    Buffer.concat([
      Buffer.from(
        `${name}
`,
        'utf8',
      ),
      ED25519,
      raw,
    ]),
    'buffer',
  ).subarray(0, 4);
function keyOf(make, message) {
  try {
    const key = make();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new AssayError('ERR_LOG_KEY', message);
}

// packages/log/src/proof/check-proof.ts
import { hash as hash3 } from 'node:crypto';

// packages/log/src/parse-object.ts
function parseObject(text2) {
  try {
    const value = JSON.parse(text2);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return void 0;
    return value;
  } catch {
    return void 0;
  }
}

// packages/log/src/tree/checkpoint.ts
function openCheckpoint(note, verifier) {
  const text2 = verifier.open(note);
  const checkpoint = text2 === void 0 ? void 0 : parseCheckpoint(text2);
  return checkpoint?.origin === verifier.name ? checkpoint : void 0;
}
function parseCheckpoint(text2) {
  const [origin = '', size = '', base64 = '', ...rest] = text2.split('\n');
  const root = fromBase64(base64);
  if (origin === '' || !SIZE.test(size) || root?.length !== 32) return void 0;
  if (rest.pop() !== '' || rest.includes('')) return void 0;
  return { origin, size: Number(size), root };
}
var SIZE = /^(?:0|[1-9]\d{0,14})$/;

// packages/log/src/tree/hashes.ts
import { hash as hash2 } from 'node:crypto';
var leafHash = (text2) => hash2('sha256', `\0${text2}`, 'buffer');
var node = Buffer.alloc(65, 1);
function nodeHash(left, right) {
  node.set(left, 1);
  node.set(right, 33);
  return hash2('sha256', node, 'buffer');
}
var EMPTY_ROOT = hash2('sha256', '', 'buffer');

// packages/log/src/tree/verify-proof.ts
function isIncluded({ leaf, index, size, root, path: path2 }) {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...path2])) return false;
  let at = index;
  let last = size - 1;
  let node2 = leaf;
  for (const sibling of path2) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node2 = nodeHash(sibling, node2);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      node2 = nodeHash(node2, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(node2, root);
}
function isConsistent({ before, after, path: path2 }) {
  if (!isCount(before.size) || !isCount(after.size) || before.size > after.size) return false;
  if (!areHashes([before.root, after.root, ...path2])) return false;
  if (before.size === after.size) return path2.length === 0 && isSame(before.root, after.root);
  if (before.size === 0) return path2.length === 0 && isSame(before.root, EMPTY_ROOT);
  return isGrown(before, after, isPowerOfTwo(before.size) ? [before.root, ...path2] : path2);
}
function isGrown(before, after, [first, ...rest]) {
  if (first === void 0) return false;
  let at = before.size - 1;
  let last = after.size - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let old = first;
  let now = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = nodeHash(sibling, old);
      now = nodeHash(sibling, now);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      now = nodeHash(now, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(old, before.root) && isSame(now, after.root);
}
var half = (count2) => Math.floor(count2 / 2);
var isCount = (value) => Number.isSafeInteger(value) && value >= 0;
var isSame = (a, b) => Buffer.from(a).equals(b);
var areHashes = (hashes) => hashes.every(({ length }) => length === 32);
function isPowerOfTwo(size) {
  let rest = size;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

// packages/log/src/proof/check-proof.ts
var checkProof = (document, verifier) =>
  document.proves === 'inclusion' ? checkInclusion(document, verifier) : checkConsistency(document, verifier);
function checkInclusion(document, verifier) {
  const checkpoint = openCheckpoint(document.checkpoint, verifier);
  if (checkpoint === void 0) return unsigned('/checkpoint');
  const entries = [];
  for (const [at, entry] of document.entries.entries()) {
    const where = `/entries/${at}`;
    const isThere = isIncluded({
      leaf: leafHash(entry.body),
      index: entry.index,
      ...checkpoint,
      path: hashesOf(entry.path),
    });
    if (!isThere) return { problem: `${where}: this body is not entry ${entry.index} of the log that was signed` };
    const told = tell(entry);
    if (typeof told === 'string') return { problem: `${where}${told}` };
    entries.push(told);
  }
  return { proven: { proves: 'inclusion', checkpoint, entries } };
}
function checkConsistency(document, verifier) {
  const before = openCheckpoint(document.before, verifier);
  if (before === void 0) return unsigned('/before');
  const checkpoint = openCheckpoint(document.checkpoint, verifier);
  if (checkpoint === void 0) return unsigned('/checkpoint');
  if (!isConsistent({ before, after: checkpoint, path: hashesOf(document.path) }))
    return { problem: `the log of ${checkpoint.size} entries is not shown to begin with that of ${before.size}` };
  return { proven: { proves: 'consistency', before, checkpoint } };
}
var unsigned = (where) => ({
  problem: `${where}: this key has not signed it as a checkpoint of its log`,
});
function tell({ body, disclosed: disclosed2, index }) {
  const content = parseObject(body);
  if (content === void 0) return '/body: expected a JSON object';
  const opened = Object.entries(disclosed2);
  for (const [pointer, opening2] of opened) {
    const problem = checkOpening(valueAt(content['record'], pointer), opening2);
    if (problem !== void 0) return `/disclosed: ${JSON.stringify(pointer.slice(0, 200))} ${problem}`;
  }
  return {
    index,
    content,
    disclosed: opened.map(([pointer, { json }]) => ({ pointer, json })),
    undisclosed: Math.max(0, commitmentsIn(body) - opened.length),
  };
}
function checkOpening(there, { salt: salt2, json }) {
  const committed = isObject(there) && Object.keys(there).length === 1 ? there['$committed'] : void 0;
  if (typeof committed !== 'string') return 'is nothing the entry commits to';
  if (hash3('sha256', salt2 + json, 'base64url') !== committed) return 'is not what the entry commits to';
  try {
    JSON.parse(json);
    return void 0;
  } catch {
    return 'is not JSON';
  }
}
var isObject = (value) => typeof value === 'object' && value !== null;
function valueAt(root, pointer) {
  let value = root;
  for (const step of pointer.split('/').slice(1)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return void 0;
    value = value[step];
  }
  return value;
}
var MARK = '{"$committed":"';
function commitmentsIn(body) {
  let count2 = 0;
  for (let at = body.indexOf(MARK); at >= 0; at = body.indexOf(MARK, at + MARK.length)) count2++;
  return count2;
}
var hashesOf = (path2) => path2.map((text2) => fromBase64(text2) ?? Buffer.alloc(0));

// packages/log/src/proof/document.ts
var PROOF_VERSION = 1;

// packages/log/src/proof/parse-document.ts
var PROOF_LIMITS = {
  bytes: 1e7,
  entries: 16,
  /** A tree of more leaves than a number counts has no longer one. */
  path: 64,
  disclosed: 1e4,
};
function parseProof(text2) {
  if (text2.length > PROOF_LIMITS.bytes) return { problem: `expected at most ${PROOF_LIMITS.bytes} characters` };
  let value;
  try {
    value = JSON.parse(text2);
  } catch {
    return { problem: 'it is not JSON' };
  }
  try {
    checkDocument(value);
    return { document: value };
  } catch (cause) {
    if (cause instanceof Mismatch) return { problem: cause.message };
    throw cause;
  }
}
var Mismatch = class extends Error {};
var fail = (at, expected) => {
  throw new Mismatch(`${at === '' ? 'the whole' : at}: expected ${expected}`);
};
var must = (holds, expected) => (value, at) => {
  if (!holds(value)) fail(at, expected);
};
var object = (members) => (value, at) => {
  const found = membersOf(value, at);
  for (const name of Object.keys(found)) if (!Object.hasOwn(members, name)) fail(at, `no member ${printed(name)}`);
  for (const [name, check] of Object.entries(members)) {
    if (!Object.hasOwn(found, name)) fail(at, `a member \`${name}\``);
    check(found[name], `${at}/${name}`);
  }
};
var list = (check, least, most) => (value, at) => {
  if (!Array.isArray(value) || value.length < least || value.length > most)
    return fail(at, `a list of ${least} to ${most}`);
  value.forEach((item, index) => check(item, `${at}/${index}`));
};
var text = must((value) => typeof value === 'string' && value !== '' && value.isWellFormed(), 'a text');
var count = must((value) => Number.isSafeInteger(value) && Number(value) >= 0, 'a whole number, not below zero');
var hash4 = must((value) => typeof value === 'string' && fromBase64(value)?.length === 32, '32 bytes in base64');
var salt = must((value) => typeof value === 'string' && /^[\w-]{22}$/.test(value), '22 characters of base64url');
var path = list(hash4, 0, PROOF_LIMITS.path);
var is = (wanted) => must((value) => value === wanted, JSON.stringify(wanted));
var opening = object({ salt, json: text });
var disclosed = (value, at) => {
  const found = Object.entries(membersOf(value, at));
  if (found.length > PROOF_LIMITS.disclosed) fail(at, `at most ${PROOF_LIMITS.disclosed} members`);
  for (const [pointer, item] of found) {
    if (!pointer.startsWith('/')) fail(at, `pointers, and found ${printed(pointer)}`);
    opening(item, `${at}/${pointer.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
};
var inclusion = object({
  version: is(PROOF_VERSION),
  proves: is('inclusion'),
  signer: text,
  checkpoint: text,
  entries: list(object({ body: text, disclosed, index: count, path }), 1, PROOF_LIMITS.entries),
});
var consistency = object({
  version: is(PROOF_VERSION),
  proves: is('consistency'),
  signer: text,
  before: text,
  checkpoint: text,
  path,
});
function checkDocument(value) {
  const { proves } = membersOf(value, '');
  if (proves === 'inclusion') inclusion(value, '');
  else if (proves === 'consistency') consistency(value, '');
  else fail('/proves', '"inclusion" or "consistency"');
}
function membersOf(value, at) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(at, 'an object');
  return value;
}
var printed = (name) => JSON.stringify(name.slice(0, 100));

// packages/log/src/proof/proof-text.ts
function provenText(proven) {
  const { checkpoint } = proven;
  const head = (of) => `${of.size} entries, root ${Buffer.from(of.root).toString('base64')}`;
  if (proven.proves === 'consistency')
    return lines(
      `proven: ${printable(checkpoint.origin)} has only grown`,
      `  from  ${head(proven.before)}`,
      `  to    ${head(checkpoint)}`,
    );
  return proven.entries
    .map((entry) =>
      lines(
        `proven: entry ${entry.index} of ${printable(checkpoint.origin)}`,
        `  checkpoint   ${head(checkpoint)}`,
        ...entryLines(entry),
        ...entry.disclosed.map(({ pointer, json }) => `  disclosed    ${printable(pointer)} ${cut(printable(json))}`),
        ...(entry.undisclosed > 0 ? [`  undisclosed  ${entry.undisclosed} fields`] : []),
      ),
    )
    .join('');
}
var lines = (...all) => `${all.join('\n')}
`;
var RECORD = ['id', 'time', 'outcome', 'effect', 'mode', 'error'];
function entryLines({ content }) {
  const { kind, writer, seq, record } = content;
  const members = typeof record === 'object' && record !== null ? record : {};
  const shown = RECORD.flatMap((name) =>
    members[name] === void 0 ? [] : [`  ${name.padEnd(11)}  ${cut(shownValue(members[name]))}`],
  );
  return [
    `  kind         ${cut(shownValue(kind))}, number ${cut(shownValue(seq))} of ${cut(shownValue(writer))}`,
    ...shown,
  ];
}
var shownValue = (value) => printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
var MAX_SHOWN = 200;
var cut = (text2) => (text2.length > MAX_SHOWN ? `${text2.slice(0, MAX_SHOWN)}\u2026` : text2);
var printable = (text2) =>
  text2.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);

// packages/log/src/proof/main.ts
var USAGE = `usage: assay-verify PROOF --key VERIFIER_KEY [--json]

Checks a proof of \`assay log prove\` or \`assay log checkpoint --since\`, offline. PROOF is a file, or \`-\` for standard input.
VERIFIER_KEY is \`name+hash+key\`, or a file that holds it: have it from the operator of the log by another way than the proof.
Exits with 0 where it is proven, 1 where it is not, 2 for what cannot be read.
`;
function verifyMain(argv, io) {
  const asked = parse(argv);
  if (asked === void 0) {
    io.warn(USAGE);
    return 2;
  }
  if (asked === 'help') {
    io.write(USAGE);
    return 0;
  }
  const unreadable = (problem2) => {
    io.warn(`assay-verify: ${problem2}
`);
    return 2;
  };
  const verifier = verifierOf(asked.key, io);
  if (verifier === void 0) return unreadable('the key is not a verifier key `name+hash+key`');
  const text2 = readText(asked.proof, io);
  if (text2 === void 0)
    return unreadable(`\`${printable(asked.proof)}\` could not be read, or is larger than a proof may be`);
  const { document, problem } = parseProof(text2);
  if (document === void 0) return unreadable(`this is no proof: ${printable(problem)}`);
  const checked = checkProof(document, verifier);
  if (checked.proven === void 0) {
    if (asked.isJson)
      io.write(`${JSON.stringify({ ok: false, problem: checked.problem })}
`);
    io.warn(`assay-verify: not proven: ${printable(checked.problem)}
`);
    return 1;
  }
  io.write(
    asked.isJson
      ? `${JSON.stringify({ ok: true, ...checked.proven, ...roots(checked.proven) })}
`
      : provenText(checked.proven),
  );
  return 0;
}
function parse(argv) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { key: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return 'help';
    const [proof, ...more] = positionals;
    if (proof === void 0 || more.length > 0 || values.key === void 0) return void 0;
    return { proof, key: values.key, isJson: values.json === true };
  } catch {
    return void 0;
  }
}
function verifierOf(key, io) {
  for (const text2 of [() => key, () => readText(key, io) ?? '']) {
    try {
      return createVerifier(text2());
    } catch {}
  }
  return void 0;
}
function readText(path2, io) {
  try {
    const bytes = io.read(path2 === '-' ? 0 : path2);
    return bytes.length > PROOF_LIMITS.bytes ? void 0 : bytes.toString('utf8');
  } catch {
    return void 0;
  }
}
function roots(proven) {
  const head = ({ origin, size, root }) => ({
    origin,
    size,
    root: Buffer.from(root).toString('base64'),
  });
  return {
    checkpoint: head(proven.checkpoint),
    ...(proven.proves === 'consistency' && { before: head(proven.before) }),
  };
}
var processIo = () => ({
  write: (text2) => void process.stdout.write(text2),
  warn: (text2) => void process.stderr.write(text2),
  read: (path2) => readFileSync(path2),
});

// packages/log/src/proof/assay-verify.ts
process.exitCode = verifyMain(process.argv.slice(2), processIo());
