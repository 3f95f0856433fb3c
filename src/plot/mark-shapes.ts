/** A corner of an outline in units of the mark's radius, right and down from its middle. */
type Corner = readonly [right: number, down: number];

const THIRD = 0.42;
const PLUS: readonly Corner[] = [
  [-THIRD, -1.15],
  [THIRD, -1.15],
  [THIRD, -THIRD],
  [1.15, -THIRD],
  [1.15, THIRD],
  [THIRD, THIRD],
  [THIRD, 1.15],
  [-THIRD, 1.15],
  [-THIRD, THIRD],
  [-1.15, THIRD],
  [-1.15, -THIRD],
  [-THIRD, -THIRD],
];
const TRIANGLE: readonly Corner[] = [
  [0, -1.25],
  [1.15, 0.85],
  [-1.15, 0.85],
];

/** The outlines of marks that are polygons, all of about the same area. */
const OUTLINES = {
  triangle: TRIANGLE,
  diamond: [
    [0, -1.35],
    [1.15, 0],
    [0, 1.35],
    [-1.15, 0],
  ],
  "triangle down": TRIANGLE.map(([right, down]): Corner => [right, -down]),
  plus: PLUS,
  cross: PLUS.map(([right, down]): Corner => [(right - down) * Math.SQRT1_2, (right + down) * Math.SQRT1_2]),
  star: starCorners(),
  "triangle right": TRIANGLE.map(([right, down]): Corner => [-down, right]),
  "triangle left": TRIANGLE.map(([right, down]): Corner => [down, right]),
} as const satisfies Record<string, readonly Corner[]>;

type Outline = keyof typeof OUTLINES;

/** The shape of a mark. */
export type MarkShape =
  | "square"
  | "circle"
  | "triangle"
  | "diamond"
  | "triangle down"
  | "plus"
  | "cross"
  | "star"
  | "triangle right"
  | "triangle left";

/** Shapes of marks in the order of the classes. */
const SHAPES: readonly MarkShape[] = ["square", "circle", ...(Object.keys(OUTLINES) as Outline[])];

/**
 * The shape of the marks of a class. Beyond the last they start again, one further each round: there are as many colours,
 * so that no two of a hundred classes have both in common.
 */
export function shapeOf(classIndex: number): MarkShape {
  const round = Math.floor(classIndex / SHAPES.length);
  return SHAPES[(classIndex + round) % SHAPES.length] as Outline;
}

/** The corners of a shape. */
export function outlineOf(
  shape: Exclude<MarkShape, "square" | "circle">,
): readonly (readonly [right: number, down: number])[] {
  return OUTLINES[shape];
}

/** Five rays, the first upwards: sines and cosines of multiples of 36°. */
function starCorners(): readonly Corner[] {
  const [outer, inner] = [1.4, 0.62];
  return [
    [0, -outer],
    [0.588 * inner, -0.809 * inner],
    [0.951 * outer, -0.309 * outer],
    [0.951 * inner, 0.309 * inner],
    [0.588 * outer, 0.809 * outer],
    [0, inner],
    [-0.588 * outer, 0.809 * outer],
    [-0.951 * inner, 0.309 * inner],
    [-0.951 * outer, -0.309 * outer],
    [-0.588 * inner, -0.809 * inner],
  ];
}
