/** What the figure of answers says. */
export const labels = {
  /** Where along the run the answers are from. */
  epoch: (epoch: number, last: number) => `epoch ${epoch} of ${last}`,
  scrub: 'Epoch at which the network answers',
  point: 'Point at an image, or touch it, to read its label and the network’s answer.',
  noPictures: (why: string) =>
    `The pictures of these images could not be read (${why}); their borders are right all the same.`,
  noAnswers: 'Your run had no image with a wrong label, so the saved run is still shown.',
} as const;
