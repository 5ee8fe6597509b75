import { Arguments, ConfiguredResource, Subnet, SubnetService } from "../model";
import { CheckedNetwork } from "./checked-network";

export interface Placed {
  readonly service: SubnetService;
  readonly subnet: Subnet;
  /** What the configuration says of the subnet; undefined where another one manages it. */
  readonly values?: Arguments;
}

/** Services of a kind that this configuration makes, and their subnets. */
export function* placed(network: CheckedNetwork, kind: SubnetService["kind"]): Iterable<Placed> {
  for (const service of network.model.subnetServices) {
    const subnet = network.subnets.get(service.subnet ?? "");
    if (
      service.kind === kind &&
      subnet !== undefined &&
      network.isManaged(service.address) &&
      network.isOne(subnet.address) &&
      network.isOne(subnet.virtualNetwork)
    ) {
      const values = network.isManaged(subnet.address) ? network.argumentsOf(subnet.address) : undefined;
      yield { service, subnet, ...(values && { values }) };
    }
  }
}

/** The table of a subnet of which Terraform keeps the routes as they are written inline, whatever a service adds. */
export function keptRoutes(
  network: CheckedNetwork,
  { routeTable = "" }: Subnet,
): ConfiguredResource | undefined {
  const table = network.resource(routeTable);
  const isInline = network.routeTables.get(routeTable)?.routes.some(({ origin }) => origin === routeTable);
  const isKept = isInline === true && table?.hasBlocks("route") === true && table.ignores("route") === false;
  return isKept ? table : undefined;
}
