import { TerraformStack } from "cdktf";
import {
  AzureFirewallTransitOptions,
  FirewallAddresses,
  FirewallProtocol,
  FirewallRule,
  HubSpokeConstruct,
  NetworkDnsServers,
  TransitRouting,
} from "../../lib";
import { refusals } from "../support/synth";

function network(
  stack: TerraformStack,
  options: Partial<AzureFirewallTransitOptions>,
  dnsServers?: string[],
): HubSpokeConstruct {
  return new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: { name: "hub", addressSpace: ["10.0.0.0/16"] },
    spokes: [{ name: "spoke", addressSpace: ["10.1.0.0/16"], dnsServers }],
    transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.0.0/26", ...options }),
  });
}

const NOBODY_ANSWERS = /"spoke" has the firewall as its DNS server, and its policy has no DNS proxy/;

test.each<[string, (stack: TerraformStack) => void]>([
  ["an address of its subnet", (stack) => void network(stack, {}, ["10.0.0.4"])],
  [
    "its own address, known after apply",
    (stack) => {
      const { spokes, transit } = network(stack, {});
      new NetworkDnsServers(stack, "Servers", {
        virtualNetwork: spokes[0].virtualNetwork,
        servers: [transit.firewall!.privateIpAddress],
      });
    },
  ],
])("refuses a firewall without DNS proxy as a DNS server: %s", (_, build) => {
  expect(refusals(build)).toEqual([expect.stringMatching(NOBODY_ANSWERS)]);
});

const ANY = [FirewallAddresses.any()];
const DNS_BEHIND = FirewallRule.dnat({
  name: "dns",
  from: ANY,
  protocols: [FirewallProtocol.UDP],
  port: 53,
  translatedAddress: "10.1.0.9",
});

test.each<[string, (stack: TerraformStack) => void]>([
  ["with a proxy", (stack) => void network(stack, { policy: { dnsProxy: {} } }, ["10.0.0.4"])],
  [
    "that may translate to a server",
    (stack) =>
      void network(
        stack,
        { ruleGroups: [{ name: "in", collections: [{ name: "dns", rules: [DNS_BEHIND] }] }] },
        ["10.0.0.4"],
      ),
  ],
  [
    "whose policy the program has written a proxy to itself",
    (stack) => {
      const { transit } = network(stack, {}, ["10.0.0.4"]);
      const policy = transit.firewallPolicy!.node.defaultChild as {
        addOverride?(path: string, value: unknown): void;
      };
      policy.addOverride!("dns.proxy_enabled", true);
    },
  ],
  ["and other servers", (stack) => void network(stack, {}, ["10.0.1.4"])],
])("takes a firewall %s", (_, build) => {
  expect(refusals(build)).toEqual([]);
});
