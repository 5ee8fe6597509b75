import { analyze, readConfiguration } from "../../../lib/analysis";
import { Block } from "../../support/synth";

const MANAGER = "${azurerm_network_manager.m.id}";
const GROUP = "${azurerm_network_manager_network_group.g.id}";
const VARIABLE = "${var.x}";
const ELSEWHERE =
  "/subscriptions/1/resourceGroups/g/providers/Microsoft.Network/networkManagers/m/networkGroups/far";

const networkOf = (n: number): Block => ({
  name: `n${n}`,
  location: "eastasia",
  resource_group_name: "rg",
  address_space: [`10.${n}.0.0/16`],
  subnet: [{ name: "s", address_prefixes: [`10.${n}.0.0/24`] }],
});

/** A hub n0 with spokes n1 and n2 in a connected group, and a network n3 that nothing names. */
function resources(): Record<string, Record<string, Block>> {
  return {
    azurerm_virtual_network: { n0: networkOf(0), n1: networkOf(1), n2: networkOf(2), n3: networkOf(3) },
    azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: MANAGER } },
    azurerm_network_manager_static_member: Object.fromEntries(
      [1, 2].map((n) => [
        `m${n}`,
        {
          name: `m${n}`,
          network_group_id: GROUP,
          target_virtual_network_id: `\${azurerm_virtual_network.n${n}.id}`,
        },
      ]),
    ),
    azurerm_network_manager_connectivity_configuration: {
      c: {
        name: "c",
        network_manager_id: MANAGER,
        connectivity_topology: "HubAndSpoke",
        hub: [{ resource_id: "${azurerm_virtual_network.n0.id}", resource_type: "any" }],
        applies_to_group: [{ group_connectivity: "None", network_group_id: GROUP }],
      },
    },
    azurerm_network_manager_deployment: {
      d: {
        network_manager_id: MANAGER,
        location: "eastasia",
        scope_access: "Connectivity",
        configuration_ids: ["${azurerm_network_manager_connectivity_configuration.c.id}"],
      },
    },
  };
}

/** Verdicts from the hub and the stranger to the first spoke. */
function verdicts(change: (given: ReturnType<typeof resources>) => void): [string, string] {
  const resource = resources();
  change(resource);
  const analysis = analyze(readConfiguration({ resource, variable: { x: { type: "string" } } }));
  return [analysis.verdict("n0/s", "n1/s"), analysis.verdict("n3/s", "n1/s")];
}

test("all that is told is sure", () => {
  expect(verdicts(() => undefined)).toEqual(["REACHABLE", "BLOCKED"]);
});

test.each<[string, (given: ReturnType<typeof resources>) => void]>([
  [
    "the hub",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.hub[0].resource_id = VARIABLE;
    },
  ],
  [
    "a group of the configuration",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.applies_to_group[0].network_group_id = VARIABLE;
    },
  ],
  [
    "the members of a group that the input doesn't hold",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.applies_to_group[0].network_group_id = ELSEWHERE;
    },
  ],
  [
    "all groups",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.applies_to_group = VARIABLE;
    },
  ],
  [
    "a member",
    ({ azurerm_network_manager_static_member: { m1 } }) => {
      m1.target_virtual_network_id = VARIABLE;
    },
  ],
])("where only apply tells %s, it may be any network", (_, change) => {
  expect(verdicts(change)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
});

test("where only apply tells the group of a member, other networks aren't concerned", () => {
  const change = ({ azurerm_network_manager_static_member: { m1 } }: ReturnType<typeof resources>): void => {
    m1.network_group_id = VARIABLE;
  };
  expect(verdicts(change)).toEqual(["CONDITIONAL", "BLOCKED"]);
});

test("a deployment to a region that only apply tells may be to another, unless the networks are there", () => {
  const anywhere = ({ azurerm_network_manager_deployment: { d } }: ReturnType<typeof resources>): void => {
    d.location = VARIABLE;
  };
  expect(verdicts(anywhere)).toEqual(["CONDITIONAL", "BLOCKED"]);
  expect(
    verdicts((given) => {
      anywhere(given);
      Object.values(given.azurerm_virtual_network).forEach((network) => (network.location = VARIABLE));
    }),
  ).toEqual(["REACHABLE", "BLOCKED"]);
});
