/** What an input can be, in the words in which options say what they apply to. */

/** Anything that is read, rather than made. */
export const DATA_FILE = "a data file";

/** Columns of any format: the target is in one of them. */
export const TABLE_FILE = "a file with a table";

/** Text in columns, whose first line may name them. */
export const CSV_FILE = "a CSV file";

/** Text of any form. */
export const TEXT_FILE = "a CSV or JSON file";

/** Arrays of MATLAB or NumPy by their names. */
export const ARRAYS_FILE = "a .mat or .npz file";

/** Points from a formula. */
export const GENERATED = "moons, circles, blobs, spirals or xor";

/** Points from a formula to which noise is added. */
export const GENERATED_WITH_NOISE = "moons, circles, spirals or xor";

/** Points in as many classes as one likes. */
export const GENERATED_WITH_CLASSES = "blobs";

/** What is split here: everything but football and files that bring a test set. */
export const UNDIVIDED = "data without test examples of their own";
