import { TerraformVariable } from "cdktf";
import {
  CafNaming,
  HubSpokeConstruct,
  INamingStrategy,
  NameRequest,
  ResourceKind,
  TransitRouting,
} from "../../lib";
import { Block, synthesize } from "../support/synth";

function namesWith(naming: INamingStrategy, tags?: { [key: string]: string }): string[] {
  const json = synthesize((stack) => {
    const network = new HubSpokeConstruct(stack, "Network", {
      location: "Japan East",
      naming,
      tags,
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/24" },
        bastion: { subnetPrefix: "10.0.100.0/24" },
      },
      spokes: [{ name: "web", addressSpace: ["10.1.0.0/16"] }],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
    network.hub.addSiteToSite("tokyo", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });
  });
  return Object.entries(json.resource)
    .filter(([type]) => !["azurerm_subnet", "azurerm_subnet_route_table_association"].includes(type))
    .flatMap(([, blocks]) => Object.values(blocks).map(({ name }: Block) => name))
    .sort();
}

test("names have abbreviation, subject, suffix and region, once each", () => {
  expect(namesWith(new CafNaming({ suffixes: ["prod"] }))).toEqual([
    "afw-hub01-prod-jpe",
    "afwp-hub01-prod-jpe",
    "bas-hub01-prod-jpe",
    "con-tokyo-prod-jpe",
    "lgw-tokyo-prod-jpe",
    "peer-hub01-to-web-prod",
    "peer-web-to-hub01-prod",
    "pip-afw-hub01-prod-jpe",
    "pip-bas-hub01-prod-jpe",
    "pip-vpng-hub01-prod-jpe-001",
    "pip-vpng-hub01-prod-jpe-002",
    "rcg-spoke-to-spoke-prod",
    "rg-hub01-prod-jpe",
    "rt-hub01-gateway-prod-jpe",
    "rt-web-prod-jpe",
    "vnet-hub01-prod-jpe",
    "vnet-web-prod-jpe",
    "vpng-hub01-prod-jpe",
  ]);
});

test("what belongs to something has its suffix and region once, at the end", () => {
  const naming = new CafNaming({ suffixes: ["prod"] });
  const disk = { kind: ResourceKind.DISK, subject: "vm-app01-prod-jpe-data", location: "japaneast" };
  expect(naming.nameOf(disk)).toMatch(/^\w+-vm-app01-data-prod-jpe$/);
});

test("regions have the short names that are given, or are left out", () => {
  expect(namesWith(new CafNaming({ regionAbbreviations: { japaneast: "tyo" } }))).toContain("vnet-hub01-tyo");
  expect(namesWith(new CafNaming({ region: false }))).toContain("vnet-hub01");
  expect(new CafNaming().nameOf({ kind: "vnet" as never, subject: "a", location: "atlantis" })).toBe(
    "vnet-a-atlantis",
  );
});

test("an option that doesn't exist is refused", () => {
  expect(() => new CafNaming({ suffix: ["prod"] } as never)).toThrow(
    'there is no "suffix"; did you mean "suffixes"?',
  );
});

test("a strategy of one's own is told where a resource goes", () => {
  const requests: NameRequest[] = [];
  namesWith(
    {
      nameOf: (request) => {
        requests.push(request);
        return `${request.kind}-${request.subject}-${request.ordinal ?? 0}`;
      },
    },
    { owner: "network team" },
  );
  const [network, gateway] = ["vnet", "vpngw"].map((kind) =>
    requests.find((each) => String(each.kind) === kind)!,
  );
  expect(network).toMatchObject({ location: "Japan East", tags: { owner: "network team" } });
  expect(network.resourceGroupName).toBeDefined();
  expect(gateway).toMatchObject({ member: "hub01", location: "Japan East" });
});

test("a region that only apply tells is part of the names as it will be written", () => {
  const json = synthesize((stack) => {
    new HubSpokeConstruct(stack, "Network", {
      location: new TerraformVariable(stack, "location", { type: "string" }).stringValue,
      naming: new CafNaming(),
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
    });
  });
  expect(Object.values(json.resource.azurerm_virtual_network).map(({ name }) => name)).toEqual([
    "vnet-hub01-${var.location}",
  ]);
});
