import {
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
    (typeof PARTS)[number] | "virtualNetworks" | "subnets" | "virtualWan" | "problems"
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
    const virtualNetworks = touched.by(given());
    const unknown = { resource: address, argument, text: source, candidates: [] };
    return virtualNetworks.length === 0 ? [] : [{ unknown, virtualNetworks, ...(isDevice && { isDevice }) }];
  });
  return [...named, ...missing];
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

/** Kinds of azurerm that decide about packets of others than themselves; whole modules may hold any. */
const DECIDES =
  /^module\.[^.]+$|(^|\.)(azapi_|azurerm_(virtual_(network|hub)|route|subnet_.*_association|network_(security|interface|manager)|firewall|ip_group|nat_gateway|lb|express_route|vpn_))/;

function concernsAll({ code, resource, attribute, text }: ModelProblem): boolean {
  switch (code) {
    case "KIND_NOT_READ":
      return text !== undefined && (text.includes("${") || mayDecide(text));
    case "PLAN_INCOMPLETE":
    case "PLAN_TARGETED":
    case "PLAN_DEFERS":
    case "TEMPLATE_ELSEWHERE":
    case "TEMPLATE_NOT_READ":
      return true;
    case "REMOVED_AND_KEPT":
      return DECIDES.test(resource);
    case "UNIT_WITHOUT_MODULE":
      return attribute === "terragrunt inputs";
    default:
      return false;
  }
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
    const addresses = new Set(given.resources.map(({ address }) => address));
    const names = new Set(
      given.texts.flatMap((text) => {
        const id = parseAzureId(text);
        return id === undefined ? text.toLowerCase() : id.names.map((name) => name.toLowerCase());
      }),
    );
    const isNamed = (name: string | undefined): boolean =>
      name !== undefined && names.has(name.toLowerCase());
    const { virtualNetworks, subnets } = this.model;
    const own = virtualNetworks
      .filter(({ address, name }) => addresses.has(address) || isNamed(name))
      .map(({ address }) => address);
    const around = subnets
      .filter(({ address, routeTable, networkSecurityGroup }) =>
        [address, routeTable, networkSecurityGroup].some((one) => one !== undefined && addresses.has(one)),
      )
      .map(({ virtualNetwork }) => virtualNetwork);
    const parts = PARTS.flatMap(
      (family): readonly { readonly address: string }[] => this.model[family],
    ).filter(({ address }) => addresses.has(address));
    const connected = this.model.virtualWan.connections.flatMap(({ hub, virtualNetwork }) =>
      virtualNetwork !== undefined && hub !== undefined && addresses.has(hub) ? [virtualNetwork] : [],
    );
    return [...new Set([...own, ...around, ...connected, ...parts.flatMap((part) => this.placesOf(part))])];
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
