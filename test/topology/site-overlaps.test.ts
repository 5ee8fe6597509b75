import { HubSpokeConstruct, SiteToSiteOptions } from "../../lib";
import { stackWith, warnings } from "../support/synth";

/** Warnings about sites of a hub 10.0.0.0/16 with a spoke 10.1.0.0/16. */
function warned(sites: readonly Partial<SiteToSiteOptions>[]): string[] {
  return warnings(
    stackWith((stack) => {
      const { hub } = new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        hub: {
          name: "hub01",
          addressSpace: ["10.0.0.0/16"],
          vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp: true },
        },
        spokes: [{ name: "spoke01", addressSpace: ["10.1.0.0/16"] }],
      });
      sites.forEach((site, index) =>
        hub.addSiteToSite(`dc${index}`, { gatewayAddress: `203.0.113.${index + 1}`, ...site }),
      );
    }),
  );
}

const speaks = (last: number) => ({ asn: 65010, peeringAddress: `192.168.0.${last}` });

test.each<[string, Partial<SiteToSiteOptions>[], string[]]>([
  ["prefixes of their own", [{ addressSpace: ["192.168.0.0/16"] }, { addressSpace: ["172.16.0.0/12"] }], []],
  ["everything, in halves", [{ addressSpace: ["0.0.0.0/1", "128.0.0.0/1"] }], []],
  ["a part of the hub", [{ addressSpace: ["10.0.9.0/24"] }], ["ONPREMISES_OVERLAPS_VNET"]],
  ["what a spoke has", [{ addressSpace: ["10.1.0.0/16"] }], ["ONPREMISES_OVERLAPS_VNET"]],
  ["what contains both", [{ addressSpace: ["10.0.0.0/8"] }], ["SITE_COVERS_NETWORKS"]],
  [
    "what another claims",
    [{ addressSpace: ["192.168.0.0/16"] }, { addressSpace: ["192.168.9.0/24"], bgp: speaks(1) }],
    ["SITES_OVERLAP"],
  ],
  [
    "the same, where paths tell which is better",
    [
      { addressSpace: ["192.168.0.0/16"], bgp: speaks(1) },
      { addressSpace: ["192.168.0.0/16"], bgp: speaks(2) },
    ],
    [],
  ],
])("sites that claim %s", (_, sites, codes) => {
  expect(warned(sites).map((text) => /\[(\w+)\]$/.exec(text)![1])).toEqual(codes);
});
