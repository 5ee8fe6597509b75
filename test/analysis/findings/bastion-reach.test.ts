import { analyze, BastionHost, Finding } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { baseline, NetworkBuilder } from "../support/network-builder";
import {
  document,
  gateway,
  half,
  HUB,
  id,
  publicIp,
  resource,
  Resources,
  subnet,
  subnetId,
} from "./cases/terraform";

function found(builder: NetworkBuilder, code: string): readonly Finding[] {
  return analyze(builder.build()).findings.filter((finding) => finding.code === code);
}

describe("W72: a Bastion that reaches no machine", () => {
  const code = "BASTION_REACHES_NOTHING";

  /** A hub without machines, and one in the spoke. */
  const withBastion = (change: Partial<BastionHost> = {}): NetworkBuilder => {
    const builder = baseline().bastion("hub", "10.0.5.0/26", change);
    builder.model.networkInterfaces = builder.model.networkInterfaces
      .filter(({ name }) => name === "nic-spoke1" || name === "spoke1")
      .map((nic) => ({ ...nic, virtualMachine: "azurerm_linux_virtual_machine.spoke1" }));
    return builder;
  };

  test("is told, by whatever is in the way", () => {
    const developer = { sku: "Developer", subnet: undefined, virtualNetwork: "azurerm_virtual_network.hub" };
    const denied = withBastion().securityGroup("spoke1/default", [{ access: "Deny" }]);
    for (const builder of [withBastion(developer), withBastion().withoutHalf("spoke1", "hub"), denied]) {
      const [finding, ...more] = found(builder, code);
      expect(more).toEqual([]);
      expect(finding.resource).toBe("azurerm_bastion_host.hub");
      expect(finding.fix!.en).toContain("--from bastion/bast-hub");
    }
  });

  test("is none where it reaches one, where there is none, or where peers aren't in the input", () => {
    expect(found(withBastion(), code)).toEqual([]);
    const empty = baseline().bastion("hub", "10.0.5.0/26");
    empty.model.networkInterfaces = [];
    expect(found(empty, code)).toEqual([]);
    const open = withBastion().withoutHalf("spoke1", "hub");
    const elsewhere = withBastion().withoutHalf("spoke1", "hub");
    elsewhere.model.virtualNetworks = elsewhere.model.virtualNetworks.map((one) =>
      one.name === "spoke2" ? { ...one, external: true } : one,
    );
    expect(found(elsewhere, code)).toEqual([]);
    open.model.peerings.push({
      ...open.model.peerings[0],
      address: "azurerm_virtual_network_peering.elsewhere",
      remoteVirtualNetwork: undefined,
    });
    expect(found(open, code)).toEqual([]);
  });
});

/** A private Bastion in the hub, and whatever else there is. */
function privately(bastion: object, ...parts: readonly Resources[]): string[] {
  const json = document([
    ...HUB,
    subnet("hub", "AzureBastionSubnet", "10.0.5.0/26"),
    resource("bastion_host", "b", {
      sku: "Premium",
      ip_configuration: { name: "i", subnet_id: subnetId("hub", "AzureBastionSubnet") },
      ...bastion,
    }),
    ...parts,
  ]);
  return analyze(readConfiguration(json))
    .findings.map(({ code }) => code)
    .filter((code) => code.startsWith("BASTION_PRIVATE"));
}

const VPN = [subnet("hub", "GatewaySubnet", "10.0.6.0/26"), publicIp("gw"), gateway("gw", "hub", ["gw"])];
const CLIENTS: Resources = {
  azurerm_virtual_network_gateway: {
    gw: { vpn_client_configuration: { address_space: ["172.31.0.0/24"] } },
  },
};
const SITE: readonly Resources[] = [
  ...VPN,
  resource("local_network_gateway", "dc", { address_space: ["192.168.0.0/16"] }),
  resource("virtual_network_gateway_connection", "dc", {
    type: "IPsec",
    virtual_network_gateway_id: id("virtual_network_gateway", "gw"),
    local_network_gateway_id: id("local_network_gateway", "dc"),
    shared_key: "${var.key}",
  }),
];

describe("W69, W70: a private Bastion", () => {
  test("is in reach of sites and VPN clients, or of nobody", () => {
    expect(privately({})).toEqual(["BASTION_PRIVATE_UNREACHED"]);
    expect(privately({}, ...VPN)).toEqual(["BASTION_PRIVATE_UNREACHED"]);
    expect(privately({}, ...VPN, CLIENTS)).toEqual([]);
    expect(privately({ ip_connect_enabled: true }, ...SITE)).toEqual([]);
  });

  test("connects by address where its users are on-premises", () => {
    expect(privately({}, ...SITE)).toEqual(["BASTION_PRIVATE_BY_PORTAL"]);
    expect(privately({ ip_connect_enabled: "${var.connect}" }, ...SITE)).toEqual([]);
  });

  test("is none with a public address, of unknown size, or with peers that aren't in the input", () => {
    const open = { name: "i", subnet_id: subnetId("hub", "AzureBastionSubnet") };
    const withAddress = { ...open, public_ip_address_id: "${var.address}" };
    expect(privately({ ip_configuration: withAddress })).toEqual([]);
    expect(privately({ sku: "${var.sku}" })).toEqual([]);
    expect(privately({}, half("hub", "x", { remote_virtual_network_id: "${var.other}" }))).toEqual([]);
  });
});

test("W69: a hub that exists already may lead to whoever uses a private Bastion", () => {
  const there: Resources = {
    azurerm_virtual_network_peering: {
      out: {
        name: "out",
        resource_group_name: "rg",
        virtual_network_name: "${azurerm_virtual_network.hub.name}",
        remote_virtual_network_id: "${data.azurerm_virtual_network.other.id}",
        use_remote_gateways: true,
      },
    },
  };
  const json = document([
    ...HUB,
    subnet("hub", "AzureBastionSubnet", "10.0.5.0/26"),
    resource("bastion_host", "b", {
      sku: "Premium",
      ip_connect_enabled: true,
      ip_configuration: { name: "i", subnet_id: subnetId("hub", "AzureBastionSubnet") },
    }),
    there,
  ]);
  const data = { azurerm_virtual_network: { other: { name: "other", resource_group_name: "rg" } } };
  const codes = analyze(readConfiguration({ ...json, data })).findings.map(({ code }) => code);
  expect(codes).toContain("PEERING_HALF_OUTSIDE");
  expect(codes).not.toContain("BASTION_PRIVATE_UNREACHED");
});
