import { Precondition, propertyAccess, TerraformOutput, Token } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { isDeferred, isReference } from "../core/azure-names";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { checkOutputName } from "../core/output-name";
import { resolvedIn } from "../core/references";
import { HubSpokeError } from "../core/validation-error";
import { prefixProblem } from "../network/addressing";

/** What attached spokes have to know of a hub whatever says the rest: the program is computed from it. */
export interface AttachableHubFacts {
  /** Name of the hub, such as `hub01`: peerings are named after it. */
  readonly name: string;

  /** Address prefixes of its virtual network, in CIDR notation. */
  readonly addressSpace: string[];

  /**
   * Prefixes in CIDR notation that all of its spokes are in, attached ones too, such as `10.0.0.0/8`: routes of an attached spoke
   * lead there, so that other spokes come and go without a change of it.
   */
  readonly spokeAddressSpace: string[];

  /**
   * Whether it has a VPN or ExpressRoute gateway or a Route Server that spokes use.
   * @default false
   */
  readonly sharesGateway?: boolean;

  /**
   * Prefixes of the sites behind its gateway, in CIDR notation.
   * @default - none, or known by BGP alone
   */
  readonly onPremisesPrefixes?: string[];
}

/** What is known of a hub that spokes of this program attach themselves to. */
export interface AttachableHubAttributes extends AttachableHubFacts {
  /** Azure resource id of its virtual network. */
  readonly virtualNetworkId: string;

  /** Name of its virtual network. */
  readonly virtualNetworkName: string;

  /** Resource group of its virtual network. */
  readonly resourceGroupName: string;

  /**
   * Private address of what forwards packets between spokes: a firewall, a load balancer or a machine.
   * @default - nothing does: the spoke reaches the hub, and what a gateway or Route Server leads to
   */
  readonly nextHopAddress?: string;

  /**
   * Addresses of the DNS servers in the hub that spokes ask: a firewall with DNS proxy, or a private resolver. A spoke with
   * `dnsServers` of its own keeps those.
   * @default - none: spokes ask Azure's own resolver
   */
  readonly dnsServers?: string[];

  /**
   * Name of the route table that its `GatewaySubnet` has, in the same resource group. Its routes must be resources of their
   * own (`azurerm_route`): inline ones remove what others add.
   * @default - none: what comes from on-premises reaches spokes without passing what forwards
   */
  readonly gatewayRouteTableName?: string;
}

/** What an output of `HubSpokeConstruct.exportHub` is read with. */
export interface HubOutputOptions extends AttachableHubFacts {
  /**
   * Whether something in the hub forwards packets between spokes.
   * @default true
   */
  readonly forwards?: boolean;

  /**
   * Whether spokes ask the DNS server in the hub: of several, the first.
   * @default false
   */
  readonly answersDns?: boolean;

  /**
   * Whether attached spokes have routes in the table of its `GatewaySubnet`.
   * @default - they have if the hub shares a gateway and something forwards
   */
  readonly routesFromGateway?: boolean;
}

/**
 * A hub in another stack and state that spokes attach themselves to, each in a state of its own: see `HubAttachment`.
 *
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/landing-zones.md
 */
export class AttachableHub {
  /** A hub that is known by its values. */
  public static fromAttributes(attributes: AttachableHubAttributes): AttachableHub {
    const call = "AttachableHub.fromAttributes";
    refuseBadPrefixes(call, checked(call, "AttachableHubAttributes", attributes));
    return new AttachableHub(attributes);
  }

  /**
   * A hub that another state has as an output of `HubSpokeConstruct.exportHub`. Ids, names and addresses come from there. What the
   * program itself is computed from is given here as well; Terraform refuses to plan where the two differ.
   *
   * @param output the output as an expression, such as `remoteState.getString("hub01")`
   * @param options what the program is computed from
   */
  public static fromOutput(output: string, options: HubOutputOptions): AttachableHub {
    checked("AttachableHub.fromOutput", "string", output, "the output");
    if (!isDeferred(output) && !isReference(output)) {
      throw HubSpokeError._at("AttachableHub.fromOutput", [
        'the output is a text, and ids are read from it: give an expression such as remoteState.getString("hub01")',
      ]);
    }
    const {
      forwards = true,
      answersDns = false,
      routesFromGateway,
      ...facts
    } = checked("AttachableHub.fromOutput", "HubOutputOptions", options);
    refuseBadPrefixes("AttachableHub.fromOutput", facts);
    const read = (name: string): string => Token.asString(propertyAccess(output, [name]));
    const routed = routesFromGateway ?? (forwards && (facts.sharesGateway ?? false));
    return new AttachableHub(
      {
        ...facts,
        virtualNetworkId: read("virtual_network_id"),
        virtualNetworkName: read("virtual_network_name"),
        resourceGroupName: read("resource_group_name"),
        nextHopAddress: forwards ? read("next_hop_address") : undefined,
        dnsServers: answersDns ? [Token.asString(propertyAccess(output, ["dns_servers", 0]))] : undefined,
        gatewayRouteTableName: routed ? read("gateway_route_table_name") : undefined,
      },
      undefined,
      output,
    );
  }

  /** @internal */
  public static _of(owner: IConstruct, attributes: AttachableHubAttributes): AttachableHub {
    return new AttachableHub(attributes, owner);
  }

  private constructor(
    /** What is known of it. */
    public readonly attributes: AttachableHubAttributes,
    /**
     * The network that it is the hub of, if that is part of the program.
     * @internal
     */
    public readonly _owner?: IConstruct,
    private readonly output?: string,
  ) {}

  /**
   * Conditions that Terraform checks before it plans: the other state has what the program was computed from.
   * @internal
   */
  public _preconditions(scope: IConstruct): Precondition[] {
    const { output } = this;
    const {
      name,
      addressSpace,
      spokeAddressSpace,
      onPremisesPrefixes = [],
      sharesGateway = false,
    } = this.attributes;
    const condition = (attribute: string, given: string[] | boolean): Precondition => ({
      errorMessage:
        `The hub ${name} has another ${attribute} in its state than this program was written with: ` +
        "correct the program, which computes routes and checks from it.",
      condition: late(() => {
        const [, expression = "null"] = /^\$\{([^]*)\}$/.exec(String(resolvedIn(scope, output))) ?? [];
        const [actual, expected] = [`${expression}.${attribute}`, JSON.stringify(given)];
        return Array.isArray(given)
          ? `\${sort(${actual}) == sort(${expected})}`
          : `\${${actual} == ${expected}}`;
      }),
    });
    return output === undefined
      ? []
      : [
          condition("address_space", addressSpace),
          condition("spoke_address_space", spokeAddressSpace),
          condition("on_premises_prefixes", onPremisesPrefixes),
          condition("shares_gateway", sharesGateway),
        ];
  }

  /**
   * Writes it as an output of a stack.
   * @internal
   */
  public _addOutput(scope: Construct, name: string): void {
    const { attributes } = this;
    checkOutputName(scope, name);
    const output = new TerraformOutput(scope, `Output-${name}`, {
      description: `What spokes need to attach themselves to ${attributes.name}`,
      value: {
        name: attributes.name,
        virtual_network_id: attributes.virtualNetworkId,
        virtual_network_name: attributes.virtualNetworkName,
        resource_group_name: attributes.resourceGroupName,
        address_space: attributes.addressSpace,
        spoke_address_space: attributes.spokeAddressSpace,
        shares_gateway: attributes.sharesGateway ?? false,
        on_premises_prefixes: attributes.onPremisesPrefixes ?? [],
        // An output takes no null.
        ...(attributes.dnsServers && { dns_servers: attributes.dnsServers }),
        ...(attributes.nextHopAddress && { next_hop_address: attributes.nextHopAddress }),
        ...(attributes.gatewayRouteTableName && {
          gateway_route_table_name: attributes.gatewayRouteTableName,
        }),
      },
    });
    output.overrideLogicalId(name);
  }
}

function refuseBadPrefixes(
  call: string,
  { addressSpace, spokeAddressSpace, onPremisesPrefixes = [] }: AttachableHubFacts,
): void {
  const lists = { addressSpace, spokeAddressSpace, onPremisesPrefixes };
  const problems = Object.entries(lists).flatMap(([name, list]) => [
    ...list.map((text) => prefixProblem(`${name} of the hub`, text)),
    list.length === 0 && list !== onPremisesPrefixes
      ? `${name} of the hub is empty: give at least one prefix, such as 10.0.0.0/8`
      : undefined,
  ]);
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) {
    throw HubSpokeError._at(call, found);
  }
}
