/** A title without markup: one agency puts its internal id behind it, wrapped in tags. */
export function plainTitle(title: string): string {
  return title
    .replaceAll(/<(\w+)[^>]*>[^<]*<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
