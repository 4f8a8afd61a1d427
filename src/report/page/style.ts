import { TOKENS } from '../../page/tokens.ts';
import { PRINT_STYLE } from './style-print.ts';

/**
 * The page's only style sheet. Colours have a contrast of at least 4.5 to what they stand on, in
 * light and dark; fonts are those of the reader's machine.
 */
export const PAGE_STYLE = `${TOKENS}
:root{--sheet:#fff;--stands:var(--good);--stands-bg:#e4f1ea;--changed:#93410a;--changed-bg:#fbeadd;
--closed:#4b5563;--closed-bg:#eceef1;--open:#5a4a78;--open-bg:#efebf6}
@media (prefers-color-scheme:dark){:root{--sheet:#1d2024;--stands-bg:#17342a;--changed:#f2b184;--changed-bg:#3d2413;
--closed:#b6bdc8;--closed-bg:#2a2e35;--open:#c6b6e8;--open-bg:#2d2640}}
html{scroll-behavior:smooth;font-size:106.25%}
body{line-height:1.6;overflow-wrap:break-word}
dl div,.groups li .badge,.claim>*{min-width:0}
dd,li,.badge{overflow-wrap:anywhere}
.page{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 4rem}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--sheet);padding:.5rem 1rem;z-index:1}
.icons{position:absolute}
h1,h2,h3{font-family:var(--serif);font-weight:600;text-wrap:balance;line-height:1.2}
h1{font-size:clamp(2rem,5.5vw,3.4rem);line-height:1.1;letter-spacing:-.015em;margin:.3rem 0 1.2rem;max-width:20ch}
h2{font-size:clamp(1.45rem,3vw,1.9rem);margin:0 0 1rem}
h3{font-size:1.22rem;line-height:1.35;margin:0 0 .7rem;font-weight:500}
.around{float:right;margin:0;font-size:.9rem}
.kicker{font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--quiet);margin:0;font-weight:600}
.lead{font-family:var(--serif);font-size:clamp(1.1rem,2.2vw,1.3rem);line-height:1.5;max-width:40em;margin:0 0 1rem}
.dateline{color:var(--quiet);font-size:.92rem;margin:0}
header{padding-bottom:2rem;border-bottom:3px solid var(--ink);margin-bottom:2.5rem}
section,nav{margin:0 0 3.5rem}
.bar{display:flex;gap:3px;height:14px;margin:0 0 1.2rem}
.bar span{min-width:6px;border-radius:2px;flex-basis:0}
.bar .stands{background:var(--stands)}.bar .changed{background:var(--changed)}
.bar .closed{background:var(--closed);opacity:.65}.bar .open{background:var(--open);opacity:.65}
.groups{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1.5rem 2rem}
.group-name{margin:0 0 .5rem;font-weight:600;display:flex;align-items:baseline;gap:.5rem;border-top:2px solid;padding-top:.5rem}
.group-count{font:600 2.1rem/1 var(--serif);font-variant-numeric:lining-nums}
.group.stands .group-name{color:var(--stands)}.group.changed .group-name{color:var(--changed)}
.group.closed .group-name{color:var(--closed)}.group.open .group-name{color:var(--open)}
.groups ul{list-style:none;margin:0;padding:0}
.groups li{display:flex;justify-content:space-between;align-items:center;gap:.75rem;padding:.2rem 0;font-size:.93rem}
.groups li .badge{background:none;padding:0;font-weight:400;color:var(--ink)}
.groups li .icon{color:var(--quiet)}
.count{font-variant-numeric:tabular-nums;color:var(--quiet)}
.badge{display:inline-flex;align-items:center;gap:.4em;font-size:.86rem;line-height:1.3;font-weight:600;padding:.24em .7em .24em .55em;border-radius:1em}
.badge.stands{color:var(--stands);background:var(--stands-bg)}.badge.changed{color:var(--changed);background:var(--changed-bg)}
.badge.closed{color:var(--closed);background:var(--closed-bg)}.badge.open{color:var(--open);background:var(--open-bg)}
.icon{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.telling ol{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem}
.telling li{background:var(--sheet);border:1px solid var(--line);border-top:4px solid var(--changed);border-radius:4px;padding:1.1rem 1.2rem}
.telling a{color:inherit;font:500 1.1rem/1.4 var(--serif)}
.telling dl{margin:.9rem 0 0}
.telling .reason{margin:.9rem 0 0;font-size:.93rem}
.telling .verdict{margin:.8rem 0 0}
dl.numbers,.telling dl{display:flex;flex-wrap:wrap;gap:.5rem 1.4rem;align-items:flex-end}
dl.numbers{margin:0 0 .9rem}
dt{font-size:.8rem;color:var(--quiet)}
dd{margin:0;font:600 1.65rem/1.15 var(--serif);font-variant-numeric:lining-nums tabular-nums}
.then dd{color:var(--quiet)}
dl div.then+div.now dd::before{content:"→\\a0";color:var(--quiet);font-weight:400}
.telling dd{font-size:1.5rem}
.period{font:400 .85rem var(--sans);color:var(--quiet)}
.verdict{margin:0 0 .9rem;display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .6rem}
.drift{font-size:.95rem;font-variant-numeric:tabular-nums}
.before,.since{color:var(--quiet);font-size:.9rem}
.contents ol{list-style:none;margin:0;padding:0;columns:2 20rem;column-gap:2.5rem}
.contents li{break-inside:avoid;padding:.55rem 0;border-top:1px solid var(--line)}
.contents a{font:500 1.08rem/1.35 var(--serif)}
.contents .of{color:var(--quiet);font-size:.86rem;display:block}
.contents .bar{height:5px;margin:.35rem 0 0}
.part>h2,.rules>h2{border-top:3px solid var(--ink);padding-top:.8rem}
.claim{display:grid;grid-template-columns:minmax(0,1fr);gap:.5rem 2.25rem;padding:1.6rem 0 1.5rem;border-top:1px solid var(--line);scroll-margin-top:1rem}
.part>h2+.claim{border-top:0;padding-top:.4rem}
.claim:target{background:var(--sheet);box-shadow:0 0 0 1rem var(--sheet);border-radius:2px}
.claim p{max-width:40em}
.reason{margin:0 0 .6rem}
.population{margin:0 0 .5rem;color:var(--quiet);font-size:.92rem}
.remarks{font-size:.92rem;margin:.6rem 0 0}
.remarks p{margin:0;font-weight:600}
.remarks ul{margin:.15rem 0 0;padding-left:1.1rem;max-width:42em}
figure{margin:0;max-width:24rem}
figcaption{color:var(--quiet);font-size:.82rem;line-height:1.4;margin-top:.15rem}
.chart{display:block;width:100%;height:auto;font-family:var(--sans);overflow:visible}
.chart .axis{stroke:var(--line);fill:none}
.chart .series{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.chart.proxy .series{stroke-dasharray:1 4}
.chart .dot{fill:var(--accent)}
.chart .mark{fill:none;stroke:var(--changed);stroke-width:2}
.stands .chart .mark{stroke:var(--stands)}
.chart .value{font-size:11.5px;font-weight:600;fill:var(--ink)}
.chart .period{font-size:11px;fill:var(--quiet)}
.ground{font-size:.88rem}
.source{margin:.3rem 0 .4rem;color:var(--quiet);overflow-wrap:anywhere}
.source b{font-weight:600}
summary{cursor:pointer;color:var(--accent);font-weight:600;padding:.25rem 0}
.evidence[open]{border-left:3px solid var(--line);padding-left:1rem}
.chain{margin:.6rem 0 1.4rem}
.chain-name,.chain-subject{margin:0}
.chain-subject{color:var(--quiet)}
.chain ol{margin:.6rem 0;padding:0;list-style:none;counter-reset:step}
.chain li{counter-increment:step;display:grid;grid-template-columns:1.6rem 8rem minmax(0,1fr);padding:.3rem 0;border-top:1px solid var(--line)}
.chain li::before{content:counter(step);color:var(--quiet);font-variant-numeric:tabular-nums}
.step{font-weight:600;grid-column:2}
.line{grid-column:3;overflow-wrap:anywhere}
.proof{margin:.4rem 0 0;color:var(--stands);font-weight:600}
.proof.failed{color:var(--changed)}
.proof-line{display:none}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.8rem 1rem .8rem 0;border-top:1px solid var(--line);font-weight:400}
thead th{font-size:.82rem;color:var(--quiet);border-top:0}
.formula{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85rem;color:var(--quiet)}
footer{border-top:3px solid var(--ink);padding-top:1rem;font-size:.92rem;color:var(--quiet)}
footer p{max-width:44em;margin:0 0 .6rem}
@media (min-width:52rem){
.claim.charted{grid-template-columns:minmax(0,1fr) 20rem}
.claim.charted .story{grid-column:1}.claim.charted figure{grid-column:2;grid-row:1;align-self:start;padding-top:.3rem}
.claim .ground{grid-column:1/-1}}
@media (max-width:34rem){
.page{padding:1.25rem 1rem 3rem}
.chain li{grid-template-columns:1.6rem minmax(0,1fr)}.line{grid-column:2}
table,tbody,tr,th,td{display:block}thead{display:none}
td{border-top:0;padding:.1rem 0 .6rem}td::before{content:attr(data-title);display:block;font-size:.8rem;color:var(--quiet)}
th{padding-bottom:.3rem;font-weight:500}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
${PRINT_STYLE}`;
