/** What the figure of members and others says. */
export const labels = {
  epoch: (epoch: number) => `epoch ${epoch}`,
  scrub: 'Evaluation that is shown',
  threshold: 'Drag the rule, or press the arrow keys.',
  /** What the threshold in the figure is worth. */
  verdict: (accuracy: number) =>
    `Who calls those members is right about ${Math.round(100 * accuracy)} of 100 images, if half of them are members.`,
  over: (setting: string) => `The pale ROC curve is that of the saved run of “${setting}”, about as far along.`,
  wait: 'Your run comes in here, evaluation after evaluation, as soon as you press Run above.',
} as const;
