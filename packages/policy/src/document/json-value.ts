// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json, type JsonObject } from '@assay/core/model';
import type { Report } from '../diagnostics/report.ts';
import { wrongType, type Shape } from './shape.ts';
import type { YamlNode } from './yaml-node.ts';

/** Data as it was read, and the nodes it was read from. */
export interface LocatedJson {
  readonly value: JsonObject;
  readonly node: YamlNode;
}

/** A map of anything: settings, data, a JSON Schema. */
export const jsonObject: Shape<LocatedJson> = {
  schema: { type: 'object' },
  read: (node, report) => {
    if (node.kind !== 'map') {
      wrongType(node, 'a map', report);
      return undefined;
    }
    const value = jsonOf(node, report);
    return isObject(value) ? { value, node } : undefined;
  },
};

/** The JSON value of `node`, or undefined when a part of it is broken. Numbers JSON cannot hold exactly are reported. */
export function jsonOf(node: YamlNode, report: Report): Json | undefined {
  switch (node.kind) {
    case 'broken':
      return undefined;
    case 'scalar':
      return checkNumber(node.value, () =>
        report(
          'invalid-value',
          node.span,
          `the number \`${node.text.slice(0, 40)}\` cannot be held exactly`,
          'quote it',
        ),
      );
    case 'list': {
      const items = node.items.map((item) => jsonOf(item, report));
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    default: {
      const members = node.entries.map(({ key, value }): [string, Json | undefined] => [
        key.value,
        jsonOf(value, report),
      ]);
      // Unlike an assignment, `fromEntries` makes even `__proto__` a member of its own. All values are there: it is checked.
      return members.every(([, value]) => value !== undefined)
        ? Object.fromEntries(members as [string, Json][])
        : undefined;
    }
  }
}

function checkNumber(value: Json, refuse: () => void): Json | undefined {
  const exact =
    typeof value !== 'number' || (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)));
  if (exact) return value;
  refuse();
  return undefined;
}
