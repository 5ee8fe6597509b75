import { readdirSync, readFileSync } from "fs";
import { join } from "path";
import { HubOptions, HubSpokeConstruct, NamedSpokeOptions, TransitRouting, WarningCode } from "../../lib";
import { findingsOf } from "../../lib/analysis/findings";
import { CHECK_FAMILIES } from "../../lib/analysis/findings/catalogue";
import { ROUTED_CHECK_FAMILIES } from "../../lib/analysis/findings/routing";
import { SYNTH_WARNINGS } from "../../lib/analysis/messages/synth-warnings";
import { readConfiguration } from "../../lib/analysis/readers";
import { stackWith, synthesizeStack, warnings } from "../support/synth";

const tests = readdirSync(join(__dirname, ".."), { recursive: true, encoding: "utf8" })
  .filter(
    (file) =>
      /^(hub-spoke-mesh|(bastion|core|gateway|network|network-manager|topology|transit)\/.*)\.test\.ts$/.test(
        file,
      ) && !file.includes("warning-catalogue"),
  )
  .map((file) => readFileSync(join(__dirname, "..", file), "utf8"));

/** What the warnings of a program and the findings about its JSON say of one situation. */
function codesOf(hub: HubOptions, location: string, spokes: NamedSpokeOptions[]): [string[], string[]] {
  const stack = stackWith((scope) => {
    new HubSpokeConstruct(scope, "Network", {
      location,
      resourceGroupName: "rg",
      hub,
      spokes,
      transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.1.4" }),
    });
  });
  const warned = new Set(warnings(stack).map((text) => /\[(\w+)\]$/.exec(text)![1]));
  const found = findingsOf(readConfiguration(synthesizeStack(stack))).map(({ code }) => code);
  return [[...warned], found];
}

const HUB = { name: "hub01", addressSpace: ["10.0.0.0/16"] };

/** Warnings of what the JSON doesn't show, or not so that a finding could tell it from what is meant. */
const WITHOUT_FINDING: { readonly [code in WarningCode]?: string } = {
  [WarningCode.RESOURCE_PROVIDERS_NOT_REGISTERED]: "whether they are registered, Azure alone knows",
  [WarningCode.SITE_GATEWAY_PRIVATE]:
    "the tunnel of somebody else's configuration may go through ExpressRoute",
  [WarningCode.MESH_ALONE]: "two hubs without a peering may be meant",
  [WarningCode.NETWORK_GROUP_EMPTY]: "members may be in another state, or come by a policy",
  [WarningCode.ON_PREMISES_PREFIXES_UNKNOWN]: "the analysis says so in each verdict that depends on them",
  [WarningCode.GATEWAY_WITHOUT_DEFAULT_ROUTE]: "the verdicts say so",
  [WarningCode.SPOKE_NOT_ROUTED]: "the subnets of a network that exists already aren't in the JSON",
  [WarningCode.SPOKE_WITHOUT_EGRESS]:
    "the findings tell the harm: WINDOWS_WITHOUT_EGRESS, SCRIPT_WITHOUT_EGRESS",
  [WarningCode.EGRESS_NOT_NONE]: "what was meant stands in the program alone",
  [WarningCode.NAT_GATEWAY_TIER_IN_REGION]: "a list of regions that is soon out of date",
  [WarningCode.VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED]: "a choice of the program's",
  [WarningCode.ROUTE_SERVER_GATEWAY_OUTAGE]: "something that happens once, at apply",
  [WarningCode.ROUTE_SERVER_NO_ON_PREMISES]: "the verdicts say so",
  [WarningCode.ROUTE_SERVER_SAME_PREFIX_ON_PREMISES]: "the verdicts say so",
};

const findings = new Set(
  [...CHECK_FAMILIES, ...ROUTED_CHECK_FAMILIES].flatMap(({ checks }) => checks.map(({ code }) => code)),
);

test.each(Object.values(WarningCode))("%s is a finding's code, or said why there is no finding", (code) => {
  expect(findings.has(code)).toBe(!(code in WITHOUT_FINDING));
});

test.each<[WarningCode, HubOptions, string, NamedSpokeOptions[]]>([
  [WarningCode.REGION_UNKNOWN, HUB, "eastaisa", []],
  [
    WarningCode.ZONES_WITHOUT_REGION_ZONES,
    { ...HUB, vpnGateway: { subnetPrefix: "10.0.200.0/24" } },
    "westus",
    [],
  ],
  [
    WarningCode.ROUTE_TABLE_LARGE,
    HUB,
    "eastasia",
    [
      {
        name: "wide",
        addressSpace: Array.from(
          { length: 401 },
          (_, index) => `10.${1 + Math.floor(index / 256)}.${index % 256}.0/24`,
        ),
      },
      {
        name: "narrow",
        addressSpace: ["10.100.0.0/16"],
        subnets: [{ name: "default", addressPrefix: "10.100.0.0/24" }],
      },
    ],
  ],
])("%s is what the findings call it too", (code, hub, location, spokes) => {
  const [warned, found] = codesOf(hub, location, spokes);
  expect(warned).toEqual([code]);
  expect(found).toContain(code);
});

test("every warning says what it means, and no other does", () => {
  expect(Object.keys(SYNTH_WARNINGS).sort()).toEqual(Object.values(WarningCode).sort());
});

test.each(Object.values(WarningCode))("%s is a warning that some test provokes", (code) => {
  expect(tests.some((text) => text.includes(code))).toBe(true);
});
