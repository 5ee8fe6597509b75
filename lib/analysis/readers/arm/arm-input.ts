import { Edit, InputKind, ModelProblem } from "../../model";
import { JsonObject } from "../json";
import { openOlderDefaults } from "../older-defaults";
import { TerraformInput } from "../terraform-input";
import { addressesOf } from "./arm-addresses";
import { ArmEntry, armResource } from "./arm-resource";
import { mayMatter } from "./catalogue";

/** Reads what entries were read from with edits in it; sources are by address. */
export type ReadAgain = (
  edits: readonly Edit[],
  sources: ReadonlyMap<string, JsonObject>,
) => TerraformInput | undefined;

/** What Azure's resources say, as any other input: those of kinds that nobody reads are named. */
export function resolveEntries(
  kind: InputKind,
  entries: readonly ArmEntry[],
  problems: readonly ModelProblem[] = [],
  again?: ReadAgain,
): TerraformInput {
  const addresses = addressesOf(entries);
  const ids = new Set(entries.map(({ id }) => id.toLowerCase()));
  const left = entries
    .filter(({ shape }) => shape === undefined)
    .filter(
      ({ parsed, object, isLeftOut }) =>
        isLeftOut === true || mayMatter(parsed.type) || isHubWithoutConnections(parsed.type, object),
    )
    .map((entry): ModelProblem => {
      const [resource, text] = [addresses.get(entry)!, entry.parsed.type];
      const network = MEMBERS.exec(entry.id)?.[1];
      return { code: "KIND_NOT_READ", resource, attribute: "type", text, ...(network && { network }) };
    });
  const resources = entries.map((entry) => armResource(entry, addresses.get(entry)!, ids));
  if (WITHOUT_DEFAULTS.has(kind)) {
    openOlderDefaults(resources);
  }
  const sources = new Map(
    entries.flatMap((entry) => (entry.source ? [[addresses.get(entry)!, entry.source] as const] : [])),
  );
  return {
    kind,
    resources,
    implied: new Set(resources.filter((_, index) => entries[index].isImplied)),
    problems: [...problems, ...left],
    comments: [],
    sources,
    ...(again && { edited: (edits) => again(edits, sources) }),
  };
}

/** What is written for Azure to fill in; what is read from Azure has it. */
const WITHOUT_DEFAULTS: ReadonlySet<InputKind> = new Set(["template", "bicep-snapshot"]);

/** What a Network Manager has in force in a virtual network, and of which groups that is a member. */
const MEMBERS =
  /^(.*\/virtualNetworks\/[^/]+)\/(?:subnets\/[^/]+\/)?providers\/Microsoft\.Network\/(?:effective\w+|networkGroupMemberships)(?:\/|$)/i;

/** A hub of Virtual WAN of which the rows don't hold what is connected with it. */
function isHubWithoutConnections(type: string, object: ArmEntry["object"]): boolean {
  return (
    /^microsoft\.network\/virtualhubs$/i.test(type) &&
    object.at("properties.unlistedConnections") !== undefined
  );
}
