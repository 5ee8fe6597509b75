import { missingNames } from "../network/subnet-peering";
import { PeeringLink, SubnetNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { TraceQuestion } from "./question";
import { reasonAt } from "./reason";

/** R9: a peering of subnets doesn't include these two, and who would have to name them. */
export function subnetNotPeered(
  question: TraceQuestion,
  link: PeeringLink,
  from: SubnetNode,
  to: SubnetNode,
): Reason {
  const ofIpv6 = [link.local, link.remote].filter(({ subnetPeering }) => subnetPeering?.isOfIpv6 === true);
  const missing = (missingNames(link, from, to) ?? []).map(
    ({ half, argument, name }) => `${JSON.stringify(name)} → ${half.address}.${argument}`,
  );
  const params = {
    at: from.id,
    to: to.id,
    missing: missing.join(", "),
    ipv6: ofIpv6.map(({ address }) => address).join(", "),
  };
  return reasonAt(question, "SUBNET_NOT_PEERED", params, link.local.address);
}
