import { text as bodyOf } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { correctOneCell, type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

async function eventfulNight(rehearsal: Rehearsal): Promise<void> {
  const { call, simulator } = rehearsal;
  await call('sync', '07459', '05803');
  correctOneCell(simulator, 27_964);
  await call('sync', '07459', '05803');
  simulator.faults.always({ kind: 'data', table: '05803' }, { kind: 'contradicting-size' });
  simulator.publish('05803', { changes: [] });
  await call('sync', '05803');
}

describe.each(servers())('the summary on $name', (server) => {
  it('tells in Norwegian and in English what changed, most of all where', async () => {
    const rehearsal = await startRehearsal({ database: await createTestDatabase({ server }) });
    await eventfulNight(rehearsal);
    expect((await rehearsal.call('summary')).stdout).toMatchInlineSnapshot(`
      "StatBank: 2 tabeller oppdatert, 1 avvist, 0 uendret
      05803: ny tabell med 12 celler, Endringer i befolkningen i løpet av året
      07459: ny tabell med 4 240 celler, Alders- og kjønnsfordeling i kommuner, fylker og hele landet
      07459: 1 celle endret, største +2 i 2025 Hele landet, Menn, 0 år (fra 27 962 til 27 964)
      05803: nye data ble avvist (SB_CUBE_INVALID)
      "
    `);
    expect((await rehearsal.call('summary', '--language', 'en')).stdout).toMatchInlineSnapshot(`
      "StatBank: 2 tables updated, 1 refused, 0 unchanged
      05803: new table with 12 cells, Population 1 January and population changes during the calendar year
      07459: new table with 4,240 cells, Population by age and sex in municipalities, counties and the whole country
      07459: 1 cell revised, largest +2 in 2025 The whole country, Males, 0 years (from 27,962 to 27,964)
      05803: new data was refused (SB_CUBE_INVALID)
      "
    `);
  });

  it('says that nothing ran', async () => {
    const { call } = await startRehearsal({ database: await createTestDatabase({ server }) });
    expect((await call('summary')).stdout).toBe('StatBank: ingenting er kjørt\n');
  });

  it('is printed as an e-mail', async () => {
    const rehearsal = await startRehearsal({ database: await createTestDatabase({ server }) });
    await rehearsal.call('sync', '05803');
    const { stdout } = await rehearsal.call('summary', '--email', '--to', 'ops@example.org');
    expect(stdout).toMatch(
      /^Date: .*\nFrom: statbank@.*\nTo: ops@example\.org\nSubject: StatBank: 1 tabell/,
    );
    expect(stdout).toContain('\n\n05803: ny tabell med 12 celler');
  });

  it('is posted to the webhook', async () => {
    const got: any[] = [];
    const hook = await startServer((request, response) => {
      void bodyOf(request).then((body) => {
        got.push(JSON.parse(body));
        response.end();
      });
    });
    open.push(hook);
    const rehearsal = await startRehearsal({
      database: await createTestDatabase({ server }),
      variables: { STATBANK_WEBHOOK: `${hook.url}/services/s3cret` },
    });
    await rehearsal.call('sync', '05803');
    const { exitCode, facts } = await rehearsal.json('summary');
    expect([exitCode, facts.webhook]).toEqual([EXIT.ok, null]);
    expect(got).toMatchObject([
      { text: expect.stringContaining('05803: ny tabell'), vintages: [{ table: 'ssb:05803' }] },
    ]);
  });

  it('fails nothing when the webhook fails, and never tells its address', async () => {
    const hook = await startServer((_, response) => {
      response.statusCode = 500;
      response.end();
    });
    open.push(hook);
    const rehearsal = await startRehearsal({
      database: await createTestDatabase({ server }),
      variables: { STATBANK_WEBHOOK: `${hook.url}/services/s3cret`, STATBANK_LOG_LEVEL: 'trace' },
    });
    const refused = await rehearsal.call('summary');
    expect(refused.exitCode).toBe(EXIT.ok);
    expect(refused.stderr).toContain('SB_HTTP_STATUS');
    await hook.close();
    open.splice(0);
    const gone = await rehearsal.call('summary');
    expect(gone.exitCode).toBe(EXIT.ok);
    expect(gone.stderr).toContain('SB_HTTP_NETWORK');
    for (const { stdout, stderr } of [refused, gone]) {
      expect(stdout + stderr).not.toContain('s3cret');
    }
  });
});
