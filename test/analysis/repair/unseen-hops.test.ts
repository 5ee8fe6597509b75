import { analyze, findMatrixRepairs, messageOf, readNetwork } from "../../../lib/analysis";
import { buildReviewDocument, curesAsText } from "../../../lib/review";
import { repairsAsText } from "../../../lib/review/repair/text";
import { TerraformNetwork } from "../support/terraform-network";
import { repairsOf } from "./support/ask";

const SPOKES = { from: "vnet-spoke1/default", to: "vnet-spoke2/default" };
const INTERNET = { from: "vnet-spoke1/default", to: "internet" };

const base = { location: "eastasia", resource_group_name: "rg" };

/** Both spokes send everything to an address that nothing in the input has. */
const routed = (hop: string): TerraformNetwork =>
  ["spoke1", "spoke2"].reduce(
    (network, spoke) =>
      network
        .add("azurerm_route_table", spoke, {
          ...base,
          name: `rt-${spoke}`,
          route: [
            {
              name: "default",
              address_prefix: "0.0.0.0/0",
              next_hop_type: "VirtualAppliance",
              next_hop_in_ip_address: hop,
            },
          ],
        })
        .add("azurerm_subnet_route_table_association", spoke, {
          subnet_id: `\${azurerm_subnet.${spoke}_default.id}`,
          route_table_id: `\${azurerm_route_table.${spoke}.id}`,
        }),
    new TerraformNetwork(),
  );

const hubSubnet = "10.0.0.77";

/** Nothing in the input forwards. */
function withoutForwarders(network: TerraformNetwork): object {
  const { resource } = network.configuration as { readonly resource: object };
  const kept = Object.entries(resource).filter(([type]) => !/network_interface|virtual_machine/.test(type));
  return { resource: Object.fromEntries(kept) };
}

test("what takes the route out, or goes past it, is nobody's first step where the next hop isn't in the input", () => {
  const document = withoutForwarders(routed(hubSubnet));
  for (const asked of [SPOKES, INTERNET]) {
    const answer = repairsOf({ document, ...asked });
    expect(answer.unseen).toMatchObject([
      { ip: hubSubnet, route: "default", resource: "azurerm_route_table.spoke1" },
    ]);
    expect(answer.preferred).toBe(0);
    const cautions = answer.repairs[0].cautions.map(({ en }) => en).join(" ");
    expect(cautions).toContain(`${hubSubnet}, which this input doesn't show`);
    const text = repairsAsText(answer, new Map(), "en").replace(/\s+/g, " ");
    expect(text.indexOf("First: 10.0.0.77")).toBeGreaterThan(0);
    expect(text.indexOf("First: 10.0.0.77")).toBeLessThan(text.indexOf("Repair 1"));
  }
});

test("what would cure many pairs comes behind it too, told once", () => {
  const { input } = readNetwork(withoutForwarders(routed(hubSubnet)));
  const { unseen, repairs } = findMatrixRepairs(input, {}, 6);
  expect(unseen).toMatchObject([
    { ip: hubSubnet, resource: "azurerm_route_table.spoke1", ...SPOKES, declared: "REACHABLE" },
  ]);
  expect(repairs.length).toBeGreaterThan(0);
  const analysis = analyze(input.edited([]));
  const cures = { matrix: () => findMatrixRepairs(input, {}, 6) };
  const review = buildReviewDocument({ name: "x", analysis, findings: () => [], billable: [], cures });
  const text = curesAsText(review, "en", () => "hub-spoke fix")!.replace(/\s+/g, " ");
  expect(text.indexOf("First: 10.0.0.77")).toBeGreaterThan(0);
  expect(text.indexOf("First: 10.0.0.77")).toBeLessThan(text.indexOf("1. Cures"));
});

test("the verdict that a declaration gives is the one that it has", () => {
  const document = routed(hubSubnet).configuration;
  const { unseen } = repairsOf({ document, ...SPOKES });
  const { model } = readNetwork(document, { version: 1, forwards: [hubSubnet] });
  expect(unseen[0].declared).toBe("REACHABLE");
  expect(analyze(model).explain(SPOKES.from, SPOKES.to).verdict).toBe("REACHABLE");
});

test("a declaration that would help nobody isn't asked for, and a route that leads astray may be turned", () => {
  // In no network of the input: Azure refuses it as a next hop.
  expect(repairsOf({ document: routed("192.168.7.7").configuration, ...SPOKES }).unseen).toEqual([]);
  const [first] = repairsOf({ document: routed(hubSubnet).configuration, ...SPOKES }).repairs;
  expect(first.makes.through).toEqual(["nic-nva"]);
  expect(first.cautions.map(({ en }) => en).join()).not.toContain("doesn't show");
});

test("where only the spokes' halves are here, what holds the hub is read first: nobody can declare what is there", () => {
  const hub =
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-core";
  const network = ["spoke1", "spoke2"].reduce(
    (all, spoke) =>
      all.add("azurerm_virtual_network_peering", `${spoke}_to_core`, {
        name: "to-core",
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${spoke}.name}`,
        remote_virtual_network_id: hub,
        allow_forwarded_traffic: true,
      }),
    routed("10.9.1.4"),
  );
  const document = withoutForwarders(network);
  const answer = repairsOf({ document, assume: { version: 1, forwards: ["10.9.1.4"] }, ...SPOKES });
  expect(answer.verdict).toBe("CONDITIONAL");
  expect(answer.unseen).toEqual([
    { ip: "10.9.1.4", route: "default", resource: "azurerm_route_table.spoke1", remote: "vnet-core" },
  ]);
  expect(answer.preferred).toBe(0);
  expect(answer.repairs[0].cautions.map(({ en }) => en).join(" ")).toContain("read what holds vnet-core");
  const { reasons } = analyze(readNetwork(document).model).explain(SPOKES.from, SPOKES.to);
  expect(messageOf(reasons[0])).toBe(
    "Who has the next hop address 10.9.1.4 of route default is not in this input; it may be in vnet-core, of whose peering only the half azurerm_virtual_network_peering.spoke1_to_core is here: read what holds vnet-core and the other half beside this one.",
  );
});
