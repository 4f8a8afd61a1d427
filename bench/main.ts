import type { Measure } from './measure.ts';
import { measureAccounts } from './measures/accounts.ts';
import { measureFirstLoad } from './measures/first-load.ts';
import { measureQueries } from './measures/queries.ts';
import { measureReload } from './measures/reload.ts';
import { measureSameBytes } from './measures/same-bytes.ts';
import { measureGiant } from './measures/giant.ts';
import { measureSize } from './measures/size.ts';
import { measureNight } from './measures/night.ts';
import { measureMirror } from './measures/mirror.ts';
import { setStage } from './stage.ts';

const MEASURES = Object.freeze({
  'first-load': measureFirstLoad,
  reload: measureReload,
  'same-bytes': measureSameBytes,
  size: measureSize,
  giant: measureGiant,
  night: measureNight,
  mirror: measureMirror,
  accounts: measureAccounts,
  queries: measureQueries,
});

const json = process.argv.includes('--json');
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));

let missed = 0;
for (const [name, measure] of Object.entries(MEASURES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const stage = await setStage();
  try {
    for (const line of await measure(stage)) {
      if (line.met === false) missed += 1;
      process.stdout.write(`${json ? JSON.stringify(line) : inWords(line)}\n`);
    }
  } finally {
    await stage.close();
  }
}
process.exitCode = missed === 0 ? 0 : 1;

function inWords({ name, value, unit, against, target, met }: Measure): string {
  const amount = value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  const relation = against === null ? '' : ` against ${against}`;
  const verdict = target === null ? '' : `  (target ${target}: ${met === true ? 'met' : 'MISSED'})`;
  return `${name}: ${amount} ${unit}${relation}${verdict}`;
}
