import type { Mart } from '../mart.ts';
import type { OutputFile } from '../output-folder.ts';

/** Where a tool finds the database. Never a user or a password: tools ask for them. */
export interface MartAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Makes the files with which a tool knows the mart before anybody has clicked. */
export type Pack = (mart: Mart, address: MartAddress) => readonly OutputFile[];
