import { REPAIR_CAUTIONS, REPAIR_STEPS } from "../../messages/repairs";
import { SubnetNode } from "../../network/network";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { natGatewayAt, sharedNatGateway } from "../writing/nat-gateway";
import { editable } from "../writing/references";

/** Nothing leads out of a subnet, or only out of some machines in it: a NAT gateway does (W44). */
export function* natGateways(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind === "blocked" || trial.to.kind !== "internet") {
    return;
  }
  const codes = ["EGRESS_NONE", "EGRESS_PUBLIC_ADDRESS", "EGRESS_LOAD_BALANCER"];
  const [lost, ...others] = trial.reasons(...codes);
  const isPartly = others.length > 0;
  if (lost === undefined || (lost.code !== "EGRESS_NONE" && !isPartly)) {
    return;
  }
  const home = homeOf(trial);
  const shared = home && sharedNatGateway(trial, home);
  if (home !== undefined && shared !== undefined) {
    const what = REPAIR_STEPS.NAT_GATEWAY_SHARED({ at: home.id, gateway: shared.gateway });
    yield { edits: shared.edits, what };
  }
  const edits = home && natGatewayAt(trial, home);
  if (home !== undefined && edits !== undefined) {
    yield {
      edits,
      what: REPAIR_STEPS.NAT_GATEWAY({ at: home.id }),
      caution: REPAIR_CAUTIONS.NAT_GATEWAY_PRICE(),
    };
  }
}

/** Where the packet is when it should leave. */
function homeOf({ ways: [forward], context }: Trial): SubnetNode | undefined {
  const subnet = forward.decisions.at(-1)?.subnet;
  return subnet === undefined ? undefined : context.network.subnet(subnet.address);
}

/** A firewall that keeps the sources of what it sends to the Internet (R62). */
export function* translatedSources(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("EGRESS_NOT_TRANSLATED")) {
    const address = editable(trial, resource);
    if (address !== undefined) {
      yield {
        edits: [{ op: "set", address, argument: "private_ip_ranges", value: ["IANAPrivateRanges"] }],
        what: REPAIR_STEPS.PRIVATE_RANGES({ firewall: params.firewall }),
      };
    }
  }
}
