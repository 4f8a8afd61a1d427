/** Text as a literal in a regular expression. */
function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/**
 * The name of a table without what changes at every release: `07459: ` in front, and the
 * span of periods behind (`1986-2026`, or `.  År 2025M01-2026M04` as SCB writes it).
 */
export function tableTitle(
  label: string,
  table: string,
  firstPeriod: string | null,
  lastPeriod: string | null,
): string {
  let title = label.trim();
  if (title.toLowerCase().startsWith(`${table.toLowerCase()}:`)) {
    title = title.slice(table.length + 1).trim();
  }
  if (firstPeriod === null || lastPeriod === null) return title;
  const first = literal(firstPeriod);
  const whole = String.raw`${first}\s*[-–]\s*${literal(lastPeriod)}`;
  const span = firstPeriod === lastPeriod ? `(?:${whole}|${first})` : whole;
  // A word before the span belongs to it only after a full stop: "figures 2006M01-2026M08".
  const shortened = title.replace(new RegExp(String.raw`(?:\.\s*\p{L}+)?[\s,.]+${span}$`, 'u'), '');
  return shortened === '' ? title : shortened;
}
