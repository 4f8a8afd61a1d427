import { sql } from 'kysely';
import type { ReadDb } from '../../postgres/read-db.ts';
import { VERDICTS, type Verdict } from '../../transform/claims/evaluated-claim.ts';
import type { TableRef } from '../../transform/table.ts';

/** A claim of the report, and what was last said of it. */
export interface JudgedClaim {
  readonly claim: string;
  readonly textNo: string;
  readonly textEn: string;
  readonly verdict: Verdict;
}

/** How many claims of the report have a verdict. */
export interface VerdictCount {
  readonly verdict: Verdict;
  readonly claims: number;
}

/** The report that the site shows: the one whose claims were evaluated last. */
const SHOWN_REPORT = sql`(select e.report_id from report.evaluation as e order by e.evaluation_id desc limit 1)`;

/** Claims of the report that are read from a table, in the report's order. */
export async function claimsOfTable(db: ReadDb, ref: TableRef): Promise<readonly JudgedClaim[]> {
  const { rows } = await sql<JudgedClaim>`
    select c.claim, c.text_no as "textNo", c.text_en as "textEn", c.verdict
    from mart.report_claims as c
    join report.claim_table as t on t.report_id = c.report and t.claim_id = c.claim
    where c.report = ${SHOWN_REPORT} and c.verdict is not null
      and t.provider = ${ref.provider} and t.table_id = ${ref.table}
    order by c.place`.execute(db);
  return rows;
}

/** Verdicts of the report with the number of their claims, in the order of all verdicts; empty without a report. */
export async function countVerdicts(db: ReadDb): Promise<readonly VerdictCount[]> {
  const { rows } = await sql<VerdictCount>`
    select c.verdict, count(*)::int as claims
    from mart.report_claims as c
    where c.report = ${SHOWN_REPORT} and c.verdict is not null
    group by c.verdict`.execute(db);
  return rows.toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
}
