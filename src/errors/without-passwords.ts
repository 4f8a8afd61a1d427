const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*):[^\s@/"]+@/gi;

/** Takes passwords out of every address in a text: `postgres://me:***@host/db`. */
export function withoutPasswords(text: string): string {
  return text.replace(URL_PASSWORD, '$1:***@');
}
