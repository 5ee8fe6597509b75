import { UnknownArgument } from "../model";
import { RouteEntry } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";

/**
 * The user-defined route that wins instead of a system row if the network's address space, of which nothing but subnets is known,
 * is no shorter a prefix than the route's (R10, R11). No space is as short as a default route.
 */
export function longerRoute(
  table: SubnetTable,
  [chosen]: readonly RouteEntry[],
  address: number,
): { readonly unknown: UnknownArgument; readonly entry: RouteEntry } | undefined {
  const text = chosen && unknownSpace(table, chosen);
  const entry = table
    .userRoutesTo(address)
    .filter(({ prefix }) => prefix.length > 0)
    .at(-1);
  return text === undefined || entry === undefined
    ? undefined
    : { unknown: { ...text, argument: "address_space", candidates: [] }, entry };
}

function unknownSpace(
  { subnet }: SubnetTable,
  { source, target, prefix }: RouteEntry,
): Pick<UnknownArgument, "resource" | "text"> | undefined {
  const network =
    target.kind === "local" ? subnet.virtualNetwork : target.kind === "network" ? target.network : undefined;
  const link = target.kind === "network" ? target.link : undefined;
  const text = network?.model.addressSpaceUnknown;
  const isOfSubnet = network?.subnets.some((one) => one.prefixes.some((own) => own.equals(prefix))) === true;
  return network === undefined ||
    text === undefined ||
    source !== "Default" ||
    !isOfSubnet ||
    link?.local.remoteAddressSpace !== undefined
    ? undefined
    : { resource: network.address, text };
}
