/** An option as it is quoted inside a sentence: the sentence has a full stop of its own. */
const quoted = (option: string): string => `“${option.replace(/\.$/, '')}”`;

/** What the parts of a lesson say. */
export const labels = {
  predict: 'Predict, then run',
  check: 'Question',
  /** On the fold under a question. */
  saved: 'What the saved runs say',
  answer: 'Answer',
  noted: (guess: string) => `Noted: ${quoted(guess)}. Now press Run below; the answer opens when your run has ended.`,
  right: (guess: string) => `You said ${quoted(guess)}. So it is.`,
  wrong: (guess: string, answer: string) => `You said ${quoted(guess)}. It is ${quoted(answer)}.`,
  furtherReading: 'Further reading',
} as const;
