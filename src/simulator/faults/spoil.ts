import { writeJson } from '../ordered-json.ts';
import { tooManyCalls } from '../rate-window.ts';
import { type Reply, emptyReply, htmlReply, jsonReply } from '../reply.ts';
import type { Fault } from './fault.ts';

/** The answer that a fault puts in place of the true one, or null if the true one is needed. */
export function replacement(fault: Fault, now: Date): Reply | null {
  if (fault.kind === 'html-with-200') {
    return { ...htmlReply(200, 'Maintenance'), status: 200 };
  }
  if (fault.kind !== 'status') return null;
  const { status, retryAfter } = fault;
  if (status === 429) {
    const until = new Date(now.getTime() + (retryAfter?.seconds ?? 0) * 1000);
    return tooManyCalls(retryAfter?.form ?? 'none', until, now);
  }
  if (fault.body === 'html') return htmlReply(status, `${status} - Error`);
  if (fault.body === 'json') {
    return jsonReply(writeJson({ type: 'Parameter error', title: 'Error', status }), status);
  }
  return emptyReply(status);
}

/** The true answer with its body spoilt; faults of the transport leave it as it is. */
export function spoilt(fault: Fault, reply: Reply): Reply {
  switch (fault.kind) {
    case 'figure':
      return withText(reply, (body) => body.replace(/("value":\[)[^,\]]+/, `$1${fault.text}`));
    case 'duplicate-key':
      return withText(reply, (body) => body.replace('"value":[', '"value":[],"value":['));
    case 'contradicting-size':
      return withText(reply, (body) =>
        body.replace(
          /("size":\[)(\d+)/,
          (_, start: string, size: string) => `${start}${Number(size) + 1}`,
        ),
      );
    case 'body':
      return { ...reply, body: fault.replace(textOf(reply)) };
    default:
      return reply;
  }
}

function withText(reply: Reply, change: (body: string) => string): Reply {
  return { ...reply, body: change(textOf(reply)) };
}

function textOf({ body }: Reply): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : [...body].join('');
}
