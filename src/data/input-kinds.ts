/** What an input can be, in the words in which options say what they apply to. */

/** Text in columns: its classes are in one of them. */
export const CSV_FILE = "a CSV file";

/** Variables of MATLAB by their names. */
export const MAT_FILE = "a .mat file";

/** Points from a formula. */
export const GENERATED = "moons, circles, blobs, spirals or xor";

/** Points from a formula to which noise is added. */
export const GENERATED_WITH_NOISE = "moons, circles, spirals or xor";

/** Points in as many classes as one likes. */
export const GENERATED_WITH_CLASSES = "blobs";

/** What is split here: everything but football and files that bring a test set. */
export const UNDIVIDED = "data without test examples of their own";
