import type { UnitResponse } from "../../draw/response-picture.ts";
import type { Inside, NetworkPlace } from "../../inside/inside.ts";

/** What a unit that is told of hands on over the plane. */
export function responseOf({ layers, columns, rows }: Inside, { layer, unit }: NetworkPlace): UnitResponse {
  const { units, responses } = layers[layer] as Inside["layers"][number];
  const points = columns * rows;
  const row = Math.max(0, units.indexOf(unit));
  const values = responses.subarray(row * points, (row + 1) * points);
  return { values, columns, rows, isLogit: layer === layers.length - 1 };
}
