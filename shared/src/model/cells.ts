// SPDX-License-Identifier: Apache-2.0
import type { Json } from './json.ts';
import type { AuthorizationDetail } from './request.ts';

/** One location x action x datatype of an authorization detail (AuthZEN token issuance, section 3). */
export interface Cell {
  readonly location: string;
  readonly action: string;
  readonly datatype: string;
}

/** The action of a detail that names none. */
export const UNNAMED_ACTION = 'authorization_detail';

/** An entry with more cells than this is refused: a cell is a decision of its own. */
export const MAX_CELLS = 256;

/** So many questions about cells one request may ask: a cell that names no target is asked at every one of them. */
export const MAX_CELL_QUESTIONS = 4_096;

const texts = (value: Json | undefined): readonly string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? (value as readonly string[]) : undefined; // sound: every item was looked at

/**
 * The cells of an entry, its product. An entry without locations is about each target, one without actions has the reserved action, one
 * without datatypes the empty datatype. Undefined where there are more than MAX_CELLS, or a member is not a list of strings.
 */
export function cellsOf(detail: AuthorizationDetail, targets: readonly string[]): readonly Cell[] | undefined {
  const locations = detail['locations'] === undefined ? targets : texts(detail['locations']);
  const actions = detail['actions'] === undefined ? [UNNAMED_ACTION] : texts(detail['actions']);
  const datatypes = detail['datatypes'] === undefined ? [''] : texts(detail['datatypes']);
  if (!locations || !actions || !datatypes || locations.length * actions.length * datatypes.length > MAX_CELLS)
    return undefined;
  return locations.flatMap((location) =>
    actions.flatMap((action) => datatypes.map((datatype) => ({ location, action, datatype }))),
  );
}

/**
 * The entries that hold exactly the cells `isPermitted` says, as few as it finds: never one that contains more. An entry without locations
 * keeps an action and datatype only where every target permits them.
 */
export function reassemble(
  detail: AuthorizationDetail,
  cells: readonly Cell[],
  isPermitted: (cell: Cell) => boolean,
): readonly AuthorizationDetail[] {
  if (cells.every(isPermitted)) return cells.length > 0 ? [detail] : [];
  const isFannedOut = detail['locations'] === undefined;
  const locations = [...new Set(cells.map((cell) => cell.location))];
  const rows = isFannedOut
    ? [
        {
          locations: undefined,
          shape: shapeAt(cells, (cell) => cells.every((other) => !isSameRight(cell, other) || isPermitted(other))),
        },
      ]
    : merge(
        locations.map((location) => ({
          location,
          shape: shapeAt(
            cells.filter((cell) => cell.location === location),
            isPermitted,
          ),
        })),
      );
  return rows.flatMap(({ locations: where, shape }) =>
    shape.map(({ actions, datatypes }) => entry(detail, where, actions, datatypes)),
  );
}

interface Rectangle {
  readonly actions: readonly string[];
  readonly datatypes: readonly string[];
}

const isSameRight = (a: Cell, b: Cell): boolean => a.action === b.action && a.datatype === b.datatype;

/** The permitted action x datatype pairs as rectangles: actions with the same datatypes go together. */
function shapeAt(cells: readonly Cell[], isPermitted: (cell: Cell) => boolean): readonly Rectangle[] {
  const byAction = new Map<string, Set<string>>();
  for (const cell of cells) {
    if (!isPermitted(cell)) continue;
    const datatypes = byAction.get(cell.action);
    if (datatypes) datatypes.add(cell.datatype);
    else byAction.set(cell.action, new Set([cell.datatype]));
  }
  const byDatatypes = new Map<string, { actions: string[]; datatypes: readonly string[] }>();
  for (const [action, datatypes] of byAction) {
    const key = JSON.stringify([...datatypes]);
    const known = byDatatypes.get(key);
    if (known) known.actions.push(action);
    else byDatatypes.set(key, { actions: [action], datatypes: [...datatypes] });
  }
  return [...byDatatypes.values()];
}

/** Locations with the same rectangles go together. */
function merge(
  rows: readonly { readonly location: string; readonly shape: readonly Rectangle[] }[],
): readonly { readonly locations: readonly string[]; readonly shape: readonly Rectangle[] }[] {
  const byShape = new Map<string, { locations: string[]; shape: readonly Rectangle[] }>();
  for (const { location, shape } of rows) {
    const key = JSON.stringify(shape);
    const known = byShape.get(key);
    if (known) known.locations.push(location);
    else byShape.set(key, { locations: [location], shape });
  }
  return [...byShape.values()];
}

/** The entry narrowed to what is named; a member that was absent stays absent. */
function entry(
  detail: AuthorizationDetail,
  locations: readonly string[] | undefined,
  actions: readonly string[],
  datatypes: readonly string[],
): AuthorizationDetail {
  return {
    ...detail,
    ...(locations === undefined ? {} : { locations }),
    ...(detail['actions'] === undefined ? {} : { actions }),
    ...(detail['datatypes'] === undefined ? {} : { datatypes }),
  };
}
