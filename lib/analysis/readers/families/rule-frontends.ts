import { Belonging, LoadBalancerOutboundRule, UnknownArgument } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

const FRONTEND = "frontend_ip_configuration";

/** The front ends of one balancer, by which its rules name them. */
export class RuleFrontends {
  private readonly names: readonly string[];
  /** What would settle the names that only apply tells. */
  private readonly open = new Map<string, UnknownArgument>();
  /** Stands for more front ends, of which only apply tells whether there are any. */
  private readonly more: UnknownArgument | undefined;

  public constructor(context: ModelContext, balancer: TerraformResource) {
    const block = Block.of(balancer);
    const frontends = block.blocks(FRONTEND);
    const written = block.unknownBlocks(FRONTEND);
    this.names = frontends.map((frontend) => frontend.printed("name") ?? "");
    this.more = written === undefined ? undefined : notTold(balancer, FRONTEND, written);
    for (const frontend of frontends) {
      const unknown = context.open(balancer, frontend, "name");
      if (unknown !== undefined) {
        this.open.set(frontend.printed("name") ?? "", unknown);
      }
    }
  }

  /**
   * A rule with the front end that it names, or once with each that it may name. Azure refuses a rule for a front end that
   * isn't there: where there is one alone, nothing else can be meant.
   */
  public of<T extends Belonging & { readonly address: string; readonly frontend: string }>(rule: T): T[] {
    const isTold = !rule.frontend.includes("${");
    if (isTold && this.names.includes(rule.frontend)) {
      return [rule];
    }
    const meant = isTold ? [...this.open.keys()] : this.names;
    if (this.more === undefined && meant.length < 2) {
      return meant.length === 0 ? [rule] : [{ ...rule, frontend: meant[0] }];
    }
    const own = isTold ? undefined : notTold(rule.address, "frontend_ip_configuration_name", rule.frontend);
    return [
      ...meant.map((frontend) => ({
        ...rule,
        frontend,
        perhaps: rule.perhaps ?? own ?? this.open.get(frontend),
      })),
      ...(this.more === undefined ? [] : [{ ...rule, perhaps: this.more }]),
    ];
  }

  /** The same for a rule with several. */
  public ofOutbound(rule: LoadBalancerOutboundRule): LoadBalancerOutboundRule[] {
    return rule.frontends
      .flatMap((frontend) => this.of({ ...rule, frontend }))
      .map(({ frontend, ...one }) => ({ ...one, frontends: [frontend] }));
  }
}

/** An argument that is set, but of which the input doesn't tell the value. */
export function notTold(
  resource: TerraformResource | string,
  argument: string,
  text: string,
): UnknownArgument {
  const address = typeof resource === "string" ? resource : resource.address;
  return { resource: address, argument, text, candidates: [] };
}
