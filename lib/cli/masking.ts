import { SecretMask } from "../analysis/secret-mask";
import { Terminal } from "./terminal";

/** The mask of what a command prints. */
export class Masking extends SecretMask {
  /** A terminal that shows nothing that is sensitive. */
  public before(terminal: Terminal): Terminal {
    return {
      ...terminal,
      out: (text) => terminal.out(this.mask(text)),
      err: (text) => terminal.err(this.mask(text)),
    };
  }
}
