/** An input that cannot be used. The message is one sentence that names the file and the cause. */
export class InputError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = "InputError";
  }
}
