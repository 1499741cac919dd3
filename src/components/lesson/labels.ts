/** What the parts of a lesson say. */
export const labels = {
  predict: 'Predict, then run',
  check: 'Question',
  /** On the fold under a question. */
  saved: 'What the saved runs say',
  answer: 'Answer',
  noted: (guess: string) => `Noted: “${guess}”. Now press Run below; the answer opens when your run has ended.`,
  right: (guess: string) => `You said “${guess}”. So it is.`,
  wrong: (guess: string, answer: string) => `You said “${guess}”. It is “${answer}”.`,
  furtherReading: 'Further reading',
} as const;
