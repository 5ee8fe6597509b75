import { repairsOf } from "../support/ask";
import { RandomDocument } from "../support/random-document";

/** Two hubs with an appliance and a spoke each; the second appliance's table is bound to nothing. */
function hubsWithAnIdleTable(): RandomDocument {
  const document = new RandomDocument();
  const hops = ["10.0.1.4", "10.1.1.4"];
  const spokes = ["10.20.0.0/16", "10.21.0.0/16"];
  for (const index of [0, 1]) {
    const other = 1 - index;
    document.network(`hub${index}`, `10.${index}.0.0/16`);
    document.subnet(`hub${index}`, "nva", `10.${index}.1.0/24`);
    document.nic(`nva${index}`, hops[index], true, `hub${index}_nva`);
    document.network(`spoke${index}`, spokes[index]);
    document.subnet(`spoke${index}`, "app", `10.${20 + index}.1.0/24`);
    document.table(`spoke${index}_app`, [["10.0.0.0/8", hops[index]]]);
    document.table(`hub${index}_nva`, [[spokes[other], hops[other]]]);
    document.half(`hub${index}`, `spoke${index}`, { allow_forwarded_traffic: true });
    document.half(`spoke${index}`, `hub${index}`, { allow_forwarded_traffic: true });
    document.half(`hub${index}`, `hub${other}`, { allow_forwarded_traffic: true });
  }
  delete document.resource.azurerm_subnet_route_table_association.hub1_nva;
  return document;
}

test("the table that nothing is bound to is bound where packets get lost, in a hub too", () => {
  const [first] = repairsOf({
    document: { resource: hubsWithAnIdleTable().resource },
    assume: { version: 1, forwards: ["nva0", "nva1"] },
    from: "spoke1/app",
    to: "spoke0/app",
  }).repairs;
  expect(first).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_subnet_route_table_association",
        arguments: {
          subnet_id: "${azurerm_subnet.hub1_nva.id}",
          route_table_id: "${azurerm_route_table.hub1_nva.id}",
        },
      },
    ],
    makes: { verdict: "REACHABLE", through: ["nva1", "nva0"] },
  });
});
