import { CHART_STYLES } from '../page/chart/line-chart.ts';
import { TOKENS } from '../page/tokens.ts';

const SITE_STYLES = `
body { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.site-header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem 1.5rem; padding: 1.25rem 0; border-bottom: 1px solid var(--line); }
.site-header ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
.site-header .brand { font-weight: 700; font-size: 1.25rem; text-decoration: none; color: var(--ink); }
.site-header .language { margin-left: auto; }
.site-header a[aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); border-bottom: 3px solid var(--accent); }
.site-footer { margin-top: 4rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem; }
main:focus { outline: none; }
.lead { font-size: 1.2rem; max-width: 44rem; }
.subject { color: var(--quiet); margin: 2rem 0 0; max-width: 60rem; }
.subject + h1 { margin-top: .25rem; }
.headline { font-size: clamp(2.5rem, 8vw, 4.5rem); line-height: 1.05; }
.search label { display: block; font-weight: 600; margin-bottom: .25rem; }
.search div { display: flex; gap: .5rem; max-width: 34rem; }
.search input { flex: 1; min-width: 0; }
input, select, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--quiet); border-radius: .35rem; background: var(--paper); color: var(--ink); max-width: 100%; }
button, .button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); cursor: pointer; }
.button { display: inline-block; padding: .65rem 1rem; border-radius: .35rem; text-decoration: none; }
.scroll { overflow-x: auto; }
.scroll.tall { max-width: 46rem; margin-top: 1rem; max-height: 28rem; overflow-y: auto; }
table.list { border-collapse: collapse; width: 100%; font-size: .95rem; }
table.list th, table.list td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
table.list tbody th { font-weight: 400; min-width: 8rem; }
.scroll.tall table.list tbody th { min-width: 0; }
table.list thead th { color: var(--quiet); font-weight: 600; white-space: nowrap; position: sticky; top: 0; background: var(--paper); }
table.list .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.code { font-family: ui-monospace, monospace; white-space: nowrap; font-size: .9em; }
.state { white-space: nowrap; padding: .1rem .5rem; border-radius: 1rem; border: 1px solid var(--line); font-size: .85rem; }
.state.held, .state.late-here, .state.fail, .state.error, .state.partial { border-color: var(--alarm); color: var(--alarm); }
.state.late-source, .state.due, .state.warning { border-color: var(--warning); color: var(--warning); }
.state.current, .state.complete { border-color: var(--good); color: var(--good); }
.pages { display: flex; gap: 1.25rem; margin-top: 1.25rem; }
.changes { list-style: none; padding: 0; }
.changes li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.changes .what { display: block; }
.changes .meta { display: block; color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0; }
.facts dt { color: var(--quiet); font-size: .9rem; }
.facts dd { margin: 0; font-weight: 600; }
@media (max-width: 40rem) { .wide { display: none; } .scroll.tall table.list thead th { white-space: normal; } }
@media (min-width: 40.01rem) { .narrow { display: none; } }
.shown { font-weight: 600; margin: 0 0 .75rem; max-width: 46rem; }
.symbols { color: var(--quiet); font-size: .9rem; margin: .75rem 0 0; max-width: 46rem; }
.verdicts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; margin: 0 0 1rem; padding: 0; }
.choice { display: flex; flex-wrap: wrap; align-items: end; gap: .25rem 1rem; }
.choice p { margin: 0 0 .75rem; max-width: 100%; }
.choice label { display: block; font-size: .9rem; color: var(--quiet); }
.choice select { max-width: min(20rem, 85vw); }
.sql { background: var(--shade); padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: .35rem; }
.day h2 { font-size: 1.1rem; }
.note { max-width: 50rem; white-space: pre-line; }
.verdict { font-size: 1.1rem; font-weight: 600; padding-left: .75rem; border-left: .3rem solid var(--good); }
.verdict.broken { border-color: var(--alarm); }
.chain { padding-left: 1.5rem; max-width: 60rem; }
.chain li { padding: .25rem 0 .75rem; }
.chain h3 { margin: 0; font-size: 1rem; }
.chain summary { overflow-wrap: anywhere; }
.chain p { margin: .1rem 0; overflow-wrap: anywhere; }
`;

/** The site's style sheet, on top of the tokens that all pages share. */
export const STYLE_SHEET = `${TOKENS}${CHART_STYLES}${SITE_STYLES}`;
