import { isDeferred, isReference, quote } from "./azure-names";

/** Why a text is no Azure id, or `undefined`. An id that is known only at apply passes. */
export function azureIdProblem(property: string, id: string, type: string): string | undefined {
  return isDeferred(id) || isReference(id) || /^\/[^\s${}]+$/.test(id)
    ? undefined
    : `${property} is ${quote(id)}, which is no Azure id; one looks like ` +
        `"/subscriptions/<id>/resourceGroups/<group>/providers/${type}/<name>"`;
}
