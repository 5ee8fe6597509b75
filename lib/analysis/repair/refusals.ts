import { keptWith } from "../../collections/kept-with";
import { errorsOf } from "../findings";
import { NetworkModel } from "../model";

/** Errors that Azure takes: a peering lets them be seen, and what packets meet there, pairs tell themselves. */
const TAKEN: ReadonlySet<string> = new Set(["ROUTE_NEXT_HOP_NOT_FORWARDING"]);

/** What Azure or azurerm refuses in a network, by code and resource. */
export const refusedIn = keptWith((model: NetworkModel): readonly string[] =>
  errorsOf(model).flatMap(({ code, resource }) => (TAKEN.has(code) ? [] : `${code} ${resource}`)),
);
