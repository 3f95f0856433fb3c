/** Loaded by itself, when a model is saved. */

export { toModelBytes } from "wellfit";
