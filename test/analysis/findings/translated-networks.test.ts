import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import {
  bind,
  Body,
  document,
  half,
  HUB,
  id,
  network,
  resource,
  Resources,
  routeTable,
  SPOKE,
  subnet,
  subnetId,
} from "./cases/terraform";

/** A spoke with public addresses of its own, to which another spoke sends through the firewall. */
function found(policy: Body, prefix = "198.51.100.0/24"): readonly string[] {
  const parts: readonly Resources[] = [
    ...HUB,
    ...SPOKE,
    network("own", prefix),
    subnet("own", "default", prefix),
    half("hub", "own"),
    half("own", "hub", { allow_forwarded_traffic: true }),
    subnet("hub", "AzureFirewallSubnet", "10.0.1.0/26"),
    resource("firewall_policy", "policy", policy),
    resource("firewall", "fw", {
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: id("firewall_policy", "policy"),
      ip_configuration: { name: "data", subnet_id: subnetId("hub", "AzureFirewallSubnet") },
    }),
    routeTable("out", { address_prefix: "0.0.0.0/0", next_hop_in_ip_address: "10.0.1.4" }),
    bind("spoke", "default", "out"),
  ];
  return analyze(readConfiguration(document(parts)))
    .findings.filter(({ code }) => code === "FIREWALL_TRANSLATES_NETWORK")
    .map(({ message }) => message.en);
}

describe("W99: a network whose addresses a firewall takes for public ones", () => {
  test("is told with who sends there", () => {
    const [message, ...more] = found({});
    expect(more).toEqual([]);
    expect(message).toContain("198.51.100.0/24 of own");
    expect(message).toContain("spoke/default");
  });

  test("is told where the policy's own list leaves private addresses out", () => {
    expect(found({ private_ip_ranges: ["192.168.0.0/16"] }, "10.44.0.0/16")).toHaveLength(1);
  });

  test.each([
    ["is private", {}, "10.44.0.0/16"],
    ["is in the list", { private_ip_ranges: ["IANAPrivateRanges", "198.51.100.0/24"] }, undefined],
    ["may be in the list", { private_ip_ranges: "${var.ranges}" }, undefined],
    ["is translated on purpose", { private_ip_ranges: ["255.255.255.255/32"] }, undefined],
    ["may be learned", { auto_learn_private_ranges_enabled: true }, undefined],
  ])("is none that %s", (_, policy, prefix) => {
    expect(found(policy, prefix)).toEqual([]);
  });
});

test("W99: a site with public addresses behind the gateway is told too, one that has the rest of the Internet isn't", () => {
  const behind = (prefix: string) => {
    const parts: readonly Resources[] = [
      ...HUB,
      ...SPOKE,
      subnet("hub", "AzureFirewallSubnet", "10.0.1.0/26"),
      subnet("hub", "GatewaySubnet", "10.0.2.0/27"),
      resource("virtual_network_gateway", "gateway", {
        type: "Vpn",
        ip_configuration: { name: "c", subnet_id: subnetId("hub", "GatewaySubnet") },
      }),
      resource("firewall", "fw", {
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        ip_configuration: { name: "data", subnet_id: subnetId("hub", "AzureFirewallSubnet") },
      }),
      resource("local_network_gateway", "dc", { gateway_address: "203.0.113.9", address_space: [prefix] }),
      resource("virtual_network_gateway_connection", "dc", {
        type: "IPsec",
        virtual_network_gateway_id: id("virtual_network_gateway", "gateway"),
        local_network_gateway_id: id("local_network_gateway", "dc"),
      }),
      routeTable("out", { address_prefix: "0.0.0.0/0", next_hop_in_ip_address: "10.0.1.4" }),
      bind("spoke", "default", "out"),
    ];
    return analyze(readConfiguration(document(parts)))
      .findings.filter(({ code }) => code === "FIREWALL_TRANSLATES_NETWORK")
      .map(({ message }) => message.en);
  };
  expect(behind("198.51.100.0/24")).toEqual([expect.stringContaining("198.51.100.0/24 of dc")]);
  expect(behind("0.0.0.0/1")).toEqual([]);
  expect(behind("192.168.0.0/16")).toEqual([]);
});
