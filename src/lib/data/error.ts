/** A data file is missing, damaged or not what its manifest says. The message is for the reader. */
export class DataError extends Error {
  override readonly name = 'DataError';
  /** The file, relative to where the data is served. */
  readonly file: string;

  constructor(file: string, what: string, whatToDo: string, options?: ErrorOptions) {
    super(`data file ${file}: ${what}. ${whatToDo}`, options);
    this.file = file;
  }
}
