import { usableRange } from "../../../azure/address-ranges";
import { formatIpv4, parseIpv4 } from "../../../cidr";
import { CheckedNetwork } from "../../findings/checked-network";
import { staticAddresses } from "../../findings/static-addresses";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { argumentOf, editable, referredSubnet } from "../writing/references";
import { setting } from "./arguments";
import { FindingDraft } from "./finding-cure";

const BLOCKS = ["ip_configuration", "frontend_ip_configuration", "nat_ip_configuration"];

interface Configuration {
  readonly subnet_id?: unknown;
  readonly private_ip_address?: unknown;
}

/** An address that its subnet doesn't have, or that another has: the first of the subnet that nobody has. */
export function* freeAddress(draft: FindingDraft): Iterable<Candidate> {
  for (const { address, argument, subnet_id: id, private_ip_address: before } of configurations(draft)) {
    // That of a private endpoint stands beside its configurations.
    const subnet = referredSubnet(draft, id ?? argumentOf(draft, draft.finding.resource ?? "", "subnet_id"));
    const free = subnet && (meantIn(subnet, before) ?? firstFree(draft, subnet));
    if (free !== undefined) {
      yield {
        edits: [toSet(address, `${argument}.private_ip_address`, free)],
        what: REPAIR_STEPS.STATIC_ADDRESS({ resource: address, address: free }),
        ...(typeof before === "string" && {
          caution: REPAIR_CAUTIONS.ADDRESS_NAMED_ELSEWHERE({ address: before }),
        }),
      };
    }
  }
}

/** `10.0.0.4/24` is 10.0.0.4. */
function meantIn({ region }: SubnetNode, before: unknown): string | undefined {
  const [, plain] = /^\s*([\d.]+)\/\d+\s*$/.exec(String(before)) ?? [];
  return region.contains(parseIpv4(plain ?? "") ?? -1) ? plain : undefined;
}

/** Of the addresses that something surely has, and those that routes lead to, none. */
function firstFree({ context }: FindingDraft, subnet: SubnetNode): string | undefined {
  const { model } = context.network;
  const checked = CheckedNetwork.of(context.network);
  const taken = new Set(
    [
      ...[...staticAddresses(checked)].map(({ text }) => text),
      ...[...model.firewalls, ...model.routingAppliances].map(({ privateIp = "" }) => privateIp),
      ...model.routeTables.flatMap(({ routes }) =>
        routes.flatMap(({ nextHops }) => nextHops.map(({ ip = "" }) => ip)),
      ),
    ].map((text) => parseIpv4(text)),
  );
  for (const prefix of subnet.prefixes) {
    const { first, last } = usableRange(prefix);
    for (let value = first; value <= last; value++) {
      if (!taken.has(value)) {
        return formatIpv4(value);
      }
    }
  }
  return undefined;
}

/** What is allocated statically, and says nothing more, is allocated by Azure. */
export function* allocatedByAzure(draft: FindingDraft): Iterable<Candidate> {
  for (const { argument, private_ip_address: written } of configurations(draft)) {
    if (written === undefined) {
      const { resource = "" } = draft.finding;
      yield* setting(draft, resource, [[`${argument}.private_ip_address_allocation`, "Dynamic"]]);
    }
  }
}

/** The IP configurations of the finding's resource, and how an edit names each. */
function* configurations(
  draft: FindingDraft,
): Iterable<Configuration & { readonly address: string; readonly argument: string }> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  for (const block of address === undefined ? [] : BLOCKS) {
    for (const [index, one] of [argumentOf(draft, resource, block) ?? []].flat().entries()) {
      yield { ...((one ?? {}) as Configuration), address: address!, argument: `${block}[${index}]` };
    }
  }
}
