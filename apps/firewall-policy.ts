import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  ApplicationProtocol,
  FirewallAction,
  FirewallAddresses,
  FirewallProtocol,
  FirewallRule,
  HubSpokeConstruct,
  InternetEgress,
  SpokeToSpokeRules,
  ThreatIntelligenceMode,
  TransitRouting,
  TransitRoutes,
} from "../lib";

/** A firewall with rules of its own: spokes reach a database and a few names, the Internet reaches a web server. */
export class FirewallPolicyStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "firewall-policy");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const web = FirewallAddresses.spoke("web");
    const database = FirewallAddresses.subnet("data", "sql");
    const network = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      spokes: [
        {
          name: "web",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
        },
        {
          name: "data",
          addressSpace: ["10.20.0.0/16"],
          subnets: [
            { name: "default", addressPrefix: "10.20.0.0/24" },
            { name: "sql", addressPrefix: "10.20.1.0/24" },
          ],
        },
      ],
      transit: TransitRouting.azureFirewall({
        subnetPrefix: "10.0.1.0/26",
        routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE }),
        publicIpPrefixLength: 31,
        ipGroups: true,
        policy: { dnsProxy: {}, threatIntelligence: ThreatIntelligenceMode.DENY },
        spokeToSpokeRules: SpokeToSpokeRules.only([
          {
            name: "sql",
            from: ["web"],
            destinations: [database],
            protocols: [FirewallProtocol.TCP],
            ports: ["1433"],
          },
        ]),
      }),
    });
    const policy = network.transit.firewallPolicy!;
    policy.addRuleGroup("web", {
      collections: [
        {
          name: "publish",
          rules: [FirewallRule.dnat({ name: "shop", port: 443, translatedAddress: "10.10.0.4" })],
        },
      ],
    });
    policy.addRuleGroup("egress", {
      collections: [
        {
          name: "closed",
          action: FirewallAction.DENY,
          rules: [
            FirewallRule.application({
              name: "social",
              from: [FirewallAddresses.spokes()],
              webCategories: ["SocialNetworking"],
            }),
          ],
        },
        {
          name: "names",
          rules: [
            FirewallRule.application({
              name: "updates",
              from: [FirewallAddresses.spokes()],
              fqdnTags: ["WindowsUpdate"],
            }),
            FirewallRule.application({
              name: "packages",
              from: [web],
              fqdns: ["*.ubuntu.com", "registry.npmjs.org"],
              protocols: [ApplicationProtocol.https()],
            }),
          ],
        },
        {
          name: "time",
          rules: [
            FirewallRule.network({
              name: "ntp",
              from: [FirewallAddresses.spokes()],
              to: [FirewallAddresses.fqdns(["time.windows.com"])],
              protocols: [FirewallProtocol.UDP],
              ports: ["123"],
            }),
          ],
        },
      ],
    });
  }
}
