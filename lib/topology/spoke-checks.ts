import { TerraformProvider } from "cdktf";
import { quote } from "../core/azure-names";
import { certainlyOutside, overlapsBetweenOwners } from "../network/addressing";
import { NetworkManager } from "../network-manager/network-manager";
import { Spoke, SpokeOptions } from "./spoke";

/** Azure refuses to peer two networks that overlap with one hub, and without peerings neither reaches the other. */
export function overlapsOfSpokes(spokes: readonly Spoke[]): string[] {
  const owned = spokes.flatMap((spoke) => spoke.addressSpace.map((text) => ({ owner: spoke.name, text })));
  return overlapsBetweenOwners(owned).map(
    ({ first, second }) =>
      `spokes ${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap; ` +
      "give one of them other addresses",
  );
}

/** Tables of attached spokes name what stands for all spokes, so a spoke that is outside has no way back to them. */
export function spokesOutside(attachableSpace: string[], spokes: readonly Spoke[]): string[] {
  return attachableSpace.length === 0
    ? []
    : spokes.flatMap((spoke) =>
        certainlyOutside(attachableSpace, spoke.addressSpace).map(
          (prefix) =>
            `spoke ${quote(spoke.name)} has ${prefix}, which isn't in the addressSpace of the hub's attachments ` +
            `(${attachableSpace.join(", ")}), so attached spokes have no route to it: add it there`,
        ),
      );
}

/** A resource group is in one subscription, so a spoke in another can't use the network's. */
export function foreignGroupProblem(
  name: string,
  { provider, resourceGroupName }: SpokeOptions,
  common: TerraformProvider | undefined,
): string | undefined {
  return provider && subscriptionOf(provider) !== subscriptionOf(common) && resourceGroupName === undefined
    ? `spoke ${quote(name)} is in another subscription, where the network's resource group doesn't exist: give it a ` +
        "resourceGroupName of that subscription"
    : undefined;
}

/** A network manager of one subscription doesn't see the networks of another. */
export function foreignScopeProblem(
  { name, placement }: Spoke,
  manager: NetworkManager | undefined,
): string | undefined {
  return manager?._spansSubscriptions === false &&
    subscriptionOf(placement.provider) !== subscriptionOf(manager._placement.provider)
    ? `spoke ${quote(name)} is in another subscription than the network manager, which manages its own alone: give the manager ` +
        "subscriptionIds or managementGroupIds"
    : undefined;
}

/** The subscription that a provider configuration names; one that names none has it from the environment. */
function subscriptionOf(provider: TerraformProvider | undefined): string | undefined {
  return (
    provider as { readonly subscriptionIdInput?: string } | undefined
  )?.subscriptionIdInput?.toLowerCase();
}
