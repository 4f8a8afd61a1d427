import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isAlive } from '../postgres/embedded/process-alive.ts';

/** Who holds a lease. */
export interface ProcessIdentity {
  /** For people, and for processes of the same place: `host:pid`. */
  readonly holder: string;
  /** The machine since its last start, and the namespace of its process numbers; null where unknown. */
  readonly place: string | null;
}

/** This process, as others can recognise it. */
export async function processIdentity(): Promise<ProcessIdentity> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null);
  const namespace = await readlink('/proc/self/ns/pid').catch(() => null);
  return Object.freeze({
    holder: `${hostname()}:${process.pid}`,
    place: boot === null || namespace === null ? null : `${hostname()} ${boot.trim()} ${namespace}`,
  });
}

/**
 * Whether a holder is known to have ended. False says nothing: it may live elsewhere, or its
 * number may have gone to another process.
 */
export async function hasEnded(
  holder: ProcessIdentity,
  observer: ProcessIdentity,
): Promise<boolean> {
  if (holder.place === null || holder.place !== observer.place) return false;
  return !(await isAlive(Number(holder.holder.slice(holder.holder.lastIndexOf(':') + 1))));
}
