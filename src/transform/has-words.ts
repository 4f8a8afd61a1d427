/** Whether a text has every word, whatever their case and order; words are apart by spaces. */
export function hasWords(text: string, words: string): boolean {
  const found = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word));
}
