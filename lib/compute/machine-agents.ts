import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association";
import { VirtualMachineExtension } from "@cdktf/provider-azurerm/lib/virtual-machine-extension";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { waitFor } from "../core/late";
import { PlacementProps } from "../core/placement";
import { addressOf } from "../core/references";
import { literalTexts } from "../core/text";
import { OperatingSystem } from "./admin-credentials";

/** The agent that sends a machine's logs and counters to Azure Monitor. */
export interface MachineMonitoring {
  /** Azure id of the data collection rule, which says what goes where. */
  readonly dataCollectionRuleId: string;
}

/** What runs on a machine for a service of Azure's. */
export interface MachineAgents {
  /** Whether people log in with their Entra ID. */
  readonly entraLogin?: boolean;
  /** The agent of Azure Monitor. */
  readonly monitoring?: MachineMonitoring;
}

/** An extension as Azure names it. */
interface Extension {
  readonly publisher: string;
  readonly type: string;
  readonly version: string;
}

const ENTRA_LOGIN: { readonly [system in OperatingSystem]: Extension } = {
  [OperatingSystem.WINDOWS]: {
    publisher: "Microsoft.Azure.ActiveDirectory",
    type: "AADLoginForWindows",
    version: "2.0",
  },
  [OperatingSystem.LINUX]: {
    publisher: "Microsoft.Azure.ActiveDirectory",
    type: "AADSSHLoginForLinux",
    version: "1.0",
  },
};

const MONITOR: { readonly [system in OperatingSystem]: Extension } = {
  [OperatingSystem.WINDOWS]: {
    publisher: "Microsoft.Azure.Monitor",
    type: "AzureMonitorWindowsAgent",
    version: "1.0",
  },
  [OperatingSystem.LINUX]: {
    publisher: "Microsoft.Azure.Monitor",
    type: "AzureMonitorLinuxAgent",
    version: "1.0",
  },
};

/** Puts agents onto a machine (`azurerm_virtual_machine_extension`). Both need an identity that the system assigns. */
export function addAgents(
  machine: Construct,
  resource: TerraformResource,
  system: OperatingSystem,
  { entraLogin, monitoring }: MachineAgents,
  { tags, provider }: PlacementProps,
  earlierChanges: readonly TerraformResource[],
): void {
  const virtualMachineId = `\${${addressOf(resource)}.id}`;
  const changes = [...earlierChanges];
  const extend = (id: string, { publisher, type, version }: Extension, upgrades: boolean): void => {
    const earlier = [...changes];
    const extension = new VirtualMachineExtension(machine, id, {
      name: type,
      virtualMachineId,
      publisher,
      type,
      typeHandlerVersion: version,
      autoUpgradeMinorVersion: true,
      automaticUpgradeEnabled: upgrades,
      tags: tags && literalTexts(tags),
      provider,
    });
    // Azure changes a machine once at a time: its disks, then one extension after the other.
    waitFor(extension, () => earlier);
    changes.push(extension);
  };
  if (entraLogin) {
    extend("EntraLogin", ENTRA_LOGIN[system], false);
  }
  if (monitoring) {
    extend("MonitorAgent", MONITOR[system], true);
    new MonitorDataCollectionRuleAssociation(machine, "MonitorRule", {
      name: "dcr-association",
      targetResourceId: virtualMachineId,
      dataCollectionRuleId: monitoring.dataCollectionRuleId,
      provider,
    });
  }
}

/** What Azure would refuse of the agents. */
export function agentProblems({ monitoring }: MachineAgents): (string | undefined)[] {
  return [
    monitoring &&
      azureIdProblem(
        "monitoring.dataCollectionRuleId",
        monitoring.dataCollectionRuleId,
        AzureIdType.DATA_COLLECTION_RULE,
      ),
  ];
}
