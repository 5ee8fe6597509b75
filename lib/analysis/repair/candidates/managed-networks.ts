import { REPAIR_STEPS } from "../../messages/repair-steps";
import { ConnectivityConfiguration, NetworkGroup } from "../../model";
import { VirtualNetworkNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { newResource } from "../writing/edits";
import { deployments } from "../writing/manager-deployments";
import { freeAzureName, localName } from "../writing/names";
import { argumentOf, attributeOf } from "../writing/references";

/** A network that is in no group of a network manager which connects the other end (R70). */
export function* missingMembers(trial: Trial): Iterable<Candidate> {
  for (const { configuration, groups } of configurations(trial)) {
    const [first] = groups;
    const joined = new Set([configuration.hub, ...groups.flatMap((group) => group.virtualNetworks)]);
    const places = placesOf(trial);
    for (const network of first === undefined ? [] : places) {
      const isFar = !joined.has(network.address) && places.some((other) => joined.has(other.address));
      const candidate = isFar ? membership(trial, first, network) : undefined;
      if (candidate !== undefined) {
        yield candidate;
      }
    }
  }
}

/** What a network manager would connect, once its configuration is deployed (R70). */
export function* undeployedConfigurations(trial: Trial): Iterable<Candidate> {
  for (const { configuration, groups } of configurations(trial)) {
    const joined = new Set([configuration.hub, ...groups.flatMap((group) => group.virtualNetworks)]);
    if (placesOf(trial).filter(({ address }) => joined.has(address)).length > 1) {
      yield* deployments(trial, configuration.address);
    }
  }
}

interface Configured {
  readonly configuration: ConnectivityConfiguration;
  readonly groups: readonly NetworkGroup[];
}

/** What connects networks, for a pair that isn't connected. */
function configurations({ context, wish, result }: Trial): readonly Configured[] {
  const { connectivityConfigurations, networkGroups } = context.network.model.networkManager;
  const isCut = wish.kind !== "blocked" && result.verdict !== "REACHABLE";
  return (isCut ? connectivityConfigurations : []).map((configuration) => ({
    configuration,
    groups: networkGroups.filter(({ address }) =>
      configuration.groups.some(({ networkGroup }) => networkGroup === address),
    ),
  }));
}

/** Networks of both ends; of a site those of the gateways that it is behind. */
function placesOf({ from, to }: Trial): readonly VirtualNetworkNode[] {
  return [from, to].flatMap(({ subnet, site }) =>
    subnet === undefined
      ? [...(site?.gateways.keys() ?? [])].map(({ virtualNetwork }) => virtualNetwork)
      : [subnet.virtualNetwork],
  );
}

function membership(trial: Trial, group: NetworkGroup, network: VirtualNetworkNode): Candidate | undefined {
  const type = "azurerm_network_manager_static_member";
  const groupId = attributeOf(trial, group.address, "id");
  const networkId = attributeOf(trial, network.address, "id");
  const known = trial.context.network.model.resources
    .filter((resource) => resource.type === type)
    .map(({ address }) => String(argumentOf(trial, address, "name") ?? ""));
  return groupId === undefined || networkId === undefined
    ? undefined
    : {
        edits: [
          newResource(trial, type, localName(network.address), {
            name: freeAzureName(network.name, known),
            network_group_id: groupId,
            target_virtual_network_id: networkId,
          }),
        ],
        what: REPAIR_STEPS.GROUP_JOINED({ network: network.name, group: group.name ?? group.address }),
      };
}
