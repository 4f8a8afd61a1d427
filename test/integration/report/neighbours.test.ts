import { expect, test } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { startRehearsal } from '../../support/rehearsal.ts';
import { exampleSimulator } from '../../support/simulator.ts';

test(
  'a place is read with its competitors, and a direction from a proxy',
  { timeout: 180_000 },
  async () => {
    const services = await loadExampleServices('examples');
    const { origin } = await exampleSimulator({ services });
    const below = (name: string): string =>
      origin + (services.find(({ path }) => path.includes(name))?.path ?? '');
    const { call, query } = await startRehearsal({
      variables: { STATBANK_DESI_URL: below('desi'), STATBANK_EUROSTAT_URL: below('eurostat') },
    });
    const tables = ['desi:desi-2022', 'eurostat:isoc_sk_dskl_i21', 'dfo-published:tall'];
    expect((await call('sync', ...tables)).exitCode).toBe(EXIT.ok);
    expect((await call('report', 'check')).exitCode).toBe(EXIT.ok);

    const claims = await query(
      `select distinct on (claim_id) claim_id, verdict, basis, reason_no, details -> 'current' as current
     from report.evaluation where claim_id in ('C025', 'C064') order by claim_id, evaluation_id desc`,
    );
    expect(claims).toMatchObject([
      {
        claim_id: 'C025',
        verdict: 'holds',
        basis: 'proxy',
        reason_no: 'Etter nærmeste åpne mål: Fra 59 til 62 (+3): opp.',
      },
      {
        claim_id: 'C064',
        verdict: 'frozen',
        current: { value: '5', of: '28', period: '2021' },
      },
    ]);
  },
);
