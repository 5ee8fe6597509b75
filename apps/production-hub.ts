import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  ApplicationProtocol,
  AzurermVersion,
  BastionSku,
  CafNaming,
  DdosProtection,
  ExpressRouteSku,
  FirewallAction,
  FirewallAddresses,
  FirewallProtocol,
  FirewallRule,
  FirewallSku,
  HubSpokeConstruct,
  InternetEgress,
  IntrusionDetectionMode,
  SecurityGroup,
  SpokeToSpokeRules,
  ThreatIntelligenceMode,
  TransitRouting,
  TransitRoutes,
} from "../lib";

const LOCATION = "japaneast";
const SUBSCRIPTIONS = ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"];
const PLATFORM = `/subscriptions/${SUBSCRIPTIONS[0]}/resourceGroups/rg-platform/providers`;
const CIRCUIT = `${PLATFORM}/Microsoft.Network/expressRouteCircuits/erc-tokyo`;
const WORKSPACE = `${PLATFORM}/Microsoft.OperationalInsights/workspaces/log-network`;

const HTTPS = { protocols: [FirewallProtocol.TCP], ports: ["443"] };

/** Spokes by name: second octet, and whether they are in the second subscription. */
const SPOKES = { shared: [16], web: [32], api: [33], data: [34], batch: [64, 1], lab: [65, 1] };

/**
 * A hub for an enterprise: Azure Firewall Premium with DNS, ExpressRoute beside VPN, Bastion that records, logs of
 * everything, and six spokes in two subscriptions.
 */
export class ProductionHubStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "production-hub");
    const [platform, workloads] = SUBSCRIPTIONS.map((subscriptionId, index) => {
      const alias = index === 0 ? undefined : "workloads";
      return new AzurermProvider(this, alias ?? "azurerm", { features: [{}], alias, subscriptionId });
    });
    AzurermVersion.use(this, "5.2.0");
    [platform, workloads].forEach((provider) => AzurermVersion.registerResourceProviders(provider));

    const network = new HubSpokeConstruct(this, "Network", {
      location: LOCATION,
      provider: platform,
      naming: new CafNaming({ suffixes: ["prod"] }),
      tags: { environment: "production", owner: "network" },
      hub: {
        name: "hub",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/26", bgp: true },
        expressRouteGateway: {
          sku: ExpressRouteSku.ER_GW_2_AZ,
          circuits: [{ name: "tokyo", circuitId: CIRCUIT, addressSpace: ["172.16.0.0/16"] }],
        },
        bastion: {
          subnetPrefix: "10.0.100.0/26",
          sku: BastionSku.PREMIUM,
          sessionRecording: true,
          securityGroup: true,
        },
        privateResolver: { inboundSubnetPrefix: "10.0.2.0/28", outboundSubnetPrefix: "10.0.2.16/28" },
      },
      transit: TransitRouting.azureFirewall({
        subnetPrefix: "10.0.1.0/26",
        sku: FirewallSku.PREMIUM,
        routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE }),
        publicIpCount: 2,
        ipGroups: true,
        policy: {
          dnsProxy: {},
          threatIntelligence: ThreatIntelligenceMode.DENY,
          intrusionDetection: { mode: IntrusionDetectionMode.DENY },
        },
        spokeToSpokeRules: SpokeToSpokeRules.only([
          { name: "web-to-api", from: ["web"], to: ["api"], ...HTTPS },
          {
            name: "to-data",
            from: ["api", "batch"],
            to: ["data"],
            protocols: HTTPS.protocols,
            ports: ["1433"],
          },
          { name: "to-shared", to: ["shared"], ...HTTPS },
        ]),
      }),
      diagnostics: { workspaceId: WORKSPACE },
      flowLogs: {
        storageAccountIds: { [LOCATION]: `${PLATFORM}/Microsoft.Storage/storageAccounts/stflowlogs` },
        retentionDays: 90,
      },
      ddosProtection: DdosProtection.perAddress(),
      locks: {},
    });
    for (const [name, [octet, subscription = 0]] of Object.entries(SPOKES)) {
      network.addSpoke(name, {
        addressSpace: [`10.${octet}.0.0/16`],
        subnets: [{ name: "default", addressPrefix: `10.${octet}.0.0/24` }],
        securityGroup: SecurityGroup.allowNetwork(),
        ...(subscription === 1 && { provider: workloads, resourceGroupName: `rg-${name}` }),
      });
    }
    network.hub.addSiteToSite("osaka", {
      gatewayAddress: "203.0.113.1",
      addressSpace: ["192.168.0.0/16"],
      bgp: { asn: 65010, peeringAddress: "192.168.0.1" },
    });
    network.hub.addPrivateLinkZones({ services: ["blob", "keyVault", "sqlServer"], linkSpokes: false });

    const rules = network.transit.firewallPolicy!.addRuleGroup("enterprise", { collections: [] });
    const [spokes, protocols] = [[FirewallAddresses.spokes()], [ApplicationProtocol.https()]];
    rules.addCollection("on-premises", {
      rules: [
        FirewallRule.network({
          name: "offices",
          from: [FirewallAddresses.onPremises()],
          to: [FirewallAddresses.spoke("web"), FirewallAddresses.spoke("shared")],
          ...HTTPS,
        }),
      ],
    });
    rules.addCollection("names", {
      rules: [
        FirewallRule.application({ name: "updates", from: spokes, fqdnTags: ["WindowsUpdate"] }),
        FirewallRule.application({ name: "packages", from: spokes, fqdns: ["*.ubuntu.com"], protocols }),
      ],
    });
    rules.addCollection("closed", {
      action: FirewallAction.DENY,
      rules: [
        FirewallRule.application({ name: "social", from: spokes, webCategories: ["SocialNetworking"] }),
      ],
    });
    rules.addCollection("publish", {
      rules: [FirewallRule.dnat({ name: "shop", port: 443, translatedAddress: "10.32.0.4" })],
    });
  }
}
