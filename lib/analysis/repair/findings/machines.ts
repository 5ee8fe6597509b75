import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { toAppend } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** The plan by which a vendor's image is sold, as the image names it. */
export function* planOfImage(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const [image] = [argumentOf(draft, resource, "source_image_reference") ?? []].flat();
  const { publisher, offer, sku } = (image ?? {}) as { readonly [argument: string]: unknown };
  const isKnown = [publisher, offer, sku].every((text) => typeof text === "string");
  if (address !== undefined && isKnown) {
    const value = { publisher, product: offer, name: sku } as { readonly [argument: string]: string };
    yield {
      edits: [toAppend(address, "plan", value)],
      what: REPAIR_STEPS.IMAGE_PLAN({ machine: address, plan: `${String(publisher)}/${String(sku)}` }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}
