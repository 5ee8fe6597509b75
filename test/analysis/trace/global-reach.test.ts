import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, readNetwork } from "../../../lib/analysis";

const CIRCUITS = join(__dirname, "../../cases/answers/N252-circuits-joined");

interface Link {
  readonly peering_id: string;
  readonly peer_peering_id: string;
}

/** Two sites, each behind a circuit of its own, and what joins the circuits. */
function verdictWith(links: { readonly [name: string]: Partial<Link> }): string {
  const document = JSON.parse(readFileSync(join(CIRCUITS, "main.tf.json"), "utf8"));
  document.resource.azurerm_express_route_circuit_connection = links;
  const assume = JSON.parse(readFileSync(join(CIRCUITS, "assume.json"), "utf8"));
  return analyze(readNetwork(document, assume).model).verdict("on-premises/ergw-b", "on-premises/ergw-a");
}

const peering = (name: string): string => `\${azurerm_express_route_circuit_peering.${name}.id}`;

test.each([
  [
    "one connection joins both",
    { a: { peering_id: peering("a"), peer_peering_id: peering("b") } },
    "REACHABLE",
  ],
  [
    "a peering named by its circuit's id",
    {
      a: {
        peering_id: "${azurerm_express_route_circuit.a.id}/peerings/AzurePrivatePeering",
        peer_peering_id: peering("b"),
      },
    },
    "REACHABLE",
  ],
  ["without one, no circuit leads to another", {}, "BLOCKED"],
  [
    "what joins one with a third",
    {
      a: {
        peering_id: peering("a"),
        peer_peering_id:
          "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/expressRouteCircuits/c/peerings/AzurePrivatePeering",
      },
    },
    "BLOCKED",
  ],
  [
    "an end that only apply tells",
    { a: { peering_id: peering("a"), peer_peering_id: "${var.key}" } },
    "CONDITIONAL",
  ],
])("circuits: %s", (_, links, verdict) => {
  expect(verdictWith(links)).toBe(verdict);
});
