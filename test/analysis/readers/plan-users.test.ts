import { plannedChanges } from "../../../lib/analysis/readers/plan-changes";

const id = (name: string): string => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${name}`;

interface Change {
  readonly actions: readonly string[];
  readonly before: object | null;
  readonly after?: object | null;
  readonly deposed?: string;
}

const GONE: Change = { actions: ["delete"], before: { id: id("publicIPAddresses/pip") }, after: null };

/** An address of a firewall as somebody else's tool may write it: Azure doesn't tell case. */
const USES = { ip_configuration: [{ public_ip_address_id: id("publicipaddresses/PIP") }] };
const FREE = { ip_configuration: [] };

function usersOf(gone: string, changes: Readonly<Record<string, Change>>): unknown {
  const document = {
    resource_changes: Object.entries(changes).map(([address, { deposed, ...change }]) => ({
      address,
      mode: "managed",
      type: address.split(".")[0],
      change,
      ...(deposed && { deposed }),
    })),
  };
  return plannedChanges(document).find(({ address }) => address === gone)?.users;
}

const PIP = "azurerm_public_ip.pip";
const FIREWALL = "azurerm_firewall.fw";
const usersOfPip = (firewall: Change, pip: Change = GONE): unknown =>
  usersOf(PIP, { [PIP]: pip, [FIREWALL]: firewall });

describe("what uses that which a plan takes away", () => {
  test("one that the plan updates away from it", () => {
    expect(usersOfPip({ actions: ["update"], before: USES, after: FREE })).toEqual([
      { address: FIREWALL, keeps: false },
    ]);
  });

  test.each([
    ["stays as it is", { actions: ["no-op"], before: USES, after: USES }],
    ["is changed elsewhere", { actions: ["update"], before: USES, after: { ...USES, tags: {} } }],
    ["is left to itself", { actions: ["forget"], before: USES, after: null }],
  ])("one that goes on using it: %s", (_, firewall) => {
    expect(usersOfPip(firewall)).toEqual([{ address: FIREWALL, keeps: true }]);
  });

  test.each<[string, Change]>([
    ["is destroyed too", { actions: ["delete"], before: USES, after: null }],
    ["is replaced", { actions: ["delete", "create"], before: USES, after: FREE }],
    ["uses another one", { actions: ["update"], before: FREE, after: { tags: {} } }],
    ["is created", { actions: ["create"], before: null, after: USES }],
    ["is what an earlier replacement left", { actions: ["delete"], before: USES, deposed: "1234" }],
  ])("nothing that %s", (_, firewall) => {
    expect(usersOfPip(firewall)).toBeUndefined();
  });

  test.each([
    ["the new one is there before", { ...GONE, actions: ["create", "delete"] }],
    ["Terraform only forgets it", { ...GONE, actions: ["forget"] }],
    ["it stays", { ...GONE, actions: ["update"], after: GONE.before }],
  ])("nobody if %s", (_, pip) => {
    expect(usersOfPip({ actions: ["update"], before: USES, after: FREE }, pip)).toBeUndefined();
  });

  test("not what only tells of it: a network names the groups of its subnets", () => {
    const group = id("networkSecurityGroups/nsg");
    const before = { subnet: [{ security_group: group }] };
    expect(
      usersOf("azurerm_network_security_group.nsg", {
        "azurerm_network_security_group.nsg": { ...GONE, before: { id: group } },
        "azurerm_virtual_network.v": { actions: ["no-op"], before, after: before },
      }),
    ).toBeUndefined();
  });

  describe("a gateway, which peerings don't name", () => {
    const GATEWAY = "azurerm_virtual_network_gateway.g";
    const PEERING = "azurerm_virtual_network_peering.spoke";
    const hub = id("virtualNetworks/hub");
    const gateway: Change = {
      actions: ["delete"],
      before: { id: id("g"), ip_configuration: [{ subnet_id: `${hub}/subnets/GatewaySubnet` }] },
      after: null,
    };
    const peering: Change = {
      actions: ["update"],
      before: { remote_virtual_network_id: hub, use_remote_gateways: true },
      after: { remote_virtual_network_id: hub, use_remote_gateways: false },
    };

    test("peerings that use it until the plan updates them", () => {
      expect(usersOf(GATEWAY, { [GATEWAY]: gateway, [PEERING]: peering })).toEqual([
        { address: PEERING, keeps: false },
      ]);
    });

    test.each<[string, Readonly<Record<string, Change>>]>([
      ["uses none", { [PEERING]: { ...peering, before: { ...peering.before, use_remote_gateways: false } } }],
      ["is with another network", { [PEERING]: { ...peering, before: { use_remote_gateways: true } } }],
      ["goes too", { [PEERING]: { ...peering, actions: ["delete"], after: null } }],
      [
        "has another gateway there",
        {
          [PEERING]: peering,
          "azurerm_virtual_network_gateway.er": { ...gateway, actions: ["no-op"], after: gateway.before },
        },
      ],
    ])("none that %s", (_, more) => {
      expect(usersOf(GATEWAY, { [GATEWAY]: gateway, ...more })).toBeUndefined();
    });
  });
});
