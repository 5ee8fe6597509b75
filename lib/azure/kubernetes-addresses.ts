/**
 * What AKS takes neither for services and pods nor for the cluster's virtual network. Documents named the first two for
 * Calico alone in 2026, while clusters with Azure CNI were refused too.
 * @see https://github.com/MicrosoftDocs/azure-aks-docs/pull/447
 */
export const AKS_RESERVED: readonly string[] = [
  "172.30.0.0/16",
  "172.31.0.0/16",
  "169.254.0.0/16",
  "192.0.2.0/24",
];

/** Pods for each node of Azure CNI, unless told; read in November 2026. */
export const AKS_PODS_PER_NODE = 30;

/** Addresses that Azure keeps for itself in each subnet. */
export const KEPT_IN_SUBNET = 5;

/** Services of a cluster that doesn't say. */
export const AKS_SERVICES = "10.0.0.0/16";
