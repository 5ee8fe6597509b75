import { analyze, Analysis, QuestionError } from "../../../lib/analysis";
import { BastionHost } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { baseline, NetworkBuilder } from "../support/network-builder";

const BASTION = "bastion/bast-hub";

function withBastion(change: Partial<BastionHost> = {}): NetworkBuilder {
  return baseline()
    .network("far", "10.30.0.0/16", { default: "10.30.0.0/24" })
    .bastion("hub", "10.0.5.0/26", change);
}

function asked(builder: NetworkBuilder, port?: number): Analysis {
  return analyze(builder.build(), port === undefined ? {} : { port });
}

function verdictOn(builder: NetworkBuilder, to: string): string {
  return asked(builder).verdict(BASTION, to);
}

function codes(builder: NetworkBuilder, to: string): readonly string[] {
  return asked(builder)
    .explain(BASTION, to)
    .reasons.map(({ code }) => code);
}

const group = (builder: NetworkBuilder, port: string): NetworkBuilder =>
  builder.securityGroup("spoke1/default", [
    { destinationPorts: [port], sources: ["10.0.5.0/26"], protocol: "Tcp" },
    { access: "Deny" },
  ]);

describe("W71: a Bastion", () => {
  test("is a source by its name or address, in no matrix, and no destination", () => {
    const analysis = asked(withBastion());
    expect(analysis.endpoints.map(({ kind }) => kind)).not.toContain("bastion");
    expect(analysis.endpointOf(BASTION)).toMatchObject({ kind: "bastion", prefixes: ["10.0.5.0/26"] });
    expect(analysis.endpointOf("azurerm_bastion_host.hub")?.id).toBe(BASTION);
    expect(() => analysis.verdict("spoke1/default", BASTION)).toThrow(QuestionError);
  });

  test("reaches its network and those that are peered", () => {
    expect(verdictOn(withBastion(), "hub/default")).toBe("REACHABLE");
    expect(verdictOn(withBastion(), "spoke1/default")).toBe("REACHABLE");
    expect(verdictOn(withBastion().withoutHalf("hub", "spoke2"), "spoke2/default")).toBe("BLOCKED");
  });

  test("asks for 22 and 3389, or the port that is given", () => {
    expect(verdictOn(group(withBastion(), "3389"), "spoke1/default")).toBe("CONDITIONAL");
    expect(codes(group(withBastion(), "3389"), "spoke1/default")).toContain("FILTERED_PARTLY");
    expect(verdictOn(group(withBastion(), "443"), "spoke1/default")).toBe("BLOCKED");
    expect(asked(group(withBastion(), "443"), 443).verdict(BASTION, "spoke1/default")).toBe("REACHABLE");
    expect(verdictOn(group(withBastion(), "22-3389"), "spoke1/default")).toBe("REACHABLE");
    const icmp = analyze(withBastion().build(), { protocol: "icmp" });
    expect(icmp.explain(BASTION, "hub/default")).toMatchObject({
      verdict: "BLOCKED",
      reasons: [{ code: "BASTION_PROTOCOL" }],
    });
  });

  test("R29: is answered through an appliance that never saw the request", () => {
    const covered = withBastion().routes("spoke1/default", [["10.0.0.0/16", "10.0.1.4"]]);
    expect(verdictOn(covered, "spoke1/default")).toBe("ASYMMETRIC");
    const byDefault = withBastion().routes("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]]);
    expect(verdictOn(byDefault, "spoke1/default")).toBe("REACHABLE");
  });

  test("connects beyond by address alone", () => {
    const beyond = (change: Partial<BastionHost>): NetworkBuilder =>
      withBastion(change).gateway("hub").site("hub", "dc1", ["192.168.0.0/16"]);
    expect(codes(beyond({}), "on-premises/dc1")).toEqual(["BASTION_BEYOND"]);
    expect(verdictOn(beyond({ sku: "Basic", ipConnect: true }), "on-premises/dc1")).toBe("BLOCKED");
    expect(verdictOn(beyond({ sku: "Standard", ipConnect: true }), "on-premises/dc1")).toBe("REACHABLE");
    expect(verdictOn(beyond({ sku: "Standard", ipConnect: true }), "far/default")).toBe("BLOCKED");
    expect(codes(beyond({ sku: "Standard", ipConnect: true }), "far/default")).not.toContain(
      "BASTION_BEYOND",
    );
  });

  test("W67: of SKU Developer stays in its network, from where only Azure knows", () => {
    const developer = withBastion({
      sku: "Developer",
      subnet: undefined,
      virtualNetwork: "azurerm_virtual_network.hub",
    });
    expect(verdictOn(developer, "hub/default")).toBe("CONDITIONAL");
    expect(codes(developer, "hub/default")).toEqual(["BASTION_SHARED"]);
    expect(verdictOn(developer, "spoke1/default")).toBe("BLOCKED");
  });

  test("of which only apply tells the SKU or whether it connects by address is CONDITIONAL", () => {
    const read = (values: object): Analysis =>
      analyze(
        readConfiguration({
          resource: {
            azurerm_virtual_network: {
              v: { name: "v", address_space: ["10.0.0.0/16"], location: "eastasia" },
              w: { name: "w", address_space: ["10.1.0.0/16"], location: "eastasia" },
            },
            azurerm_subnet: {
              b: {
                name: "AzureBastionSubnet",
                virtual_network_name: "${azurerm_virtual_network.v.name}",
                address_prefixes: ["10.0.5.0/26"],
              },
              s: {
                name: "s",
                virtual_network_name: "${azurerm_virtual_network.w.name}",
                address_prefixes: ["10.1.0.0/24"],
              },
              own: {
                name: "own",
                virtual_network_name: "${azurerm_virtual_network.v.name}",
                address_prefixes: ["10.0.0.0/24"],
              },
            },
            azurerm_bastion_host: {
              b: {
                name: "b",
                ip_configuration: { name: "i", subnet_id: "${azurerm_subnet.b.id}" },
                ...values,
              },
            },
          },
        }),
      );
    expect(read({ sku: "${var.sku}" }).verdict("bastion/b", "v/own")).toBe("CONDITIONAL");
    expect(read({ sku: "Standard", ip_connect_enabled: "${var.c}" }).verdict("bastion/b", "v/own")).toBe(
      "REACHABLE",
    );
    expect(read({ sku: "Standard", ip_connect_enabled: "${var.c}" }).verdict("bastion/b", "w/s")).toBe(
      "BLOCKED",
    );
  });
});

test("a private endpoint is asked about by its name", () => {
  const builder = baseline();
  builder.model.privateEndpoints.push({
    address: "azurerm_private_endpoint.db",
    name: "pe-db",
    subnet: "azurerm_subnet.spoke2_default",
    privateIps: ["10.20.0.9"],
  });
  const analysis = asked(builder);
  expect(analysis.endpointOf("pe-db")).toMatchObject({ prefixes: ["10.20.0.9/32"] });
  expect(analysis.verdict("hub/default", "pe-db")).toBe("REACHABLE");
  expect(analysis.verdict("spoke1/default", "azurerm_private_endpoint.db")).toBe("BLOCKED");
});
