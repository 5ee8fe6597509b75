import { Subnet, UncertainBinding } from "../../model";
import { Block } from "../terraform/block";
import { scalarOf } from "../terraform/value";
import { ModelContext } from "./context";

/**
 * Binds tables and security groups less surely where volumes of Azure NetApp Files have Basic network features: neither is
 * supported there. Source: "Guidelines for Azure NetApp Files network planning", constraints, read in November 2026.
 */
export function readBasicVolumes(
  context: ModelContext,
): (subnet: string, bound: Partial<Subnet>) => Partial<Subnet> {
  const volumes = new Map<string, Omit<UncertainBinding, "candidates">>();
  for (const resource of context.resources.managed("azurerm_netapp_volume")) {
    const block = Block.of(resource);
    // What isn't written is Basic.
    const features = String(scalarOf(block.value("network_features")) ?? "Basic");
    if (features === "Basic" && !block.isUnknown("network_features")) {
      const own = {
        resource: resource.address,
        argument: "network_features",
        text: features,
        optional: true,
      };
      context.subnets.possible(resource, block, "subnet_id").forEach((subnet) => volumes.set(subnet, own));
    }
  }
  return (subnet, { routeTable, networkSecurityGroup }) => {
    const volume = volumes.get(subnet);
    const open = (bound: string): UncertainBinding[] => [{ ...volume!, candidates: [bound] }];
    return {
      ...(volume && routeTable && { routeTable: undefined, uncertainRouteTables: open(routeTable) }),
      ...(volume &&
        networkSecurityGroup && {
          networkSecurityGroup: undefined,
          uncertainSecurityGroups: open(networkSecurityGroup),
        }),
    };
  };
}
