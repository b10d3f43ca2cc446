// SPDX-License-Identifier: Apache-2.0
import { FAMILIES, type Op } from '@assay/core/pdp';
import { kindCode } from '../../compile/represent.ts';
import { typeName } from '../types.ts';
import type { Declaration } from './declaration.ts';
import { DECLARATIONS } from './table.ts';

const OPS: ReadonlyMap<string, Op> = new Map(Object.values(FAMILIES).flatMap((family) => [...family]));

const called = ({ name, params }: Declaration): string => `${name}(${params.map(typeName).join(', ')})`;
const takes = (op: string): string | undefined => {
  const found = OPS.get(op);
  return found && 'takes' in found ? found.takes : undefined;
};

/** An operator that is a function of values, and of fewer than it names. */
const isVariadic = (op: string): boolean => {
  const found = OPS.get(op);
  return found !== undefined && 'operands' in found && 'takes' in found;
};

describe('the functions of the language and the operators of the runtime', () => {
  test('every function is computed by an operator', () => {
    expect(DECLARATIONS.filter(({ op }) => !OPS.has(op)).map(called)).toEqual([]);
  });

  test('an operator takes what its functions do', () => {
    const misfits = DECLARATIONS.filter(({ op, params }) => {
      const kinds = takes(op);
      if (kinds === undefined) return false;
      const given = params.map((param) => kindCode(param)[0]);
      return (
        (given.length !== kinds.length && !isVariadic(op)) ||
        given.some((kind, i) => kinds[i] !== '*' && kind !== kinds[i])
      );
    });
    expect(misfits.map((declaration) => `${called(declaration)}: ${declaration.op} ${takes(declaration.op)}`)).toEqual(
      [],
    );
  });

  test('every operator on values is one of a function', () => {
    // what macros add to their lists with has no name in the language
    const declared = new Set([...DECLARATIONS.map(({ op }) => op), 'append']);
    expect([...OPS.keys()].filter((op) => takes(op) !== undefined && !declared.has(op))).toEqual([]);
  });

  test('no two overloads take the same', () => {
    const signatures = DECLARATIONS.map(
      ({ name, receiver, params }) => `${receiver ? '.' : ''}${name} ${JSON.stringify(params)}`,
    );
    expect(signatures.filter((signature, i) => signatures.indexOf(signature) !== i)).toEqual([]);
  });

  test('an overload of the specification has an id of its own', () => {
    const ids = DECLARATIONS.filter(({ extension }) => extension !== true).map(({ id }) => id);
    expect(ids.filter((id, i) => id === '' || ids.indexOf(id) !== i)).toEqual([]);
  });
});
