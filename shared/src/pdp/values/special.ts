// SPDX-License-Identifier: Apache-2.0

/** A value that no JSON is: never a map, whatever members it has. */
export abstract class Special {}

/** An unsigned integer of 64 bits. */
export class Uint extends Special {
  readonly value: bigint;
  constructor(value: bigint) {
    super();
    this.value = value;
  }
}

/** A point in time, in nanoseconds since 1970, within the years 1 to 9999. */
export class Timestamp extends Special {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

/** A span of time in nanoseconds. */
export class Duration extends Special {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

/** A value that may be absent: then `value` is undefined. */
export class Optional extends Special {
  readonly value: unknown;
  constructor(value: unknown) {
    super();
    this.value = value;
  }
}
export const NONE: Optional = new Optional(undefined);

/** The type of a value, by its name: `int`, `google.protobuf.Timestamp`. */
export class TypeValue extends Special {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** A value of a type that only its own functions look into: an address, a range of addresses, a version, a URL. */
export class Opaque extends Special {
  readonly type: string;
  /** Two are equal where these are. */
  readonly text: string;
  readonly content: unknown;
  constructor(type: string, text: string, content: unknown) {
    super();
    this.type = type;
    this.text = text;
    this.content = content;
  }
}

/** A map whose keys are not all strings. A number is found whatever its type: the keys of `entries` are `keyOf` the key. */
export class KeyedMap extends Special {
  readonly entries: ReadonlyMap<string | number | bigint | boolean, readonly [key: unknown, value: unknown]>;
  constructor(entries: ReadonlyMap<string | number | bigint | boolean, readonly [key: unknown, value: unknown]>) {
    super();
    this.entries = entries;
  }
}
