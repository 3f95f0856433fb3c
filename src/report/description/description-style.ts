import { sketchStyle } from "../../plot/theme.ts";

/**
 * What the page of a description has beside the style of all pages: pictures in two columns, a row for each column.
 *
 * @param classes how many classes have their own colours in the rows
 */
export function descriptionStyle(classes: number): string {
  return sketchStyle(classes) + RULES;
}

const RULES = `
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
.warnings a { font-weight: 400; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(448px, 100%), 1fr)); gap: 0 48px; }
#associations { grid-row: span 2; }
.pictures figure { margin: 12px 0 20px; }
.pictures .picture svg { width: 100%; max-width: 560px; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 22px; margin: -8px 0 20px; padding: 0; color: var(--soft); }
.key svg { margin-right: 7px; }
.columns { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.column { display: grid; grid-template: "heading sketch facts treatment" / minmax(130px, 1fr) 256px minmax(210px, 1.3fr) minmax(180px, 1.2fr); gap: 12px 32px; padding: 18px 0; border-bottom: 1px solid var(--line); scroll-margin-top: 16px; }
.column p { margin: 0; }
.heading { grid-area: heading; }
.sketch { grid-area: sketch; }
.sketch:empty { display: none; }
.column dl { grid-area: facts; }
.treatment { grid-area: treatment; }
.heading p, .treatment, dt { color: var(--soft); }
.role { margin-left: 8px; padding: 1px 8px; border: 1px solid var(--line); border-radius: 10px; font-size: 0.8125rem; white-space: nowrap; }
.target .role { color: var(--accent); border-color: var(--accent); }
.column:target { outline: 2px solid var(--accent); outline-offset: 6px; border-radius: 2px; }
.sketch svg { display: block; overflow: visible; max-width: 100%; height: auto; }
.wf-sketch rect:hover, .wf-sketch g:hover rect { opacity: 0.7; }
dl { margin: 0; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
dl div { display: flex; gap: 12px; }
dt { flex: none; width: 8.5em; }
dd { margin: 0; overflow-wrap: anywhere; }
.treatment { font-size: 0.9375rem; max-width: 60ch; overflow-wrap: anywhere; }
@media (max-width: 1000px) {
  .column { grid-template: "heading heading" "sketch facts" "treatment treatment" / 256px minmax(0, 1fr); }
  .heading { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; }
}
@media (max-width: 600px) {
  .column { grid-template: "heading" "sketch" "facts" "treatment" / minmax(0, 1fr); }
  .sketch svg { width: 100%; max-width: 358px; }
}
@media print { .column { break-inside: avoid; } }
`;
