import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { READER_TIMEOUT } from './names.ts';

/** A login that may do nothing but read `mart`. */
export interface ReaderLogin {
  readonly user: string;
  /** A secret. */
  readonly password: string;
}

/**
 * Makes a login with the reader's rights and time limit, or gives the one that is there a new password. Nobody
 * has to know the password: whoever needs it is given a new one.
 */
export async function renewReaderLogin(client: ClientBase, user: string): Promise<ReaderLogin> {
  const password = randomBytes(24).toString('base64url');
  const { rows } = await client.query<{ statement: string }>(
    `select format(
        case when exists (select from pg_roles where rolname = $1) then 'alter role %I login password %L'
        else 'create role %I login password %L' end, $1::text, $2::text) as statement
      union all select format('grant statbank_reader to %I', $1::text)
      union all select format('alter role %I in database %I set statement_timeout = %L',
        $1::text, current_database(), $3::text)`,
    [user, password, READER_TIMEOUT],
  );
  for (const { statement } of rows) await client.query(statement);
  return { user, password };
}
