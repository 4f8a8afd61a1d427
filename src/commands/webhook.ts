import { packageVersion } from '../config/package.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { createHttpClient, userAgent } from '../extract/http/client.ts';
import type { CommandContext } from './context.ts';

/** Nobody waits for a chat room: what it has not taken by then it does not get. */
const TIMEOUT_MS = 15_000;

/**
 * Posts facts as JSON to a webhook. A webhook that does not take them is told to the log and to
 * the person, but fails nothing. Its address is a secret: only its host is ever named.
 *
 * @returns null if it took them, else the error's code
 */
export async function postToWebhook(
  { environment, logger, output, signal }: CommandContext,
  url: string,
  facts: object,
): Promise<string | null> {
  const http = createHttpClient({
    userAgent: userAgent(packageVersion(), environment.contact),
    idleTimeoutMs: TIMEOUT_MS,
    totalTimeoutMs: TIMEOUT_MS,
  });
  try {
    const { status } = await http.send(
      { method: 'POST', url, body: JSON.stringify(facts) },
      signal,
    );
    if (status >= 200 && status <= 299) return null;
    return refused('SB_HTTP_STATUS', `HTTP ${status}`);
  } catch (error) {
    return refused(error instanceof StatbankError ? error.code : 'SB_HTTP_NETWORK', 'no answer');
  } finally {
    http.close();
  }

  function refused(code: string, answer: string): string {
    const { host } = new URL(url);
    logger.warn({ code, host }, `the webhook did not take the summary: ${answer}`);
    output.note(`${code}: the webhook at ${host} did not take the summary: ${answer}.`);
    return code;
  }
}
