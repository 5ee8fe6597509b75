import { Terraform } from "./terraform";

/** The baseline of docs/routing-rules.md's cases: a hub with an appliance, two spokes, the article's addresses. */
export function lab(): Terraform {
  return new Terraform()
    .network("hub", "10.0.0.0/16", {
      default: "10.0.0.0/24",
      nva: "10.0.1.0/24",
      AzureFirewallSubnet: "10.0.2.0/24",
      RouteServerSubnet: "10.0.3.0/24",
      GatewaySubnet: "10.0.200.0/24",
    })
    .network("spoke1", "10.10.0.0/16", { default: "10.10.0.0/24" })
    .network("spoke2", "10.20.0.0/16", { default: "10.20.0.0/24" })
    .peer("hub", "spoke1")
    .peer("hub", "spoke2")
    .nic("nva", "hub/nva", "10.0.1.4");
}

/** T31: exact routes through the appliance, both ways. */
export function viaAppliance(hop = "10.0.1.4"): Terraform {
  return lab()
    .table("spoke1/default", [["10.20.0.0/16", hop]])
    .table("spoke2/default", [["10.10.0.0/16", hop]]);
}

export const FIREWALL = "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}";

/** T51: default routes to Azure Firewall. */
export function viaFirewall(
  ...parameters: Parameters<Terraform["firewall"]> extends [string, ...infer R] ? R : never
): Terraform {
  return lab()
    .firewall("hub", ...parameters)
    .table("spoke1/default", [["0.0.0.0/0", FIREWALL]])
    .table("spoke2/default", [["0.0.0.0/0", FIREWALL]]);
}

/** The hub with a VPN gateway that both spokes use, and a data centre 172.16.50.0/24 behind it. */
export function withGateway(network: Terraform = lab(), body = {}): Terraform {
  return network
    .gateway("hub", body)
    .transit("hub", "spoke1", "spoke2")
    .site("hub", "dc1", ["172.16.50.0/24"]);
}
