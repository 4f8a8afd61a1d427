import type { Block, Cell, DictionaryPage } from './blocks.ts';

/** A page as Markdown. */
export function markdownPage({ blocks }: DictionaryPage): string {
  return `${blocks.map(markdownBlock).join('\n\n')}\n`;
}

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escape(block.text)}`;
    case 'paragraph':
      return escape(block.text);
    case 'link':
      return `[${escape(block.text)}](${block.href}.md)`;
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`).join('\n');
    case 'sql':
      return `\`\`\`sql\n${block.text}\n\`\`\``;
    default:
      return [
        row(block.columns.map(escape)),
        row(block.columns.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map(markdownCell))),
      ].join('\n');
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function markdownCell(cell: Cell): string {
  return typeof cell === 'string' ? escape(cell) : `[${escape(cell.text)}](${cell.page}.md)`;
}

/** Signs that Markdown or a table in it would take for its own; within a word an underscore is none. A cell is one line. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*[\]<>|#]|(?<!\w)_|_(?!\w)/g, String.raw`\$&`)
    .replaceAll(/\s*\n\s*/g, ' ');
}
