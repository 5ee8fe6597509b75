import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { EditArguments } from "../../model";
import { Candidate } from "../candidate";
import { toCreate, toSet } from "../writing/edits";
import { freeAzureName, freeName, localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

const ARGUMENT = "public_ip_address_id";
const TYPE = "azurerm_public_ip";

/** An address that two use: each of the others gets one of its own, like it. */
export function* ownAddress(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const [, ...others] = usesOf(draft, `\${${resource}.id}`);
  const [location, group] = ["location", "resource_group_name"].map((one) =>
    attributeOf(draft, resource, one),
  );
  const edits = others.flatMap(({ address, argument }, index) => {
    const wanted = `${localName(address)}_${index + 2}`;
    const name = freeName(draft, TYPE, wanted);
    const taken = draft.context.network.model.publicIps.map((one) => one.name ?? "");
    const zones = argumentOf(draft, resource, "zones") as EditArguments[string] | undefined;
    return location === undefined || group === undefined
      ? []
      : [
          toCreate(TYPE, name, {
            name: freeAzureName(`pip-${wanted}`, taken),
            location,
            resource_group_name: group,
            allocation_method: "Static",
            sku: "Standard",
            ...(zones !== undefined && zones !== null && { zones }),
          }),
          toSet(address, argument, `\${${TYPE}.${name}.id}`),
        ];
  });
  if (edits.length > 0) {
    const users = [...new Set(others.map(({ address }) => address))].join(", ");
    yield {
      edits,
      what: REPAIR_STEPS.PUBLIC_ADDRESS({ resource: users }),
      caution: REPAIR_CAUTIONS.ADDRESS_NEW({ resource: users }),
    };
  }
}

/** Where something names a public address, in a block or as an argument. */
function usesOf(draft: FindingDraft, id: string): { readonly address: string; readonly argument: string }[] {
  return draft.context.network.model.resources.flatMap(({ address: resource, values }) => {
    const address = editable(draft, resource);
    const places = Object.entries(values).flatMap(([argument, value]) =>
      argument === ARGUMENT
        ? value === id
          ? [argument]
          : []
        : [value].flat().flatMap((block, index) => {
            const isUse = typeof block === "object" && block !== null && ARGUMENT in block;
            return isUse && (block as { readonly [ARGUMENT]: unknown })[ARGUMENT] === id
              ? [`${argument}[${index}].${ARGUMENT}`]
              : [];
          }),
    );
    return address === undefined ? [] : places.map((argument) => ({ address, argument }));
  });
}
