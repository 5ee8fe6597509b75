import { readConfiguration } from "../../../../lib/analysis/readers";

/** Networks `a` and `b`, and half a peering that points at what an expression says. */
function halfTo(expression: string, locals: object): string | undefined {
  const network = (name: string): object => ({ name: `vnet-${name}`, resource_group_name: "rg" });
  const { peerings } = readConfiguration({
    locals,
    resource: {
      azurerm_virtual_network: { hub: network("hub"), a: network("a"), b: network("b") },
      azurerm_virtual_network_peering: {
        half: {
          name: "half",
          resource_group_name: "rg",
          virtual_network_name: "vnet-hub",
          remote_virtual_network_id: `\${${expression}}`,
        },
      },
    },
  });
  return peerings[0].remoteVirtualNetwork;
}

const NETWORKS = "[azurerm_virtual_network.a, azurerm_virtual_network.b]";

test.each([
  ["a loop", `{ for n in ${NETWORKS} : n.id => n }`, "local.map[azurerm_virtual_network.b.id].id"],
  ["zipmap", `zipmap(${NETWORKS}[*].id, ${NETWORKS}[*].id)`, "local.map[azurerm_virtual_network.b.id]"],
  [
    "lookup",
    `{ for n in ${NETWORKS} : n.id => n.id }`,
    'lookup(local.map, azurerm_virtual_network.b.id, "")',
  ],
  [
    "an object",
    "{ (azurerm_virtual_network.a.id) = azurerm_virtual_network.a, (azurerm_virtual_network.b.id) = azurerm_virtual_network.b }",
    "local.map[azurerm_virtual_network.b.id].id",
  ],
])("a map by ids that only apply tells, made by %s, is asked by the same id", (_, map, expression) => {
  expect(halfTo(expression, { map: `\${${map}}` })).toBe("azurerm_virtual_network.b");
});

test("an id that may be another one finds nothing for sure", () => {
  const map = `\${{ for n in ${NETWORKS} : n.id => n }}`;
  expect(halfTo("local.map[azurerm_virtual_network.a.guid].id", { map })).toBeUndefined();
});

test("a filter that only apply tells leaves open whether the member is there", () => {
  const map = `\${{ for n in ${NETWORKS} : n.id => n if n.guid == "x" }}`;
  expect(halfTo("local.map[azurerm_virtual_network.a.id].id", { map })).toBeUndefined();
});
