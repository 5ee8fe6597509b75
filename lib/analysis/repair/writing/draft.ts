import { Edit, EditableInput } from "../../model";
import { AnalysisContext } from "../../trace/context";

/** What edits are written for: the network as it is with those that are there already. */
export interface Draft {
  readonly input: EditableInput;
  readonly edits: readonly Edit[];
  readonly context: AnalysisContext;
  /** Terraform address of what the way is wanted to lead through. */
  readonly wanted?: string;
}
