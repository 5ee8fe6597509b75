import { Arguments, Subnet, SubnetService } from "../model";
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
