import type { Block, Cell, DictionaryPage } from './blocks.ts';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; color: #1a1a1a; background: #fff; }
h1 { line-height: 1.2; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
pre { background: #f4f4f4; padding: .8rem; overflow-x: auto; }
a { color: #00498f; }
.wide { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; } pre { background: #262626; } a { color: #8ec7ff; } th, td { border-color: #444; } }
`;

/** A page as HTML that needs nothing else: no script, no font, no other file. */
export function htmlPage({ title, language, blocks }: DictionaryPage): string {
  return `<!doctype html>
<html lang="${language === 'no' ? 'nb' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${blocks.map(htmlBlock).join('\n')}
</main>
</body>
</html>
`;
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escape(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escape(block.text)}</p>`;
    case 'link':
      return `<p><a href="${escape(block.href)}.html">${escape(block.text)}</a></p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escape(item)}</li>`).join('\n')}\n</ul>`;
    case 'sql':
      // Focusable, so that a long line can be scrolled by keyboard.
      return `<pre tabindex="0"><code>${escape(block.text)}</code></pre>`;
    default:
      return `<div class="wide" tabindex="0" role="region" aria-label="${escape(block.caption)}"><table>
<caption>${escape(block.caption)}</caption>
<thead><tr>${block.columns.map((name) => `<th scope="col">${escape(name)}</th>`).join('')}</tr></thead>
<tbody>
${block.rows.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
  }
}

function htmlCell(cell: Cell): string {
  if (typeof cell === 'string') return `<td>${escape(cell)}</td>`;
  return `<td><a href="${escape(cell.page)}.html">${escape(cell.text)}</a></td>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
