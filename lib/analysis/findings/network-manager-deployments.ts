import { regionId } from "../../azure/regions";
import { groupBy } from "../../collections/group-by";
import { DEPLOYED_ELSEWHERE, VirtualNetwork } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** What Azure Virtual Network Manager does nothing with, since nobody deploys it there (R70, W21). */
export const NETWORK_MANAGER_DEPLOYMENTS: readonly Check[] = [
  {
    code: "NETWORK_MANAGER_NOT_DEPLOYED",
    severity: "warning",
    what: {
      en: "A connectivity, security admin or routing configuration has no deployment: it does nothing (R70)",
      ja: "接続、セキュリティ管理、またはルーティングの構成がデプロイされていません。何も適用されません（R70）",
    },
    source: SOURCES.networkManagerFaq,
    fix: {
      en: "Add azurerm_network_manager_deployment with its id.",
      ja: "azurerm_network_manager_deployment を追加し、この構成を指定してください。",
    },
    *find(network) {
      const { deployments } = network.model.networkManager;
      const deployed = new Set(deployments.flatMap(({ configurations }) => configurations));
      const declared = network.resourcesOf(
        "azurerm_network_manager_connectivity_configuration",
        "azurerm_network_manager_security_admin_configuration",
        "azurerm_network_manager_routing_configuration",
      );
      for (const configuration of mayDeployMore(network) ? [] : declared) {
        if (!deployed.has(configuration.address)) {
          yield problemAt(configuration.address, {
            en: `Configuration ${nameOf(configuration)} of Virtual Network Manager is not deployed: it changes nothing.`,
            ja: `Virtual Network Manager の構成 ${nameOf(configuration)} がデプロイされていないため、何も適用されません。`,
          });
        }
      }
    },
  },
  {
    code: "NETWORK_MANAGER_REGION_NOT_DEPLOYED",
    severity: "warning",
    what: {
      en: "A configuration of a network manager is deployed, and not to the region of a network in its groups: it does nothing there (W21)",
      ja: "Virtual Network Manager の構成が、グループ内の仮想ネットワークのリージョンにはデプロイされていません。そこには適用されません（W21）",
    },
    source: SOURCES.networkManagerFaq,
    fix: {
      en: "Add azurerm_network_manager_deployment with its id for that region.",
      ja: "そのリージョン向けの azurerm_network_manager_deployment を追加し、この構成を指定してください。",
    },
    *find(network) {
      for (const [configuration, groups] of groupsByConfiguration(network)) {
        const deployments = network.model.networkManager.deployments.filter(({ configurations }) =>
          configurations.includes(configuration),
        );
        const deployed = new Set(deployments.map(({ region }) => regionId(region ?? "")));
        const isTold = deployments.length > 0 && !deployed.has("") && !mayDeployMore(network);
        const missed = (isTold ? membersOf(network, groups) : []).filter(
          ({ region }) => region !== undefined && !deployed.has(regionId(region)),
        );
        for (const [region, [first, ...others]] of groupBy(missed, ({ region: one }) => regionId(one!))) {
          yield problemAt(configuration, {
            en: `Configuration ${configuration} isn't deployed to ${region}, where ${nameOf(first)}${others.length > 0 ? ` and ${others.length} more` : ""} of its groups stand: it does nothing there.`,
            ja: `構成 ${configuration} は ${region} にデプロイされていないため、そこにある ${nameOf(first)}${others.length > 0 ? ` ほか ${others.length} 個` : ""} には適用されません。`,
          });
        }
      }
    },
  },
];

/** Whether something deploys what the input doesn't tell. */
function mayDeployMore(network: CheckedNetwork): boolean {
  return (
    network.hasGaps ||
    // What is written in Azure's words may be deployed by a script: verdicts say that it is open.
    network.model.unknownArguments.some(({ argument }) => argument === DEPLOYED_ELSEWHERE) ||
    network.model.networkManager.deployments.some(
      ({ address, configurations }) =>
        network.argumentsOf(address).items("configuration_ids").length > configurations.length,
    )
  );
}

/** Network groups to which each configuration applies. */
function groupsByConfiguration(network: CheckedNetwork): Map<string, Set<string>> {
  const { connectivityConfigurations, securityAdminRules, routingRules } = network.model.networkManager;
  const applied = [
    ...connectivityConfigurations.map(({ address, groups }) => ({
      configuration: address,
      networkGroups: groups.map(({ networkGroup }) => networkGroup),
    })),
    ...securityAdminRules,
    ...routingRules,
  ];
  const found = new Map<string, Set<string>>();
  for (const { configuration, networkGroups } of applied) {
    const known = found.get(configuration) ?? new Set();
    networkGroups.forEach((group) => known.add(group));
    found.set(configuration, known);
  }
  return found;
}

/** Networks in groups, or with subnets in them. */
function membersOf(network: CheckedNetwork, groups: ReadonlySet<string>): VirtualNetwork[] {
  const addresses = network.model.networkManager.networkGroups
    .filter(({ address }) => groups.has(address))
    .flatMap(({ virtualNetworks, subnets }) => [
      ...virtualNetworks,
      ...subnets.flatMap((subnet) => network.networkOf(subnet)?.address ?? []),
    ]);
  return [...new Set(addresses)].flatMap((address) => network.virtualNetworks.get(address) ?? []);
}
