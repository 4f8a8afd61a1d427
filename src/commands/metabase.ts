import { StatbankError } from '../errors/statbank-error.ts';
import { EXIT } from '../errors/codes.ts';
import { reportDashboard } from '../mart/metabase/dashboard.ts';
import { openMetabase } from '../mart/metabase/metabase-api.ts';
import { publishDashboard } from '../mart/metabase/publish-dashboard.ts';
import { renewReaderLogin } from '../postgres/roles/reader-login.ts';
import type { Language } from '../transform/decimal-words.ts';
import type { Command } from './context.ts';
import { newestEvaluated } from './report-documents.ts';
import { counted } from './text-table.ts';
import { withConnection } from './with-connection.ts';

export interface MetabaseOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly email: string;
  readonly language: Language;
}

/**
 * Gives a running Metabase a connection to this database, with a login of its own that only reads, and the
 * dashboard of the report that was checked last. Done again, it brings all of that up to date.
 */
export const metabase: Command<MetabaseOptions> = async (context, { url, email, language }) =>
  withConnection(context, async ({ pool, kysely, url: databaseUrl }) => {
    const password = context.environment.metabasePassword;
    if (password === null) {
      throw new StatbankError(
        'SB_CONFIG_ENVIRONMENT',
        'STATBANK_METABASE_PASSWORD is not set: it is the password of whoever administers Metabase, at least six signs, one of them a digit.',
      );
    }
    const newest = await newestEvaluated({ db: kysely });
    if (newest === null) {
      throw new StatbankError(
        'SB_REPORT_UNKNOWN',
        'No report was checked in this database: run statbank report check first.',
      );
    }
    const site = { name: 'statbank', locale: language === 'no' ? 'nb' : 'en' };
    const api = await openMetabase(url, { email, password }, site, context.signal);
    const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
    const database = decodeURIComponent(pathname.slice(1));
    const client = await pool.connect();
    const login = await renewReaderLogin(client, `${database}_metabase`).finally(() => {
      client.release();
    });
    const published = await publishDashboard(
      api,
      {
        name: 'statbank',
        host: hostname === '' ? 'localhost' : hostname,
        port: port === '' ? 5432 : Number(port),
        database,
        sslMode: searchParams.get('sslmode'),
        ...login,
      },
      reportDashboard(newest.report, language),
    );
    const address = `${url}/dashboard/${published.dashboard}`;
    context.output.facts(
      { report: newest.report, dashboard: address, login: login.user, cards: published.cards },
      (facts, page) => {
        page.line(`${facts.dashboard}: ${counted(facts.cards, 'card')} on ${facts.report}`);
        page.line(`Metabase reads as ${facts.login}, which sees mart and nothing else.`);
      },
    );
    return EXIT.ok;
  });
