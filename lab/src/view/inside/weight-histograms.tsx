import type { VNode } from "preact";
import { formatCount, formatNumber } from "wellfit";
import type { WeightCounts } from "../../inside/weight-counts.ts";
import { type Naming, nameLayer } from "./place-names.ts";

const WIDTH = 150;
const HEIGHT = 46;
const BOTTOM = 16;

/** How large the weights of each layer are. */
export function WeightHistograms({ naming }: { readonly naming: Naming }): VNode {
  const { words, layers } = naming;
  return (
    <section class="histograms" aria-label={words.histograms}>
      <h3>{words.histograms}</h3>
      <div class="histogram-row">
        {layers.map(
          ({ counts }, layer) =>
            counts !== undefined && (
              <Histogram key={layer} counts={counts} name={nameLayer(layer, naming)} naming={naming} />
            ),
        )}
      </div>
    </section>
  );
}

function Histogram(props: {
  readonly counts: WeightCounts;
  readonly name: string;
  readonly naming: Naming;
}): VNode {
  const { counts: histogram, name, naming } = props;
  const { weights, end, counts } = histogram;
  const { words } = naming;
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  const middle = (counts.length - 1) / 2;
  const ends = formatNumber(end, 3);
  return (
    <figure>
      <figcaption>
        {name} <span class="soft">{words.ofWeights(formatCount(weights))}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + BOTTOM}`}
        role="img"
        aria-label={words.histogram(name, formatCount(weights), ends)}
      >
        {counts.map((count, bin) => {
          const height = (HEIGHT * count) / most;
          const sign = bin < middle ? "below" : bin > middle ? "above" : "none";
          const place = { x: bin * step + 0.375, y: HEIGHT - height, width: step - 0.75, height };
          return <rect key={bin} class={sign} {...place} />;
        })}
        <path class="axis" d={`M0 ${HEIGHT + 0.5}H${WIDTH}`} />
        <text x={0} y={HEIGHT + 13}>{`−${ends}`}</text>
        <text x={WIDTH / 2} y={HEIGHT + 13} text-anchor="middle">
          0
        </text>
        <text x={WIDTH} y={HEIGHT + 13} text-anchor="end">
          {ends}
        </text>
      </svg>
    </figure>
  );
}
