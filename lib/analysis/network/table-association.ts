import { Subnet } from "../model";

/** The resource that binds a subnet's table and nothing else; none where the subnet does itself, or the network around it. */
export function tableAssociation({
  address,
  virtualNetwork,
  routeTableAssociation: by,
}: Pick<Subnet, "address" | "virtualNetwork" | "routeTableAssociation">): string | undefined {
  return by === address || by === virtualNetwork ? undefined : by;
}
