import { analyze, diffAnalyses, readConfiguration } from "../../../lib/analysis";
import { involvedResources } from "../../../lib/analysis/compare/involved-resources";
import { diffAsText, diffInWords } from "../../../lib/review";
import { TerraformNetwork } from "../support/terraform-network";

const base = { location: "eastasia", resource_group_name: "rg" };
const SPOKE1 = "vnet-spoke1/default";

const exposed = (...ports: string[]): TerraformNetwork =>
  new TerraformNetwork()
    .add("azurerm_public_ip", "vm", { ...base, name: "pip-vm", sku: "Standard" })
    .add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-vm",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          public_ip_address_id: "${azurerm_public_ip.vm.id}",
        },
      ],
    })
    .add("azurerm_network_security_group", "s", {
      ...base,
      name: "nsg",
      security_rule: ports.map((port, i) => ({
        name: `allow-${port}`,
        priority: 100 + i,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        source_address_prefix: "Internet",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: port,
      })),
    })
    .add("azurerm_subnet_network_security_group_association", "s", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      network_security_group_id: "${azurerm_network_security_group.s.id}",
    });

const withNatGateway = (network: TerraformNetwork): TerraformNetwork =>
  network
    .add("azurerm_public_ip", "nat", { ...base, name: "pip-nat", sku: "Standard" })
    .add("azurerm_nat_gateway", "nat", { ...base, name: "ng" })
    .add("azurerm_nat_gateway_public_ip_association", "nat", {
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
      public_ip_address_id: "${azurerm_public_ip.nat.id}",
    })
    .add("azurerm_subnet_nat_gateway_association", "nat", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
    });

const diff = (before: TerraformNetwork, after: TerraformNetwork) => {
  const sides = [before, after].map(({ configuration }) => analyze(readConfiguration(configuration)));
  const found = diffAnalyses(sides[0], sides[1]);
  const text = diffAsText(diffInWords("net", found, { base: sides[0], head: sides[1] }), "en");
  return { ...found, text };
};

test("a diff says which ports the Internet gets, and what opened them, before all else", () => {
  const { changes, text } = diff(exposed("443"), withNatGateway(exposed("443", "3389")));
  expect(changes).toHaveLength(2);
  expect(text).toMatch(/CONDITIONAL, for other packets\n {2}- internet → vnet-spoke1\/default\n/);
  expect(text).toContain("The Internet reaches: TCP 443 → TCP 443; TCP 3389");
  expect(text.indexOf("internet → ")).toBeLessThan(text.indexOf(" → internet"));
  const [opened] = changes.filter(({ afterExposures }) => afterExposures !== undefined);
  expect(opened.causes).toContain("azurerm_network_security_group.s");
});

test("a diff says by what a subnet leaves, and nothing of a closed end that stays closed", () => {
  const { changes } = diff(exposed("443"), withNatGateway(exposed("443")));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    pairs: [[SPOKE1, "internet"]],
    beforePath: ["pip-vm"],
    afterPath: ["ng"],
  });
  expect(changes[0].causes).toContain("azurerm_subnet_nat_gateway_association.nat");
});

describe("another public address, which lists elsewhere don't know", () => {
  const nat = (): TerraformNetwork => withNatGateway(exposed("443"));

  test("at the same NAT gateway", () => {
    const after = nat()
      .add("azurerm_public_ip", "new", { ...base, name: "pip-new", sku: "Standard" })
      .add("azurerm_nat_gateway_public_ip_association", "nat", {
        nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
        public_ip_address_id: "${azurerm_public_ip.new.id}",
      });
    const { changes, text } = diff(nat(), after);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      pairs: [[SPOKE1, "internet"]],
      before: "REACHABLE",
      after: "REACHABLE",
      beforeAddresses: ["pip-nat"],
      afterAddresses: ["pip-new"],
    });
    expect(changes[0].causes).toContain("azurerm_nat_gateway_public_ip_association.nat");
    expect(text).toContain("another public address");
    expect(text.replace(/\s+/g, " ")).toContain("Public address: pip-nat → pip-new. Lists elsewhere");
  });

  test("since Terraform replaces the one that is there", () => {
    const after = nat().add("azurerm_public_ip", "nat", { ...base, name: "pip-other", sku: "Standard" });
    const { changes } = diff(nat(), after);
    expect(changes.map(({ afterAddresses }) => afterAddresses)).toEqual([["pip-other"]]);
    expect(changes[0].causes).toEqual(["azurerm_public_ip.nat"]);
  });

  test("of another prefix", () => {
    const prefix = (name: string): TerraformNetwork =>
      nat().add("azurerm_nat_gateway_public_ip_prefix_association", "p", {
        nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
        public_ip_prefix_id: `\${azurerm_public_ip_prefix.${name}.id}`,
      });
    expect(diff(prefix("a"), prefix("b")).changes).toHaveLength(1);
    expect(diff(prefix("a"), prefix("a")).changes).toEqual([]);
  });

  test("by which the Internet comes in", () => {
    const other = exposed("443").add("azurerm_public_ip", "vm", { ...base, name: "pip-b", sku: "Standard" });
    const { changes } = diff(exposed("443"), other);
    expect(changes.map(({ pairs }) => pairs)).toEqual([[[SPOKE1, "internet"]], [["internet", SPOKE1]]]);
  });

  test("is none where only its tags differ", () => {
    const tagged = nat().add("azurerm_public_ip", "nat", {
      ...base,
      name: "pip-nat",
      sku: "Standard",
      tags: { owner: "net" },
    });
    expect(diff(nat(), tagged).changes).toEqual([]);
  });
});

test("a firewall's public address has a part in what goes to the Internet, and in nothing between networks", () => {
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "afw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall", "hub", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.afw.id}",
        },
      ],
    })
    .routes("spoke1_default", {
      "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
    });
  const analysis = analyze(readConfiguration(network.configuration));
  const involved = (to: string) => [...involvedResources(analysis.model, analysis.explain(SPOKE1, to))];
  expect(involved("vnet-spoke2/default")).toContain("azurerm_firewall.hub");
  expect(involved("vnet-spoke2/default")).not.toContain("azurerm_public_ip.afw");
  expect(involved("internet")).toContain("azurerm_public_ip.afw");
});
