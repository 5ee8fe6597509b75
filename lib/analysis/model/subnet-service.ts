import { ModelResource } from "./resource";

/** A service of Azure's that stands in a subnet of its user's. */
export interface SubnetService extends ModelResource {
  readonly kind:
    | "api-management"
    | "application-gateway"
    | "kubernetes-cluster"
    | "private-link-service"
    | "sql-managed-instance";
  /** As written; undefined where only apply tells. */
  readonly sku?: string;
  readonly subnet?: string;
}
