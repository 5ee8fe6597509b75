import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { addressFor, natGatewayAt, sharedNatGateway } from "../writing/nat-gateway";
import { packetsOf } from "../writing/packets";
import { editable } from "../writing/references";
import { routeEdits } from "../writing/routes";
import { newGroup } from "../writing/security-group";
import { ruleFor } from "./security-rules";

/** Nothing leads out of a subnet, or only out of some machines in it: a NAT gateway does (W44). */
export function* natGateways(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind === "blocked" || trial.to.kind !== "internet") {
    return;
  }
  const without = ["EGRESS_NONE", "EGRESS_BALANCER_PROTOCOL", "EGRESS_OF_NAT_RULE", "EGRESS_OF_ADDRESS_POOL"];
  const [lost, ...others] = trial.reasons(...without, "EGRESS_PUBLIC_ADDRESS", "EGRESS_LOAD_BALANCER");
  const isPartly = others.length > 0;
  if (lost === undefined || (!without.includes(lost.code) && !isPartly)) {
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

/** A NAT gateway that is bound and has no address carries nothing. */
export function* natGatewayAddresses(trial: Trial): Iterable<Candidate> {
  const home = trial.wish.kind === "blocked" ? undefined : homeOf(trial);
  for (const { resource = "", params } of trial.reasons("NAT_GATEWAY_NO_ADDRESS")) {
    const edits = home && addressFor(trial, home, resource);
    if (edits !== undefined) {
      yield { edits, what: REPAIR_STEPS.NAT_GATEWAY_ADDRESS({ gateway: params.gateway }) };
    }
  }
}

/** A Standard public address waits for a security group that opens it, and its subnet has none (D21). */
export function* openedAddresses(trial: Trial): Iterable<Candidate> {
  const { subnet } = trial.to;
  if (trial.wish.kind === "blocked" || subnet === undefined || subnet.networkSecurityGroup !== undefined) {
    return;
  }
  if (trial.reasons("INGRESS_CLOSED").length > 0) {
    const packets = packetsOf(trial);
    const group = newGroup(trial, subnet, ruleFor(packets, "Allow", "Inbound", 1000));
    if (group !== undefined) {
      yield {
        edits: group,
        what: REPAIR_STEPS.SECURITY_RULE({
          access: "Allow",
          from: trial.from.id,
          to: packets.destinations.join(", "),
          ports: packets.text,
          group: subnet.id,
        }),
      };
    }
  }
}

/** A default route leads a public service of one's choice to on-premises or to a firewall: a longer one leads past these. */
export function* straightToInternet(trial: Trial): Iterable<Candidate> {
  const { wish, from, to } = trial;
  const [prefix, ...others] = to.parsedPrefixes;
  const isService =
    to.kind === "internet" && others.length === 0 && prefix !== undefined && prefix.length > 0;
  const isLed = trial.reasons("EXITS_TO_ONPREM", "FIREWALL_DENY").length > 0;
  if (wish.kind !== "reachable" || !isService || !isLed || from.subnet === undefined) {
    return;
  }
  const target = { nextHop: { next_hop_type: "Internet" } };
  const edits = routeEdits(trial, from.subnet, prefix, target, "to_internet");
  if (edits !== undefined && edits.length > 0) {
    const params = { at: from.subnet.id, prefix: prefix.toString(), target: "Internet" };
    yield { edits, what: REPAIR_STEPS.ROUTE(params) };
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
        edits: [toSet(address, "private_ip_ranges", ["IANAPrivateRanges"])],
        what: REPAIR_STEPS.PRIVATE_RANGES({ firewall: params.firewall }),
      };
    }
  }
}
