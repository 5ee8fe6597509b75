import { TerraformStack, TerraformVariable } from "cdktf";
import { ActiveActiveVpnGateway, RouteServer, Subnet, VirtualNetwork } from "../../lib";
import { refusals } from "../support/synth";

const withGroup = (networkSecurityGroupId: string | undefined): string[] =>
  refusals((stack) => {
    const place = { location: "eastasia", resourceGroupName: "rg" };
    const network = new VirtualNetwork(stack, "Net", { ...place, name: "n", addressSpace: ["10.0.0.0/16"] });
    const id = networkSecurityGroupId ?? new TerraformVariable(stack, "id", {}).stringValue;
    network.addSubnet("apps", { addressPrefix: "10.0.0.0/24", networkSecurityGroupId: id });
  });

test.each([
  "nsg-web",
  "",
  "/nsg ${path.cwd}",
  "/nsg",
  "/subscriptions/x",
  "/x/providers/Microsoft.Network/networkSecurityGroups/a",
])("%j is no Azure id", (id) => {
  expect(withGroup(id)).toEqual([
    expect.stringMatching(/which is no Azure id; one looks like "\/subscriptions\//),
  ]);
});

test.each([
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/a",
  "${azurerm_network_security_group.a.id}",
  undefined,
])("%j may be one", (id) => {
  expect(withGroup(id)).toEqual([]);
});

test.each([
  ["/subscriptions/s/resourcegroups/G/providers/Microsoft.Network/networkSecurityGroups/A", "resourceGroups"],
  [
    "/subscriptions/s/resourceGroups/g/providers/microsoft.network/networkSecurityGroups/a",
    "Microsoft.Network",
  ],
  [
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networksecuritygroups/a",
    "networkSecurityGroups",
  ],
])("%j is spelled as azurerm's parser refuses it", (id, word) => {
  const [problem, ...more] = withGroup(id);
  expect(more).toEqual([]);
  expect(problem).toContain("which azurerm takes in Azure's own spelling only; write ");
  expect(problem).toContain(`"${word}" instead of "${word.toLowerCase()}"`);
});

const networkWith = (
  stack: TerraformStack,
  virtualNetworkId: string,
): ReturnType<typeof VirtualNetwork.fromVirtualNetworkAttributes> =>
  VirtualNetwork.fromVirtualNetworkAttributes(stack, "Network", {
    virtualNetworkId,
    virtualNetworkName: "net",
    resourceGroupName: "g",
    addressSpace: ["10.0.0.0/16"],
  });

const IN_GROUP = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";

describe.each<[string, string, (stack: TerraformStack, id: string) => unknown]>([
  ["virtualNetworkId", `${IN_GROUP}/virtualNetworks/net`, networkWith],
  [
    "subnetId",
    `${IN_GROUP}/virtualNetworks/net/subnets/s`,
    (stack, subnetId) =>
      Subnet.fromSubnetAttributes(stack, "Subnet", {
        subnetId,
        subnetName: "s",
        addressPrefix: "10.0.0.0/24",
        virtualNetwork: networkWith(stack, `${IN_GROUP}/virtualNetworks/net`),
      }),
  ],
  [
    "vpnGatewayId",
    `${IN_GROUP}/virtualNetworkGateways/g`,
    (stack, vpnGatewayId) =>
      ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gateway", { vpnGatewayId }),
  ],
  [
    "routeServerId",
    `${IN_GROUP}/virtualHubs/r`,
    (stack, routeServerId) =>
      RouteServer.fromRouteServerAttributes(stack, "RouteServer", {
        routeServerId,
        virtualRouterIps: ["10.0.1.4", "10.0.1.5"],
      }),
  ],
])("%s of what exists", (property, right, build) => {
  const refused = (id: string): string[] => refusals((stack) => void build(stack, id));

  test("is refused if it is no Azure id, with the format", () => {
    expect(refused("mine")).toEqual([
      expect.stringContaining(`${property} is "mine", which is no Azure id; one looks like "/subscriptions/`),
    ]);
  });

  test("is refused if it is that of something else", () => {
    expect(refused(`${IN_GROUP}/publicIPAddresses/p`)).toEqual([
      expect.stringContaining("which is no Azure id of this kind; one looks like"),
    ]);
  });

  test("may be one as azurerm takes it, or a reference", () => {
    expect(refused(right)).toEqual([]);
    expect(refused(right.toLowerCase())).toEqual([expect.stringContaining("Azure's own spelling only")]);
    expect(refused("${data.azurerm_resources.all.resources[0].id}")).toEqual([]);
    const inGroup = (group: string): string => right.replace(/(?<=resourceGroups.)[^/]+/, group);
    expect(refused(inGroup("${var.group}"))).toEqual([]);
    for (const group of ["${upper(var.group)}", "rg-${var.group}", "${HOSTILE}", "${var.group"]) {
      expect(refused(inGroup(group))).toEqual([expect.stringContaining("which is no Azure id")]);
    }
  });
});
