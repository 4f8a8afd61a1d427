import { createHash } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Language } from '../../transform/decimal-words.ts';
import type { Proof } from './proof-model.ts';
import { proofPage } from './proof-page.ts';

/**
 * A claim's proof as a zip archive: the responses as they came, their hashes for
 * `sha256sum -c`, the SQL that asks for the same, the facts as JSON, and a page that recomputes
 * the numbers offline. The same proof gives the same bytes.
 */
export function proofArchive(proof: Proof, language: Language): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'index.html': strToU8(proofPage(proof, language)),
    'claim.json': strToU8(
      `${JSON.stringify({ ...proof.claim, numbers: proof.numbers, evidence: proof.evidence, programVersion: proof.programVersion }, null, 2)}\n`,
    ),
    'queries.sql': strToU8(queries(proof)),
    'README.txt': strToU8(readme(proof)),
  };
  for (const { sha256, bytes } of proof.responses) files[responseName(sha256)] = bytes;
  const names = Object.keys(files).toSorted();
  const sums = names
    .map((name) => `${hashOf(files[name] ?? new Uint8Array())}  ${name}\n`)
    .join('');
  const dated: Zippable = {};
  // Zip knows no time zone: the moment of the evaluation, as UTC shows it.
  const mtime = new Date(proof.claim.evaluatedAt);
  for (const name of names) dated[name] = [files[name] ?? new Uint8Array(), { mtime }];
  dated['SHA256SUMS'] = [strToU8(sums), { mtime }];
  return zipSync(dated, { level: 9 });
}

function responseName(sha256: string): string {
  return `responses/${sha256}`;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a reader of the database asks to see the same. */
function queries({ claim, evidence }: Proof): string {
  const statements = evidence.map(({ view, table, state, origin }) => {
    const codeOf = (wanted: string): string | undefined =>
      state.coordinates.find(({ role }) => role === wanted)?.code;
    const members = state.coordinates.filter(({ role }) => role !== 'time' && role !== 'metric');
    const [measure, period] = [codeOf('metric'), codeOf('time')];
    const conditions = [
      `codes = jsonb_build_object(${members.map(({ variable, code }) => `${quoted(variable)}, ${quoted(code)}`).join(', ')})`,
      ...(measure === undefined ? [] : [`measure = ${quoted(measure)}`]),
      ...(period === undefined ? [] : [`period = ${quoted(period)}`]),
    ];
    return `-- ${table}
select measure, period, value, symbol, vintage
from mart.as_of(${quoted(view)}, now())
where ${conditions.join('\n  and ')};

select l.committed_at, l.load_kind, l.program_version, r.method, r.url, r.responded_at, r.sha256
from mart.lineage l
join mart.lineage_responses r on r.view = l.view and r.vintage = l.vintage
where l.view = ${quoted(view)} and l.vintage = ${origin.vintage};
`;
  });
  return [
    `-- Claim ${claim.claim.id}: its verdict and numbers, each cell that they come from, and the responses.\n`,
    `select * from mart.report_claims where claim = ${quoted(claim.claim.id)};\n`,
    ...statements,
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function readme({ claim, programVersion, responses, reportTitle }: Proof): string {
  return `Bevis for påstand ${claim.claim.id} i «${reportTitle}»
Proof of claim ${claim.claim.id}

index.html    regner tallene ut på nytt, uten nett / recomputes the numbers, offline
claim.json    påstanden, tallene og hele kjeden / the claim, its numbers and the whole chain
queries.sql   det samme spurt i databasen / the same, asked of the database
responses/    ${responses.length} svar, slik de kom; navnet er kontrollsummen / responses as they came, named by hash

sha256sum -c SHA256SUMS

statbank ${programVersion}, ${claim.evaluatedAt}
`;
}
