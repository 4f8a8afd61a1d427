import { userInfo } from 'node:os';

/** Name of the operating-system user; its number in a container that has no name for it. */
export function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
