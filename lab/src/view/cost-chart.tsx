import type { VNode } from "preact";
import { formatCount, formatNumber } from "wellfit";
import { type CostScale, roundMarks, toCostPath, toX, toY } from "../draw/cost-lines.ts";
import type { VariantRun } from "../session/variant-run.ts";
import { useSurroundings } from "./context.ts";

const WIDTH = 320;
const HEIGHT = 110;
const MARGIN = { left: 34, right: 8, top: 8, bottom: 22 } as const;

/** The costs of a run over its iterations, on a scale that all share: data cost, of both parts of the data, and penalty. */
export function CostChart({ run, name }: { readonly run: VariantRun; readonly name: string }): VNode {
  const { lab, words } = useSurroundings();
  const frame = run.frame.value;
  const costs = run.costs.value;
  const { iterations, highestCost } = lab.progress;
  const scale: CostScale = {
    iterations: iterations.value,
    cost: highestCost.value,
    width: WIDTH,
    height: HEIGHT,
  };
  const hasPenalty = costs.penalty.some((penalty) => penalty > 0);
  const shown = lab.shown.value === undefined ? undefined : frame?.shown;
  return (
    <svg
      class="costs"
      viewBox={`0 0 ${MARGIN.left + WIDTH + MARGIN.right} ${MARGIN.top + HEIGHT + MARGIN.bottom}`}
      role="img"
      aria-label={words.costsOf(name)}
    >
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        <Marks scale={scale} />
        <svg
          class="curves"
          x={-1}
          width={WIDTH + 2}
          height={HEIGHT + 2}
          viewBox={`-1 0 ${WIDTH + 2} ${HEIGHT + 2}`}
        >
          <path class="curve-1" d={toCostPath(costs.iteration, costs.heldOutCost, scale)} />
          <path class="curve-0" d={toCostPath(costs.iteration, costs.dataCost, scale)} />
          {hasPenalty && <path class="curve-2" d={toCostPath(costs.iteration, costs.penalty, scale)} />}
        </svg>
        {shown !== undefined && <path class="shown" d={`M${toX(shown, scale)} 0V${HEIGHT}`} />}
      </g>
    </svg>
  );
}

function Marks({ scale }: { readonly scale: CostScale }): VNode {
  return (
    <g class="marks">
      {roundMarks(scale.cost).map((cost) => (
        <g key={`c${cost}`}>
          <path d={`M0 ${toY(cost, scale)}H${WIDTH}`} />
          <text x={-6} y={toY(cost, scale) + 4} text-anchor="end">
            {formatNumber(cost)}
          </text>
        </g>
      ))}
      {roundMarks(scale.iterations).map((iteration) => (
        <text
          key={`i${iteration}`}
          x={toX(iteration, scale)}
          y={HEIGHT + 17}
          text-anchor={iteration === 0 ? "start" : iteration > 0.95 * scale.iterations ? "end" : "middle"}
        >
          {formatCount(iteration)}
        </text>
      ))}
    </g>
  );
}
