/** An answer before it is sent. A body in pieces is streamed. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Iterable<string>;
}

/** SSB labels all its JSON this way, errors included. */
const JSON_TYPE = 'application/json; charset=utf-8';

/** A JSON answer; the text is ready or comes in pieces. */
export function jsonReply(body: string | Iterable<string>, status = 200): Reply {
  return { status, headers: { 'content-type': JSON_TYPE }, body };
}

/** An answer without a body. */
export function emptyReply(status: number): Reply {
  return { status, headers: {}, body: '' };
}

/**
 * The web server's own error page, in front of the API: Latin-1 HTML where a client
 * expects JSON. `title` as in `404 - File or directory not found.`
 */
export function htmlReply(status: number, title: string): Reply {
  const page = [
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<html xmlns="http://www.w3.org/1999/xhtml">',
    '<head>',
    '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>',
    `<title>${title}</title>`,
    '</head>',
    `<body><div id="header"><h1>Server Error</h1></div><h2>${title}</h2></body>`,
    '</html>',
    '',
  ].join('\r\n');
  return {
    status,
    headers: { 'content-type': 'text/html; charset=iso-8859-1' },
    body: Buffer.from(page, 'latin1'),
  };
}
