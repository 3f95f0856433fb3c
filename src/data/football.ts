import { type DataSplit, Dataset } from "./dataset.ts";
import { type FootballPoints, TEST_POINTS, TRAINING_POINTS } from "./football-points.ts";

/**
 * Where on a football pitch a ball was headed, and by which team: 211 training and 200 test examples with two features.
 * 1 is the home team, 0 the guests; the border between them is a noisy diagonal. The points are wellfit's own, made by
 * `scripts/make-football.ts` in the likeness of the article's.
 */
export function football(): DataSplit {
  return {
    name: "football",
    training: toDataset("football (training)", TRAINING_POINTS),
    test: toDataset("football (test)", TEST_POINTS),
  };
}

function toDataset(name: string, { x1, x2, homeTeam }: FootballPoints): Dataset {
  return Dataset.fromRows({
    name,
    rows: x1.map((value, example) => [value, x2[example] as number]),
    labels: homeTeam.map((isHome) => (isHome === 1 ? "home" : "guests")),
  });
}
