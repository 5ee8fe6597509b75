import { analyze, Finding } from "../../../lib/analysis";
import { baseline, NetworkBuilder } from "../support/network-builder";

const POOL = "172.30.0.0/24";

/** A hub whose gateway has VPN clients; spoke1 uses it. */
function withClients(): NetworkBuilder {
  const builder = baseline()
    .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .gateway("hub")
    .firewall("hub", [["*", "*"]]);
  builder.model.virtualNetworkGateways = builder.model.virtualNetworkGateways.map((gateway) => ({
    ...gateway,
    vpnClientAddressSpace: [POOL],
  }));
  return builder;
}

function found(builder: NetworkBuilder, code: string): readonly Finding[] {
  return analyze(builder.build()).findings.filter((finding) => finding.code === code);
}

describe("W39: replies to VPN clients", () => {
  test("are lost where a table takes no routes of gateways and has none of its own", () => {
    const [finding, ...more] = found(
      withClients().routes("spoke1/default", [], false),
      "VPN_CLIENTS_UNANSWERED",
    );
    expect(more).toEqual([]);
    expect(finding.resource).toBe("azurerm_route_table.spoke1_default");
    expect(finding.message.en).toContain(POOL);
    expect(finding.fix!.en).toContain("bgp_route_propagation_enabled = true");
    expect(finding.fix!.en).toContain(`a route for ${POOL} to VirtualNetworkGateway`);
  });

  test("are lost where a route says so", () => {
    const builder = withClients().routes("spoke1/default", [[POOL, "None"]]);
    const [finding] = found(builder, "VPN_CLIENTS_UNANSWERED");
    expect(finding.fix!.en).not.toContain("propagation");
  });

  test.each([
    ["the gateway's own", withClients().routes("spoke1/default", [])],
    ["one that is written", withClients().routes("spoke1/default", [[POOL, "VirtualNetworkGateway"]], false)],
    [
      "the way through a firewall",
      withClients().routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]], false),
    ],
    ["none that clients get to", withClients().routes("spoke2/default", [], false)],
  ])("have %s route", (_, builder) => {
    expect(found(builder, "VPN_CLIENTS_UNANSWERED")).toEqual([]);
  });
});

describe("W43: a spoke answers VPN clients through the firewall", () => {
  const throughFirewall = (prefix: string): NetworkBuilder =>
    withClients().routes("spoke1/default", [[prefix, "10.0.3.4"]], false);

  test.each(["0.0.0.0/0", POOL])("by a route for %s, and their requests skip it", (prefix) => {
    const [finding] = found(throughFirewall(prefix), "GATEWAYSUBNET_BYPASS");
    expect(finding.message.en).toContain("Traffic from VPN clients to spoke1");
    expect(finding.fix!.en).toContain("10.10.0.0/16");
  });

  test("and not where GatewaySubnet has the spoke's route", () => {
    const cured = throughFirewall("0.0.0.0/0").routes("hub/GatewaySubnet", [["10.10.0.0/16", "10.0.3.4"]]);
    expect(found(cured, "GATEWAYSUBNET_BYPASS")).toEqual([]);
  });

  test("and not where no client gets to the spoke, which doesn't use the gateway", () => {
    const apart = withClients().routes("spoke2/default", [["0.0.0.0/0", "10.0.3.4"]], false);
    expect(found(apart, "GATEWAYSUBNET_BYPASS")).toEqual([]);
  });

  test("and not where the spoke answers them by the gateway, whatever its default route is for", () => {
    const straight = withClients().routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]]);
    expect(found(straight, "GATEWAYSUBNET_BYPASS")).toEqual([]);
  });

  test("together with a site's", () => {
    const both = throughFirewall("0.0.0.0/0").site("hub", "dc1", ["172.16.50.0/24"]);
    expect(found(both, "GATEWAYSUBNET_BYPASS")[0].message.en).toContain("on-premises and VPN clients");
  });
});
