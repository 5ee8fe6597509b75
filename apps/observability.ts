import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { DdosProtection, HubSpokeConstruct, TransitRouting } from "../lib";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-logs/providers";
const WORKSPACE = `${GROUP}/Microsoft.OperationalInsights/workspaces/log-network`;

/** Logs of what forwards, records of who talks with whom, protected addresses, and locks on what is expensive to lose. */
export class ObservabilityStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "observability");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/27" },
        bastion: { subnetPrefix: "10.0.100.0/26" },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
      diagnostics: { workspaceId: WORKSPACE },
      flowLogs: {
        storageAccountIds: { japaneast: `${GROUP}/Microsoft.Storage/storageAccounts/stflowlogs` },
        retentionDays: 90,
        trafficAnalytics: {
          workspaceResourceId: WORKSPACE,
          workspaceId: "00000000-0000-0000-0000-000000000000",
          workspaceRegion: "japaneast",
          intervalMinutes: 10,
        },
      },
      ddosProtection: DdosProtection.perAddress(),
      locks: { notes: "Taken off by Terraform only." },
    });
  }
}
