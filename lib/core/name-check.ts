import { TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { NameRule } from "../azure/names";
import { nameProblem } from "./azure-names";
import { checkAtSynth } from "./checks";
import { notedOf } from "./noted";

/** A name that is refused, and what it is the name of. */
interface Refused {
  readonly name: string;
  readonly what: string;
}

/** Names that are refused in a stack. */
const refusedIn = notedOf<TerraformStack, Refused[]>(() => []);

/**
 * Checks a name at synth, unless it is made of one that is refused already: `vnet-hub 01` and `hub 01-to-spoke01` are
 * the mistake of `hub 01`, and one mistake is one message.
 *
 * Call it before the construct creates what is named after it.
 *
 * @param subject what the name is made of, where that has no rule of its own
 */
export function checkName(construct: IConstruct, rule: NameRule, name: string, subject = name): void {
  const problem = nameProblem(rule, name);
  if (problem === undefined) {
    return;
  }
  const refused = refusedIn(TerraformStack.of(construct));
  if (!refused.some((part) => isMadeOf(name, rule.what, part))) {
    refused.push({ name, what: rule.what });
    if (name.includes(subject)) {
      refused.push({ name: subject, what: rule.what });
    }
    checkAtSynth(construct, () => [problem]);
  }
}

/** Whether a name is another's of something else, or holds it between hyphens, at an end, or counted. */
function isMadeOf(name: string, what: string, { name: part, what: whatOfPart }: Refused): boolean {
  if (name === part) {
    return what !== whatOfPart;
  }
  // What is made of no name starts or ends with the hyphen beside it.
  if (part === "") {
    return /^-|-$/.test(name);
  }
  for (let at = name.indexOf(part); at >= 0; at = name.indexOf(part, at + 1)) {
    const rest = name.slice(at + part.length).replace(/^\d+/, "");
    if ((at === 0 || name[at - 1] === "-") && (rest === "" || rest[0] === "-")) {
      return true;
    }
  }
  return false;
}
