/** A program that cannot be published as it is. */
export class MeasurementError extends Error {
  override readonly name = 'MeasurementError';
}
