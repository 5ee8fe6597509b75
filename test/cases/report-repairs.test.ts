import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  analyze,
  findRepairs,
  FindingSearch,
  readInput,
  readNetwork,
  RepairAnswer,
} from "../../lib/analysis";
import { asPlan } from "../analysis/readers/support/terraform";
import { asAzure, Resources } from "../support/azure-shapes";
import { asHcl } from "../support/hcl-shapes";

/** What the right answer of a report says to change, as the first or second repair of the pair that it is about. */
const EXPECTED: readonly (readonly [folder: string, from: string, to: string, ...steps: string[]])[] = [
  [
    "answers/01-transit-no-spoke-routes",
    "vnet-web/app",
    "vnet-db/data",
    "Peer vnet-web with vnet-db directly.",
  ],
  [
    "reports/02-gatewaysubnet-summary-route",
    "on-premises/lgw-hq",
    "vnet-web/app",
    "Route 10.61.0.0/16 at vnet-core/GatewaySubnet to nic-guard.",
  ],
  [
    "reports/04-hub-prefix-udr-spoke-only",
    "vnet-core/shared",
    "vnet-web/app",
    "Route 10.61.0.0/16 at vnet-core/shared to nic-edge.",
  ],
  [
    "reports/05-private-endpoint-c-policy-on-broad",
    "vnet-web/app",
    "vnet-core/links",
    "Route 10.60.0.0/16 at vnet-web/app to afw-core.",
  ],
  [
    "reports/07-bgp-propagation-bypass",
    "vnet-web/app",
    "on-premises/lgw-hq",
    "Turn propagation of gateway routes off in rt-web of vnet-web/app.",
  ],
  [
    "answers/09b-bgp-without-remote-gateways",
    "vnet-web/app",
    "on-premises/hq",
    "Let vnet-web use the gateway vpngw-core.",
  ],
  [
    "answers/34-basic-lb-global-peering",
    "vnet-web/app",
    "vnet-db/app",
    "Make lb-edge a Standard load balancer.",
  ],
  [
    "answers/47-udr-to-appliance-across-vpn",
    "vnet-web/app",
    "vnet-db/app",
    "Take the route r1 (10.62.0.0/16) out of vnet-web/app.",
  ],
  [
    "answers/59-simulated-office-no-transit",
    "vnet-office/pc",
    "vnet-web/app",
    "Let vnet-web use the gateway vpngw-core.",
    "Route 172.20.0.0/16 at vnet-web/app to afw-core.",
  ],
  [
    "answers/65-two-load-balancers-two-nics",
    "vnet-web/app",
    "vnet-db/app",
    "Route 10.61.0.0/16 at vnet-db/app to lb-t.",
  ],
  [
    "answers/N182-basic-wan",
    "vnet-web/app",
    "vnet-db/app",
    "Make the Virtual WAN azurerm_virtual_wan.w one of type Standard.",
  ],
  [
    "answers/N184-application-gateway-before-firewall",
    "vnet-hub/agw",
    "vnet-web/app",
    "Route 10.60.0.0/16 at vnet-web/app to afw.",
  ],
  [
    "answers/N186-forced-tunnelling-without-peering",
    "vnet-web/app",
    "internet",
    "Peer vnet-hub with vnet-main directly.",
  ],
];

type ReadAs = (resources: Resources, assume?: object) => Pick<ReturnType<typeof readNetwork>, "input">;

/** JSON is what other tests ask. */
const FORMS: readonly (readonly [form: string, readAs: ReadAs])[] = [
  [
    "HCL",
    (resource, assume) => {
      const folder = mkdtempSync(join(tmpdir(), "report-"));
      Object.entries(asHcl(resource)).forEach(([file, text]) => writeFileSync(join(folder, file), text));
      writeFileSync(join(folder, "assume.json"), JSON.stringify(assume ?? { version: 1 }));
      const [read] = readInput(folder, { assume: join(folder, "assume.json") });
      return read;
    },
  ],
  ["a plan", (resource, assume) => readNetwork(asPlan(resource), assume)],
];

describe.each(EXPECTED)("%s, %s → %s", (folder, from, to, ...steps) => {
  const read = (file: string): { readonly resource: Resources } =>
    JSON.parse(readFileSync(join(__dirname, folder, file), "utf8"));
  const assume = existsSync(join(__dirname, folder, "assume.json")) ? read("assume.json") : undefined;
  const { resource } = read("main.tf.json");
  const answerIn = (readAs: ReadAs): RepairAnswer => {
    const { input } = readAs(resource, assume);
    return findRepairs({ input, options: {}, from, to, wish: { kind: "reachable" } });
  };

  test.each(FORMS)("has the expected change as its first or second repair, as %s", (_, readAs) => {
    const { repairs } = answerIn(readAs);
    const told = repairs.slice(0, 2).map(({ why }) => why.map(({ en }) => en));
    expect(told.find((one) => steps.every((step) => one.includes(step))) ?? told).toEqual(
      expect.arrayContaining(steps),
    );
  });

  test("of rows of Azure, says what no edit can be written of where none cures it", () => {
    const { repairs, unwritable } = answerIn((given, assumed) => readNetwork(asAzure(given), assumed));
    expect(repairs.length + unwritable.length).toBeGreaterThan(0);
  });
});

/** What the right answer says to change of what was found without any pair: the first or second repair of the finding. */
const OF_FINDINGS: readonly (readonly [folder: string, code: string, step: string])[] = [
  [
    "15-bgp-default-route-and-firewall",
    "FIREWALL_LEARNS_DEFAULT_ROUTE",
    "Route 0.0.0.0/0 at vnet-core/AzureFirewallSubnet to Internet.",
  ],
  [
    "16-bastion-nsg-incomplete",
    "BASTION_SECURITY_GROUP",
    "Add to nsg-bas the rules that Azure Bastion needs.",
  ],
  [
    "26b-active-active-point-to-site",
    "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    "Make the gateway vpngw-core active-active with 3 IP configurations.",
  ],
  [
    "28b-az-gateway-pip-without-zones",
    "GATEWAY_ADDRESS_WITHOUT_ZONES",
    "Make pip-core1 a Standard, static address in the zones 1, 2, 3.",
  ],
  [
    "37-inline-and-separate-subnets",
    "SUBNETS_INLINE_AND_SEPARATE",
    "Write old of azurerm_virtual_network.web as resources of their own (azurerm_subnet), as the others are.",
  ],
  [
    "38-inline-and-separate-routes",
    "ROUTES_INLINE_AND_SEPARATE",
    "Write azurerm_route.extra inside of azurerm_route_table.web, as the others are.",
  ],
  [
    "52-half-default-routes-from-site",
    "FIREWALL_LEARNS_DEFAULT_ROUTE",
    "Route 0.0.0.0/0, 0.0.0.0/1, 128.0.0.0/1 at vnet-core/AzureFirewallSubnet to Internet.",
  ],
];

test.each(OF_FINDINGS)(
  "%s: %s has the expected change as its first or second repair",
  (folder, code, step) => {
    const read = (file: string): object =>
      JSON.parse(readFileSync(join(__dirname, "reports", folder, file), "utf8"));
    const assume = existsSync(join(__dirname, "reports", folder, "assume.json"))
      ? read("assume.json")
      : undefined;
    const { input, model } = readNetwork(read("main.tf.json"), assume);
    const search = new FindingSearch(input, analyze(model));
    const finding = search.findings.find((one) => one.code === code)!;
    const { repairs } = search.repairsOf(finding)!;
    expect(repairs.slice(0, 2).flatMap(({ why }) => why.map(({ en }) => en))).toContain(step);
  },
);

test("61-networks-by-azapi: whoever has the next hop is asked for before networks are peered past it", () => {
  const { resource } = JSON.parse(
    readFileSync(join(__dirname, "reports/61-networks-by-azapi/main.tf.json"), "utf8"),
  );
  const { input } = readNetwork({ resource });
  const ends = { from: "vnet-web/app", to: "vnet-db/app" };
  const { unseen, preferred } = findRepairs({ input, options: {}, ...ends, wish: { kind: "reachable" } });
  expect(unseen).toEqual([
    { ip: "10.60.1.10", route: "r", resource: "azurerm_route_table.spokes", declared: "REACHABLE" },
  ]);
  expect(preferred).toBe(0);
});
