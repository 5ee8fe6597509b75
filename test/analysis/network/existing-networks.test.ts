import { HubSpokeConstruct, ITransitRouting, TransitRouting, VirtualNetwork } from "../../../lib";
import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { Analysis } from "../../../lib/analysis/result";
import { stackWith } from "../../support/synth";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-existing";

interface Existing {
  readonly hub?: boolean;
  readonly spoke?: boolean;
  /** Prefix of a subnet that is created in the hub. */
  readonly hubSubnet?: string;
  readonly transit: ITransitRouting;
}

/** Two spokes on a hub; hub or first spoke may exist already, so that only its id is in the configuration. */
function analysisOf({ hub = false, spoke = false, hubSubnet, transit }: Existing): Analysis {
  const stack = stackWith((scope) => {
    const existing = (name: string, prefix: string) => ({
      virtualNetwork: VirtualNetwork.fromVirtualNetworkAttributes(scope, name, {
        virtualNetworkId: `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-${name}`,
        virtualNetworkName: `vnet-${name}`,
        resourceGroupName: "rg-existing",
        addressSpace: [prefix],
      }),
    });
    const network = (name: string, prefix: string, exists: boolean) =>
      exists ? existing(name, prefix) : { addressSpace: [prefix] };
    new HubSpokeConstruct(scope, "Network", {
      location: "eastasia",
      hub: {
        name: "hub01",
        ...network("hub01", "10.0.0.0/16", hub),
        subnets: hubSubnet === undefined ? [] : [{ name: "other", addressPrefix: hubSubnet }],
      },
      spokes: [1, 2].map((number) => ({
        name: `spoke0${number}`,
        ...network(`spoke0${number}`, `10.${number}0.0.0/16`, spoke && number === 1),
        subnets: [{ name: "default", addressPrefix: `10.${number}0.0.0/24` }],
      })),
      transit,
    });
  });
  stack.prepareStack();
  return analyze(readConfiguration(stack.toTerraform()));
}

const FIREWALL = TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" });

test("a spoke that exists already is reached like the others", () => {
  const analysis = analysisOf({ spoke: true, transit: FIREWALL });
  expect(analysis.matrix.counts).toMatchObject({ REACHABLE: 2 });
});

test("a firewall that is created in an existing hub lets spokes talk", () => {
  const analysis = analysisOf({ hub: true, transit: FIREWALL });
  expect(analysis.matrix.counts).toMatchObject({ REACHABLE: 2 });
});

test("a next hop in an existing hub, of which nothing is known, is neither promised nor denied", () => {
  const transit = TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.1.4" });
  const pair = ["vnet-spoke01/default", "vnet-spoke02/default"] as const;
  expect(analysisOf({ hub: true, transit }).verdict(...pair)).toBe("CONDITIONAL");
});

test("a next hop in an existing hub isn't denied because another of its subnets is known", () => {
  const transit = TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.1.4" });
  const analysis = analysisOf({ hub: true, hubSubnet: "10.0.9.0/24", transit });
  expect(analysis.verdict("vnet-spoke01/default", "vnet-spoke02/default")).toBe("CONDITIONAL");
});

describe("of a network with an unknown address space, a route of users", () => {
  /** Two peered networks: of the second, only a subnet is known, and maybe a part of its address space. */
  function verdict(route: string, space: string[] | undefined): string {
    const half = (from: string, to: string): object => ({
      name: `${from}-${to}`,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
    });
    const common = { location: "eastasia", resource_group_name: "rg" };
    const drop = { name: "drop", address_prefix: route, next_hop_type: "None" };
    const resource = {
      azurerm_virtual_network: {
        here: {
          ...common,
          name: "here",
          address_space: ["10.1.0.0/16"],
          subnet: [
            { name: "s", address_prefixes: ["10.1.0.0/24"], route_table_id: "${azurerm_route_table.t.id}" },
          ],
        },
        there: { ...common, name: "there", address_space: space ?? "${var.space}" },
      },
      azurerm_subnet: {
        there: {
          name: "s",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.there.name}",
          address_prefixes: ["10.2.1.0/24"],
        },
      },
      azurerm_route_table: { t: { ...common, name: "t", route: [drop] } },
      azurerm_virtual_network_peering: { one: half("here", "there"), other: half("there", "here") },
    };
    return analyze(readConfiguration({ resource, variable: { space: {}, more: {} } })).verdict(
      "here/s",
      "there/s",
    );
  }

  test("wins only if that is no longer than its prefix", () => {
    expect(verdict("10.2.0.0/16", ["10.2.0.0/16"])).toBe("BLOCKED");
    expect(verdict("10.2.0.0/16", ["10.2.0.0/17"])).toBe("REACHABLE");
    expect(verdict("10.2.0.0/16", undefined)).toBe("CONDITIONAL");
    expect(verdict("10.2.0.0/16", ["10.77.0.0/16", "${var.more}"])).toBe("CONDITIONAL");
    expect(verdict("10.2.0.0/16", ["10.2.0.0/17", "${var.more}"])).toBe("REACHABLE");
  });

  test("as long as a subnet's prefix wins, and a default route doesn't", () => {
    expect(verdict("10.2.1.0/24", undefined)).toBe("BLOCKED");
    expect(verdict("0.0.0.0/0", undefined)).toBe("REACHABLE");
  });
});
