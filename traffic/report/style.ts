/** One column that fits a sheet of A4, on screen as on paper. */
export const style = `
  @page { size: A4; margin: 14mm 12mm; }
  :root { color-scheme: light; --line: #d9dde3; --dim: #5b6470; --good: #00684a; --bad: #b3400a; }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 800px; padding: 24px 20px; font: 14px/1.5 system-ui, sans-serif; color: #16191d; }
  h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; }
  h2 { font-size: 18px; margin: 36px 0 8px; padding-top: 12px; border-top: 2px solid #16191d; break-after: avoid; }
  h3 { font-size: 14px; margin: 20px 0 2px; break-after: avoid; }
  p { margin: 0 0 10px; } .dim { color: var(--dim); }
  table { border-collapse: collapse; width: 100%; margin: 8px 0 16px; font-variant-numeric: tabular-nums; }
  th, td { padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
  th { font-weight: 600; font-size: 12px; color: var(--dim); } td.number, th.number { text-align: right; padding: 4px 0 4px 12px; }
  td.number + td:not(.number), th.number + th:not(.number) { padding-left: 12px; }
  td:first-child { white-space: nowrap; }
  tr, figure { break-inside: avoid; }
  figure { margin: 0 0 12px; } figure svg { width: 100%; height: auto; display: block; }
  .pass { color: var(--good); font-weight: 600; } .miss { color: var(--bad); font-weight: 600; }
  code, .code { font: 12px ui-monospace, monospace; } a { color: #0a5a9c; }
  details { margin: 0 0 4px; } summary { cursor: pointer; } pre { overflow-x: auto; font: 10px/1.4 ui-monospace, monospace; }
  @media print { body { padding: 0; max-width: none; font-size: 11px; } h2.page { break-before: page; border-top: 0; } a { color: inherit; text-decoration: none; } }
`;
