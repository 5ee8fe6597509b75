import { TerraformNetwork } from "../../support/terraform-network";
import { Asked, repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };
const SESSION = { op: "remove", address: "azurerm_route_server_bgp_connection.nva" };

/** A site that speaks BGP behind the hub's gateway, and an appliance that announces something to the Route Server. */
function announcing(
  prefixes: readonly string[],
  branches: boolean,
  more: (network: TerraformNetwork) => TerraformNetwork = (network) => network,
): Pick<Asked, "document" | "assume"> {
  const network = new TerraformNetwork()
    .add("azurerm_subnet", "hub_RouteServerSubnet", {
      name: "RouteServerSubnet",
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: ["10.0.5.0/26"],
    })
    .add("azurerm_route_server", "hub", {
      ...base,
      name: "rs",
      sku: "Standard",
      subnet_id: "${azurerm_subnet.hub_RouteServerSubnet.id}",
      branch_to_branch_traffic_enabled: branches,
    })
    .add("azurerm_route_server_bgp_connection", "nva", {
      name: "peer-nva",
      route_server_id: "${azurerm_route_server.hub.id}",
      peer_asn: 65010,
      peer_ip: "10.0.1.4",
    })
    .add("azurerm_virtual_network_gateway", "hub", {
      ...base,
      name: "gw",
      type: "Vpn",
      sku: "VpnGw1AZ",
      active_active: true,
      bgp_enabled: true,
      bgp_settings: [{ asn: 65515 }],
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .add("azurerm_local_network_gateway", "hq", {
      ...base,
      name: "hq",
      gateway_address: "203.0.113.7",
      bgp_settings: [{ asn: 65050, bgp_peering_address: "172.16.0.1" }],
    })
    .add("azurerm_virtual_network_gateway_connection", "hq", {
      ...base,
      name: "con-hq",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
      bgp_enabled: true,
      shared_key: "${var.psk}",
    })
    .peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true });
  return {
    document: more(network).configuration,
    assume: {
      version: 1,
      forwards: ["nic-nva"],
      onPremises: [{ name: "hq", gateway: "gw", prefixes: ["172.16.0.0/16"] }],
      bgp: [{ speaker: "nic-nva", announces: prefixes }],
    },
  };
}

it("leads a subnet to the gateway where an appliance announces what is behind it, or ends the session", () => {
  const network = announcing(["172.16.0.0/16", "192.168.0.0/16"], true);
  const { verdict, repairs } = repairsOf({ ...network, from: "vnet-spoke1/default", to: "on-premises/hq" });
  expect(verdict).not.toBe("REACHABLE");
  const [route, session] = repairs;
  expect(route.edits.map((edit) => (edit.op === "create" ? edit.arguments : edit))).toEqual([
    expect.objectContaining({
      route: [{ name: "to-hq", address_prefix: "172.16.0.0/16", next_hop_type: "VirtualNetworkGateway" }],
    }),
    expect.anything(),
  ]);
  expect(route.cautions.map(({ en }) => en)).toEqual([expect.stringContaining("they go past it")]);
  expect(session.edits).toEqual([SESSION]);
  expect(session.cautions.map(({ en }) => en)).toEqual([
    "nic-nva announces nothing more over this session, 192.168.0.0/16 neither, and learns nothing. " +
      "If you can configure it, let it stop announcing 172.16.0.0/16 instead.",
  ]);
});

it("lets gateways and appliances tell each other, where a site lacks what an appliance announces", () => {
  // The gateway tells of nothing that overlaps its own network.
  const network = announcing(["10.20.0.0/15"], false, (it) =>
    it.routes("spoke2_default", { "0.0.0.0/0": "10.0.1.4" }).routes("hub_GatewaySubnet", {
      "10.20.0.0/16": "10.0.1.4",
    }),
  );
  const [{ edits }] = repairsOf({ ...network, from: "on-premises/hq", to: "vnet-spoke2/default" }).repairs;
  expect(edits).toEqual([
    {
      op: "set",
      address: "azurerm_route_server.hub",
      argument: "branch_to_branch_traffic_enabled",
      value: true,
    },
  ]);
});

test("an appliance that is said to announce, and speaks with no Route Server, gets its session; else routes lead to it", () => {
  const sharing = [
    { allow_gateway_transit: true, allow_forwarded_traffic: true },
    { use_remote_gateways: true },
  ] as const;
  const { configuration: document } = new TerraformNetwork()
    .add("azurerm_subnet", "rs", {
      name: "RouteServerSubnet",
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: ["10.0.5.0/26"],
    })
    .add("azurerm_route_server", "hub", {
      ...base,
      name: "rs",
      sku: "Standard",
      subnet_id: "${azurerm_subnet.rs.id}",
    })
    .peer("hub", "spoke1", ...sharing)
    .peer("hub", "spoke2", ...sharing);
  const ask = (assume: object) =>
    repairsOf({ document, assume, from: "vnet-spoke1/default", to: "vnet-spoke2/default" }).repairs;
  const forwards = { version: 1, forwards: ["nic-nva"] };
  const [session] = ask({ ...forwards, bgp: [{ speaker: "nic-nva", announces: ["10.0.0.0/8"] }] });
  expect(session).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_route_server_bgp_connection",
        arguments: {
          route_server_id: "${azurerm_route_server.hub.id}",
          peer_ip: "${azurerm_network_interface.nva.private_ip_address}",
        },
      },
    ],
    makes: { verdict: "REACHABLE", through: ["nic-nva"] },
  });
  // Its number is no input's.
  expect(session.cautions.map(({ en }) => en).join()).toContain("AS number of nic-nva");
  expect(ask(forwards)[0].makes.through).toEqual(["nic-nva"]);
});
