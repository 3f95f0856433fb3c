/** The style sheet of the report's page: one column, the pictures' own colours, light and dark by the reader's scheme. */
export const PAGE_STYLE: string = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #16202e; --soft: #56616f; --line: #d5dae0; --code: #f3f5f7; --accent: #1c5fa8; --shade: rgb(22 32 46 / 0.22); }
@media (prefers-color-scheme: dark) {
  :root { --paper: #12161d; --ink: #eef1f5; --soft: #a9b3c0; --line: #333c49; --code: #1b2029; --accent: #7fbcff; --shade: rgb(0 0 0 / 0.6); }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 32px 20px 64px; }
h1, h2, p, li, figcaption, summary { overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.8em; }
h2 { font-size: 1.25rem; margin: 2em 0 0.6em; }
p, figcaption, ul.verdicts { max-width: 72ch; }
ul.verdicts { margin: 0 0 1em; padding-left: 1.2em; font-weight: 600; }
ul.verdicts li { margin: 0.3em 0; }
figure details { margin-top: 8px; }
.table + .note { margin-top: -16px; }
figure { margin: 36px 0; container-type: inline-size; }
figcaption, .note { color: var(--soft); }
figcaption { margin-top: 4px; }
code { white-space: nowrap; }
.picture, .table { overflow-x: auto; }
.picture { display: grid; }
.picture > *, .picture::after { grid-area: 1 / 1; }
.picture::after { content: ""; position: sticky; right: 0; justify-self: end; pointer-events: none; width: clamp(0px, (var(--least-width) - 100cqw) * 999, 28px); background: linear-gradient(to left, var(--shade), transparent); }
.picture svg { display: block; overflow: visible; max-width: 100%; min-width: var(--least-width); height: auto; }
.picture:focus-visible, .table:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.table { margin: 24px 0; background: linear-gradient(to left, var(--paper) 50%, transparent) right / 56px 100% no-repeat local, linear-gradient(to left, var(--shade), transparent) right / 28px 100% no-repeat; }
table { border-collapse: collapse; width: max-content; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 8px; }
th, td { max-width: 44ch; overflow-wrap: anywhere; padding: 8px 24px 8px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-weight: 400; }
tbody th { font-weight: 400; }
#results td { white-space: nowrap; }
#results thead th:not(:first-child) { width: 1px; max-width: none; overflow-wrap: normal; }
#results td, #results thead th:not(:first-child) { text-align: right; }
pre { background: var(--code); padding: 14px 16px; border-radius: 6px; }
pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--accent); }
footer { color: var(--soft); margin-top: 48px; }
@media (max-width: 1100px) { th, td { padding-right: 16px; } }
@media (max-width: 700px) {
  main { padding: 20px 16px 48px; }
  th, td { padding: 6px 14px 6px 0; }
  th:first-child { position: sticky; left: 0; background: var(--paper); max-width: 8.5em; overflow-wrap: normal; }
  #settings th:first-child, #defaults th:first-child { max-width: none; }
  #results th, #results td { padding-right: 10px; }
}
@supports (animation-timeline: scroll(nearest inline)) {
  .picture::after { animation: fade linear both; animation-timeline: scroll(nearest inline); animation-range: calc(100% - 40px) 100%; }
  @keyframes fade { to { opacity: 0; } }
}
@media print { .picture, .table { overflow: visible; } .picture::after { display: none; } .picture svg { min-width: 0; } figure { break-inside: avoid; } }
`;
