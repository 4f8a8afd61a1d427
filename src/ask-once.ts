/** Gives the answer to a key's question: the first time it asks, later it has the answer. */
export type AskOnce<Answer> = (key: string, ask: () => Promise<Answer>) => Promise<Answer>;

/**
 * Makes a memory of answers. Whoever asks while an answer is on its way waits for that one; a
 * question that failed is asked again.
 */
export function askOnce<Answer>(): AskOnce<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return async (key, ask) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
