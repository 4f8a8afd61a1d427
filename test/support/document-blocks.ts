import { readdir, readFile } from 'node:fs/promises';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** A block of code in the documentation. */
export interface DocumentBlock {
  /** `docs/report.md`. */
  readonly page: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** What the fence says it is; empty for a block that is only indented. */
  readonly language: string;
  readonly text: string;
}

type Root = ReturnType<typeof fromMarkdown>;

const FOLDERS = ['docs', 'deploy'];

/** Every page of documentation, the ones in the root first. */
async function pages(): Promise<readonly string[]> {
  const root = await readdir('.');
  const below = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) => `${folder}/${name}`),
    ),
  );
  return [...root.toSorted(), ...below.flat().toSorted()].filter((name) => name.endsWith('.md'));
}

/** Every block of code in them, in the order of a reader. */
export async function documentBlocks(): Promise<readonly DocumentBlock[]> {
  return (await documentCode()).filter(({ inline }) => !inline);
}

/** Code between backticks within a sentence, in the order of a reader. */
export async function inlineCode(): Promise<readonly DocumentBlock[]> {
  return (await documentCode()).filter(({ inline }) => inline);
}

async function documentCode(): Promise<readonly (DocumentBlock & { readonly inline: boolean })[]> {
  const found: (DocumentBlock & { readonly inline: boolean })[] = [];
  for (const page of await pages()) {
    const gather = (node: Root | Root['children'][number]): void => {
      if (node.type === 'code' || node.type === 'inlineCode') {
        found.push({
          page,
          line: node.position?.start.line ?? 0,
          language: node.type === 'code' ? (node.lang ?? '') : '',
          text: node.value,
          inline: node.type === 'inlineCode',
        });
      }
      if ('children' in node) node.children.forEach((child) => gather(child));
    };
    gather(fromMarkdown(await readFile(page, 'utf8')));
  }
  return Object.freeze(found);
}
