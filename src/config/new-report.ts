import { yamlText } from '../transform/yaml-text.ts';
import { claimLines, type NewClaim } from './insert-claim.ts';

/** What is told of a text when its report file is begun. */
export interface NewReport {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly address: string;
  /** ISO date. */
  readonly asOf: string;
  readonly source: { readonly name: string; readonly publisher: string; readonly document: string };
}

/** The text of a report file with its first claim. */
export function newReport(report: NewReport, claim: NewClaim): string {
  const { id, title, publisher, address, asOf, source } = report;
  const [first = '', ...others] = claimLines(claim);
  return `report: ${id}
title: ${yamlText(title)}
publisher: ${yamlText(publisher)}
address: ${yamlText(address)}
as_of: ${asOf}

sources:
  ${source.name}: { publisher: ${yamlText(source.publisher)}, document: ${yamlText(source.document)} }

sections:
  - id: text
    title: ${yamlText(title)}
    claims:
      - ${first}
${others.map((line) => `        ${line}\n`).join('')}`;
}
