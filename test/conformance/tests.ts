// SPDX-License-Identifier: Apache-2.0
import { tests as checking } from '@bufbuild/cel-spec/testdata/checking.js';
import { tests as comprehensions } from '@bufbuild/cel-spec/testdata/comprehension.js';
import { tests as conformance } from '@bufbuild/cel-spec/testdata/conformance.js';
import { tests as parsing } from '@bufbuild/cel-spec/testdata/parsing.js';

/** A test as the specification's suites have it: the JSON form of `cel.expr.conformance.test.SimpleTest`, and what cel-go made of it. */
export interface SpecTest {
  /** `conformance/string_ext/format/no-op`; a number tells tests of one name apart. */
  readonly id: string;
  readonly file: string;
  readonly original: Original;
  /** The tree, the checked tree and the type, as cel-go prints them. */
  readonly ast?: string;
  readonly checkedAst?: string;
  readonly type?: string;
  /** What cel-go said instead. */
  readonly error?: string;
}

/** `cel.expr.conformance.test.SimpleTest`, in its JSON form. */
export interface Original {
  readonly expr: string;
  readonly name?: string;
  readonly value?: SpecValue;
  readonly typedResult?: { readonly result?: SpecValue; readonly deducedType?: SpecType };
  readonly evalError?: unknown;
  readonly typeEnv?: readonly SpecDeclaration[];
  readonly bindings?: { readonly [name: string]: { readonly value: SpecValue } };
  readonly container?: string;
  readonly disableCheck?: boolean;
  readonly checkOnly?: boolean;
}

/** `cel.expr.Value`: one member, named by the kind. */
export interface SpecValue {
  readonly [kind: string]: unknown;
}

/** `cel.expr.Type`: one member, named by the kind. */
export interface SpecType {
  readonly [kind: string]: unknown;
}

export interface SpecDeclaration {
  readonly name: string;
  readonly ident?: { readonly type: SpecType };
  readonly function?: {
    readonly overloads: readonly {
      readonly overloadId: string;
      readonly params?: readonly SpecType[];
      readonly resultType: SpecType;
      readonly isInstanceFunction?: boolean;
    }[];
  };
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly Omit<SpecTest, 'id' | 'file'>[];
}

/** Every test of every suite, in their order. */
export function allTests(): readonly SpecTest[] {
  const suites = [conformance, parsing, checking, comprehensions] as unknown as readonly Suite[]; // sound: the package's own data, of the shape above
  const seen = new Map<string, number>();
  return suites.flatMap((suite) =>
    walk(suite, []).map(({ path, test }) => {
      const name = [...path, test.original.name ?? test.original.expr.replace(/\s+/g, ' ').trim()].join('/');
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { ...test, id: count === 1 ? name : `${name} #${count}`, file: path[1] ?? path[0] ?? '' };
    }),
  );
}

function walk(
  suite: Suite,
  above: readonly string[],
): readonly { path: readonly string[]; test: Omit<SpecTest, 'id' | 'file'> }[] {
  const path = [...above, suite.name];
  return [
    ...(suite.tests ?? []).map((test) => ({ path, test })),
    ...(suite.suites ?? []).flatMap((inner) => walk(inner, path)),
  ];
}
