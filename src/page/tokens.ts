/**
 * Colours and type that all pages share. Text on its ground has a contrast of at least 4.5 : 1
 * in both schemes (WCAG 2.2, 1.4.3), lines and marks of at least 3 : 1 (1.4.11).
 */
export const TOKENS = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --shade: #f1efe8; --ink: #1b1f24; --quiet: #565b63; --line: #d9d5ca;
  --accent: #1a4f8b; --on-accent: #ffffff; --mark: #b3460f;
  --good: #1d6b3a; --warning: #8a5200; --alarm: #a8231c;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --shade: #22262b; --ink: #eceae4; --quiet: #a9aeb6; --line: #3a3f46;
    --accent: #8bb8f0; --on-accent: #10151c; --mark: #f2a06b;
    --good: #7fcf9b; --warning: #e5b45c; --alarm: #f2938b;
  }
}
@media print {
  :root { --paper: #ffffff; --shade: #f4f4f4; --ink: #000000; --quiet: #444444; --line: #bbbbbb; color-scheme: light; }
}
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font-family: var(--sans); line-height: 1.55; -webkit-text-size-adjust: 100%; }
body { margin: 0; }
h1, h2, h3 { font-family: var(--serif); line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.8rem, 5vw, 2.8rem); margin: 2rem 0 .75rem; }
h2 { font-size: 1.5rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .92em; }
`;
