import { ModelResource } from "./resource";

/** A service of Azure's that stands in a subnet of its user's, and that Azure manages over the Internet. */
export interface SubnetService extends ModelResource {
  readonly kind: "api-management" | "application-gateway";
  /** As written; undefined where only apply tells. */
  readonly sku?: string;
  readonly subnet?: string;
}
