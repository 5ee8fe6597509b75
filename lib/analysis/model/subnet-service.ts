import { ModelResource } from "./resource";

/** A service of Azure's that stands in a subnet of its user's. */
export interface SubnetService extends ModelResource {
  readonly kind:
    | "api-management"
    | "application-gateway"
    | "container-apps"
    | "kubernetes-cluster"
    | "kubernetes-nodes"
    | "app-service-environment"
    | "nginx"
    | "openshift-cluster"
    | "private-link-service"
    | "sql-managed-instance";
  /** As written; undefined where only apply tells. */
  readonly sku?: string;
  readonly subnet?: string;
  /** It may publish what stands in its subnet by a public address of its own. */
  readonly publishes: boolean;
  /** It may leave its subnet by a public address of its own. */
  readonly leaves: boolean;
}
