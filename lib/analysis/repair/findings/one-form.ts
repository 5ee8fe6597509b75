import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, EditValue } from "../../model";
import { Candidate } from "../candidate";
import { Draft } from "../writing/draft";
import { newResource, toAppend, toCreate, toSet } from "../writing/edits";
import { freeName, localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { inTurn } from "../writing/routes";
import { namesAwaited } from "./creation-order";
import { FindingCure, FindingDraft } from "./finding-cure";

/** How something is written inside of a resource, and as a resource of its own. */
interface TwoForms {
  readonly block: string;
  readonly type: string;
  /** What a resource of its own says of the one that it is in: its arguments, and the owner's attributes. */
  readonly owner: { readonly [argument: string]: string };
  /** What one of the forms says by further resources: the argument, and the type that binds it. */
  readonly bindings?: { readonly [argument: string]: readonly [type: string, argument: string] };
}

/** Subnets inside their network: others refer to separate ones, so those stay. */
export const subnetsApart: FindingCure = (draft) =>
  apart(draft, {
    block: "subnet",
    type: "azurerm_subnet",
    owner: { virtual_network_name: "name", resource_group_name: "resource_group_name" },
    bindings: {
      route_table_id: ["azurerm_subnet_route_table_association", "route_table_id"],
      security_group: ["azurerm_subnet_network_security_group_association", "network_security_group_id"],
    },
  });

const ROUTES: TwoForms = {
  block: "route",
  type: "azurerm_route",
  owner: { route_table_name: "name", resource_group_name: "resource_group_name" },
};

/** Routes of a table, all in one form. */
export const routesInOneForm: FindingCure = oneForm(ROUTES);

/** Services that write routes into the table of their subnet. */
const WRITERS: ReadonlySet<string> = new Set(["kubernetes-cluster", "sql-managed-instance"]);

/** Routes of a table as resources of their own, which leave alone what others write there. */
export function* routesApart(draft: FindingDraft): Iterable<Candidate> {
  const { subnetServices } = draft.context.network.model;
  const service = subnetServices.find(
    ({ kind, subnet }) => WRITERS.has(kind) && subnet === draft.finding.about?.subnet,
  );
  const writer = editable(draft, service?.address ?? "");
  for (const { edits, ...rest } of writer === undefined ? [] : apart(draft, ROUTES)) {
    // Azure looks for the default route when the service is created.
    const made = edits.flatMap((edit) => (edit.op === "create" ? [`${edit.type}.${edit.name}`] : []));
    const value = [...namesAwaited(draft, writer!), ...made];
    yield { ...rest, edits: [...edits, toSet(writer!, "depends_on", value)] };
  }
}

/** Rules of a security group, all in one form. */
export const rulesInOneForm: FindingCure = oneForm({
  block: "security_rule",
  type: "azurerm_network_security_rule",
  owner: { network_security_group_name: "name", resource_group_name: "resource_group_name" },
});

/** Routes of a hub's table, all in one form. */
export const hubRoutesInOneForm: FindingCure = oneForm({
  block: "route",
  type: "azurerm_virtual_hub_route_table_route",
  owner: { route_table_id: "id" },
});

/** An app names its subnet itself, and the connection that did goes. */
export function* integratedInline(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const connection = editable(draft, resource);
  const subnet = argumentOf(draft, resource, "subnet_id");
  const app = /^\$\{(.+)\.id\}$/.exec(String(argumentOf(draft, resource, "app_service_id")))?.[1];
  const address = app && editable(draft, app);
  if (connection !== undefined && address !== undefined && typeof subnet === "string") {
    yield {
      edits: [toSet(address, "virtual_network_subnet_id", subnet), { op: "remove", address: connection }],
      what: REPAIR_STEPS.INTEGRATED_INLINE({ app: address, connection }),
    };
  }
}

/** Whichever takes fewer edits comes first, since both cures are whole. */
function oneForm(forms: TwoForms): FindingCure {
  return (draft) =>
    [...apart(draft, forms), ...together(draft, forms)].sort((a, b) => a.edits.length - b.edits.length);
}

/** Every block becomes a resource of its own. */
function apart(draft: FindingDraft, forms: TwoForms): Candidate[] {
  const { resource = "" } = draft.finding;
  const owner = editable(draft, resource);
  const blocks = inlineBlocks(draft, forms);
  if (owner === undefined || blocks.length === 0 || isReferredTo(draft, `${resource}.${forms.block}`)) {
    return [];
  }
  // The last goes first, so that the others keep their places.
  const removed = [...blocks]
    .reverse()
    .map(({ index }): Edit => ({ op: "remove", address: owner, block: `${forms.block}[${index}]` }));
  const created = inTurn(
    draft,
    blocks.map(
      ({ values }) =>
        (later) =>
          resourceOf(later, resource, forms, values),
    ),
  );
  return created === undefined
    ? []
    : [
        {
          edits: [...removed, ...created],
          what: REPAIR_STEPS.WRITTEN_APART({
            names: blocks.map(({ values }) => String(values.name)).join(", "),
            owner,
            type: forms.type,
          }),
          caution: REPAIR_CAUTIONS.IMPORTED({ type: forms.type }),
        },
      ];
}

function resourceOf(
  draft: Draft,
  owner: string,
  { type, owner: wanted, bindings = {} }: TwoForms,
  values: EditArguments,
): readonly Edit[] | undefined {
  const place = Object.entries(wanted).map(([argument, attribute]) => [
    argument,
    attributeOf(draft, owner, attribute),
  ]);
  if (place.some(([, value]) => value === undefined)) {
    return undefined;
  }
  const local = localName(owner);
  const name = freeName(draft, type, `${local}_${String(values.name)}`);
  const own = Object.entries(values).filter(([argument]) => !(argument in bindings));
  const bound = Object.entries(bindings).flatMap(([argument, [binding, named]]): Edit[] =>
    values[argument] === undefined
      ? []
      : [
          newResource(draft, binding, name, {
            subnet_id: `\${${type}.${name}.id}`,
            [named]: values[argument],
          }),
        ],
  );
  return [toCreate(type, name, Object.fromEntries([...own, ...place]) as EditArguments), ...bound];
}

/** Every resource of its own becomes a block. */
function together(draft: FindingDraft, { block, type, owner: wanted }: TwoForms): Candidate[] {
  const { resource = "" } = draft.finding;
  const owner = editable(draft, resource);
  const { resources } = draft.context.network.model;
  const separate = resources.filter((one) => one.type === type && originsOf(draft).has(one.address));
  // With keys, one block stands for several.
  const isOne = separate.every(({ address }) => editable(draft, address) === address);
  if (
    owner === undefined ||
    separate.length === 0 ||
    !isOne ||
    separate.some(({ address }) => isReferredTo(draft, address))
  ) {
    return [];
  }
  const edits = separate.flatMap(({ address, values }): Edit[] => {
    const value = Object.fromEntries(
      Object.entries(written(values)).filter(([argument]) => !(argument in wanted)),
    );
    return [{ op: "remove", address }, toAppend(owner, block, value)];
  });
  return [
    {
      edits,
      what: REPAIR_STEPS.WRITTEN_TOGETHER({
        resources: separate.map(({ address }) => address).join(", "),
        owner,
      }),
      caution: REPAIR_CAUTIONS.FORGOTTEN({
        resources: separate.map(({ address }) => address).join(", "),
      }),
    },
  ];
}

/** Blocks of the owner that no separate resource wrote: a plan and a state list those there too. */
function inlineBlocks(
  draft: FindingDraft,
  { block, type }: TwoForms,
): readonly { readonly index: number; readonly values: EditArguments }[] {
  const separate = new Set(
    draft.context.network.model.resources
      .filter((one) => one.type === type && originsOf(draft).has(one.address))
      .map(({ values }) => values.name),
  );
  return [argumentOf(draft, draft.finding.resource ?? "", block) ?? []]
    .flat()
    .map((values, index) => ({ index, values: written(values as EditArguments) }))
    .filter(({ values }) => typeof values.name === "string" && !separate.has(values.name));
}

/** Addresses of what is written in the owner from outside. */
function originsOf({ context, finding: { resource } }: FindingDraft): ReadonlySet<string> {
  const { model, virtualNetworks } = context.network;
  const owners: readonly {
    readonly address: string;
    readonly parts: readonly { readonly origin: string }[];
  }[] = [
    ...model.routeTables.map(({ address, routes }) => ({ address, parts: routes })),
    ...model.networkSecurityGroups.map(({ address, rules }) => ({ address, parts: rules })),
    ...model.virtualWan.routeTables.map(({ address, routes }) => ({ address, parts: routes })),
    ...virtualNetworks.map(({ address, subnets }) => ({
      address,
      parts: subnets.map((subnet) => ({ origin: subnet.address })),
    })),
  ];
  const parts = owners.filter(({ address }) => address === resource).flatMap((one) => one.parts);
  return new Set(parts.map(({ origin }) => origin).filter((origin) => origin !== resource));
}

/** Without what says nothing: a plan and a state have every argument. */
function written(values: { readonly [argument: string]: unknown }): EditArguments {
  const isSaid = (value: unknown): boolean =>
    value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries(values).filter(([argument, value]) => argument !== "id" && isSaid(value)),
  ) as { readonly [argument: string]: EditValue };
}

/** Whether anything says `${address…}`. */
function isReferredTo({ context }: FindingDraft, address: string): boolean {
  const reference = `${address.replaceAll('"', '\\"')}`;
  return context.network.model.resources.some((resource) => {
    const text = JSON.stringify(resource.values);
    return (
      text.includes(`{${reference}.`) || text.includes(`{${reference}[`) || text.includes(`(${reference}`)
    );
  });
}
