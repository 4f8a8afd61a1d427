/** Paper: black on white, nothing cut in two, the proof in a line where nothing can unfold. */
export const PRINT_STYLE = `
@page{margin:18mm 16mm}
@media print{
:root{--sheet:#fff;--accent:#000;--stands:#0b4a2d;--stands-bg:#fff;--changed:#7a2f00;--changed-bg:#fff;
--closed:#333;--closed-bg:#fff;--open:#3f2f60;--open-bg:#fff}
body{font-size:10.5pt}
.page{max-width:none;padding:0}
.skip,.around,.evidence,footer a{display:none}
.badge{border:1px solid}
.bar span,.badge,.telling li{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.claim,.telling li,.group,figure,tr,.contents li{break-inside:avoid}
.claim.charted{grid-template-columns:minmax(0,1fr) 15rem}
.claim.charted .story{grid-column:1}.claim.charted figure{grid-column:2;grid-row:1}
.claim .ground{grid-column:1/-1}
h2,h3{break-after:avoid}
.contents ol{columns:2}
.telling ol{grid-template-columns:repeat(3,1fr)}.groups{grid-template-columns:repeat(4,1fr)}
.proof-line{display:block;font:7.5pt/1.4 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere;margin:0;max-width:none}
a{text-decoration:none}
}`;
