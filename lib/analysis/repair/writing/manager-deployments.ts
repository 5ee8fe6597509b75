import { regionId } from "../../../azure/regions";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue } from "../../model";
import { Candidate } from "../candidate";
import { Draft } from "./draft";
import { newResource, toSet } from "./edits";
import { localName } from "./names";
import { argumentOf, attributeOf, editable } from "./references";

const DEPLOYMENT = "azurerm_network_manager_deployment";

/** What a deployment calls the kinds of configurations. */
const ACCESS: { readonly [type: string]: string } = {
  azurerm_network_manager_connectivity_configuration: "Connectivity",
  azurerm_network_manager_security_admin_configuration: "SecurityAdmin",
  azurerm_network_manager_routing_configuration: "Routing",
};

/** Deployments of a configuration to the regions where networks of its groups are, and where it isn't. */
export function* deployments(draft: Draft, resource: string): Iterable<Candidate> {
  const { resources, networkManager } = draft.context.network.model;
  const type = resources.find(({ address }) => address === resource)?.type ?? "";
  const access = ACCESS[type];
  const id = attributeOf(draft, resource, "id");
  const manager = argumentOf(draft, resource, "network_manager_id");
  const deployed = networkManager.deployments
    .filter(({ configurations }) => configurations.includes(resource))
    .map(({ region }) => regionId(region ?? ""));
  for (const region of regionsOf(draft, resource)) {
    if (
      access === undefined ||
      id === undefined ||
      typeof manager !== "string" ||
      deployed.includes(region)
    ) {
      continue;
    }
    // Azure has one deployment of a kind for a region: there the configuration joins what is deployed.
    const there = networkManager.deployments.find(
      ({ address, scopeAccess, region: one }) =>
        scopeAccess === access &&
        regionId(one ?? "") === region &&
        argumentOf(draft, address, "network_manager_id") === manager,
    );
    const address = there && editable(draft, there.address);
    const ids = there && argumentOf(draft, there.address, "configuration_ids");
    const edit: Edit | undefined =
      there === undefined
        ? newResource(draft, DEPLOYMENT, `${localName(resource)}_${region}`, {
            network_manager_id: manager,
            location: region,
            scope_access: access,
            configuration_ids: [id],
          })
        : address !== undefined && Array.isArray(ids)
          ? toSet(address, "configuration_ids", [...(ids as EditValue[]), id])
          : undefined;
    if (edit !== undefined) {
      yield {
        edits: [edit],
        what: REPAIR_STEPS.MANAGER_DEPLOYED({ configuration: resource, region }),
        caution: REPAIR_CAUTIONS.MANAGER_DEPLOYED(),
      };
    }
  }
}

/** Regions of networks in the groups that a configuration is about; of all networks, where its groups aren't told. */
function regionsOf({ context }: Draft, configuration: string): readonly string[] {
  const { model, virtualNetworks } = context.network;
  const { connectivityConfigurations, securityAdminRules, routingRules, networkGroups } =
    model.networkManager;
  const connectivity = connectivityConfigurations.find(({ address }) => address === configuration);
  const groups = new Set([
    ...(connectivity?.groups.map(({ networkGroup }) => networkGroup) ?? []),
    ...[...securityAdminRules, ...routingRules]
      .filter((rule) => rule.configuration === configuration)
      .flatMap((rule) => rule.networkGroups),
  ]);
  const members = networkGroups
    .filter(({ address }) => groups.has(address))
    .flatMap((group) => group.virtualNetworks);
  const networks = virtualNetworks.filter(
    ({ address }) => members.length === 0 || members.includes(address) || address === connectivity?.hub,
  );
  return [
    ...new Set(networks.flatMap(({ model: { region } }) => (region === undefined ? [] : regionId(region)))),
  ];
}
