import { LoadedInput } from "../loaded-input";
import { TerraformResource } from "../terraform/value";

/** A resource of one of the inputs that are joined. */
export interface JoinedPart {
  readonly resource: TerraformResource;
  readonly input: LoadedInput;
  /** Which of the inputs it is. */
  readonly index: number;
}
