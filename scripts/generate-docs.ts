import { catalogueJsonSchema } from '../src/config/catalogue-schema.ts';
import { reportJsonSchema } from '../src/config/report-schema.ts';
import { createProgram } from '../src/commands/program.ts';
import { commandLinePage } from './command-line-page.ts';
import { writeOrCheck } from './committed-file.ts';

const nowhere = { writeOut: () => {}, writeErr: () => {} };
const program = createProgram('0.0.0', async () => {}, nowhere);

await writeOrCheck(
  new Map([
    ['docs/cli.md', commandLinePage(program)],
    ['docs/catalogue.schema.json', `${JSON.stringify(catalogueJsonSchema(), null, 2)}\n`],
    ['docs/report.schema.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`],
  ]),
  'npm run docs:generate',
);
