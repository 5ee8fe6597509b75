import { AzureId, parseAzureId } from "../terraform/azure-id";
import { Leaf } from "../terraform/value";
import { AZAPI_FUNCTIONS } from "./azapi-functions";
import { Evaluated } from "./evaluated";
import { Place } from "./place";
import { object, refusal, textOf } from "./resource-id-pieces";
import { Missing, Several, Union } from "./union";
import { referencesIn } from "./values";

/** What functions of azurerm and azapi make of ids: `provider::azurerm::parse_resource_id`. */
export const PROVIDER_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  ...AZAPI_FUNCTIONS,
  // It corrects capitals only, of which nothing that reads an id here depends.
  "provider::azurerm::normalise_resource_id": ([id]) => refusal(id) ?? id,
  "provider::azurerm::parse_resource_id": ([id]) => refusal(id) ?? piecesOf(id),
};

/** The pieces of an id; where only apply tells it, those of its resource, which has a name before. */
function piecesOf(id: Evaluated): Evaluated | undefined {
  if (id instanceof Union) {
    const members = id.members.map((member) => (member === null ? undefined : piecesOf(member)));
    return members.includes(undefined) ? undefined : id.of(members as Evaluated[], id.text);
  }
  if (id instanceof Several || id instanceof Missing) {
    return undefined;
  }
  const text = textOf(id);
  const parsed = text === undefined ? undefined : parseAzureId(text);
  return parsed ? writtenPieces(parsed, text!, id) : piecesOfResource(id);
}

function writtenPieces(
  { subscription, resourceGroup, names }: AzureId,
  text: string,
  id: Evaluated,
): Evaluated {
  const references = referencesIn([id]);
  const piece = (value: string): Evaluated =>
    value.includes("${") ? new Leaf(undefined, references, value) : value;
  const [, provider = "", path = ""] = /\/providers\/([^/]+)\/(.+)$/i.exec(text) ?? [];
  const kinds = path.split("/").filter((_, index) => index % 2 === 0);
  const parents = kinds.slice(0, -1).map((kind, index) => [kind, piece(names[index])] as const);
  return object([
    ["subscription_id", piece(subscription)],
    ["resource_group_name", piece(resourceGroup)],
    ["resource_provider", piece(provider)],
    ["full_resource_type", piece([provider, ...kinds].join("/"))],
    ["resource_type", piece(kinds.at(-1)!)],
    ["resource_name", piece(names.at(-1)!)],
    ["resource_scope", null],
    ["parent_resources", object(parents)],
  ]);
}

function piecesOfResource(id: Evaluated): Evaluated | undefined {
  const [nearest] = referencesIn([id]);
  if (nearest === undefined || nearest.path.length !== 1 || nearest.path[0] !== "id") {
    return undefined;
  }
  const place = Place.of(nearest.resource);
  const network = place.step("virtual_network_name");
  return object([
    ["resource_group_name", place.step("resource_group_name")],
    ["resource_name", place.step("name")],
    ["parent_resources", object(network.value === undefined ? [] : [["virtualNetworks", network]])],
    ...["subscription_id", "resource_provider", "full_resource_type", "resource_type", "resource_scope"].map(
      (name) => [name, new Leaf(undefined, [nearest], name)] as const,
    ),
  ]);
}
