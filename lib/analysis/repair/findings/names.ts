import { NAME_RULES, NameRule, nearestAllowedName } from "../../../azure/names";
import { RESERVED_SUBNET_RULES } from "../../../azure/reserved-subnets";
import { nearestNames } from "../../../text/nearest";
import { CheckedNetwork } from "../../findings/checked-network";
import { mistakes } from "../../findings/mistaken-references";
import { RULES_OF_TYPE } from "../../findings/names";
import { regionMeant } from "../../findings/placement";
import { zonesMeant } from "../../findings/private-names";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { freeAzureName } from "../writing/names";
import { argumentOf, editable } from "../writing/references";
import { setting } from "./arguments";
import { FindingCure, FindingDraft } from "./finding-cure";

/** The zone of Azure's list that was probably meant. */
export const zoneOfList: FindingCure = (draft) =>
  renamed(draft, "name", zonesMeant(textOf(draft, "name") ?? ""), true);

/** The name or id that an argument takes, of what it refers to. */
export const rightReference: FindingCure = (draft) => {
  const { resource = "", about } = draft.finding;
  const all = [...mistakes(CheckedNetwork.of(draft.context.network))];
  const mistake = all.find((one) => one.resource === resource && one.argument === about?.argument);
  return mistake?.meant === undefined
    ? []
    : setting(draft, resource, [[mistake.argument, `\${${mistake.meant}}`]]);
};

/** The region that was probably meant. */
export const rightRegion: FindingCure = (draft) => {
  const region = textOf(draft, "location");
  const near = region === undefined ? undefined : regionMeant(region);
  return near === undefined ? [] : everywhere(draft, "location", region!, near);
};

/** A name of its own for the later of two: beside the other it was never created. */
export const ownName: FindingCure = (draft) => {
  const name = textOf(draft, "name");
  const type = typeOf(draft);
  const known = draft.context.network.model.resources.flatMap((one) =>
    one.type === type ? (one.name ?? []) : [],
  );
  const { resource = "" } = draft.finding;
  // Instances of one block have what their block is written with, so that alone tells them apart.
  const own = instanceIn(resource);
  const fresh = own === undefined ? freeAzureName(name ?? "", known) : `${name}-${own}`;
  // What Azure knows by its name has no other.
  return name === undefined || Object.hasOwn(RESERVED_SUBNET_RULES, name)
    ? []
    : setting(draft, resource, [["name", fresh]]);
};

/** What tells an instance from the others of its block, as its block may be written with. */
function instanceIn(address: string): string | undefined {
  const [, key] = /\[(\d+|".*")\]$/.exec(address) ?? [];
  return key === undefined ? undefined : /^\d/.test(key) ? "${count.index}" : "${each.key}";
}

/** The nearest name that Azure allows. */
export const allowedName: FindingCure = (draft) => {
  const rule = RULES_OF_TYPE.get(typeOf(draft));
  return rule === undefined ? [] : nearest(draft, "name", "name", rule);
};

/** A name for the guest system beside the machine's own. */
export const windowsName: FindingCure = (draft) => hostName(draft, NAME_RULES.windowsComputer);
export const linuxName: FindingCure = (draft) => hostName(draft, NAME_RULES.linuxComputer);

function hostName(draft: FindingDraft, rule: NameRule): Candidate[] {
  const given = textOf(draft, "computer_name") === undefined ? "name" : "computer_name";
  return nearest(draft, given, "computer_name", rule);
}

/** One of the front ends that the rule's load balancer has, the nearest name first. */
export const frontendOfBalancer: FindingCure = (draft) => {
  const { loadBalancers } = draft.context.network.model;
  const balancer = loadBalancers.find(({ rules }) =>
    rules.some(({ address }) => address === draft.finding.resource),
  );
  const names = balancer?.frontends.map(({ name }) => name) ?? [];
  return renamed(
    draft,
    "frontend_ip_configuration_name",
    meant(draft, "frontend_ip_configuration_name", names),
  );
};

/** One of the IP configurations that the interface has, the nearest name first. */
export const configurationOfNic: FindingCure = (draft) => {
  const { loadBalancers, networkInterfaces } = draft.context.network.model;
  const member = loadBalancers
    .flatMap(({ backendPools }) => backendPools.flatMap(({ members }) => members))
    .find(({ origin }) => origin === draft.finding.resource);
  const nic = networkInterfaces.find(({ address }) => address === member?.networkInterface);
  const names = nic?.ipConfigurations.map(({ name }) => name) ?? [];
  return renamed(draft, "ip_configuration_name", meant(draft, "ip_configuration_name", names));
};

/** `19:00` is `1900`. */
export const timeOfDay: FindingCure = (draft) => {
  const [, hours, minutes] =
    /^\s*([01]?\d|2[0-3])\s*[:.h]\s*([0-5]\d)\s*$/i.exec(textOf(draft, "daily_recurrence_time") ?? "") ?? [];
  return hours === undefined
    ? []
    : renamed(draft, "daily_recurrence_time", [`${hours.padStart(2, "0")}${minutes}`]);
};

/** Names that are there: those that are near, or the only one. */
function meant(draft: FindingDraft, argument: string, names: readonly string[]): readonly string[] {
  const near = nearestNames(textOf(draft, argument) ?? "", names);
  return near.length > 0 ? near : names.length === 1 ? names : [];
}

function nearest(draft: FindingDraft, given: string, argument: string, rule: NameRule): Candidate[] {
  const text = textOf(draft, given);
  const name = text === undefined ? undefined : nearestAllowedName(rule, text);
  return name === undefined ? [] : renamed(draft, argument, [name], true);
}

function renamed(
  draft: FindingDraft,
  argument: string,
  values: readonly string[],
  isReplaced = false,
): Candidate[] {
  const { resource = "" } = draft.finding;
  const what = editable(draft, resource) ?? "";
  return values
    .flatMap((value) => setting(draft, resource, [[argument, value]]))
    .map((one) => ({ ...one, ...(isReplaced && { caution: REPAIR_CAUTIONS.REPLACED({ what }) }) }));
}

/** The same in every resource that says so: one of them alone would leave the others as they are. */
function everywhere(draft: FindingDraft, argument: string, before: string, value: string): Candidate[] {
  const { resources } = draft.context.network.model;
  const all = resources.filter(({ values }) => values[argument] === before);
  const addresses = all.map(({ address }) => editable(draft, address));
  // What comes from a variable is changed there.
  const isLiteral = all.every(({ address }) =>
    [before, undefined].includes(writtenText(draft, address, argument)),
  );
  return !isLiteral || addresses.some((address) => address === undefined)
    ? []
    : [
        {
          edits: [...new Set(addresses)].map((address) => toSet(address!, argument, value)),
          what: REPAIR_STEPS.SETTING({
            resource: [...new Set(addresses)].join(", "),
            written: `${argument} = ${JSON.stringify(value)}`,
          }),
        },
      ];
}

function writtenText({ input }: FindingDraft, address: string, argument: string): string | undefined {
  const value = input.written(address, argument);
  return value === undefined ? undefined : String(value);
}

function textOf(draft: FindingDraft, argument: string): string | undefined {
  const value = argumentOf(draft, draft.finding.resource ?? "", argument);
  return typeof value === "string" && !value.includes("${") ? value : undefined;
}

function typeOf({ context, finding }: FindingDraft): string {
  return context.network.model.resources.find(({ address }) => address === finding.resource)?.type ?? "";
}
