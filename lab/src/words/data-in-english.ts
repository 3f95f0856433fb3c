function count(number: string, noun: string): string {
  return `${number} ${number === "1" ? noun : `${noun}s`}`;
}

/** What the page says about data of a person's own, in English. */
export const dataInEnglish = {
  file: {
    title: "Your file",
    choose: "Choose a file",
    chooseAnother: "Choose another file",
    formats: "CSV, JSON, Parquet, Arrow, NumPy or MATLAB, also packed with gzip.",
    drop: "Drop a file anywhere on this page, or choose one.",
    dropAgain: (name: string): string => `Drop ${name} again.`,
    whyAgain:
      "A link cannot hold a file. It holds the file's name and a hash of its contents, by which the page knows whether it is the same.",
    another: (name: string): string =>
      `This ${name} is not the file that the link was made of: its contents are others.`,
    useAnother: "Use it all the same",
    staysHere: "The file stays on this machine. A link holds its name and a hash, not its contents.",
    reading: "Reading…",
    rows: (rows: string): string => count(rows, "row"),
    parts: (training: string, heldOut: string, test: string): string =>
      `${training} rows are trained on, ${heldOut} are for choosing, and ${test} are kept for a test at the end.`,
    partsWithoutChoice: (training: string, test: string): string =>
      `${training} rows are trained on, and ${test} are for testing.`,
    leftOut: (rows: string): string => `${count(rows, "row")} left out, for want of a known target.`,
    target: "Predict",
    kind: "As",
    kinds: { found: "found out", classes: "classes", number: "numbers", labels: "labels" },
    foundKind: (kind: string): string => `${kind} (found out)`,
    across: "Across",
    up: "Up",
    othersAtMean: "In the pictures, all other features are at their mean.",
    columns: (columns: string): string => `Columns: ${columns}`,
    arrays: "The file holds arrays: its features are taken as they are.",
  },
  column: {
    name: "Column",
    holds: "Holds",
    holdsOf: (name: string): string => `What ${name} holds`,
    missing: "Missing",
    values: "Values",
    becomes: "Becomes",
    found: "found out",
    foundType: (type: string): string => `${type} (found out)`,
    types: {
      number: "numbers",
      category: "categories",
      boolean: "truth values",
      date: "dates",
      drop: "leave out",
    },
    different: (values: string): string => `${values} different`,
    range: (low: string, middle: string, high: string): string => `${low} to ${high}, median ${middle}`,
    features: (features: string): string => count(features, "feature"),
    predicted: "what is predicted",
    leftOut: (_kind: FindingKind, reason: string): string => `left out: ${reason}`,
  },
  warnings: "Look at this first",
  warning: (_kind: WarningKind, _column: string, text: string): string => text,
  board: {
    title: "Your points",
    name: "Board to draw points on",
    help: "Click or drag to place points. By keyboard: arrow keys move, with Shift by the least step; Enter places, Delete erases, and digits choose a class.",
    classes: "What to place",
    classOf: (name: string): string => `Class ${name}`,
    erase: "Erase",
    undo: "Undo",
    clear: "Erase all",
    save: "Save as CSV",
    place: (x: string, y: string): string => `x ${x}, y ${y}`,
    at: (place: string, name: string): string => `${place}, a point of class ${name}`,
    placed: (name: string, place: string, points: string): string =>
      `Class ${name} placed at ${place}. ${count(points, "point")}.`,
    erased: (place: string, points: string): string => `Erased around ${place}. ${count(points, "point")}.`,
    full: (most: string): string => `There is room for ${most} points, and no more.`,
    points: (points: string): string => count(points, "point"),
    wanted: (fewest: string): string =>
      `Place at least ${fewest} points, of two classes: some are not trained on, so that you see what was learned.`,
    inLink: "The link to this page holds the points.",
  },
};

/** What speaks against a column. */
export type FindingKind =
  | "left out"
  | "divides rows"
  | "groups rows"
  | "orders rows"
  | "unreadable"
  | "empty"
  | "constant"
  | "text"
  | "identifier"
  | "duplicate";

/** What a person should know before a model is trained. */
export type WarningKind =
  | "target missing"
  | "predicts target"
  | "identifier as feature"
  | "repeated rows"
  | "nearly numbers";
