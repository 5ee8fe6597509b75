import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { quote } from "../core/azure-names";

/** Who a machine is towards Azure, so that it needs no password there. */
export interface MachineIdentity {
  /**
   * Whether Azure makes an identity that lives as long as the machine.
   * @default - only if Entra login or monitoring need it
   */
  readonly systemAssigned?: boolean;

  /**
   * Azure ids of identities that exist already or are created in the same stack.
   * @default - none
   */
  readonly userAssignedIds?: string[];
}

/** The identity as azurerm takes it: `undefined` for a machine without. */
export function identityArguments(identity: MachineIdentity | undefined, needsSystem: boolean) {
  const isSystem = needsSystem || (identity?.systemAssigned ?? false);
  const ids = identity?.userAssignedIds ?? [];
  const types = [...(isSystem ? ["SystemAssigned"] : []), ...(ids.length > 0 ? ["UserAssigned"] : [])];
  return types.length === 0
    ? undefined
    : { type: types.join(", "), identityIds: ids.length > 0 ? ids : undefined };
}

/** What Azure would refuse of an identity. */
export function identityProblems(
  identity: MachineIdentity | undefined,
  needsSystem: boolean,
): (string | undefined)[] {
  const ids = identity?.userAssignedIds ?? [];
  return [
    needsSystem && identity?.systemAssigned === false
      ? "identity.systemAssigned is false, and Entra login and monitoring need it; leave it out"
      : undefined,
    ...ids.map((id) => azureIdProblem("identity.userAssignedIds", id, AzureIdType.USER_ASSIGNED_IDENTITY)),
    ...[...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
      (id) => `identity.userAssignedIds has ${quote(id)} twice; name it once`,
    ),
  ];
}
