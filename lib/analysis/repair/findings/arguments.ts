import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue, VirtualNetworkPeering } from "../../model";
import { LocalizedText } from "../../text";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { argumentOf, editable, shown } from "../writing/references";
import { FindingCure, FindingDraft } from "./finding-cure";

/** Another value of one argument of the resource that the finding names; `older` is what earlier providers call it. */
export function settingOf(argument: string, value: EditValue, older?: string): FindingCure {
  return (draft) => {
    const { resource = "" } = draft.finding;
    const written =
      older !== undefined && argumentOf(draft, resource, older) !== undefined ? older : argument;
    return setting(draft, resource, [[written, value]]);
  };
}

/** Several arguments of the resource that the finding names. */
export function settingsOf(values: readonly (readonly [string, EditValue])[]): FindingCure {
  return (draft) => setting(draft, draft.finding.resource ?? "", values);
}

/** An argument of the resource to which an argument of the one that the finding names refers. */
export function settingOfReferred(reference: string, argument: string, value: EditValue): FindingCure {
  return (draft) => {
    const id = argumentOf(draft, draft.finding.resource ?? "", reference);
    const [, address] = /^\$\{(.+)\.id\}$/.exec(String(id)) ?? [];
    return address === undefined ? [] : setting(draft, address, [[argument, value]]);
  };
}

/** An argument of the half of a peering that is opposite to the one that the finding names. */
export function settingOfOpposite(argument: string, value: EditValue): FindingCure {
  return (draft) => {
    const { peerings } = draft.context.network.model;
    const half = peerings.find(({ address }) => address === draft.finding.resource);
    const opposite = peerings.find((one) => half !== undefined && isOpposite(one, half));
    return opposite === undefined ? [] : setting(draft, opposite.address, [[argument, value]]);
  };
}

/** Of a half that offers its gateway and uses the remote one: what is true stays, so what its own network can't offer goes first. */
export const oneGatewayFlag: FindingCure = (draft) => {
  const { network } = draft.context;
  const half = network.model.peerings.find(({ address }) => address === draft.finding.resource);
  const hasGateway = [...network.model.virtualNetworkGateways, ...network.model.routeServers].some(
    ({ subnet }) => network.subnet(subnet)?.virtualNetwork.address === half?.virtualNetwork,
  );
  const flags = ["use_remote_gateways", "allow_gateway_transit"];
  return (hasGateway ? flags : flags.reverse()).flatMap((flag) =>
    setting(draft, draft.finding.resource ?? "", [[flag, false]]),
  );
};

/** One cure after the other: whichever is proven first stands first. */
export function eitherOf(...cures: readonly FindingCure[]): FindingCure {
  return function* (draft) {
    for (const cure of cures) {
      yield* cure(draft);
    }
  };
}

/** The same, said to have the resource made anew. */
export function replacing(cure: FindingCure): FindingCure {
  return warned(cure, ([edit]) => {
    const what = edit.op === "create" ? `${edit.type}.${edit.name}` : edit.address;
    return REPAIR_CAUTIONS.REPLACED({ what });
  });
}

/** The same, said to cost more. */
export function costing(cure: FindingCure): FindingCure {
  return warned(cure, () => REPAIR_CAUTIONS.HIGHER_PRICE());
}

function warned(cure: FindingCure, cautionOf: (edits: Candidate["edits"]) => LocalizedText): FindingCure {
  return function* (draft) {
    for (const candidate of cure(draft)) {
      yield { ...candidate, caution: cautionOf(candidate.edits) };
    }
  };
}

/** A nested block of the resource that the finding names is taken out. */
export function withoutBlock(block: string): FindingCure {
  return function* (draft) {
    const { resource = "" } = draft.finding;
    const address = editable(draft, resource);
    if (address !== undefined && argumentOf(draft, resource, block) !== undefined) {
      yield {
        edits: [{ op: "remove", address, block: `${block}[0]` }],
        what: REPAIR_STEPS.TAKEN_OUT({ resource: `${address}.${block}` }),
      };
    }
  };
}

/** The resource that the finding names is taken out. */
export function* takenOut(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  if (address !== undefined) {
    yield { edits: [{ op: "remove", address }], what: REPAIR_STEPS.TAKEN_OUT({ resource }) };
  }
}

/** Arguments of a resource. */
export function setting(
  draft: FindingDraft,
  resource: string,
  values: readonly (readonly [string, EditValue])[],
): Candidate[] {
  const address = editable(draft, resource);
  if (address === undefined) {
    return [];
  }
  const edits = values.map(([argument, value]): Edit => toSet(address, argument, value));
  const written = values.map(([argument, value]) => `${argument} = ${JSON.stringify(value)}`).join(", ");
  return [{ edits, what: REPAIR_STEPS.SETTING({ resource: address, written }) }];
}

/** An argument of a resource that is made anew for it. */
export function remadeWith(
  draft: FindingDraft,
  resource: string,
  argument: string,
  value: EditValue | undefined,
): Candidate[] {
  const address = editable(draft, resource);
  return address === undefined || value === undefined
    ? []
    : [
        {
          edits: [toSet(address, argument, value)],
          what: REPAIR_STEPS.SETTING({ resource: address, written: `${argument} = ${shown(value)}` }),
          caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
        },
      ];
}

function isOpposite(one: VirtualNetworkPeering, half: VirtualNetworkPeering): boolean {
  return (
    one.virtualNetwork !== undefined &&
    one.virtualNetwork === half.remoteVirtualNetwork &&
    one.remoteVirtualNetwork === half.virtualNetwork
  );
}
