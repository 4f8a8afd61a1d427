import { findBinaries } from '../../src/postgres/embedded/binaries.ts';
import { startEmbedded, stopEmbedded } from '../../src/postgres/embedded.ts';

const [verb, home = '', uid = '', gid = '', major = ''] = process.argv.slice(2);

// Everything is loaded by now: that account need not be able to read the project.
if (uid !== '' && gid !== '') {
  process.setgroups?.([Number(gid)]);
  process.setgid?.(Number(gid));
  process.setuid?.(Number(uid));
}

const found = await findBinaries();
const binaries = major === '' ? found : found.filter((one) => one.major === Number(major));
const options = { home, durable: false, binaries };

try {
  const result = verb === 'start' ? await startEmbedded(options) : await stopEmbedded(options);
  process.stdout.write(JSON.stringify(result));
} catch (error) {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  process.stdout.write(JSON.stringify({ code, message }));
}
