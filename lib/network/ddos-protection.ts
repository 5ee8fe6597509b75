import { IConstruct } from "constructs";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { WatchedKind, watchResources } from "../core/watched-resources";
import { isOfNatGateway } from "./nat-gateway";

/** Protection of public addresses against floods (Azure DDoS Protection), beside what Azure does for all. It costs money. */
export class DdosProtection {
  /**
   * By a plan that exists already, in whatever subscription: virtual networks are put under it, and with them their public
   * addresses. A tenant needs one plan, which costs thousands of dollars a month; none is ever created here.
   *
   * @param planId Azure id of the plan
   */
  public static plan(planId: string): DdosProtection {
    return new DdosProtection(checked("DdosProtection.plan", "string", planId, "the id of the plan"));
  }

  /** For each public address by itself, which is cheaper below about 15 addresses. NAT gateways' can't have it. */
  public static perAddress(): DdosProtection {
    return new DdosProtection(undefined);
  }

  private constructor(
    /** Azure id of the plan, if it is one. */
    public readonly planId: string | undefined,
  ) {}

  /** Protects what is created in a scope, such as a `HubSpokeConstruct`, a spoke or a whole stack: now and later. */
  public protect(scope: IConstruct): void {
    checked(scope, "IConstruct", scope, "the scope");
    const { planId } = this;
    watchResources(this, scope, ({ kind, owner, resource }) => {
      if (planId !== undefined && kind === WatchedKind.VIRTUAL_NETWORK) {
        resource.addOverride("ddos_protection_plan", { id: planId, enable: true });
      }
      if (planId === undefined && kind === WatchedKind.PUBLIC_IP) {
        const mode = late(() => (isOfNatGateway(owner) ? undefined : "Enabled"));
        resource.addOverride("ddos_protection_mode", mode);
      }
    });
    if (planId !== undefined) {
      checkAtSynth(scope, () => [azureIdProblem("DdosProtection.plan", planId, AzureIdType.DDOS_PLAN)]);
    }
  }
}
