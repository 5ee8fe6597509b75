import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection";
import { Construct } from "constructs";
import { takesFastPath } from "../azure/express-route";
import { NAME_RULES } from "../azure/names";
import { Ipv4Prefix } from "../cidr";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { notedOf } from "../core/noted";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { identityOf, reference } from "../core/references";
import { otherRegionProblem } from "../core/same-region";
import { requireSecretReference } from "../core/secrets";
import { prefixProblem } from "../network/addressing";
import { connectionSecret } from "./connection-secret";
import { ExpressRouteGateway } from "./express-route-gateway";
import { connectsInTurn } from "./gateway-connections";
import { IExpressRouteGateway } from "./i-express-route-gateway";

/** A circuit that a gateway is connected to. Its carrier must have provisioned it, or Azure refuses the connection. */
export interface ExpressRouteCircuitOptions {
  /** Azure resource id of the circuit. */
  readonly circuitId: string;

  /**
   * Authorization of a circuit that belongs to somebody else: the value of a sensitive `TerraformVariable`, or what
   * `azurerm_express_route_circuit_authorization` gives. A literal is refused.
   * @default - none, for a circuit of the same subscription; with `authorized` the stack's variable
   */
  readonly authorizationKey?: string;

  /**
   * Whether the circuit belongs to somebody else: the stack's sensitive variable `express_route_key_<name>` is declared.
   * @default false
   */
  readonly authorized?: boolean;

  /**
   * What is preferred of several circuits to one place: the largest number, 0 to 32,000.
   * @default 0
   */
  readonly routingWeight?: number;

  /**
   * Whether packets from on-premises go to machines past the gateway. Only the largest sizes do that.
   * @default false
   */
  readonly fastPath?: boolean;

  /**
   * Whether packets to private endpoints go past the gateway too; needs `fastPath`.
   * @default false
   */
  readonly privateLinkFastPath?: boolean;

  /**
   * Prefixes of the site behind the circuit. Azure learns them by BGP alone; routes through an appliance, security groups and
   * verdicts need them here. Verdicts name them as what the program says, and count on them if all circuits of the gateway
   * have some.
   * @default - not known
   */
  readonly addressSpace?: string[];

  /**
   * Name of the site, for several circuits that lead to one.
   * @default - the name of the circuit
   */
  readonly siteName?: string;
}

/** Props of an {@link ExpressRouteConnection}. */
export interface ExpressRouteConnectionProps extends ExpressRouteCircuitOptions, PlacementProps {
  /** What the circuit is called, such as `tokyo`: the connection's Azure name is made of it. */
  readonly name: string;

  /** The gateway. */
  readonly gateway: IExpressRouteGateway;
}

/** A connection of an ExpressRoute gateway to a circuit: an `azurerm_virtual_network_gateway_connection`. */
export class ExpressRouteConnection extends Construct {
  /** Name of the circuit. */
  public readonly name: string;

  /** Name of the site behind it. */
  public readonly siteName: string;

  /** Prefixes of that site, as far as the program says. */
  public readonly addressSpace: string[];

  public constructor(scope: Construct, id: string, props: ExpressRouteConnectionProps) {
    super(scope, id);
    checked(this, "ExpressRouteConnectionProps", props);
    checkPlacement(this, props);
    const { gateway } = props;
    this.name = props.name;
    this.siteName = props.siteName ?? props.name;
    this.addressSpace = [...(props.addressSpace ?? [])];
    const connectionName = namingOf(props).nameOf({ kind: ResourceKind.CONNECTION, subject: props.name });
    checkName(this, NAME_RULES.connection, connectionName, props.name);
    const connection = new VirtualNetworkGatewayConnection(this, "Resource", {
      name: connectionName,
      type: "ExpressRoute",
      virtualNetworkGatewayId: reference(gateway, "id", () => gateway.expressRouteGatewayId, this),
      expressRouteCircuitId: props.circuitId,
      authorizationKey: this.authorizationKey(props),
      routingWeight: props.routingWeight ?? 0,
      expressRouteGatewayBypass: props.fastPath ?? false,
      privateLinkFastPathEnabled: props.privateLinkFastPath,
      ...commonArguments(props),
    });
    connectsInTurn(connection, gateway.expressRouteGatewayId);
    const twin = twinOf(this, props);
    const created = isCreated(gateway) ? gateway : undefined;
    created?._connect(this);
    checkAtSynth(this, () => [
      otherRegionProblem("the connection", this, "its gateway", gateway),
      ...this.problems(props),
      created && fastPathProblem(props, created),
      twin &&
        `the gateway is connected to the circuit of ${quote(this.name)} already, by ${twin.node.path}, and takes each circuit once: ` +
          "leave one of the two out",
    ]);
  }

  private authorizationKey({
    authorizationKey,
    authorized,
    name,
  }: ExpressRouteConnectionProps): string | undefined {
    if (authorizationKey !== undefined) {
      requireSecretReference(this, "the authorization key", authorizationKey);
      return authorizationKey;
    }
    return authorized
      ? connectionSecret(this, name, {
          prefix: "express_route_key",
          what: "authorization key",
          property: "authorizationKey",
          description: `Authorization key of the ExpressRoute circuit ${name}.`,
        })
      : undefined;
  }

  private problems(props: ExpressRouteConnectionProps): (string | undefined)[] {
    const circuit = `circuit ${quote(this.name)}`;
    const weight = props.routingWeight;
    return [
      azureIdProblem("circuitId", props.circuitId, AzureIdType.EXPRESS_ROUTE_CIRCUIT),
      weight !== undefined && !(Number.isInteger(weight) && weight >= 0 && weight <= 32_000)
        ? `routingWeight of ${circuit} is ${weight}; Azure takes 0 to 32000`
        : undefined,
      props.privateLinkFastPath && !props.fastPath
        ? `privateLinkFastPath of ${circuit} needs fastPath: set it too`
        : undefined,
      ...this.addressSpace.map((prefix) => prefixProblem(`the address space of ${circuit}`, prefix)),
      ...this.addressSpace
        .filter((prefix) => Ipv4Prefix.tryParse(prefix)?.length === 0)
        .map(() => `${circuit} can't stand for 0.0.0.0/0; name its prefixes`),
    ];
  }
}

/** The connections of each gateway, by their circuits. */
const connectionsOf = notedOf<IExpressRouteGateway, Map<string, ExpressRouteConnection>>(() => new Map());

/** What connects the gateway with the same circuit already. */
function twinOf(
  connection: ExpressRouteConnection,
  { gateway, circuitId }: ExpressRouteConnectionProps,
): ExpressRouteConnection | undefined {
  const known = connectionsOf(gateway);
  const circuit = identityOf(connection, circuitId);
  const earlier = known.get(circuit);
  known.set(circuit, earlier ?? connection);
  return earlier;
}

function fastPathProblem(
  { fastPath, name }: ExpressRouteConnectionProps,
  { sku, scaleUnits }: ExpressRouteGateway,
): string | undefined {
  return fastPath && !takesFastPath(sku, scaleUnits?.minimum)
    ? `fastPath of circuit ${quote(name)} needs a gateway of size ErGw3AZ or UltraPerformance, or ErGwScale from 10 scale ` +
        `units on; it is ${sku}${scaleUnits ? ` from ${scaleUnits.minimum}` : ""}`
    : undefined;
}

function isCreated(gateway: IExpressRouteGateway): gateway is ExpressRouteGateway {
  return "_connect" in gateway;
}
