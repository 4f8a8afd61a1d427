import {
  chmod,
  constants,
  copyFile,
  mkdir,
  readFile,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { keptName, type PostgresBinaries } from './binaries.ts';

/** What a running server never opens: static libraries and build descriptions. */
const BUILD_ONLY = new Set(['.a', '.pc']);

/**
 * Gives the folder to run a server from. What is there for good is used where it is. The
 * npm package is copied below `folder`: the server keeps running after the command and
 * loads libraries long after, when `npm ci` may have removed node_modules; and the
 * server's account may be unable to enter the folder that node_modules is in.
 *
 * @returns the folder that has `bin` in it.
 */
export async function prepareRuntime(binaries: PostgresBinaries, folder: string): Promise<string> {
  if (binaries.origin !== 'npm') return binaries.root;
  const target = join(folder, keptName(binaries.version));
  if (await exists(target)) return target;
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await copyTree(binaries.root, unfinished);
  await linkLibraries(binaries.root, unfinished);
  await rename(unfinished, target);
  return target;
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  // Not left to the umask: another account runs these files.
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!BUILD_ONLY.has(extname(entry.name))) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/**
 * Makes the links from a library's short name to its file. The package has them only as a
 * list, since npm packages cannot hold links, and makes them in an install script, which
 * many installations do not run.
 */
async function linkLibraries(root: string, copy: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    // Paths in the list begin with the folder that was copied.
    const place = join(copy, ...target.split('/').slice(1));
    if (await exists(place)) continue;
    if (dirname(source) !== dirname(target)) continue;
    await symlink(basename(source), place);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
