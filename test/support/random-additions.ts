import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import fc from "fast-check";
import {
  AttachableHub,
  BastionSku,
  DailyStart,
  DdosProtection,
  DhGroup,
  DiskStorage,
  Egress,
  ExpressRouteSku,
  FirewallAddresses,
  FirewallRule,
  HubAttachment,
  HubSpokeConstruct,
  IkeEncryption,
  IkeIntegrity,
  IpsecEncryption,
  IpsecIntegrity,
  KeyVaultPassword,
  LinuxImages,
  NatGatewayTier,
  PfsGroup,
  PrivateEndpointPolicies,
  PublicIpAddress,
  SecurityGroup,
  Spoke,
  TrafficSource,
  WindowsImages,
} from "../../lib";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
const CIRCUIT = `${GROUP}/Microsoft.Network/expressRouteCircuits/late`;

/** What is added to a network after construction. */
type Addition = (network: HubSpokeConstruct, stack: TerraformStack) => void;

function spokeOf({ spokes }: HubSpokeConstruct, use: (spoke: Spoke) => void): void {
  const spoke = spokes.at(-1);
  if (spoke && /^10\..*\.0\.0\/16$/.test(spoke.addressSpace.at(0) ?? "")) {
    use(spoke);
  }
}

/** A subnet of its own in the last spoke, where there is room. */
function roomIn(spoke: Spoke, third: number): string {
  return spoke.addressSpace[0].replace(/\.0\.0\/16$/, `.${third}.0/24`);
}

/** Each thing that a program may ask for, by name, so that a counterexample reads like a program. */
const ADDITIONS: { readonly [name: string]: Addition } = {
  vpnGateway: ({ hub }) => {
    if (!hub.vpnGateway) {
      hub.addVpnGateway({
        subnetPrefix: hub.gatewaySubnet ? undefined : "10.0.200.0/26",
        bgp: true,
        customBgpAddresses: { first: ["169.254.21.2"], second: ["169.254.22.2"] },
      });
    }
  },
  expressRouteGateway: ({ hub }) => {
    if (!hub.expressRouteGateway) {
      const subnetPrefix = hub.gatewaySubnet ? undefined : "10.0.200.0/26";
      hub.addExpressRouteGateway({ subnetPrefix, sku: ExpressRouteSku.ER_GW_3_AZ });
    }
  },
  circuit: ({ hub }) => {
    if (hub.expressRouteGateway) {
      hub.addCircuit("late", { circuitId: CIRCUIT, authorized: true, addressSpace: ["172.21.0.0/16"] });
      hub.addCircuit("later", {
        circuitId: `${CIRCUIT}-2`,
        siteName: "late",
        addressSpace: ["172.21.0.0/16"],
      });
    }
  },
  siteWithBgp: ({ hub }) => {
    if (!hub.vpnGateway?.bgpEnabled) {
      return;
    }
    hub.addSiteToSite("bgp", {
      gatewayFqdn: "vpn.example.com",
      bgp: { asn: 65020, peeringAddress: "192.168.9.1" },
      ipsecPolicy: {
        ikeEncryption: IkeEncryption.AES256,
        ikeIntegrity: IkeIntegrity.SHA256,
        dhGroup: DhGroup.DH_GROUP_14,
        ipsecEncryption: IpsecEncryption.GCMAES256,
        ipsecIntegrity: IpsecIntegrity.GCMAES256,
        pfsGroup: PfsGroup.PFS14,
      },
    });
  },
  bastionDeveloper: ({ hub }) => {
    if (!hub.bastion) {
      hub.addBastion({ sku: BastionSku.DEVELOPER, hubOnly: true });
    }
  },
  bastionPrivate: ({ hub }) => {
    if (hub.bastion) {
      return;
    }
    hub.addBastion({
      subnetPrefix: "10.0.101.0/26",
      sku: BastionSku.PREMIUM,
      privateOnly: true,
      ipConnect: true,
      securityGroup: true,
    });
  },
  natGatewayOfHub: ({ hub }) =>
    void hub.addNatGateway({ natGatewayName: "ng-late", subnetNames: ["default"] }),
  natGatewayOfSpoke: (network) =>
    spokeOf(network, (spoke) => {
      spoke.addSubnet("nat", { addressPrefix: roomIn(spoke, 104) });
      spoke.addNatGateway({ natGatewayName: "ng-spoke", addresses: 2, subnetNames: ["nat"] });
    }),
  natGatewayOfAllZones: (network) =>
    spokeOf(network, (spoke) => {
      spoke.addSubnet("zones", { addressPrefix: roomIn(spoke, 105) });
      const tier = NatGatewayTier.STANDARD_V2;
      spoke.addNatGateway({ natGatewayName: "ng-v2", tier, subnetNames: ["zones"] });
    }),
  natGatewayWithOwnAddress: (network, stack) =>
    spokeOf(network, (spoke) => {
      const { placement } = spoke;
      const address = new PublicIpAddress(stack, "OwnAddress", { ...placement, publicIpName: "pip-own" });
      spoke.addSubnet("own", { addressPrefix: roomIn(spoke, 106) });
      spoke.addNatGateway({ natGatewayName: "ng-own", publicIpAddresses: [address], subnetNames: ["own"] });
    }),
  privateResolver: ({ hub }) =>
    void hub.addPrivateResolver({
      inboundSubnetPrefix: "10.0.20.0/28",
      outboundSubnetPrefix: "10.0.20.16/28",
    }),
  ruleset: ({ hub }) => {
    if (hub.privateResolver) {
      const rules = [{ name: "corp", domain: "corp.example.com", servers: ["192.168.0.4"] }];
      hub.addForwardingRuleset("corp", { rules });
    }
  },
  zone: ({ hub }) => {
    const zone = hub.addPrivateDnsZone("corp.example.com", { registration: true });
    zone.addARecord("db01", { addresses: ["10.0.0.9"] });
    zone.addCnameRecord("db", { target: "db01.corp.example.com" });
  },
  privateLinkZones: ({ hub }) =>
    void hub.addPrivateLinkZones({ services: ["blob", "keyVault"], linkSpokes: false }),
  delegatedSubnet: (network) =>
    spokeOf(network, (spoke) => {
      const delegation = { service: "Microsoft.Web/serverFarms" };
      spoke.addSubnet("web", { addressPrefix: roomIn(spoke, 100), delegation });
    }),
  endpointSubnet: (network) =>
    spokeOf(network, (spoke) => {
      spoke.addSubnet("endpoints", {
        addressPrefix: roomIn(spoke, 101),
        additionalPrefixes: [roomIn(spoke, 102)],
        serviceEndpoints: ["Microsoft.Storage"],
        serviceEndpointPolicyIds: [`${GROUP}/Microsoft.Network/serviceEndpointPolicies/p`],
        privateEndpointPolicies: PrivateEndpointPolicies.ENABLED,
      });
    }),
  securityGroup: ({ hub }) =>
    void hub.addSecurityGroup("late", {
      subnetNames: ["default"],
      rules: SecurityGroup.closed({
        allow: [
          {
            name: "web",
            from: [TrafficSource.spokes(), TrafficSource.serviceTag("Internet")],
            ports: ["443"],
          },
        ],
      }),
    }),
  groupAtCreation: (network) =>
    void network.addSpoke("strict", {
      addressSpace: ["10.222.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.222.0.0/24" }],
      egress: Egress.none(),
      securityGroup: SecurityGroup.allowNetwork({ atCreation: true }),
    }),
  foreignSpoke: (network, stack) => {
    const provider = new AzurermProvider(stack, "second", {
      alias: "second",
      features: [{}],
      subscriptionId: "00000000-0000-0000-0000-000000000002",
    });
    network.addSpoke("foreign", {
      addressSpace: ["10.221.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.221.0.0/24" }],
      provider,
      resourceGroupName: "rg-foreign",
      egress: Egress.natGateway(),
      securityGroup: SecurityGroup.allowNetwork({ ports: ["443"] }),
    });
  },
  attachment: (_network, stack) =>
    void new HubAttachment(stack, "Attachment", {
      name: "elsewhere",
      location: "japaneast",
      resourceGroupName: "rg-elsewhere",
      addressSpace: ["10.200.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.200.0.0/24" }],
      hub: AttachableHub.fromAttributes({
        name: "far",
        virtualNetworkId: `${GROUP}/Microsoft.Network/virtualNetworks/vnet-far`,
        virtualNetworkName: "vnet-far",
        resourceGroupName: "g",
        addressSpace: ["10.210.0.0/16"],
        spokeAddressSpace: ["10.192.0.0/12"],
        nextHopAddress: "10.210.0.4",
        dnsServers: ["10.210.0.4"],
      }),
    }),
  linuxServer: ({ hub }) =>
    void hub.addLinuxServer("Linux", {
      name: "lin",
      subnetName: "default",
      image: LinuxImages.debian13(),
      publicIp: true,
      zone: "2",
      size: "Standard_D4s_v5",
      acceleratedNetworking: true,
      entraLogin: true,
      monitoring: { dataCollectionRuleId: `${GROUP}/Microsoft.Insights/dataCollectionRules/r` },
      dataDisks: [
        { name: "logs", sizeGb: 64, lun: 0 },
        { name: "data", sizeGb: 64, lun: 1, storage: DiskStorage.PREMIUM_SSD_ZRS },
      ],
    }),
  windowsServer: (network, stack) =>
    spokeOf(network, (spoke) => {
      const subnet = spoke.addSubnet("machines", { addressPrefix: roomIn(spoke, 103) });
      const password = new KeyVaultPassword(stack, "Password", {
        keyVaultId: `${GROUP}/Microsoft.KeyVault/vaults/kv`,
      });
      const machine = spoke.addWindowsServer("Windows", {
        name: "win",
        subnet,
        image: WindowsImages.server2025(),
        adminPassword: password.value,
        trustedLaunch: true,
      });
      new DailyStart(stack, "Start", {
        ...spoke.placement,
        name: "office",
        time: "07:30",
        timeZone: "India Standard Time",
        machines: [machine],
      });
    }),
  flowLogs: (network) => {
    const account = `${GROUP}/Microsoft.Storage/storageAccounts/st`;
    network.addFlowLogs({ storageAccountIds: { eastasia: account, japaneast: account } });
  },
  diagnostics: (network) =>
    void network.addDiagnostics({ storageAccountId: `${GROUP}/Microsoft.Storage/storageAccounts/st` }),
  locks: (network) => void network.addLocks(),
  ddosPlan: (network) =>
    DdosProtection.plan(`${GROUP}/Microsoft.Network/ddosProtectionPlans/p`).protect(network),
  firewallRules: ({ transit }) => {
    const any = [FirewallAddresses.any()];
    transit.firewallPolicy?.addRuleGroup("late", {
      collections: [
        {
          name: "late-net",
          rules: [FirewallRule.network({ name: "r", from: [FirewallAddresses.spokes()], to: any })],
        },
        {
          name: "late-app",
          rules: [FirewallRule.application({ name: "r", from: any, fqdnTags: ["WindowsUpdate"] })],
        },
      ],
    });
  },
  exportHub: (network) => {
    if (network.hub.attachableSpace.length > 0) {
      network.exportHub("hub");
    }
  },
};

/** Some of them, each once, in any order. */
export const additions = fc.uniqueArray(fc.constantFrom(...Object.keys(ADDITIONS)), { maxLength: 5 });

/** Adds them to a network. */
export function add(names: readonly string[], network: HubSpokeConstruct, stack: TerraformStack): void {
  names.forEach((name) => ADDITIONS[name](network, stack));
}
