import { sql } from 'kysely';
import type { Provider } from '../extract/provider.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { renderHtml } from '../report/page/render-html.ts';
import type { ReportPage } from '../report/page/page-model.ts';
import { evidenceAddress, sectionAddress, tableAddress } from '../site/addresses.ts';
import type { SiteReport } from '../site/site.ts';
import { collectReportPage } from './report-page.ts';

interface Evaluated {
  readonly report: string;
  /** Changes whenever a claim was evaluated anew. */
  readonly state: string;
}

/**
 * The report as documents for the site, made anew when a claim was evaluated, and only then: to
 * read all archived bytes again takes seconds.
 */
export function reportDocuments(
  workshop: Workshop,
  providerOf: (providerId: string) => Provider,
): SiteReport {
  let made: { readonly state: string; readonly page: Promise<ReportPage> } | null = null;
  return {
    document: async (language) => {
      const newest = await newestEvaluated(workshop);
      if (newest === null) return null;
      const { report, state } = newest;
      if (made?.state !== state) {
        made = { state, page: collectReportPage(workshop, providerOf, report) };
        made.page.catch(() => {
          made = null;
        });
      }
      return renderHtml(await made.page, language, {
        home: sectionAddress('front', language),
        otherLanguage: sectionAddress('report', language === 'no' ? 'en' : 'no'),
        number: (evidence) => evidenceAddress(evidence, language),
        table: (ref) => tableAddress(ref, language),
      });
    },
  };
}

/** The report whose claims were evaluated last; null if none ever was. */
export async function newestEvaluated({ db }: Pick<Workshop, 'db'>): Promise<Evaluated | null> {
  const { rows } = await sql<Evaluated>`
    select report_id as report, report_id || ' ' || max(evaluation_id) as state
    from report.evaluation
    group by report_id
    order by max(evaluation_id) desc
    limit 1`.execute(db);
  return rows[0] ?? null;
}
