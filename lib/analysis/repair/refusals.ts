import { findingsOf } from "../findings";
import { NetworkModel } from "../model";

/** What Azure or azurerm refuses in a network, by code and resource. */
export function refusedIn(model: NetworkModel): readonly string[] {
  return findingsOf(model).flatMap(({ code, resource, severity }) =>
    severity === "error" ? `${code} ${resource}` : [],
  );
}
