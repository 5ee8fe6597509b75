import { ProvenChange } from "../../analysis";
import { Language } from "../../analysis/result";
import { azCommands } from "./az-commands";
import { azureEditsAsText } from "./azure-text";
import { changeAsHcl } from "./hcl";

/** What to write, or to run: HCL, places in a template with the JSON that belongs there, or commands. */
export function changeAsWritten(change: ProvenChange, language: Language): string {
  switch (change.form) {
    case "terraform":
      return changeAsHcl(change, language);
    case "template":
      return azureEditsAsText(change.edits, 2).join("\n");
    case "deployed":
      return azCommands(change.edits).join("\n");
  }
}
