import { hostname } from 'node:os';
import { EXIT } from '../errors/codes.ts';
import type { Language } from '../transform/decimal-words.ts';
import { summarise } from '../pipeline/summary.ts';
import { summaryWords } from '../pipeline/summary-words.ts';
import type { Command } from './context.ts';
import { emailLines } from './email.ts';
import { parseMoment } from './moment.ts';
import { postToWebhook } from './webhook.ts';
import { withWorkshop } from './with-workshop.ts';

export interface SummaryOptions {
  readonly since: string;
  readonly language: Language;
  /** Whether to print a message for a mail program. */
  readonly email?: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** Tells in words what happened since a moment: on the terminal, as an e-mail, and to a webhook if one is set. */
export const summary: Command<SummaryOptions> = async (context, options) =>
  withWorkshop(context, async ({ db, now }) => {
    const until = now();
    const facts = await summarise(db, parseMoment(options.since, '--since', until), until);
    const { subject, lines } = summaryWords(facts, options.language);
    const message = options.email
      ? emailLines({
          from: options.from ?? `statbank@${hostname()}`,
          to: options.to ?? null,
          date: until,
          subject,
          lines: lines.length === 0 ? [subject] : lines,
        })
      : [subject, ...lines];
    const { webhook } = context.environment;
    const refused =
      webhook === null
        ? null
        : await postToWebhook(context, webhook, { text: [subject, ...lines].join('\n'), ...facts });
    context.output.facts({ ...facts, subject, lines, webhook: refused }, (_, page) => {
      for (const line of message) page.line(line);
    });
    return EXIT.ok;
  });
