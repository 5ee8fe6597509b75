import { isIPv4, isIPv6 } from "node:net";
import { Analysis, Endpoint } from "../analysis/result";
import { Ipv4Prefix } from "../cidr";
import { namesOf, unknownName } from "./context";
import { UsageError } from "./exit-code";
import { LoadedNetwork } from "./load";
import { WORDS } from "./words";

/** An endpoint by whatever the analysis knows it by. */
export function findEndpoint(network: LoadedNetwork, given: string): Endpoint | undefined {
  return network.analysis.endpointOf(given);
}

export interface Ends {
  readonly network: LoadedNetwork;
  readonly from?: Endpoint;
  readonly to?: Endpoint;
}

/** With whom an endpoint is asked about where only that is named. */
export function othersThan({ id, kind }: Endpoint, { endpoints, model }: Analysis): Endpoint[] {
  // A site has a connection to the Internet of its own, and Bastion is for machines, which a delegated subnet hasn't.
  const ofSubnets = kind === "internet" || kind === "bastion";
  const delegated = new Set(
    kind === "bastion"
      ? model.subnets.flatMap(({ address, delegations }) => (delegations.length > 0 ? [address] : []))
      : [],
  );
  return endpoints.filter(
    (other) => other.id !== id && !(ofSubnets && other.kind !== "subnet") && !delegated.has(other.address),
  );
}

/** The networks that have the endpoints asked for; none of them having one is a typing mistake. */
export function networksWith(
  networks: readonly LoadedNetwork[],
  given: { readonly from?: string; readonly to?: string },
): Ends[] {
  const found = networks
    .map((network): Ends => {
      return {
        network,
        ...(given.from !== undefined && { from: findEndpoint(network, given.from) }),
        ...(given.to !== undefined && { to: findEndpoint(network, given.to) }),
      };
    })
    .filter(({ from, to }) => (given.from === undefined || from) && (given.to === undefined || to));
  if (found.length > 0) {
    return found;
  }
  const known = [...new Set(networks.flatMap(namesIn))];
  const isKnown = (name: string) => networks.some((network) => findEndpoint(network, name));
  const wrong = [given.from, given.to].find((name) => name !== undefined && !isKnown(name));
  const name = wrong ?? given.to ?? given.from ?? "";
  throw (
    networkInstead(networks, name) ??
    addressInstead(networks, name) ??
    unknownName(WORDS.unknownEndpoint, name, known, networks.flatMap(machinesIn))
  );
}

/** Somebody names the spoke; packets go from subnet to subnet. */
function networkInstead(networks: readonly LoadedNetwork[], name: string): UsageError | undefined {
  const given = JSON.stringify(name);
  for (const { analysis } of networks) {
    const network = analysis.model.virtualNetworks.find((other) =>
      [other.name, other.address].includes(name),
    );
    if (network !== undefined) {
      const ids = analysis.endpoints.flatMap((end) =>
        end.kind === "subnet" && end.virtualNetwork === network.address ? [end.id] : [],
      );
      return new UsageError(
        ids.length === 0
          ? WORDS.networkWithoutSubnets({ given })
          : WORDS.networkInstead({ given, names: namesOf(ids) }),
      );
    }
  }
  return undefined;
}

/** Somebody names an address that nothing has, or that is none. */
function addressInstead(networks: readonly LoadedNetwork[], name: string): UsageError | undefined {
  const given = JSON.stringify(name);
  const [address, length] = name.split("/");
  if (isIPv6(address)) {
    return new UsageError(WORDS.sixUntraced({ given }));
  }
  if (!/^[\d.]+(\/\d*)?$/.test(name)) {
    return undefined;
  }
  if (!isIPv4(address) || (length !== undefined && !(length !== "" && Number(length) <= 32))) {
    return new UsageError(WORDS.notAnAddress({ given }));
  }
  const all = networks.flatMap(({ analysis }) => analysis.model.virtualNetworks);
  const asked = Ipv4Prefix.tryParse(length === undefined ? `${address}/32` : name);
  const around = all.find(({ addressSpace }) =>
    addressSpace.some((space) => asked && Ipv4Prefix.tryParse(space)?.contains(asked)),
  );
  if (around !== undefined) {
    const network = around.name ?? around.address;
    return new UsageError(WORDS.addressInNoSubnet({ given, network, space: around.addressSpace.join(", ") }));
  }
  const spaces = all.flatMap(({ addressSpace }) => addressSpace);
  return spaces.length === 0
    ? undefined
    : new UsageError(WORDS.addressNowhere({ given, spaces: namesOf(spaces) }));
}

/** What has a name of its own and is no end of the matrix, but may be asked about. */
function machinesIn({ analysis: { model } }: LoadedNetwork): string[] {
  return [...model.virtualMachines, ...model.networkInterfaces, ...model.privateEndpoints].flatMap(
    ({ name }) => name ?? [],
  );
}

/** What can be asked about, hosts of Bastion too, which the matrix doesn't have. */
function namesIn({ analysis }: LoadedNetwork): string[] {
  const bastions = analysis.model.bastionHosts
    .filter(({ subnet, virtualNetwork }) => subnet !== undefined || virtualNetwork !== undefined)
    .flatMap(({ address }) => analysis.endpointOf(address)?.id ?? []);
  const ids = analysis.endpoints.map(({ id }) => id);
  return [...ids, ...bastions, analysis.internet.id];
}
