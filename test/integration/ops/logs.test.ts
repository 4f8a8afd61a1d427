import { describe, expect, it } from 'vitest';
import { createTestDatabase, servers } from '../../support/database.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

describe.each(servers())('the log on $name', (server) => {
  it('is JSON a line, with run, task and table on every line about a table, each key once', async () => {
    const rehearsal = await startRehearsal({ database: await createTestDatabase({ server }) });
    rehearsal.simulator.faults.next(
      { kind: 'data', table: '05803' },
      { kind: 'status', status: 503 },
    );
    const { stderr } = await rehearsal.call('sync', '05803', '--quiet', '--log-level', 'debug');
    const lines = stderr.trim().split('\n');
    const records = lines.map((line) => JSON.parse(line));
    const [task] = await rehearsal.query('select run_id, task_id from ops.task');
    const about = records.filter(({ msg }) => /retrying|chunk loaded|published/.test(msg));
    expect(about.map(({ msg }) => msg)).toEqual(['retrying', 'chunk loaded', 'published']);
    for (const record of about) {
      expect(record).toMatchObject({
        runId: task.run_id,
        taskId: task.task_id,
        table: 'ssb:05803',
      });
    }
    for (const line of lines) {
      for (const key of ['runId', 'taskId', 'table']) {
        expect(line.split(`"${key}":`).length).toBeLessThanOrEqual(2);
      }
    }
  });
});
