import { ModelProblem } from "../../model";
import { parseArmId } from "../arm/arm-id";
import { resolveEntries } from "../arm/arm-input";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { shapeOf } from "../arm/catalogue";
import { editedJson } from "../arm/edited-json";
import { InputError } from "../input-error";
import { asText, JsonObject } from "../json";
import { fromJson, isObject, Leaf } from "../terraform/value";
import { TerraformInput } from "../terraform-input";
import { BgpAnswer } from "./bgp-answers";
import { networkManagerInForce } from "./network-manager";
import { networksElsewhere, networksWithout } from "./networks-elsewhere";
import { completeRows, hasProperties, Page, pagesTakenForOne } from "./pages";
import { isOf, placePrivateEndpoints } from "./private-endpoints";
import { routeServerParts } from "./route-servers";
import { virtualHubParts } from "./virtual-hubs";

/** Reads what is deployed: resources as Azure shows them, references are ids. */
export function resolveRows(pages: readonly Page[]): TerraformInput {
  const learned = pages.flatMap(({ bgp = [] }) => bgp);
  return readRows(completeRows(pages), pages, learned);
}

function readRows(
  rows: readonly JsonObject[],
  pages: readonly Page[],
  learned: readonly BgpAnswer[],
): TerraformInput {
  const entries = placePrivateEndpoints(rows.flatMap(entryOf)).map(withUnknownKey);
  refuseBareNames(pages, rows);
  const own = virtualHubParts(entries);
  const network = networkManagerInForce([...own, ...networksElsewhere(own)]);
  return {
    ...resolveEntries(
      "azure",
      [...network, ...routeServerParts(network)],
      [...pagesTakenForOne(pages), ...networksInPart(entries)],
      (edits, sources) => {
        const edited = editedJson(rows, sources, edits, (all, { arguments: row }) => [...all, row]);
        return edited && readRows(edited, pages, learned);
      },
    ),
    ...(learned.length > 0 && { learned }),
  };
}

/**
 * Azure always lists what a network holds: a query that projects leaves the lists out. Whoever writes a row by hand keeps
 * its properties together and may leave out peerings that aren't there.
 */
function networksInPart(entries: readonly ArmEntry[]): ModelProblem[] {
  const projected = networksWithout("virtualNetworkPeerings", entries).filter(
    ({ object }) => object.at("properties.id") !== undefined,
  );
  const lists: readonly (readonly [string, readonly ArmEntry[]])[] = [
    ["subnets", networksWithout("subnets", entries)],
    ["peerings", projected],
  ];
  return lists.flatMap(([attribute, networks]) =>
    networks.map(({ parsed, id }): ModelProblem => {
      return { code: "NETWORK_IN_PART", resource: parsed.path, attribute, network: id };
    }),
  );
}

function entryOf(row: JsonObject): ArmEntry[] {
  const value = fromJson(row, (text) => text);
  return armEntry(asText(row.id), new ArmObject(isObject(value) ? value : undefined)).map((entry) => {
    return { ...entry, source: row };
  });
}

/** Azure shows no key of a connection, which has one all the same. */
function withUnknownKey(entry: ArmEntry): ArmEntry {
  const sharedKey = new Leaf(undefined, [], `${entry.id}.sharedKey`);
  return isOf(entry, "connections")
    ? { ...entry, object: entry.object.under({ properties: { sharedKey } }) }
    : entry;
}

/** A resource of which only the name is there would be taken for one that is configured to nothing. */
function refuseBareNames(pages: readonly Page[], rows: readonly JsonObject[]): void {
  const bare = rows.find((row) => {
    const shape = shapeOf(parseArmId(asText(row.id))!.type);
    return shape !== undefined && Object.keys(shape.arguments).length > 0 && !hasProperties(row);
  });
  if (bare !== undefined) {
    const file = pages.find((page) => page.rows.includes(bare))?.file ?? pages[0].file;
    throw new InputError("ROWS_WITHOUT_PROPERTIES", { file, resource: parseArmId(asText(bare.id))!.path });
  }
}
