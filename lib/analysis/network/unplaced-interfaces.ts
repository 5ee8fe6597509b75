import { mayBeAny, NetworkInterface, NetworkModel, UnknownArgument } from "../model";

/** A NIC of which the input doesn't tell in which subnet it is. */
export interface UnplacedInterface<Subnet> {
  readonly nic: NetworkInterface;
  readonly unknown: UnknownArgument;
  /** Where it may be. */
  readonly subnets: readonly Subnet[];
}

/** NICs whose subnet only apply tells, or the folder that a plan was made of. */
export function unplacedInterfaces<Subnet extends { readonly address: string }>(
  model: NetworkModel,
  subnets: readonly Subnet[],
  unknownPlace: (nic: string) => UnknownArgument | undefined,
): UnplacedInterface<Subnet>[] {
  const byAddress = new Map(subnets.map((subnet) => [subnet.address, subnet]));
  return model.networkInterfaces.flatMap((nic) => {
    const isPlaced = nic.ipConfigurations.some(({ subnet }) => subnet !== undefined);
    const unknown = isPlaced ? undefined : unknownPlace(nic.address);
    if (unknown === undefined) {
      return [];
    }
    const some = unknown.candidates.flatMap((address) => byAddress.get(address) ?? []);
    return [{ nic, unknown, subnets: mayBeAny(unknown) ? subnets : some }];
  });
}

/** Which groups decide at a NIC, besides its subnet's. */
export function groupsOf(nic: NetworkInterface): string {
  const open = nic.uncertainSecurityGroups?.map(({ resource, text }) => `${resource} ${text}`) ?? [];
  return [nic.networkSecurityGroup ?? "", ...open].join("\n");
}
