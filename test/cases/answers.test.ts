import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { analyze, findingsOf, findRepairs, readInput } from "../../lib/analysis";
import { FindingSearch } from "../../lib/analysis/repair/finding-repairs";
import { Protocol, Verdict } from "../../lib/analysis/result";

/** What somebody asked in public, rebuilt small: the verdict on a pair, by which way, why, and what is said about a cure. */
interface Answer {
  readonly from: string;
  readonly to: string;
  /** The TCP port that is asked about; without one, any. */
  readonly port?: number;
  readonly protocol?: Protocol;
  readonly verdict: Verdict;
  /** Names of what passes the request on. */
  readonly through?: readonly string[];
  /** Codes of reasons that must be there. */
  readonly because?: readonly string[];
  /** Codes that would be superfluous there. */
  readonly without?: readonly string[];
  /** The edits of its first repair. */
  readonly cure?: readonly object[];
  /** The verdict for those addresses that fare best, where not all fare alike. */
  readonly best?: Verdict;
}

interface Case {
  readonly source: string;
  readonly answers: readonly Answer[];
  /** Findings by code, with what their message or fix says. */
  readonly findings?: { readonly [code: string]: string };
  /** Findings of which an edit is written that makes no other pair worse. */
  readonly cured?: readonly string[];
  /** Codes that would be wrong here. */
  readonly none?: readonly string[];
}

const FOLDER = join(__dirname, "answers");

const SELECTORS_OFF = { op: "set", argument: "use_policy_based_traffic_selectors", value: false };

const CASES: { readonly [folder: string]: Case } = {
  "01-transit-no-spoke-routes": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/86832",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "PEERING_NOT_TRANSITIVE", "GATEWAY_NO_SPOKE_ROUTES", "ROUTE_WOULD_HELP"],
      },
    ],
  },
  "09-firewall-without-remote-gateways": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/72926",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "REACHABLE",
        through: ["afw-core", "vpngw-core"],
        because: ["ASSUMED"],
      },
      {
        from: "on-premises/lgw-hq",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        through: ["vpngw-core", "afw-core"],
      },
    ],
  },
  "09b-bgp-without-remote-gateways": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/72926",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/hq",
        verdict: "ONE_WAY",
        because: ["RETURN_ROUTE_MISSING", "GATEWAY_NOT_USED"],
      },
      { from: "on-premises/hq", to: "vnet-web/app", verdict: "BLOCKED", because: ["GATEWAY_NOT_USED"] },
    ],
    findings: {
      RETURN_LOST:
        "use_remote_gateways = true on web-to-core and allow_gateway_transit = true on core-to-web",
    },
  },
  "12-private-endpoint-reply": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/102599",
    answers: [
      // Its reply follows the request; that of a machine beside it doesn't.
      {
        from: "vnet-web/app",
        to: "vnet-core/links",
        verdict: "ASYMMETRIC",
        best: "REACHABLE",
        because: ["PREFIXES_DIFFER"],
      },
    ],
    findings: {
      ASYMMETRIC_STATEFUL: "a route for 10.61.0.0/16 to afw-core into a route table for vnet-core/links",
    },
  },
  "30-route-server-inside-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/73259",
    answers: [
      {
        from: "vnet-core/a",
        to: "vnet-core/b",
        verdict: "REACHABLE",
        through: [],
        because: ["ANNOUNCEMENT_IGNORED"],
      },
      {
        from: "vnet-core/a",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        through: [],
        because: ["ANNOUNCEMENT_IGNORED"],
      },
      { from: "vnet-web/app", to: "vnet-core/edge", verdict: "REACHABLE", without: ["ANNOUNCEMENT_IGNORED"] },
    ],
    findings: { ANNOUNCEMENT_IGNORED: "10.60.2.0/24, 10.60.3.0/24 and 10.61.1.0/24" },
  },
  "34-basic-lb-global-peering": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/40186",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "BLOCKED", because: ["LB_BASIC_GLOBAL_PEERING"] },
    ],
    findings: { LB_BASIC_RETIRED: "Use Standard", RETURN_LOST: 'sku = "Standard"' },
  },
  "47-udr-to-appliance-across-vpn": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/42701",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "BLOCKED", because: ["NEXT_HOP_NOT_REACHABLE"] },
    ],
  },
  "55-two-hubs-two-firewalls": {
    source: "https://github.com/Azure/Azure-Landing-Zones/issues/1496",
    answers: [
      {
        from: "vnet-east/user",
        to: "vnet-west/user",
        verdict: "REACHABLE",
        through: ["afw-east", "afw-west"],
      },
    ],
    none: ["ASYMMETRIC_STATEFUL", "RETURN_LOST"],
  },
  "58-peering-and-vpn": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/5404",
    answers: [{ from: "vnet-core/shared", to: "vnet-web/app", verdict: "REACHABLE", through: [] }],
  },
  "59-simulated-office-no-transit": {
    source: "https://github.com/microsoft/MCW-Enterprise-class-networking/issues/79",
    answers: [
      {
        from: "vnet-office/pc",
        to: "vnet-web/app",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
        without: ["ROUTE_WOULD_HELP"],
      },
    ],
  },
  "65-two-load-balancers-two-nics": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/20322",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "ASYMMETRIC", because: ["ASYMMETRIC_STATEFUL"] },
    ],
    findings: { ASYMMETRIC_STATEFUL: "translate sources" },
  },
  "66-route-server-in-auxiliary-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/113759",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "REACHABLE", through: ["vm-edge"] },
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "REACHABLE",
        through: ["vm-edge", "vpngw-core"],
      },
      {
        from: "on-premises/lgw-hq",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        through: ["vpngw-core", "vm-edge"],
      },
    ],
  },
  "C5-for-each-literal-map": {
    source: "https://github.com/hashicorp/terraform-cdk/issues/1864",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "REACHABLE", through: ["vm-edge"] },
      { from: "vnet-db/app", to: "vnet-web/app", verdict: "REACHABLE", through: ["vm-edge"] },
    ],
  },
  "N1-gateway-transit-on-both-halves": {
    source: "https://github.com/Azure/Azure-Landing-Zones/issues/2120",
    answers: [
      {
        from: "vnet-app/web",
        to: "on-premises/lgw-dc",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
      },
      { from: "vnet-hub/shared", to: "on-premises/lgw-dc", verdict: "REACHABLE", through: ["vpngw-hub"] },
    ],
  },
  // The tag VirtualNetwork is the peered networks too.
  "N2-deny-virtualnetwork-tag": {
    source: "https://github.com/Azure/cyclecloud-slurm-workspace/pull/371",
    answers: [
      { from: "vnet-hub/shared", to: "vnet-app/web", verdict: "BLOCKED", because: ["DENIED_IN"] },
      { from: "vnet-app/web", to: "vnet-hub/shared", verdict: "REACHABLE", through: [] },
    ],
  },
  // AllowVnetInBound lets peers in wherever no rule denies them.
  "N3-peering-opens-group-without-deny": {
    source: "https://github.com/cyberark/pas-on-cloud/issues/265",
    answers: [{ from: "vnet-hub/shared", to: "vnet-app/web", verdict: "REACHABLE", through: [] }],
  },
  // What is decided by the reference's rules alone: nobody's report.
  "N4-traffic-selectors-without-spokes": {
    source: "R42; IPsec carries what its selectors name",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "BLOCKED",
        because: ["TRAFFIC_SELECTORS"],
        cure: [{ block: "traffic_selector_policy", value: { local_address_cidrs: ["10.1.1.0/24"] } }],
      },
      { from: "on-premises/lgw-hq", to: "vnet-db/data", verdict: "BLOCKED", because: ["TRAFFIC_SELECTORS"] },
      { from: "vnet-core/shared", to: "on-premises/lgw-hq", verdict: "REACHABLE", through: ["vpngw"] },
      { from: "on-premises/lgw-hq", to: "vnet-core/shared", verdict: "REACHABLE", through: ["vpngw"] },
    ],
  },
  "N5-peering-without-network-access": {
    source: "R30, R67",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["DENIED_IN", "PEERING_ACCESS_OFF"],
      },
      { from: "vnet-db/data", to: "vnet-web/app", verdict: "BLOCKED", because: ["PEERING_ACCESS_OFF"] },
    ],
  },
  "N6-longer-none-route": {
    source: "R10",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        best: "REACHABLE",
        because: ["ROUTE_NONE", "PREFIXES_DIFFER"],
        cure: [{ argument: "route[1].next_hop_type", value: "VirtualAppliance" }, {}],
      },
    ],
  },
  "N7-one-sided-inspection-within-a-network": {
    source: "R81",
    answers: [
      {
        from: "vnet-core/fe",
        to: "vnet-core/be",
        verdict: "ASYMMETRIC",
        through: ["afw-core"],
        because: ["ASYMMETRIC_STATEFUL", "ROUTE_WOULD_JOIN"],
        cure: [{ type: "azurerm_route_table" }, { type: "azurerm_subnet_route_table_association" }],
      },
    ],
  },
  "N8-appliance-with-two-nics": {
    source: "R81: one machine keeps one table of flows",
    answers: [{ from: "vnet-web/app", to: "vnet-db/data", verdict: "REACHABLE", through: ["vm-nva"] }],
    none: ["ASYMMETRIC_STATEFUL"],
  },
  "N9-direct-peering-past-firewall": {
    source: "R10, R83",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "REACHABLE",
        through: [],
        because: ["UDR_SHADOWED"],
      },
    ],
    findings: { UDR_SHADOWED: "Add routes for 10.2.0.0/16 to afw-core." },
  },
  "N10-gateway-table-forgets-a-spoke": {
    source: "R47",
    answers: [
      {
        from: "on-premises/lgw-hq",
        to: "vnet-db/data",
        verdict: "ASYMMETRIC",
        because: ["ASYMMETRIC_STATEFUL", "ROUTE_WOULD_JOIN"],
        cure: [{ block: "route", value: { address_prefix: "10.2.0.0/16" } }],
      },
      {
        from: "on-premises/lgw-hq",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        through: ["vpngw", "afw-core"],
      },
    ],
    findings: { GATEWAYSUBNET_BYPASS: "a route for 10.2.0.0/16 to afw-core" },
  },
  "N11-firewall-table-drops-a-spoke": {
    source: "R60",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/data", verdict: "BLOCKED", because: ["ROUTE_NONE"] },
      { from: "vnet-db/data", to: "vnet-web/app", verdict: "ONE_WAY", because: ["RETURN_ROUTE_MISSING"] },
    ],
  },
  "N12-gateway-table-without-propagation": {
    source: "R46",
    answers: [],
    findings: { GATEWAY_SUBNET_WITHOUT_PROPAGATION: "bgp_route_propagation_enabled = true" },
  },
  "N13-learned-routes-refused": {
    source: "R46",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "PROPAGATION_DISABLED"],
        cure: [{ argument: "bgp_route_propagation_enabled", value: true }],
      },
    ],
  },
  "N14-two-groups-pass-other-ports": {
    source: "R65, D2",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["DENIED_IN", "FILTERED_PARTLY"],
      },
    ],
  },
  "N15-probe-denied": {
    source: "https://learn.microsoft.com/azure/load-balancer/load-balancer-custom-probe-overview",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["LB_PROBE_DENIED"],
        cure: [
          {
            op: "append",
            address: "azurerm_network_security_group.nva",
            block: "security_rule",
            value: {
              source_address_prefix: "AzureLoadBalancer",
              destination_port_range: "8008",
              priority: 4095,
            },
          },
        ],
      },
    ],
  },
  "N16-pool-without-members": {
    source: "R61",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["LB_NO_BACKEND"],
        cure: ["a", "b"].map((nic) => ({
          op: "create",
          type: "azurerm_network_interface_backend_address_pool_association",
          name: nic,
        })),
      },
    ],
  },
  "N17-gateway-flags-on-wrong-sides": {
    source: "R32: a half that has both flags is refused",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
        cure: [
          ["core_to_web", "use_remote_gateways", false],
          ["web_to_core", "allow_gateway_transit", false],
          ["core_to_web", "allow_gateway_transit", true],
          ["web_to_core", "use_remote_gateways", true],
        ].map(([half, argument, value]) => ({
          op: "set",
          address: `azurerm_virtual_network_peering.${half}`,
          argument,
          value,
        })),
      },
    ],
    findings: { PEERING_OWN_GATEWAY: "vnet-core", PEERING_REMOTE_HAS_NO_GATEWAY: "vnet-web" },
  },
  "N18-gateway-two-peerings-away": {
    source: "R33, R5b: a second half that uses a gateway is refused",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "PEERING_NOT_TRANSITIVE"],
        cure: [
          { op: "create", arguments: { use_remote_gateways: true } },
          { op: "create", arguments: { allow_gateway_transit: true } },
          {
            address: "azurerm_virtual_network_peering.web_to_north",
            argument: "use_remote_gateways",
            value: false,
          },
        ],
      },
    ],
    findings: { PEERING_REMOTE_HAS_NO_GATEWAY: "vnet-north" },
  },
  "N19-tunnel-forgets-a-spoke": {
    source: "R44: a local network gateway stands for a network of the input",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/data", verdict: "BLOCKED", because: ["ROUTE_NONE"] },
      { from: "vnet-db/data", to: "vnet-web/app", verdict: "ONE_WAY", because: ["RETURN_ROUTE_MISSING"] },
    ],
    findings: { RETURN_LOST: "vnet-db/data" },
    none: ["SITE_COVERS_NETWORKS"],
  },
  "N20-application-gateway-behind-firewall": {
    source: "https://github.com/Azure/terraform-azurerm-avm-ptn-aiml-landing-zone/issues/28",
    answers: [{ from: "vnet-web/app", to: "vnet-db/data", verdict: "REACHABLE", through: ["afw"] }],
    findings: { APPLICATION_GATEWAY_DEFAULT_ROUTE: "vnet-web/gw" },
    cured: ["APPLICATION_GATEWAY_DEFAULT_ROUTE"],
  },
  "N21-application-gateway-group": {
    source: "https://github.com/Azure/terraform-azurerm-avm-ptn-aiml-landing-zone/issues/16",
    answers: [],
    findings: { APPLICATION_GATEWAY_SECURITY_GROUP: "65200-65535 in from GatewayManager" },
    cured: ["APPLICATION_GATEWAY_SECURITY_GROUP"],
    none: ["APPLICATION_GATEWAY_DEFAULT_ROUTE"],
  },
  "N22-api-management-behind-firewall": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/55248",
    answers: [],
    findings: { API_MANAGEMENT_DEFAULT_ROUTE: "the service tag ApiManagement" },
    cured: ["API_MANAGEMENT_DEFAULT_ROUTE"],
  },
  "N23-bastion-learns-default": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/119881",
    answers: [],
    findings: { SERVICE_LEARNS_DEFAULT_ROUTE: "Don't announce 0.0.0.0/0" },
  },
  "N24-next-hop-is-public-address": {
    source: "R21: a next hop is a private address",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["NEXT_HOP_NOT_REACHABLE"],
        cure: [
          { address: "azurerm_route_table.web", argument: "route[0].next_hop_in_ip_address" },
          { address: "azurerm_route_table.db", argument: "route[0].next_hop_in_ip_address" },
        ],
      },
    ],
    findings: { ROUTE_NEXT_HOP_PUBLIC: "azurerm_public_ip.fw.ip_address" },
  },
  "N25-public-address-behind-default-route": {
    source: "https://learn.microsoft.com/azure/firewall/integrate-lb (asymmetric routing)",
    answers: [
      {
        from: "internet",
        to: "vnet-web/app",
        verdict: "ASYMMETRIC",
        because: ["ASYMMETRIC_STATEFUL", "INGRESS_WOULD_JOIN"],
      },
    ],
  },
  "N26-private-endpoint-group-without-policy": {
    source: "https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy",
    answers: [{ from: "vnet-web/app", to: "10.2.2.5", verdict: "REACHABLE", through: [] }],
  },
  "N27-balancer-forwards-one-port": {
    source: "D4, R61: without HA ports replies have no rule",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "ONE_WAY",
        because: ["LB_NO_RULE"],
        cure: [{ value: "All" }, { value: 0 }, { value: 0 }],
      },
    ],
  },
  "N28-clients-without-gateway-transit": {
    source: "https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-point-to-site-routing",
    answers: [
      {
        from: "clients/vpngw",
        to: "vnet-web/app",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
        cure: [{ argument: "allow_gateway_transit" }, { argument: "use_remote_gateways" }],
      },
    ],
  },
  "N29-propagation-off-without-route": {
    source: "R46: a table without propagation takes no gateway's routes, static ones included",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-dc",
        verdict: "BLOCKED",
        because: ["PROPAGATION_DISABLED"],
        cure: [{ argument: "bgp_route_propagation_enabled", value: true }],
      },
    ],
  },
  "N60-classic-rules-beside-policy": {
    source:
      "https://github.com/Azure/azure-cli/issues/11834 (a policy and rule collections exclude each other)",
    answers: [{ from: "vnet-web/app", to: "vnet-db/data", verdict: "BLOCKED", because: ["FIREWALL_DENY"] }],
    findings: { FIREWALL_RULES_BESIDE_POLICY: "no rule of this collection counts" },
  },
  "N61-endpoint-in-application-group": {
    source: "https://learn.microsoft.com/azure/private-link/configure-asg-private-endpoint",
    answers: [
      {
        from: "vnet-web/app",
        to: "pe-sql",
        verdict: "CONDITIONAL",
        through: ["afw"],
        because: ["FILTERED_PARTLY"],
      },
      {
        from: "vnet-hub/shared",
        to: "pe-sql",
        verdict: "BLOCKED",
        because: ["DENIED_IN"],
        // Letting routes count must not switch the group off.
        cure: [{ op: "append", block: "security_rule" }],
      },
    ],
  },
  "N62-dnat-in-base-policy": {
    source:
      "https://learn.microsoft.com/azure/firewall-manager/policy-overview (NAT rules aren't inherited) against https://learn.microsoft.com/azure/firewall/rule-processing (an example with a base policy's)",
    answers: [
      {
        from: "internet",
        to: "vnet-web/app",
        verdict: "CONDITIONAL",
        because: ["INGRESS_DNAT", "INGRESS_DNAT_INHERITED"],
      },
    ],
    findings: { FIREWALL_BASE_POLICY_NAT: "the policy that the firewall itself has" },
  },
  "N63-api-management-group": {
    source: "https://github.com/Azure/azure-rest-api-specs/issues/10289",
    answers: [],
    findings: { API_MANAGEMENT_SECURITY_GROUP: "TCP 3443 in from ApiManagement" },
    cured: ["API_MANAGEMENT_SECURITY_GROUP"],
  },
  "N64-private-link-service-policies": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/25258",
    answers: [],
    findings: { PRIVATE_LINK_SERVICE_POLICIES: "private_link_service_network_policies_enabled = false" },
    cured: ["PRIVATE_LINK_SERVICE_POLICIES"],
  },
  "N65-firewall-translates-every-source": {
    source:
      "https://github.com/MicrosoftDocs/azure-docs/issues/66338 (groups behind a firewall see its address)",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["DENIED_IN", "SOURCE_TRANSLATED"],
        cure: [{ block: "security_rule", value: { source_address_prefix: "10.60.1.0/26" } }],
      },
    ],
  },
  "N66-rule-for-a-source-port": {
    source:
      "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview (source ports)",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "CONDITIONAL",
        because: ["FILTERED_PARTLY"],
        cure: [{ block: "security_rule", value: { source_port_range: "*" } }],
      },
    ],
  },
  "N67-rule-for-a-front-end": {
    source:
      "https://github.com/MicrosoftDocs/azure-docs/issues/27343 (groups are at the machines, behind the translation)",
    answers: [
      {
        from: "vnet-web/app",
        to: "10.62.2.100",
        verdict: "BLOCKED",
        because: ["DENIED_IN"],
      },
      { from: "vnet-web/app", to: "vnet-db/data", verdict: "BLOCKED", because: ["DENIED_IN"] },
    ],
  },
  "N30-table-on-one-spoke-only": {
    source: "R80: the way back is a decision of its own",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "ONE_WAY",
        because: ["RETURN_ROUTE_MISSING", "ROUTE_WOULD_HELP"],
        cure: [{ op: "create", type: "azurerm_subnet_route_table_association" }],
      },
    ],
  },
  "N31-forwarded-traffic-off": {
    source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-troubleshoot-peering-issues",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["FORWARDED_TRAFFIC_BLOCKED"],
        cure: [
          { address: "azurerm_virtual_network_peering.db_to_core", argument: "allow_forwarded_traffic" },
          { address: "azurerm_virtual_network_peering.web_to_core", argument: "allow_forwarded_traffic" },
        ],
      },
    ],
  },
  "N32-appliance-in-a-sister": {
    source: "R21: two peerings away is out of reach",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["NEXT_HOP_NOT_REACHABLE"],
      },
    ],
  },
  "N34-hub-subnet-without-table": {
    source: "R47, R81: the hub's subnet answers past the firewall",
    answers: [
      {
        from: "on-premises/lgw-dc",
        to: "vnet-core/shared",
        verdict: "ASYMMETRIC",
        because: ["ASYMMETRIC_STATEFUL", "ROUTE_WOULD_JOIN"],
      },
    ],
  },
  "N35-route-to-free-address": {
    source: "R21: nobody has the address",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["NEXT_HOP_NOT_FOUND"],
        cure: [{ argument: "route[0].next_hop_in_ip_address" }],
      },
    ],
  },
  "N37-second-prefix-forgotten": {
    source: "R82: a route for one of two prefixes",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/data", verdict: "REACHABLE", through: ["afw"] },
      {
        from: "vnet-web/app",
        to: "vnet-db/extra",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE"],
        cure: [{ op: "append", value: { address_prefix: "10.22.0.0/16" } }],
      },
    ],
  },
  "N38-rule-for-one-direction": {
    source: "R62: rules count for the direction of opening",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/data", verdict: "CONDITIONAL", because: ["FILTERED_PARTLY"] },
      { from: "vnet-db/data", to: "vnet-web/app", verdict: "BLOCKED", because: ["FIREWALL_DENY"] },
    ],
  },
  "N40-half-of-a-spoke-peering": {
    source: "R5c: one half carries nothing",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["PEERING_HALF_MISSING"],
        cure: [{ op: "create", type: "azurerm_virtual_network_peering", name: "db_to_web" }],
      },
    ],
  },
  "N80-fast-path-past-firewall": {
    source: "https://learn.microsoft.com/azure/expressroute/about-fastpath",
    answers: [
      {
        from: "on-premises/hq",
        to: "vnet-core/app",
        verdict: "CONDITIONAL",
        through: ["ergw", "afw-core"],
        because: ["FAST_PATH"],
        cure: [{ op: "set", argument: "express_route_gateway_bypass", value: false }],
      },
    ],
  },
  "N81-sites-by-policy": {
    source: "https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-connect-multiple-policybased-rm-ps",
    answers: [
      {
        from: "on-premises/lgw-hq",
        to: "on-premises/lgw-dc",
        verdict: "BLOCKED",
        because: ["SITES_BY_POLICY"],
        cure: [SELECTORS_OFF, SELECTORS_OFF],
      },
      { from: "on-premises/lgw-hq", to: "vnet-web/app", verdict: "REACHABLE", through: ["vpngw-core"] },
    ],
    none: ["CONNECTION_SELECTORS_WITHOUT_POLICY"],
  },
  "N82-hub-route-into-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/56735",
    answers: [
      {
        from: "vnet-app3/w",
        to: "vnet-app2/w",
        verdict: "BLOCKED",
        because: ["HUB_ROUTE_ENDS"],
        without: ["ADDRESS_OVERLAP"],
      },
      { from: "vnet-app3/w", to: "vnet-app1/w", verdict: "CONDITIONAL", because: ["HUB_ROUTE_ENDS"] },
    ],
    findings: { VIRTUAL_HUB_ROUTE_ENDS_IN_NETWORK: "static_vnet_route" },
  },
  "N90-route-server-not-learned": {
    source: "https://learn.microsoft.com/azure/route-server/route-server-faq (peered networks)",
    answers: [
      {
        from: "vnet-a/app",
        to: "vnet-b/app",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "ROUTE_SERVER_NOT_USED"],
        cure: [
          { argument: "allow_gateway_transit", value: true },
          { argument: "use_remote_gateways", value: true },
          { argument: "allow_gateway_transit", value: true },
          { argument: "use_remote_gateways", value: true },
        ],
      },
    ],
  },
  "N91-base-policy-first": {
    source: "https://learn.microsoft.com/azure/firewall/rule-processing (a parent's rules come first)",
    answers: [{ from: "vnet-a/app", to: "vnet-b/app", verdict: "BLOCKED", because: ["FIREWALL_DENY"] }],
  },
  "N92-hub-table-isolates": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/26858",
    answers: [
      { from: "vnet-red/app", to: "vnet-blue/app", verdict: "BLOCKED", because: ["HUB_NOT_LEARNED"] },
      {
        from: "vnet-red/app",
        to: "vnet-shared/app",
        verdict: "ONE_WAY",
        because: ["RETURN_ROUTE_MISSING", "HUB_NOT_LEARNED"],
      },
      { from: "vnet-blue/app", to: "vnet-shared/app", verdict: "REACHABLE", through: ["hub"] },
    ],
  },
  "N93-bastion-beyond-hub": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/98714",
    answers: [{ from: "bastion/bas", to: "vm-web", verdict: "BLOCKED", because: ["BASTION_BEYOND"] }],
  },
  "N94-pool-by-address": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/93957",
    answers: [
      { from: "vm-one", to: "internet", verdict: "BLOCKED", because: ["EGRESS_NONE"] },
      { from: "vm-two", to: "internet", verdict: "REACHABLE", because: ["EGRESS_DEFAULT"] },
    ],
  },
  "N95-gateway-group-destination": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/105630",
    answers: [],
    findings: { APPLICATION_GATEWAY_SECURITY_GROUP: "from GatewayManager to any destination" },
    cured: ["APPLICATION_GATEWAY_SECURITY_GROUP"],
  },
  "N96-gateway-group-outbound": {
    source: "https://github.com/Azure-Terraform/terraform-azurerm-virtual-network/pull/20",
    answers: [],
    findings: {
      APPLICATION_GATEWAY_SECURITY_GROUP:
        "ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup",
    },
    cured: ["APPLICATION_GATEWAY_SECURITY_GROUP"],
  },
  "N120-endpoint-behind-local-route": {
    source:
      "https://github.com/MicrosoftDocs/azure-docs/pull/128666 (VnetLocal takes the endpoint's row away, and leads there with Basic only)",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-web/links",
        verdict: "CONDITIONAL",
        because: ["ENDPOINT_ROUTE_LOCAL"],
        cure: [{ op: "set", argument: "private_endpoint_vnet_policies", value: "Basic" }],
        best: "REACHABLE",
      },
    ],
  },
  "N121-hub-bgp-of-connected-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/111090",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/data", verdict: "REACHABLE", through: ["hub-h"] },
      { from: "vnet-db/data", to: "vnet-web/app", verdict: "REACHABLE", through: ["hub-h"] },
    ],
  },
  "N122-clients-and-endpoint": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/109560",
    answers: [
      { from: "clients/gw-core", to: "vnet-web/app", verdict: "BLOCKED", because: ["GATEWAY_NOT_USED"] },
      {
        from: "clients/gw-core",
        to: "vnet-web/links",
        verdict: "BLOCKED",
        best: "CONDITIONAL",
        cure: [{ argument: "allow_gateway_transit" }, { argument: "use_remote_gateways" }],
      },
    ],
  },
  "N123-clients-to-site-without-bgp": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/17710",
    answers: [
      {
        from: "clients/gw-core",
        to: "on-premises/lgw-hq",
        verdict: "BLOCKED",
        because: ["CLIENTS_NEED_BGP"],
        without: ["NO_ROUTE"],
      },
      { from: "clients/gw-core", to: "vnet-hub/shared", verdict: "REACHABLE", without: ["CLIENT_PROFILE"] },
      // https://github.com/MicrosoftDocs/azure-docs/issues/35718: the client has to be downloaded anew
      { from: "clients/gw-core", to: "vnet-web/app", verdict: "REACHABLE", because: ["CLIENT_PROFILE"] },
    ],
  },
  "N124-clients-across-static-tunnel": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/80996",
    answers: [
      {
        from: "clients/gw-core",
        to: "vnet-far/app",
        verdict: "BLOCKED",
        because: ["CLIENTS_NEED_BGP"],
        without: ["NO_ROUTE"],
      },
    ],
  },
  "N125-gateway-and-access-off": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/29356",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "CONDITIONAL",
        because: ["PEERING_ACCESS_GATEWAY"],
        cure: [
          { argument: "allow_virtual_network_access", value: true },
          { argument: "allow_virtual_network_access", value: true },
        ],
      },
    ],
  },
  "N126-two-gateways-apart": {
    source: "https://learn.microsoft.com/azure/expressroute/expressroute-howto-coexist-resource-manager",
    answers: [
      {
        from: "on-premises/lgw-hq",
        to: "on-premises/ergw-er",
        verdict: "BLOCKED",
        because: ["GATEWAYS_APART"],
        without: ["NO_ROUTE"],
      },
    ],
  },
  "N127-manager-hub-gateway-off": {
    source: "https://learn.microsoft.com/azure/virtual-network-manager/concept-connectivity-configuration",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
        cure: [{ argument: "applies_to_group[0].use_hub_gateway", value: true }],
      },
    ],
    findings: { RETURN_LOST: "Set use_hub_gateway = true in applies_to_group" },
  },
  "N128-subnets-by-azapi": {
    source: "https://github.com/Azure/terraform-provider-azapi/issues/503",
    answers: [],
    findings: { SUBNETS_AT_ONCE: "locks with the id of the network" },
    cured: ["SUBNETS_AT_ONCE"],
  },
  "N129-kubenet-and-inline-routes": {
    source:
      "https://github.com/hashicorp/terraform-provider-azurerm/issues/3749, https://github.com/Azure/AKS/issues/400",
    answers: [],
    findings: { KUBERNETES_ROUTES_REMOVED: "Write the routes as azurerm_route" },
    cured: ["KUBERNETES_ROUTES_REMOVED"],
  },
  "N131-endpoint-policy-at-gateway": {
    source: "https://learn.microsoft.com/azure/route-server/troubleshoot-route-server",
    answers: [],
    findings: { RESERVED_SUBNET_ENDPOINT_POLICY: "Take service_endpoint_policy_ids out" },
    cured: ["RESERVED_SUBNET_ENDPOINT_POLICY"],
  },
  // A rule of a public load balancer lets in what the firewall's default route takes another way out.
  "N140-published-past-firewall": {
    source:
      "https://github.com/Azure/AKS/issues/3700, https://github.com/MicrosoftDocs/azure-docs/issues/30540",
    answers: [
      {
        from: "internet",
        to: "vnet-web/app",
        port: 443,
        verdict: "ASYMMETRIC",
        through: ["lb-pub"],
        because: ["ASYMMETRIC_STATEFUL", "INGRESS_WOULD_JOIN"],
        cure: [
          { op: "create", type: "azurerm_firewall_policy_rule_collection_group" },
          { op: "remove", address: "azurerm_lb_rule.r" },
        ],
      },
    ],
  },
  "N141-appliances-without-egress": {
    source: "https://github.com/fortinetsolutions/Azure-Templates/issues/3",
    answers: [
      {
        from: "vnet-web/app",
        to: "internet",
        verdict: "BLOCKED",
        because: ["EGRESS_NONE"],
        cure: [
          { type: "azurerm_public_ip" },
          { type: "azurerm_nat_gateway" },
          { type: "azurerm_nat_gateway_public_ip_association" },
          { type: "azurerm_subnet_nat_gateway_association" },
        ],
      },
    ],
  },
  "N142-clients-of-hub-and-peered-network": {
    source: "https://github.com/Azure/terraform-azurerm-caf-enterprise-scale/issues/430",
    answers: [
      {
        from: "clients/p",
        to: "vnet-web/app",
        verdict: "BLOCKED",
        because: ["HUB_NOT_TRANSITIVE"],
        cure: [{ op: "create", type: "azurerm_virtual_hub_connection" }],
      },
      {
        from: "vnet-web/app",
        to: "clients/p",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "HUB_NOT_TRANSITIVE"],
        cure: [{ op: "create", type: "azurerm_virtual_hub_connection" }],
      },
    ],
  },
  "N143-endpoint-in-zone-of-own-names": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/7584",
    answers: [],
    findings: { PRIVATE_ENDPOINT_OTHER_ZONE: "privatelink.postgres.database.azure.com" },
    // Who is linked to that zone doesn't get the name either.
    none: ["PRIVATE_ENDPOINT_NAME_PUBLIC"],
  },
  "N144-static-routes-kept": {
    source: "https://blog.cloudtrooper.net/2025/11/07/virtual-wan-static-routes-propagation",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-ind/app",
        verdict: "BLOCKED",
        because: ["HUB_STATIC_ROUTES_KEPT"],
        cure: [{ argument: "routing[0].static_vnet_propagate_static_routes_enabled", value: true }],
      },
    ],
  },
  "N145-network-behind-appliance": {
    source: "https://learn.microsoft.com/azure/virtual-wan/scenario-route-through-nva",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-ind/app",
        verdict: "BLOCKED",
        because: ["HUB_NOT_TRANSITIVE"],
        cure: [{ block: "routing[0].static_vnet_route", value: { address_prefixes: ["10.71.0.0/16"] } }],
      },
    ],
  },
  "N146-windows-under-forced-tunnelling": {
    source: "https://learn.microsoft.com/archive/blogs/mast/azure-vm-may-fail-to-activate-over-expressroute",
    answers: [
      {
        from: "vnet-web/app",
        to: "20.118.99.224",
        port: 1688,
        verdict: "CONDITIONAL",
        because: ["EXITS_TO_ONPREM"],
        cure: [{ block: "route", value: { address_prefix: "20.118.99.224/32", next_hop_type: "Internet" } }],
      },
    ],
    findings: { WINDOWS_NOT_ACTIVATED: '"vm-w" in vnet-web/app' },
    cured: ["WINDOWS_NOT_ACTIVATED"],
  },
  "N147-private-cluster-asks-hub": {
    source: "https://learn.microsoft.com/azure/aks/private-clusters",
    answers: [],
    findings: { KUBERNETES_NAME_UNKNOWN: 'Link azurerm_private_dns_zone.aks to "vnet-hub"' },
    cured: ["KUBERNETES_NAME_UNKNOWN"],
  },
  "N148-app-past-default-route": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/89506",
    answers: [],
    findings: { APP_EGRESS_PAST_SUBNET: "past its route 0.0.0.0/0" },
    cured: ["APP_EGRESS_PAST_SUBNET"],
  },
  "N149-bastion-denied-at-machine": {
    source:
      "https://github.com/MicrosoftDocs/azure-docs/issues/81160, https://github.com/MicrosoftDocs/azure-docs/issues/107009",
    answers: [
      {
        from: "bastion/bas",
        to: "vnet-web/app",
        port: 22,
        verdict: "BLOCKED",
        because: ["DENIED_IN"],
        cure: [{ value: { source_address_prefix: "10.60.5.0/26", destination_port_range: "22" } }],
      },
    ],
  },
  "N150-dnat-under-forced-tunnelling": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/105243",
    answers: [{ from: "internet", to: "vnet-web/app", port: 443, verdict: "CONDITIONAL" }],
    findings: { FIREWALL_DNAT_FORCED_TUNNELING: "answers go another way" },
  },
  "N151-dnat-to-internal-balancer": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/104511",
    answers: [
      { from: "internet", to: "vnet-web/app", port: 8080, verdict: "REACHABLE", through: ["afw"] },
      {
        from: "internet",
        to: "vnet-web/app",
        port: 80,
        verdict: "BLOCKED",
        because: ["INGRESS_OTHER_PORTS"],
      },
    ],
  },
  // VnetLocal is no way to a peer.
  "N152-local-route-to-peer": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/33632",
    answers: [
      {
        from: "bastion/bas",
        to: "vnet-web/app",
        port: 22,
        verdict: "ONE_WAY",
        because: ["UNDELIVERABLE"],
      },
    ],
  },
  "N153-bastion-in-spoke": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/93798",
    answers: [
      {
        from: "bastion/bas",
        to: "vnet-db/data",
        port: 22,
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "PEERING_NOT_TRANSITIVE"],
        cure: [{ type: "azurerm_virtual_network_peering" }, { type: "azurerm_virtual_network_peering" }],
      },
    ],
  },
  "N154-nat-gateway-before-balancer": {
    source:
      "https://github.com/MicrosoftDocs/azure-docs/issues/49236, https://github.com/MicrosoftDocs/azure-docs/issues/54803",
    answers: [{ from: "vnet-v/app", to: "internet", verdict: "REACHABLE", through: ["n"] }],
  },
  "N155-zone-hides-ruleset": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/109292",
    answers: [],
    findings: { DNS_RULE_HIDDEN: 'private zone "domain.ext" is linked there and answers first' },
  },
  "N156-tables-without-gateway-subnet": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/22481",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-dc",
        verdict: "REACHABLE",
        through: ["vpngw-hub"],
        because: ["UDR_SHADOWED"],
      },
    ],
    findings: {
      GATEWAYSUBNET_BYPASS: "10.61.0.0/16",
      LEARNED_ROUTES_BYPASS: "bgp_route_propagation_enabled = false",
    },
  },
  "N157-next-hop-behind-hub": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/51191",
    answers: [
      {
        from: "vnet-a/app",
        to: "vnet-b/app",
        verdict: "BLOCKED",
        because: ["NEXT_HOP_NOT_REACHABLE"],
      },
    ],
  },
  "N158-one-direction-of-tunnel": {
    source:
      "https://github.com/MicrosoftDocs/azure-docs/issues/84154, https://github.com/MicrosoftDocs/azure-docs/issues/35173",
    answers: [
      {
        from: "vnet-a/app",
        to: "vnet-b/app",
        verdict: "BLOCKED",
        cure: [{ op: "create", type: "azurerm_virtual_network_gateway_connection" }],
      },
    ],
  },
  "N159-gateway-as-next-hop-one-way": {
    source: "https://github.com/MicrosoftDocs/architecture-center/issues/2440",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "ONE_WAY",
        through: ["vpngw-hub"],
        because: ["RETURN_ROUTE_MISSING"],
      },
    ],
  },
  "N160-nothing-published": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/38512",
    answers: [
      {
        from: "internet",
        to: "vnet-web/app",
        port: 443,
        verdict: "BLOCKED",
        because: ["INGRESS_NONE"],
        cure: [{ op: "create", type: "azurerm_firewall_policy_rule_collection_group" }],
      },
    ],
  },
  "N161-hub-default-route-taken": {
    source: "https://github.com/Azure/terraform-azurerm-caf-enterprise-scale/issues/491",
    answers: [{ from: "vnet-web/app", to: "internet", verdict: "REACHABLE", through: ["afw"] }],
  },
  "N162-gateway-not-shared": {
    source: "https://github.com/Azure/CanadaPubSecALZ/issues/351",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-dc",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
        cure: [{ address: "azurerm_virtual_network_peering.hub_to_web", argument: "allow_gateway_transit" }],
      },
    ],
    findings: { PEERING_TRANSIT_NOT_ALLOWED: '"hub-to-web" has allow_gateway_transit = false' },
  },
  "N163-denied-and-unrouted": {
    source: "https://github.com/Azure/cyclecloud-slurm-workspace/pull/371",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "DENIED_OUT"],
      },
    ],
  },
  "N164-asks-outbound-endpoint": {
    source: "https://github.com/MicrosoftDocs/cloud-adoption-framework/issues/1009",
    answers: [],
    findings: { DNS_SERVER_OUTBOUND_ENDPOINT: "10.60.4.20" },
    cured: ["DNS_SERVER_OUTBOUND_ENDPOINT"],
  },
  "N165-dnat-to-public-balancer": {
    source: "https://learn.microsoft.com/azure/firewall/integrate-lb (public load balancer)",
    answers: [
      {
        from: "internet",
        to: "vnet-web/app",
        port: 443,
        verdict: "ASYMMETRIC",
        because: ["INGRESS_DNAT_PUBLIC"],
        without: ["FILTER_UNKNOWN"],
        cure: [{ value: "${azurerm_network_interface.web.private_ip_address}" }],
      },
    ],
  },
  "N166-answers-under-forced-tunnelling": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/105243",
    answers: [
      {
        from: "internet",
        to: "vnet-web/app",
        port: 443,
        verdict: "CONDITIONAL",
        because: ["EXITS_TO_ONPREM"],
        cure: [{ address: "azurerm_route_table.fw", argument: "route[0].next_hop_type", value: "Internet" }],
      },
    ],
  },
  "N167-inbound-rules-alone": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/59071",
    answers: [
      {
        from: "vnet-v/app",
        to: "internet",
        verdict: "CONDITIONAL",
        because: ["EGRESS_OF_NAT_RULE"],
        cure: [{}, { type: "azurerm_nat_gateway" }, {}, {}],
      },
    ],
  },
  "N168-circuits-at-once": {
    source: "https://github.com/Azure/Azure-Landing-Zones/issues/4134",
    answers: [],
    findings: { CIRCUITS_CONNECTED_AT_ONCE: "depends_on of azurerm_express_route_connection.b" },
    cured: ["CIRCUITS_CONNECTED_AT_ONCE"],
  },
  "N169-hub-default-route-not-taken": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/12742",
    answers: [{ from: "vnet-web/app", to: "internet", verdict: "REACHABLE", through: [] }],
    findings: { VIRTUAL_HUB_DEFAULT_ROUTE_NOT_TAKEN: "internet_security_enabled = true" },
    cured: ["VIRTUAL_HUB_DEFAULT_ROUTE_NOT_TAKEN"],
  },
  "N170-appliance-beyond-hub": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/51191",
    answers: [
      {
        from: "vnet-a/app",
        to: "vnet-b/app",
        verdict: "BLOCKED",
        because: ["NEXT_HOP_NOT_REACHABLE"],
        cure: Array.from({ length: 4 }, () => ({ type: "azurerm_virtual_network_peering" })),
      },
    ],
  },
  "N171-client-pool-inside-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/27351",
    answers: [],
    findings: { CLIENT_POOL_OVERLAP: "10.60.200.0/24" },
  },
  "N172-site-is-the-hub": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/90128",
    answers: [],
    findings: { ONPREMISES_OVERLAPS_VNET: "10.60.0.0/16" },
  },
  "N173-management-address-without-zones": {
    source: "https://github.com/Azure/terraform-azurerm-hubnetworking/issues/78",
    answers: [],
    findings: { FIREWALL_ADDRESS_WITHOUT_ZONES: '"pip-m" has no zones' },
    cured: ["FIREWALL_ADDRESS_WITHOUT_ZONES"],
  },
  "N174-basic-firewall-without-management": {
    source: "https://github.com/Azure/terraform-azurerm-avm-ptn-hubnetworking/issues/106",
    answers: [],
    findings: { FIREWALL_BASIC_WITHOUT_MANAGEMENT: "management IP configuration" },
    cured: ["FIREWALL_BASIC_WITHOUT_MANAGEMENT"],
  },
  "N175-bastion-in-any-subnet": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/pull/15365",
    answers: [],
    findings: { WRONG_SUBNET: "AzureBastionSubnet" },
    cured: ["WRONG_SUBNET"],
  },
  "N176-application-gateway-probes-denied": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/119412",
    answers: [],
    findings: { APPLICATION_GATEWAY_SECURITY_GROUP: "denies AzureLoadBalancer" },
    cured: ["APPLICATION_GATEWAY_SECURITY_GROUP"],
  },
  "N177-network-rule-before-application-rule": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/46350",
    answers: [{ from: "vnet-web/app", to: "internet", port: 443, verdict: "REACHABLE", through: ["afw"] }],
    findings: { FIREWALL_RULE_UNUSED: "as all network rules do, whatever the priorities" },
    cured: ["FIREWALL_RULE_UNUSED"],
  },
  "N178-application-deny-in-earlier-group": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/93757",
    answers: [{ from: "vnet-web/app", to: "vnet-db/app", port: 443, verdict: "REACHABLE", through: ["afw"] }],
  },
  "N179-firewall-subnet-27": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/52331",
    answers: [],
    findings: { RESERVED_SUBNET_TOO_SMALL: "/26" },
    cured: ["RESERVED_SUBNET_TOO_SMALL"],
  },
  "N180-cluster-without-table-under-intent": {
    source: "https://github.com/Azure/AKS/issues/5000",
    answers: [],
    findings: { KUBERNETES_WITHOUT_DEFAULT_ROUTE: "userDefinedRouting" },
    cured: ["KUBERNETES_WITHOUT_DEFAULT_ROUTE"],
  },
  "N181-services-not-propagated": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/105998",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-svc/app",
        verdict: "BLOCKED",
        because: ["HUB_NOT_LEARNED"],
        cure: [{ address: "azurerm_virtual_hub_connection.svc" }],
      },
    ],
  },
  "N182-basic-wan": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/19785",
    answers: [{ from: "vnet-web/app", to: "vnet-db/app", verdict: "BLOCKED", because: ["HUB_BASIC"] }],
  },
  "N183-hub-subnet-with-firewalls-table": {
    source: "https://github.com/Azure/terraform-azurerm-avm-ptn-hubnetworking/issues/98",
    answers: [
      {
        from: "vnet-hub/shared",
        to: "internet",
        verdict: "REACHABLE",
        through: [],
        because: ["EGRESS_DEFAULT"],
      },
    ],
  },
  "N184-application-gateway-before-firewall": {
    source: "https://github.com/Azure/terraform-azurerm-avm-ptn-hubnetworking/issues/100",
    answers: [
      {
        from: "vnet-hub/agw",
        to: "vnet-web/app",
        port: 443,
        verdict: "ASYMMETRIC",
        because: ["ASYMMETRIC_STATEFUL"],
      },
    ],
  },
  "N185-application-collection-numbered-first": {
    source: "https://github.com/Azure/HubAndSpokeResearchEnclave/issues/177",
    answers: [{ from: "vnet-web/app", to: "vnet-db/app", verdict: "REACHABLE", through: ["afw"] }],
  },
  "N186-forced-tunnelling-without-peering": {
    source: "https://github.com/Azure/HubAndSpokeResearchEnclave/issues/148",
    answers: [
      { from: "vnet-web/app", to: "internet", verdict: "BLOCKED", because: ["NEXT_HOP_NOT_REACHABLE"] },
    ],
  },
  "N187-nat-gateway-at-firewall": {
    source: "https://github.com/Azure/HubAndSpokeResearchEnclave/pull/235",
    answers: [{ from: "vnet-web/app", to: "internet", verdict: "REACHABLE", through: ["afw", "ng"] }],
  },
  "N188-public-addresses-inside": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/60728",
    answers: [
      { from: "vnet-web/app", to: "on-premises/lgw-dc", verdict: "REACHABLE", through: ["afw", "vpngw"] },
      { from: "on-premises/lgw-dc", to: "vnet-web/app", verdict: "REACHABLE", through: ["vpngw", "afw"] },
    ],
    findings: { FIREWALL_TRANSLATES_NETWORK: "98.10.0.0/16 of lgw-dc" },
    cured: ["FIREWALL_TRANSLATES_NETWORK"],
  },
  "N189-spoke-outside-rfc1918": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/24112",
    answers: [{ from: "vnet-web/app", to: "vnet-pub/app", verdict: "REACHABLE", through: ["afw"] }],
    findings: { FIREWALL_TRANSLATES_NETWORK: "40.10.0.0/16" },
    cured: ["FIREWALL_TRANSLATES_NETWORK"],
  },
  "N190-secured-hub-without-intent": {
    source: "https://github.com/Azure/terraform-azurerm-caf-enterprise-scale/issues/632",
    answers: [{ from: "vnet-web/app", to: "vnet-db/app", verdict: "REACHABLE", through: ["hub-we"] }],
  },
  "N191-pool-without-rule": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/42613",
    answers: [
      {
        from: "vnet-web/app",
        to: "internet",
        verdict: "BLOCKED",
        because: ["EGRESS_NONE"],
        cure: [{}, { type: "azurerm_nat_gateway" }, {}, {}],
      },
    ],
  },
  "N192-rule-without-outbound": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/51769",
    answers: [
      {
        from: "vnet-web/app",
        to: "internet",
        verdict: "BLOCKED",
        because: ["EGRESS_NONE"],
        cure: [{}, { type: "azurerm_nat_gateway" }, {}, {}],
      },
    ],
  },
  "N193-internal-balancer-alone": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/45707",
    answers: [
      {
        from: "vnet-web/app",
        to: "internet",
        verdict: "BLOCKED",
        because: ["EGRESS_NONE"],
        cure: [{}, { type: "azurerm_nat_gateway" }, {}, {}],
      },
    ],
  },
  "N194-basic-balancer": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/66876",
    answers: [{ from: "vnet-web/app", to: "internet", verdict: "REACHABLE", through: ["lb-x"] }],
    findings: { LB_BASIC_RETIRED: "Standard" },
  },
  "N195-dnat-before-deny": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/108305",
    answers: [{ from: "internet", to: "vnet-web/app", port: 443, verdict: "REACHABLE", through: ["afw"] }],
  },
  "N196-group-before-firewall": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/46350",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", port: 443, verdict: "BLOCKED", because: ["DENIED_OUT"] },
    ],
  },
  "N197-manager-deletes-peerings": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/124584",
    answers: [
      { from: "vnet-hub/shared", to: "vnet-web/app", verdict: "REACHABLE" },
      {
        from: "vnet-web/app",
        to: "vnet-db/app",
        verdict: "CONDITIONAL",
        because: ["PEERING_MAY_BE_DELETED"],
        cure: [{ op: "set", argument: "delete_existing_peering_enabled", value: false }],
      },
    ],
    findings: { NETWORK_MANAGER_DELETES_PEERINGS: "deletes peerings" },
  },
  "N198-internet-through-spokes-appliance": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/96372",
    answers: [
      {
        from: "vnet-web/app",
        to: "internet",
        verdict: "REACHABLE",
        because: ["ASSUMED"],
        through: ["hub-we", "vm-nva", "pip-nva"],
      },
    ],
  },
  "N199-shared-space-site": {
    source: "https://github.com/microsoft/azure-container-apps/issues/363",
    answers: [{ from: "vnet-web/app", to: "on-premises/lgw-dc", verdict: "REACHABLE", through: ["vpngw"] }],
  },
  "N200-gateway-in-any-subnet": {
    source: "https://github.com/Azure/azure-cli/issues/16205",
    answers: [],
    findings: { WRONG_SUBNET: "GatewaySubnet" },
    cured: ["WRONG_SUBNET"],
  },
  "N201-never-translates-and-goes-out": {
    source: "https://github.com/Azure/missionlz/issues/118",
    answers: [
      {
        from: "vnet-web/app",
        to: "internet",
        verdict: "BLOCKED",
        because: ["EGRESS_NOT_TRANSLATED"],
        cure: [{ argument: "private_ip_ranges" }],
      },
    ],
  },
  "N202-hub-not-linked": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/103710",
    answers: [],
    findings: { PRIVATE_ENDPOINT_NAME_PUBLIC: "vnet-hub" },
    cured: ["PRIVATE_ENDPOINT_NAME_PUBLIC"],
  },
  "N203-table-not-on-other-spoke": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/22481",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/app",
        verdict: "ONE_WAY",
        because: ["RETURN_ROUTE_MISSING"],
        cure: [{ type: "azurerm_subnet_route_table_association" }],
      },
    ],
  },
  "N204-endpoint-beside-intent": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/113749",
    answers: [
      {
        from: "on-premises/site-dc",
        to: "vnet-web/links",
        verdict: "CONDITIONAL",
        best: "REACHABLE",
        because: ["HUB_ENDPOINT_BYPASS"],
        cure: [{ argument: "private_endpoint_network_policies", value: "RouteTableEnabled" }],
      },
      {
        from: "on-premises/site-dc",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        without: ["HUB_ENDPOINT_BYPASS"],
      },
    ],
  },
  "N205-peering-of-ipv6-alone": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/pull/26229",
    answers: [
      {
        from: "vnet-a/app",
        to: "vnet-b/db",
        verdict: "BLOCKED",
        because: ["SUBNET_NOT_PEERED"],
        cure: [
          { argument: "only_ipv6_peering_enabled", value: false },
          { argument: "only_ipv6_peering_enabled", value: false },
        ],
      },
    ],
  },
  "N220-rules-of-two-front-ends": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/94673",
    answers: [],
    findings: { LB_BACKEND_PORT_TWICE: "turn floating IP on for both" },
    none: ["LB_HA_PORTS_TWICE"],
  },
  "N221-rule-beside-outbound-rule": {
    source: "https://github.com/ansible-collections/azure/issues/743",
    answers: [],
    findings: { LB_RULE_BESIDE_OUTBOUND_RULE: "Set disable_outbound_snat = true" },
    cured: ["LB_RULE_BESIDE_OUTBOUND_RULE"],
  },
  "N222-outbound-rules-of-one-front-end": {
    source: "https://github.com/Azure/AzLoadBalancerMigration/issues/10",
    answers: [],
    findings: { LB_OUTBOUND_RULES_SHARE_FRONTEND: "a front end of its own" },
    none: ["LB_RULE_BESIDE_OUTBOUND_RULE"],
  },
  "N223-endpoint-in-delegated-subnet": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/47048",
    answers: [],
    findings: { SUBNET_OF_SERVICE_OCCUPIED: "into a subnet without delegation" },
  },
  "N224-subnet-let-in-without-endpoint": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/16547, …/11759",
    answers: [],
    findings: { SERVICE_ENDPOINT_MISSING: "no service endpoint Microsoft.KeyVault" },
    cured: ["SERVICE_ENDPOINT_MISSING"],
  },
  "N225-any-address-in-list": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/5617",
    answers: [],
    findings: { SECURITY_RULE_ADDRESS: '"*" in destination_address_prefixes' },
    cured: ["SECURITY_RULE_ADDRESS"],
  },
  "N226-addresses-in-one-text": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/4194",
    answers: [],
    findings: { SECURITY_RULE_ADDRESS: "10.2.1.0/24,10.2.9.5" },
  },
  // What the table refuses is the cause, not the connection, whose propagation the intent took over.
  "N227-intent-not-learned-by-table": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/125193",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["PROPAGATION_DISABLED"],
        without: ["HUB_NOT_LEARNED"],
        cure: [{ argument: "bgp_route_propagation_enabled", value: true }],
      },
    ],
  },
  "N228-application-gateway-denied-outbound": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/87202, …/84599",
    answers: [],
    findings: { APPLICATION_GATEWAY_OUTBOUND_DENIED: "Take the rule out" },
    none: ["APPLICATION_GATEWAY_SECURITY_GROUP"],
  },
  "N229-address-of-another-zone": {
    source:
      "https://github.com/Azure/azurehpc/issues/317, https://github.com/fortinet/azure-templates/issues/43",
    answers: [],
    findings: { PUBLIC_IP_OTHER_ZONE: "into the machine's zone, or into all three" },
    cured: ["PUBLIC_IP_OTHER_ZONE"],
  },
  "N230-api-management-delegated": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/109182",
    answers: [],
    findings: { SUBNET_DELEGATED: "Take the delegation out" },
    cured: ["SUBNET_DELEGATED"],
  },
  "N231-managed-instance-and-inline-routes": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/1747",
    answers: [],
    findings: { SQL_MANAGED_INSTANCE_ROUTES_REMOVED: "Write the routes as azurerm_route" },
    cured: ["SQL_MANAGED_INSTANCE_ROUTES_REMOVED"],
  },
  // A name without count.index is that of every instance.
  "N232-instances-of-one-name": {
    source: "https://developer.hashicorp.com/terraform/language/meta-arguments/count",
    answers: [
      { from: "vnet-s0/app", to: "vnet-s1/app", verdict: "BLOCKED", because: ["PEERING_NOT_TRANSITIVE"] },
    ],
    findings: { NAME_DUPLICATE: "the same name as azurerm_virtual_network_peering.from_hub[0]" },
    cured: ["NAME_DUPLICATE"],
  },
  // AzureBastionSubnet takes no route table, so that no firewall leads from a Bastion in one spoke to another.
  "N233-bastion-in-sister": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/93798",
    answers: [
      {
        from: "bastion/bas-b",
        to: "vnet-web/app",
        port: 22,
        verdict: "BLOCKED",
        because: ["PEERING_NOT_TRANSITIVE", "ROUTE_WOULD_HELP"],
        cure: [{ type: "azurerm_virtual_network_peering" }, { type: "azurerm_virtual_network_peering" }],
      },
    ],
  },
  // Both spokes have the table: a longer route for one of them alone would leave replies to the peering.
  "N240-two-delegations": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/28698",
    answers: [],
    findings: { SUBNET_DELEGATIONS_SEVERAL: "Azure takes one delegation" },
  },
  "N241-nodes-in-delegated-subnet": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/69774",
    answers: [],
    findings: { SUBNET_DELEGATED: "AKS takes a subnet without delegation" },
    cured: ["SUBNET_DELEGATED"],
  },
  "N242-endpoint-at-api-server": {
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/121909",
    answers: [],
    findings: { SUBNET_OF_SERVICE_OCCUPIED: "delegated to Microsoft.ContainerService/managedClusters" },
    none: ["SUBNET_DELEGATED", "SUBNET_NOT_DELEGATED"],
  },
  "N243-developer-bastion-and-peer": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/23808",
    answers: [
      { from: "bastion/bas", to: "vnet-web/app", port: 22, verdict: "BLOCKED", because: ["BASTION_BEYOND"] },
      {
        from: "bastion/bas",
        to: "vnet-hub/shared",
        port: 22,
        verdict: "CONDITIONAL",
        because: ["BASTION_SHARED"],
      },
    ],
  },
  "N244-drop-unencrypted": {
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/25913",
    answers: [],
    findings: { VNET_ENCRYPTION_ENFORCED: "AllowUnencrypted" },
    cured: ["VNET_ENCRYPTION_ENFORCED"],
  },
  "N245-ipv6-at-firewall": {
    source: "https://github.com/MicrosoftDocs/architecture-center/pull/4765",
    answers: [],
    findings: { FIREWALL_SUBNET_IPV6: "IPv4 alone" },
  },
  "N246-basic-address-of-gateway": {
    source: "https://github.com/Azure/Azure-Landing-Zones/issues/475",
    answers: [],
    findings: { PUBLIC_IP_SKU: "Use Standard and Static" },
    cured: ["PUBLIC_IP_SKU"],
  },
  // Each subnet may have a group of its own.
  "N247-databricks-two-groups": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/97620",
    answers: [],
    none: ["SUBNET_NOT_DELEGATED", "SUBNET_OF_SERVICE_OCCUPIED"],
  },
  "N248-rule-of-two-families": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/34567",
    answers: [],
    findings: { SECURITY_RULE_FAMILIES: "a rule has prefixes of one family" },
  },
  "N249-specific-route-of-application-gateway": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/68784",
    answers: [
      { from: "vnet-web/agw", to: "vnet-db/data", port: 80, verdict: "REACHABLE", through: ["afw-core"] },
    ],
    none: ["APPLICATION_GATEWAY_DEFAULT_ROUTE"],
  },
  "N251-table-at-basic-volume": {
    source: "https://github.com/Azure/azure-libraries-for-net/issues/1256",
    answers: [
      {
        from: "vnet-db/data",
        to: "vnet-web/anf",
        port: 2049,
        verdict: "CONDITIONAL",
        because: ["ARGUMENT_UNKNOWN"],
      },
      { from: "vnet-web/app", to: "vnet-web/anf", port: 2049, verdict: "REACHABLE", through: [] },
    ],
    findings: { NETAPP_BASIC_FEATURES: 'network_features = "Standard"' },
  },
  "N250-table-known-after-apply": {
    source: "https://developer.hashicorp.com/terraform/language/meta-arguments/count",
    answers: [],
    findings: { INSTANCES_AFTER_APPLY: "azurerm_route_table.t.id" },
  },
  // What passes between the sites enters no network; what a network at one circuit learns of the other isn't documented.
  "N252-circuits-joined": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/84959",
    answers: [
      {
        from: "on-premises/ergw-a",
        to: "on-premises/ergw-b",
        verdict: "REACHABLE",
        through: [],
        because: ["GLOBAL_REACH"],
      },
      { from: "vnet-a/app", to: "on-premises/ergw-a", verdict: "REACHABLE", through: ["ergw-a"] },
      {
        from: "vnet-a/app",
        to: "on-premises/ergw-b",
        verdict: "CONDITIONAL",
        because: ["ROUTE_NONE", "BESIDE_GLOBAL_REACH"],
      },
      {
        from: "on-premises/ergw-a",
        to: "vnet-b/app",
        verdict: "CONDITIONAL",
        because: ["BESIDE_GLOBAL_REACH"],
      },
      { from: "vnet-a/app", to: "vnet-b/app", verdict: "BLOCKED", because: ["ROUTE_NONE"] },
    ],
  },
  "N234-summary-route-of-peered-spokes": {
    source:
      "https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview#how-azure-selects-a-route",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "REACHABLE",
        through: [],
        because: ["UDR_SHADOWED"],
      },
    ],
    findings: { UDR_SHADOWED: "is never used at vnet-web/app where longer routes match" },
    cured: ["UDR_SHADOWED"],
  },
  "N260-basic-gateway-transit": {
    source: "https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-peering-gateway-transit",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "CONDITIONAL",
        because: ["GATEWAY_BASIC_TRANSIT"],
        cure: [
          { argument: "sku", value: "VpnGw1AZ" },
          { argument: "zones", value: ["1", "2", "3"] },
        ],
      },
      {
        from: "on-premises/lgw-hq",
        to: "vnet-web/app",
        verdict: "CONDITIONAL",
        because: ["GATEWAY_BASIC_TRANSIT"],
      },
      // The gateway's own network isn't in question.
      { from: "vnet-core/shared", to: "on-premises/lgw-hq", verdict: "REACHABLE" },
    ],
  },
  "N261-outbound-of-tcp-rule": {
    source: "https://github.com/fortinetsolutions/Azure-Templates/issues/4",
    answers: [
      { from: "vm-one", to: "internet", port: 443, verdict: "REACHABLE", through: ["lb-p"] },
      {
        from: "vm-one",
        to: "internet",
        port: 53,
        protocol: "udp",
        verdict: "BLOCKED",
        because: ["EGRESS_BALANCER_PROTOCOL"],
        cure: [
          { type: "azurerm_public_ip" },
          { type: "azurerm_nat_gateway" },
          { type: "azurerm_nat_gateway_public_ip_association" },
          { type: "azurerm_subnet_nat_gateway_association" },
        ],
      },
      { from: "vm-one", to: "internet", protocol: "any", verdict: "CONDITIONAL" },
    ],
  },
};

test.each(Object.entries(CASES))("%s", (folder, { answers, findings = {}, cured = [], none = [] }) => {
  const assume = join(FOLDER, folder, "assume.json");
  const [{ model, input }] = readInput(join(FOLDER, folder), existsSync(assume) ? { assume } : {});
  const analysis = analyze(model);
  for (const answer of answers) {
    const {
      from,
      to,
      port,
      protocol,
      verdict,
      through,
      because = [],
      without = [],
      best = verdict,
      cure,
    } = answer;
    const options = { ...(port !== undefined && { port }), ...(protocol && { protocol }) };
    const asked = Object.keys(options).length === 0 ? analysis : analyze(model, options);
    const pair = asked.explain(from, to);
    expect([from, to, pair.verdict, asked.verdict(from, to)]).toEqual([from, to, verdict, verdict]);
    expect(asked.mildestVerdict(from, to)).toBe(best);
    if (through !== undefined) {
      expect(pair.forward.flatMap(({ via }) => via?.name ?? [])).toEqual(through);
    }
    const codes = pair.reasons.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining([...because]));
    expect(codes.filter((code) => without.includes(code))).toEqual([]);
    if (cure !== undefined) {
      const { repairs } = findRepairs({ input, options, from, to, wish: { kind: "reachable" } });
      expect(repairs[0].edits).toMatchObject(cure);
      // What Azure refuses is no cure.
      const errors = findingsOf(input.reread(repairs[0].edits).model).filter(
        ({ severity }) => severity === "error",
      );
      expect(errors).toEqual([]);
    }
  }
  const found = [...findingsOf(model), ...analysis.findings];
  for (const [code, says] of Object.entries(findings)) {
    const texts = found
      .filter((finding) => finding.code === code)
      .map(({ message, fix }) => `${message.en} ${fix?.en}`);
    expect(texts.join("\n")).toContain(says);
  }
  expect(found.map(({ code }) => code).filter((code) => none.includes(code))).toEqual([]);
  const search = new FindingSearch(input, analysis);
  for (const code of cured) {
    const finding = search.findings.find((one) => one.code === code)!;
    const [repair] = search.repairsOf(finding)!.repairs;
    expect([code, repair.alsoChanges]).toEqual([code, []]);
  }
});

test("a cure that leads both ends through a firewall keeps what reaches both ways: either may begin", () => {
  const [{ input }] = readInput(join(__dirname, "reports/10-both-ways-bypass"));
  const wish = { kind: "through", resource: "azurerm_firewall.core" } as const;
  const [from, to] = ["vnet-web/app", "on-premises/lgw-hq"];
  const { repairs, preferred } = findRepairs({ input, options: {}, from, to, wish });
  expect(preferred).toBeGreaterThan(0);
  expect(repairs[0].alsoChanges).toEqual([]);
  const rules = repairs[0].edits.filter((edit) => edit.op === "append" && edit.block.endsWith("rule"));
  expect(rules).toMatchObject([
    { value: { source_addresses: ["10.61.1.0/24"], destination_addresses: ["172.20.0.0/16"] } },
    { value: { source_addresses: ["172.20.0.0/16"], destination_addresses: ["10.61.1.0/24"] } },
  ]);
});

test("what would help is no route where no table can be bound", () => {
  const [{ model }] = readInput(join(FOLDER, "N233-bastion-in-sister"));
  const { reasons } = analyze(model, { port: 22 }).explain("bastion/bas-b", "vnet-web/app");
  expect(reasons.find(({ code }) => code === "ROUTE_WOULD_HELP")?.params).toMatchObject({
    a: "vnet-mgmt",
    b: "vnet-web",
    forwarder: "",
    prefix: "",
  });
});

test("every folder has an answer", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(CASES).sort());
});
