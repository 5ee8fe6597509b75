import {
  Firewall,
  FirewallPolicy,
  FORGOTTEN,
  MISSING_IN_PLAN,
  ModelProblem,
  ModelProblemCode,
  NetworkModel,
  UnreadPart,
} from "../../model";
import { mayDecide } from "../arm/catalogue";
import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { scalarOf } from "../terraform/value";
import { GivenToModule, UnreadModule } from "../unread-module";
import { ModelContext } from "./context";

/** They deploy what a template says, which may be anything. */
const TEMPLATE_DEPLOYMENTS = [
  "azurerm_resource_group_template_deployment",
  "azurerm_subscription_template_deployment",
  "azurerm_management_group_template_deployment",
  "azurerm_tenant_template_deployment",
  "azurerm_template_deployment",
];

/** Names templates that Terraform deploys and that may hold parts of a network. */
export function nameTemplateDeployments(context: ModelContext): void {
  for (const resource of context.resources.managed(...TEMPLATE_DEPLOYMENTS)) {
    const block = Block.of(resource);
    const content = scalarOf(block.value("template_content", "template_body"));
    if (typeof content !== "string" || /microsoft\.(network|resources\/deployments)/i.test(content)) {
      context.problem("TEMPLATE_NOT_READ", resource, "template_content");
    }
  }
}

/** What the input shows to exist and nobody reads, with the networks that it may concern. */
export function unreadParts(
  model: Pick<
    NetworkModel,
    (typeof PARTS)[number] | "firewallPolicies" | "virtualNetworks" | "subnets" | "virtualWan" | "problems"
  >,
  modules: readonly UnreadModule[],
): UnreadPart[] {
  // Azure says of each member what a Network Manager has in force there, and nothing of networks that are none.
  const isToldByMember = model.problems.some(({ network }) => network !== undefined);
  const named = model.problems.flatMap((problem): UnreadPart[] => {
    const { resource, attribute = "", text = "", network } = problem;
    const isTold = isToldByMember && network === undefined && NETWORK_MANAGER.test(text);
    const argument = STANDS_FOR[problem.code] ?? attribute;
    return concernsAll(problem) && !isTold
      ? [
          {
            unknown: { resource, argument, text, candidates: [] },
            ...(network !== undefined && { virtualNetworks: networksWithId(model, network) }),
          },
        ]
      : [];
  });
  const touched = new TouchedNetworks(model);
  const missing = modules.flatMap(({ address, argument, source, isDevice, given }): UnreadPart[] => {
    const values = given();
    const unknown = { resource: address, argument, text: source, candidates: [] };
    if (values === undefined) {
      return [{ unknown }];
    }
    const virtualNetworks = touched.by(values);
    return virtualNetworks.length === 0 ? [] : [{ unknown, virtualNetworks, ...(isDevice && { isDevice }) }];
  });
  return [...named, ...missing];
}

/** Of firewalls where something that nobody reads may stand, the rules are as unknown: it may hold some. */
export function openFirewalls(
  { firewalls, subnets, virtualWan }: Pick<NetworkModel, "firewalls" | "subnets" | "virtualWan">,
  unread: readonly UnreadPart[],
): Firewall[] {
  return firewalls.map((firewall) => {
    const { subnet, virtualHub, rulesUnknown } = firewall;
    const around = new Set([
      subnets.find(({ address }) => address === subnet)?.virtualNetwork,
      ...virtualWan.connections.flatMap(({ hub, virtualNetwork }) =>
        hub === virtualHub ? virtualNetwork : undefined,
      ),
    ]);
    const part = unread.find(
      ({ isDevice, virtualNetworks }) =>
        isDevice !== true && (virtualNetworks?.some((network) => around.has(network)) ?? true),
    );
    return part === undefined || rulesUnknown !== undefined
      ? firewall
      : { ...firewall, rulesUnknown: part.unknown.resource };
  });
}

const NETWORK_MANAGER = /^microsoft\.network\/networkmanagers(\/|$)/i;

function networksWithId({ virtualNetworks }: Pick<NetworkModel, "virtualNetworks">, id: string): string[] {
  const parsed = parseAzureId(id);
  const isSame = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || one.toLowerCase() === other?.toLowerCase();
  return virtualNetworks
    .filter(({ name, resourceGroup }) =>
      [isSame(name, parsed?.names[0]), isSame(resourceGroup, parsed?.resourceGroup)].every(Boolean),
    )
    .map(({ address }) => address);
}

/** What stands for the argument of what isn't an argument. */
const STANDS_FOR: { readonly [code in ModelProblemCode]?: string } = {
  PLAN_INCOMPLETE: MISSING_IN_PLAN,
  PLAN_TARGETED: MISSING_IN_PLAN,
  PLAN_DEFERS: MISSING_IN_PLAN,
  REMOVED_AND_KEPT: FORGOTTEN,
};

/**
 * Kinds of azurerm that decide about packets of others than themselves; whole modules may hold any. What binds a table or
 * group, or is bound to nothing, would be a resource of its own.
 */
const DECIDES =
  /^module\.[^.]+$|(^|\.)(azapi_|azurerm_(virtual_(network_|hub)|route(_server.*|_map)?\.|subnet_.*_association|network_(security_rule|interface|manager)|firewall|lb|express_route|vpn_))/;

function concernsAll({ code, resource, attribute, text }: ModelProblem): boolean {
  switch (code) {
    case "KIND_NOT_READ":
      // What a Network Manager has in force may be something else than what its resources say, which are read elsewhere.
      return text !== undefined && (text.includes("${") || mayDecide(text) || NETWORK_MANAGER.test(text));
    case "PLAN_INCOMPLETE":
    case "PLAN_TARGETED":
    case "PLAN_DEFERS":
    case "TEMPLATE_ELSEWHERE":
    case "TEMPLATE_NOT_READ":
    case "STACK_NOT_GENERATED":
      return true;
    case "REMOVED_AND_KEPT":
      return DECIDES.test(resource);
    case "UNIT_WITHOUT_MODULE":
      return attribute === "terragrunt inputs";
    default:
      return false;
  }
}

interface Named {
  readonly address: string;
  readonly name?: string;
}

/** Parts of a model whose place or effect is in some virtual networks. */
const PARTS = [
  "peerings",
  "routeTables",
  "networkSecurityGroups",
  "networkInterfaces",
  "virtualMachines",
  "loadBalancers",
  "firewalls",
  "virtualNetworkGateways",
  "routeServers",
] as const;

/** The virtual networks to whose packets something could do anything that is given some values. */
class TouchedNetworks {
  private readonly bySubnet: ReadonlyMap<string, string>;

  public constructor(private readonly model: Parameters<typeof unreadParts>[0]) {
    this.bySubnet = new Map(model.subnets.map(({ address, virtualNetwork }) => [address, virtualNetwork]));
  }

  public by(given: GivenToModule): string[] {
    const names = new Set(
      given.texts.flatMap((text) => {
        const id = parseAzureId(text);
        return id === undefined ? text.toLowerCase() : id.names.map((name) => name.toLowerCase());
      }),
    );
    const isNamed = (name: string | undefined): boolean =>
      name !== undefined && names.has(name.toLowerCase());
    const { virtualNetworks, subnets } = this.model;
    const all = PARTS.flatMap((family): readonly Named[] => this.model[family]);
    const addresses = this.withFirewallsOf([
      ...given.resources.map(({ address }) => address),
      ...[...all, ...this.model.firewallPolicies].flatMap(({ address, name }) =>
        isNamed(name) ? [address] : [],
      ),
    ]);
    const own = virtualNetworks
      .filter(({ address, name }) => addresses.has(address) || isNamed(name))
      .map(({ address }) => address);
    const around = subnets
      .filter(({ address, routeTable, networkSecurityGroup }) =>
        [address, routeTable, networkSecurityGroup].some((one) => one !== undefined && addresses.has(one)),
      )
      .map(({ virtualNetwork }) => virtualNetwork);
    const parts = all.filter(({ address }) => addresses.has(address));
    const connected = this.model.virtualWan.connections.flatMap(({ hub, virtualNetwork }) =>
      virtualNetwork !== undefined && hub !== undefined && addresses.has(hub) ? [virtualNetwork] : [],
    );
    return [...new Set([...own, ...around, ...connected, ...parts.flatMap((part) => this.placesOf(part))])];
  }

  /** And the firewalls whose rules some of them write: policies, their groups of collections, IP groups. */
  private withFirewallsOf(addresses: readonly string[]): ReadonlySet<string> {
    const { firewalls, firewallPolicies } = this.model;
    const given = new Set(addresses);
    const writes = ({ ruleCollections }: Pick<FirewallPolicy, "ruleCollections">): boolean =>
      ruleCollections.some(
        ({ origin, rules }) =>
          given.has(origin) ||
          rules.some(({ sourceIpGroups = [], destinationIpGroups = [] }) =>
            [...sourceIpGroups, ...destinationIpGroups].some((group) => given.has(group)),
          ),
      );
    const isChanged = (address: string | undefined): boolean => {
      const policy = firewallPolicies.find((one) => one.address === address);
      return (
        policy !== undefined && (given.has(policy.address) || writes(policy) || isChanged(policy.basePolicy))
      );
    };
    const changed = firewalls.filter((firewall) => writes(firewall) || isChanged(firewall.policy));
    return new Set([
      ...addresses,
      ...changed.flatMap(({ address, virtualHub = address }) => [address, virtualHub]),
    ]);
  }

  /** Networks that a part names anywhere in it: its own, or those of its subnets. */
  private placesOf(part: object): string[] {
    const known = new Set(this.model.virtualNetworks.map(({ address }) => address));
    const places: string[] = [];
    const visit = (value: unknown): void => {
      if (typeof value === "string") {
        const network = known.has(value) ? value : this.bySubnet.get(value);
        places.push(...(network === undefined ? [] : [network]));
      } else if (typeof value === "object" && value !== null) {
        Object.values(value).forEach(visit);
      }
    };
    visit(part);
    return places;
  }
}
