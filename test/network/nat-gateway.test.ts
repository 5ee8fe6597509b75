import { TerraformStack } from "cdktf";
import {
  AzurermVersion,
  NatGateway,
  NatGatewayOptions,
  NatGatewayTier,
  PublicIpAddress,
  PublicIpTier,
  VirtualNetwork,
  WarningCode,
} from "../../lib";
import { refusals, resourceNamed, stackWith, synthesize, warnings } from "../support/synth";

const PLACE = { location: "japaneast", resourceGroupName: "rg" };

interface Case extends NatGatewayOptions {
  readonly location?: string;
  readonly azurerm?: string;
  readonly subnetName?: string;
  readonly delegatedTo?: string;
  readonly address?: { readonly tier?: PublicIpTier; readonly zones?: string[] };
}

/** Azure puts such an address into all zones by itself. */
const ZONES_OF_AZURE = { ignore_changes: ["zones"] };

function build({ location, azurerm, subnetName, delegatedTo, address, ...options }: Case) {
  return (stack: TerraformStack): void => {
    const place = { ...PLACE, location: location ?? PLACE.location };
    if (azurerm) {
      AzurermVersion.use(stack, azurerm);
    }
    const network = new VirtualNetwork(stack, "Net", {
      ...place,
      name: "net",
      addressSpace: ["10.0.0.0/16"],
    });
    const own = address && [new PublicIpAddress(stack, "Ip", { ...place, publicIpName: "pip", ...address })];
    const gateway = new NatGateway(stack, "Nat", {
      ...place,
      ...options,
      name: "net",
      ...(own && { publicIpAddresses: own }),
    });
    gateway.addSubnet(
      network.addSubnet(subnetName ?? "apps", {
        addressPrefix: "10.0.0.0/24",
        delegation: delegatedTo === undefined ? undefined : { service: delegatedTo },
      }),
    );
  };
}

test("an address has one owner, and once", () => {
  const messages = refusals((stack) => {
    const address = new PublicIpAddress(stack, "Own", { ...PLACE, publicIpName: "pip-own" });
    for (const name of ["one", "two"]) {
      const gateway = new NatGateway(stack, name, { ...PLACE, name, publicIpAddresses: [address] });
      gateway.addSubnet(
        new VirtualNetwork(stack, `Net-${name}`, {
          ...PLACE,
          name,
          addressSpace: ["10.0.0.0/16"],
        }).addSubnet("apps", { addressPrefix: "10.0.0.0/24" }),
      );
    }
  });
  expect(messages).toEqual([
    expect.stringContaining("the public address stack/Own is that of stack/one already; give another one"),
  ]);
});

test("StandardV2 is in no zone and has addresses of its tier", () => {
  const json = synthesize(
    build({ tier: NatGatewayTier.STANDARD_V2, azurerm: "5.2.0", idleTimeoutMinutes: 10 }),
  );
  const gateway = resourceNamed(json, "azurerm_nat_gateway", "ng-net");
  expect(gateway).toMatchObject({ sku_name: "StandardV2", idle_timeout_in_minutes: 10 });
  expect(gateway.zones).toBeUndefined();
  expect(resourceNamed(json, "azurerm_public_ip", "pip01-ng-net")).toMatchObject({
    sku: "StandardV2",
    lifecycle: ZONES_OF_AZURE,
  });
});

const V2 = { tier: NatGatewayTier.STANDARD_V2, azurerm: "4.67.0" };
test.each<[string, Case, RegExp]>([
  ["no address", { addresses: 0 }, /takes 1 to 16 public addresses; it got 0/],
  ["17 addresses", { addresses: 17 }, /it got 17/],
  ["half an address", { addresses: 1.5 }, /it got 1.5/],
  ["a short memory", { idleTimeoutMinutes: 3 }, /takes 4 to 120/],
  ["a fourth zone", { zone: "4" }, /zones are "1", "2" and "3"/],
  ["StandardV2 in a zone", { ...V2, zone: "1" }, /leave zone out/],
  [
    "StandardV2 with an older azurerm",
    { tier: NatGatewayTier.STANDARD_V2 },
    /needs azurerm 4\.67 .* has 4\.55\.0/,
  ],
  ["StandardV2 with a Standard address", { ...V2, address: {} }, /takes addresses of tier StandardV2/],
  [
    "Standard with a StandardV2 address",
    { address: { tier: PublicIpTier.STANDARD_V2 } },
    /of tier Standard;/,
  ],
  [
    "an address of another zone",
    { zone: "1", address: { zones: ["2"] } },
    /in zone 1 and its address .* in 2/,
  ],
  ["two ways to say addresses", { addresses: 1, address: {} }, /not both/],
  ["a gateway's subnet", { subnetName: "GatewaySubnet" }, /leave GatewaySubnet out/],
  [
    "a managed instance's subnet",
    { delegatedTo: "Microsoft.Sql/managedInstances" },
    /take no NAT gateway: leave it out/m,
  ],
  [
    "StandardV2 for a web app",
    { ...V2, delegatedTo: "Microsoft.Web/serverFarms" },
    /use NatGatewayTier.STANDARD/,
  ],
])("refuses %s", (_, options, message) => {
  const found = refusals(build(options));
  expect(found.map((text) => text.replace(/ \(azurerm.*\)$/, ""))).toEqual([expect.stringMatching(message)]);
});

test("an address of all zones serves a gateway in one, and Standard serves a web app's subnet", () => {
  expect(refusals(build({ zone: "1", address: { zones: ["1", "2", "3"] } }))).toEqual([]);
  expect(refusals(build({ delegatedTo: "Microsoft.Web/serverFarms" }))).toEqual([]);
});

test("refuses two networks, and two gateways on one subnet", () => {
  const found = refusals((stack) => {
    const [one, other] = ["one", "other"].map((name, n) =>
      new VirtualNetwork(stack, name, { ...PLACE, name, addressSpace: [`10.${n}.0.0/16`] }).addSubnet(
        "apps",
        {
          addressPrefix: `10.${n}.0.0/24`,
        },
      ),
    );
    const [first, second] = ["first", "second"].map(
      (name) => new NatGateway(stack, name, { ...PLACE, name }),
    );
    first.addSubnet(one);
    second.addSubnet(one);
    second.addSubnet(other);
  });
  expect(found.join()).toMatch(/has a NAT gateway already, stack\/first; it takes one/);
  expect(found.join()).toMatch(/give each network a gateway of its own/);
});

test(`${WarningCode.NAT_GATEWAY_TIER_IN_REGION}: regions without StandardV2 are only known as of a day`, () => {
  const warned = (location: string): string[] => warnings(stackWith(build({ ...V2, location })));
  expect(warned("qatarcentral")).toEqual([expect.stringContaining("NAT_GATEWAY_TIER_IN_REGION")]);
  expect(warned("japaneast")).toEqual([]);
});
