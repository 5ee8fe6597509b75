import { analyze, findingsOf, FindingSearch, readConfiguration, readNetwork } from "../../../lib/analysis";
import { CHECK_FAMILIES } from "../../../lib/analysis/findings/catalogue";
import { ROUTED_CHECK_FAMILIES } from "../../../lib/analysis/findings/routing";
import { isAboutPairs } from "../../../lib/analysis/repair/finding-question";
import { FINDING_CURES } from "../../../lib/analysis/repair/findings/catalogue";
import { WITHOUT_CURE } from "../../../lib/analysis/repair/findings/without-cure";
import { Finding } from "../../../lib/analysis/result";
import { CASES } from "../findings/cases/all";
import { bind, document, half, network, resource, Resources, subnet } from "../findings/cases/terraform";
import { toTheLetter } from "./support/letter";

const codesOf = (families: readonly { readonly checks: readonly { readonly code: string }[] }[]): string[] =>
  families.flatMap(({ checks }) => checks.map(({ code }) => code));

test("every error and warning has a cure, or the reason why it has none", () => {
  const graveOf = (checks: readonly { readonly code: string; readonly severity: string }[]): string[] =>
    checks.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  const all = [
    ...CHECK_FAMILIES.flatMap(({ checks }) => graveOf(checks)),
    ...ROUTED_CHECK_FAMILIES.flatMap(({ checks }) => graveOf(checks)),
  ];
  const open = all.filter(
    (code) => !FINDING_CURES.has(code) && !WITHOUT_CURE.has(code) && !isAboutPairs(code),
  );
  expect(open).toEqual([]);
});

test("cures and reasons are those of checks that exist, and no check has both", () => {
  const codes = new Set([...codesOf(CHECK_FAMILIES), ...codesOf(ROUTED_CHECK_FAMILIES)]);
  const named = [...FINDING_CURES.keys(), ...WITHOUT_CURE.keys()];
  expect(named.filter((code) => !codes.has(code))).toEqual([]);
  expect([...WITHOUT_CURE.keys()].filter((code) => FINDING_CURES.has(code) || isAboutPairs(code))).toEqual(
    [],
  );
});

const appliance = (home: string, prefix: string): Resources =>
  resource("network_interface", "nva", {
    ip_forwarding_enabled: true,
    ip_configuration: [
      {
        name: "c",
        subnet_id: `\${azurerm_subnet.${home}.id}`,
        private_ip_address: prefix,
        private_ip_address_allocation: "Static",
      },
    ],
  });

/** A route's table where there is something that forwards. */
const NEAR_APPLIANCE: readonly Resources[] = [
  network("spoke", "10.1.0.0/16"),
  subnet("spoke", "default", "10.1.1.0/24"),
  subnet("spoke", "nva", "10.1.2.0/24"),
  bind("spoke", "default", "rt"),
  appliance("spoke_nva", "10.1.2.4"),
];

/** Examples leave out which manager they are of. */
const MANAGED: readonly Resources[] = [
  {
    azurerm_network_manager_connectivity_configuration: {
      mesh: { network_manager_id: "${azurerm_network_manager.m.id}" },
    },
  },
];

/** What a cure refers to, where the example of its check has no such thing. */
const BESIDE: { readonly [code: string]: readonly Resources[] } = {
  KUBERNETES_WITHOUT_DEFAULT_ROUTE: [
    subnet("spoke", "nva", "10.1.2.0/24"),
    appliance("spoke_nva", "10.1.2.4"),
  ],
  FIREWALL_SUBNET_HALF_DEFAULT_ROUTES: [
    resource("firewall", "fw", {
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ip_configuration: { name: "c", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" },
    }),
  ],
  ROUTE_WITHOUT_NEXT_HOP: NEAR_APPLIANCE,
  ROUTE_NEXT_HOP_TYPE: NEAR_APPLIANCE,
  ROUTE_NEXT_HOP_SYNTAX: NEAR_APPLIANCE,
  ROUTE_NEXT_HOP_PUBLIC: NEAR_APPLIANCE,
  NETWORK_MANAGER_DELETES_PEERINGS: [half("b", "a")],
  NETWORK_MANAGER_NOT_DEPLOYED: MANAGED,
  NETWORK_MANAGER_REGION_NOT_DEPLOYED: MANAGED,
  VIRTUAL_HUB_ROUTE_ENDS_IN_NETWORK: [appliance("a", "10.1.0.4")],
  FLOW_LOG_OF_SECURITY_GROUP: [
    resource("network_security_group", "nsg"),
    resource("subnet_network_security_group_association", "s", {
      subnet_id: "${azurerm_subnet.hub_default.id}",
      network_security_group_id: "${azurerm_network_security_group.nsg.id}",
    }),
    resource("network_watcher_flow_log", "log0", {
      target_resource_id: "${azurerm_network_security_group.nsg.id}",
    }),
  ],
};

/** Examples of a kind of mistake for which nobody but their owner knows a cure. */
const OWNERS_ALONE: { readonly [code: string]: number } = {
  // Other addresses for a network are its owner's choice.
  KUBERNETES_ADDRESSES_RESERVED: 1,
  // "hello" is no prefix of anything.
  ADDRESS_SYNTAX: 1,
  // A larger subnet, another network, or another home for who is there.
  // It is agreed with whoever is at the other end.
  ASN_RESERVED: 3,
  // Which prefixes the site has, who is there tells.
  CONNECTION_WITHOUT_ROUTES: 1,
  // Without a network profile there is no plugin to write beside the addresses.
  KUBERNETES_SERVICE_CIDR: 1,
  // A zone of one's own takes an identity that may write to it, and a new cluster.
  KUBERNETES_NAME_UNKNOWN: 3,
  // Which of two zones has the right records, no input tells.
  DNS_ZONE_LINKED_TWICE: 1,
  // "12345" tells nothing of the name that was meant.
  COMPUTER_NAME_WINDOWS: 1,
  DNS_RESOLVER_SUBNET: 4,
  DNS_SERVER_WITHOUT_PROXY: 1,
  // Which policy or table of the right kind is meant, an id of another kind doesn't tell.
  REFERENCE_MISTAKEN: 2,
};

const EXAMPLES = CASES.filter(({ code }) => FINDING_CURES.has(code)).map((example) => {
  return { ...example, written: document([...example.bad, ...(BESIDE[example.code] ?? [])]) };
});

const placeOf = (one: Finding): string => `${one.code} ${one.resource}`;

describe.each([...new Set(EXAMPLES.map(({ code }) => code))])("%s", (code) => {
  test("has cures that take it away, to the letter, and bring no other error", () => {
    let uncured = 0;
    for (const { at, written } of EXAMPLES.filter((one) => one.code === code)) {
      const { model, input } = readNetwork(written);
      const search = new FindingSearch(input, analyze(model));
      const finding = search.findings.find((one) => one.code === code && one.resource === at)!;
      const { repairs } = search.repairsOf(finding)!;
      uncured += repairs.length === 0 ? 1 : 0;
      for (const { edits } of repairs) {
        const left = findingsOf(readConfiguration(toTheLetter(written, edits)));
        expect(left.map(({ message }) => message.en)).not.toContain(finding.message.en);
        const known = new Set(search.findings.map(placeOf));
        expect(left.filter((one) => one.severity === "error" && !known.has(placeOf(one)))).toEqual([]);
      }
    }
    expect(uncured).toBe(OWNERS_ALONE[code] ?? 0);
  });
});
