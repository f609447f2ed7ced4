// The style of reports, and its digest, by which the content policy of a report allows it and nothing else.

export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --text: #1b1e23; --muted: #5f656e; --line: #e2e2dc; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --text: #e7e9ec; --muted: #98a0ab; --line: #2b3037; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 24px 64px; max-width: 1048px; background: var(--paper); color: var(--text);
  font: 15px/1.55 system-ui, 'DejaVu Sans', 'Noto Sans SC', sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; }
h2 { margin: 40px 0 12px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 18px; }
p { margin: 0 0 8px; }
.muted, figcaption { color: var(--muted); font-size: 13px; }
ul { margin: 0 0 16px; padding-left: 20px; }
.wide { overflow-x: auto; margin-bottom: 16px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 16px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: 600; white-space: nowrap; }
.number { text-align: right; }
code { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; }
figure { margin: 0 0 24px; }
figure svg { display: block; width: 100%; height: auto; }
@media screen and (prefers-color-scheme: dark) { figure svg { filter: invert(0.91) hue-rotate(180deg); } }
@media print { body { padding: 0; max-width: none; font-size: 11pt; } figure, tr, li { break-inside: avoid; } h2 { break-after: avoid; } }
`;

/** sha256 of {@link REPORT_STYLE}, base64; a test computes it again. */
export const REPORT_STYLE_DIGEST = 'AnTemrzbMe/fcdxl9lrESBP6FUUwbIvY0UjHPaxTcYk=';
