import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  DhGroup,
  ExpressRouteSku,
  HubSpokeConstruct,
  IkeEncryption,
  IkeIntegrity,
  IpsecEncryption,
  IpsecIntegrity,
  PfsGroup,
  RouteServer,
  TransitRouting,
} from "../lib";

const CIRCUIT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-circuits/providers/Microsoft.Network/expressRouteCircuits";

/**
 * ExpressRoute beside VPN in one hub: two circuits to one site, a branch over VPN, and a Route Server that lets the two
 * reach each other. What comes from either passes the firewall.
 */
export class ExpressRouteVpnStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "expressroute-vpn");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const site = { siteName: "tokyo", addressSpace: ["172.16.0.0/16"] };
    const { hub } = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: {
          subnetPrefix: "10.0.200.0/26",
          bgp: true,
          customBgpAddresses: { first: ["169.254.21.2"], second: ["169.254.22.2"] },
        },
        expressRouteGateway: {
          sku: ExpressRouteSku.ER_GW_3_AZ,
          circuits: [
            { name: "tokyo-1", circuitId: `${CIRCUIT}/erc-tokyo-1`, routingWeight: 100, ...site },
            { name: "tokyo-2", circuitId: `${CIRCUIT}/erc-tokyo-2`, authorized: true, ...site },
          ],
        },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
    hub.addSiteToSite("osaka", {
      gatewayAddress: "203.0.113.1",
      addressSpace: ["192.168.0.0/16"],
      bgp: {
        asn: 65010,
        peeringAddress: "169.254.21.1",
        gatewayAddresses: { first: "169.254.21.2", second: "169.254.22.2" },
      },
      ipsecPolicy: {
        ikeEncryption: IkeEncryption.GCMAES256,
        ikeIntegrity: IkeIntegrity.SHA384,
        dhGroup: DhGroup.ECP384,
        ipsecEncryption: IpsecEncryption.GCMAES256,
        ipsecIntegrity: IpsecIntegrity.GCMAES256,
        pfsGroup: PfsGroup.ECP384,
      },
    });
    new RouteServer(this, "Branches", {
      ...hub.placement,
      name: "hub01",
      subnet: hub.addSubnet("RouteServerSubnet", { addressPrefix: "10.0.201.0/26" }),
      vpnGateway: hub.vpnGateway,
      branchToBranchTraffic: true,
    });
  }
}
