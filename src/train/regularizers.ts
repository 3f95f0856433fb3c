/** Which regularizer acts where, read from the settings of a run. */

import { spreadOverLayers } from "../network/spec.ts";
import type { TrainSettings } from "./options.ts";

/** What acts on what a layer hands on. */
export interface OutputRegularizers {
  /** The chance of a unit to stay; 1 without dropout. */
  readonly keepProbability: number;
  /** The standard deviation of Gaussian noise; 0 without. */
  readonly noise: number;
}

/** What acts on the weights of a layer. */
export interface WeightRegularizers {
  /** λ of L2. */
  readonly lambda: number;
  /** λ₁ of L1. */
  readonly lambda1: number;
  /** The chance of a weight to stay; 1 without DropConnect. */
  readonly connectKeepProbability: number;
}

/** The settings that {@link outputRegularizers} reads. */
export type NoiseSettings = Pick<
  TrainSettings,
  "hiddenLayers" | "keepProbability" | "inputKeepProbability" | "noise" | "inputNoise"
>;

/** By layer, from 0 for the features to the last hidden one. */
export function outputRegularizers(settings: NoiseSettings): readonly OutputRegularizers[] {
  const { hiddenLayers, keepProbability, inputKeepProbability, noise, inputNoise } = settings;
  const keeps = spreadOverLayers(keepProbability, hiddenLayers.length);
  const noises = spreadOverLayers(noise, hiddenLayers.length);
  return [
    { keepProbability: inputKeepProbability, noise: inputNoise },
    ...hiddenLayers.map((_, index) => ({
      keepProbability: keeps[index] as number,
      noise: noises[index] as number,
    })),
  ];
}

/** The settings that {@link weightRegularizers} reads. */
export type WeightSettings = Pick<
  TrainSettings,
  "hiddenLayers" | "lambda" | "lambda1" | "connectKeepProbability"
>;

/** By layer, from the first hidden one to the output layer. */
export function weightRegularizers(settings: WeightSettings): readonly WeightRegularizers[] {
  const layers = settings.hiddenLayers.length + 1;
  const lambda = spreadOverLayers(settings.lambda, layers);
  const lambda1 = spreadOverLayers(settings.lambda1, layers);
  const keeps = spreadOverLayers(settings.connectKeepProbability, layers);
  return Array.from({ length: layers }, (_, index) => ({
    lambda: lambda[index] as number,
    lambda1: lambda1[index] as number,
    connectKeepProbability: keeps[index] as number,
  }));
}

/** Whether dropout changes a run: units may drop out, and there are some that can. */
export function hasActingDropout(settings: NoiseSettings): boolean {
  return outputRegularizers(settings).some(({ keepProbability }) => keepProbability < 1);
}

/** Whether noise of any kind changes a run. */
export function hasNoise(settings: NoiseSettings & WeightSettings): boolean {
  return (
    outputRegularizers(settings).some(({ keepProbability, noise }) => keepProbability < 1 || noise > 0) ||
    weightRegularizers(settings).some(({ connectKeepProbability }) => connectKeepProbability < 1)
  );
}

/** Whether L1 or L2 adds to the cost of a run. */
export function hasPenalty(settings: WeightSettings): boolean {
  return weightRegularizers(settings).some(({ lambda, lambda1 }) => lambda > 0 || lambda1 > 0);
}
