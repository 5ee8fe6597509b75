import { TerraformStack } from "cdktf";
import {
  ClientAuthentication,
  HubSpokeConstruct,
  HubVpnGatewayOptions,
  PointToSiteOptions,
  TransitRouting,
  VpnClientProtocol,
} from "../../lib";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

const TENANT = "11111111-2222-3333-4444-555555555555";

/** An authority that nobody has the key of. */
const ROOT = `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIUGJrBqnkt+1dSoSJVM3nkk1SBm5gwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHUDJTUm9vdDAgFw0yNjExMjYyMDI4MDNaGA8yMTI2MTEwMjIw
MjgwM1owEjEQMA4GA1UEAwwHUDJTUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABMdGI/AZjMWD54txLh1hlHP6wui3+AB72rZPFamYSrsFe60AEL8j8D2wdffQ
NUypqwV3GpRu7xz1KRZO7rFJ0FOjUzBRMB0GA1UdDgQWBBSiO5WvH3tMHIQ0SBI0
BuRRLzx5UzAfBgNVHSMEGDAWgBSiO5WvH3tMHIQ0SBI0BuRRLzx5UzAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIFB4O2q4Rfr4AfEZwChCbhoBSYpV
RdhFaeEVXaQ+uW46AiEAgYbVyWWewQmsdMoCJEAzk381+Mf/0ars5WOfjti5uQY=
-----END CERTIFICATE-----
`;

const POOL = "172.31.0.0/24";
const entra = ClientAuthentication.entra({ tenantId: TENANT });
const certificates = ClientAuthentication.certificates({ roots: [{ name: "root", certificate: ROOT }] });

function network(pointToSite: Partial<PointToSiteOptions>, gateway: Partial<HubVpnGatewayOptions> = {}) {
  return (stack: TerraformStack): HubSpokeConstruct =>
    new HubSpokeConstruct(stack, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: {
          subnetPrefix: "10.0.200.0/26",
          pointToSite: { addressPool: [POOL], authentication: [entra], ...pointToSite },
          ...gateway,
        },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
        },
      ],
      transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.0.4" }),
    });
}

function gatewayOf(build: (stack: TerraformStack) => void) {
  return resourceNamed(synthesize(build), "azurerm_virtual_network_gateway", "vpngw01");
}

test("RADIUS: servers by their score, with a secret that is in no file", () => {
  const radius = ClientAuthentication.radius({
    servers: [{ address: "10.0.0.4" }, { address: "10.0.0.5", score: 1 }],
  });
  const json = synthesize(network({ authentication: [radius, certificates] }));
  const gateway = resourceNamed(json, "azurerm_virtual_network_gateway", "vpngw01");
  expect(gateway.vpn_client_configuration).toMatchObject({
    vpn_auth_types: ["Certificate", "Radius"],
    radius_server: [
      { address: "10.0.0.4", score: 30, secret: "${var.radius_secret}" },
      { address: "10.0.0.5", score: 1, secret: "${var.radius_secret}" },
    ],
  });
  expect(json.variable.radius_secret).toMatchObject({ sensitive: true });
});

test("Entra ID: tenant, issuer and Microsoft's application, by OpenVPN", () => {
  expect(gatewayOf(network({ routes: ["192.168.0.0/16"] }))).toMatchObject({
    vpn_client_configuration: {
      address_space: [POOL],
      aad_tenant: `https://login.microsoftonline.com/${TENANT}`,
      aad_issuer: `https://sts.windows.net/${TENANT}/`,
      aad_audience: "c632b3df-fb67-4d84-bdcf-b95ad541b5c8",
      vpn_auth_types: ["AAD"],
      vpn_client_protocols: ["OpenVPN"],
    },
    custom_route: { address_prefixes: ["192.168.0.0/16"] },
  });
});

test("certificates are written without their markers; both ways to log in are listed", () => {
  const { vpn_client_configuration: clients } = gatewayOf(
    network({
      authentication: [
        ClientAuthentication.certificates({
          roots: [{ name: "root", certificate: ROOT }],
          revoked: [{ name: "lost", thumbprint: "a".repeat(40) }],
        }),
        entra,
      ],
    }),
  );
  expect(clients.vpn_auth_types).toEqual(["AAD", "Certificate"]);
  expect(clients.root_certificate).toEqual([
    { name: "root", public_cert_data: expect.stringMatching(/^MIIBez[A-Za-z0-9+/]+uQY=$/) },
  ]);
  expect(clients.revoked_certificate).toEqual([{ name: "lost", thumbprint: "a".repeat(40) }]);
});

test.each([
  ["active-active", {}, 3],
  ["active-passive", { activeActive: false }, 1],
])("a gateway that is %s has as many addresses as clients need", (_, options, count) => {
  const json = synthesize(network({}, options));
  const gateway = resourceNamed(json, "azurerm_virtual_network_gateway", "vpngw01");
  expect(gateway.ip_configuration).toHaveLength(count);
  expect(Object.keys(resourcesOf(json, "azurerm_public_ip"))).toHaveLength(count);
});

test("clients take the appliance in both directions", () => {
  const json = synthesize(network({}));
  const prefixes = (table: string): string[] =>
    resourceNamed(json, "azurerm_route_table", table).route.map(
      (route: { address_prefix: string }) => route.address_prefix,
    );
  expect(prefixes("rt-spoke01")).toContain(POOL);
  expect(prefixes("rt-hub01-gateway")).toEqual(["10.10.0.0/16"]);
});

const KEY = "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n";

function roots(certificate: string): Partial<PointToSiteOptions> {
  return { authentication: [ClientAuthentication.certificates({ roots: [{ name: "root", certificate }] })] };
}

test.each<[string, (stack: TerraformStack) => void, RegExp]>([
  [
    "a pool in the hub",
    network({ addressPool: ["10.0.9.0/24"] }),
    /overlaps 10\.0\.0\.0\/16 of virtual network "hub01"/,
  ],
  ["a pool in a spoke", network({ addressPool: ["10.10.9.0/24"] }), /overlaps 10\.10\.0\.0\/16 of virtual/],
  [
    "a pool at a site",
    (stack) => {
      network({})(stack).hub.addSiteToSite("dc", {
        gatewayAddress: "203.0.113.1",
        addressSpace: ["172.31.0.0/16"],
      });
    },
    /overlaps 172\.31\.0\.0\/16 of site "dc"/,
  ],
  [
    "a pool behind a circuit",
    (stack) => {
      const { hub } = network({})(stack);
      hub.addExpressRouteGateway({});
      hub.addCircuit("tokyo", {
        circuitId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/expressRouteCircuits/c",
        addressSpace: ["172.31.0.0/25"],
      });
    },
    /overlaps 172\.31\.0\.0\/25 of circuit "tokyo"/,
  ],
  ["no pool", network({ addressPool: [] }), /addressPool is empty/],
  ["no prefix as pool", network({ addressPool: ["clients"] }), /pool of VPN clients, "clients"/],
  [
    "a RADIUS server by its name",
    network({
      authentication: [ClientAuthentication.radius({ servers: [{ address: "radius.corp" }] })],
    }),
    /"radius.corp" is not an IPv4 address/,
  ],
  ["nothing to log in with", network({ authentication: [] }), /authentication is empty/],
  ["Entra ID twice", network({ authentication: [entra, entra] }), /has ClientAuthentication\.entra twice/],
  [
    "IKEv2 with Entra ID",
    network({ protocols: [VpnClientProtocol.OPEN_VPN, VpnClientProtocol.IKE_V2] }),
    /speak OpenVPN alone, and protocols has OpenVPN, IkeV2/,
  ],
  [
    "a tenant by name",
    network({ authentication: [ClientAuthentication.entra({ tenantId: "contoso.com" })] }),
    /tenantId of ClientAuthentication\.entra is "contoso\.com"/,
  ],
  ["no certificate", network(roots("MIIB")), /"root" is not one X\.509 certificate/],
  [
    "a key behind the certificate",
    network(roots(ROOT + KEY)),
    /"root" is not one X\.509 certificate and nothing/,
  ],
  [
    "two certificates in one",
    network(roots(ROOT + ROOT)),
    /"root" is not one X\.509 certificate and nothing/,
  ],
  [
    "a thumbprint that is none",
    network({
      authentication: [
        ClientAuthentication.certificates({
          roots: [{ name: "root", certificate: ROOT }],
          revoked: [{ name: "lost", thumbprint: "AB" }],
        }),
      ],
    }),
    /"lost" is "AB"; it has 40/,
  ],
  [
    "a pool that is too small for two instances",
    network({ addressPool: ["172.31.0.0/29"] }),
    /"172\.31\.0\.0\/29", is too small: an active-active gateway needs \/28 or larger/,
  ],
  [
    "a pool that no machine has addresses of",
    network({ addressPool: ["169.254.10.0/24"] }),
    /"169\.254\.10\.0\/24", overlaps 169\.254\.0\.0\/16, which is for link-local addresses/,
  ],
  [
    "a pool that is too small for one",
    network({ addressPool: ["172.31.0.0/30"] }, { activeActive: false }),
    /a gateway needs \/29 or larger/,
  ],
  [
    "IPsec with an integrity of another kind",
    (stack) => {
      network({ authentication: [certificates] })(stack).hub.addSiteToSite("dc", {
        gatewayAddress: "203.0.113.1",
        addressSpace: ["192.168.0.0/16"],
        ipsecPolicy: {
          ikeEncryption: "AES256",
          ikeIntegrity: "SHA384",
          dhGroup: "ECP384",
          ipsecEncryption: "GCMAES256",
          ipsecIntegrity: "SHA256",
          pfsGroup: "None",
        } as never,
      });
    },
    /ipsecEncryption is GCMAES256 and ipsecIntegrity SHA256.*site "dc"/,
  ],
  [
    "link-local addresses outside Azure's range",
    network({}, { bgp: true, customBgpAddresses: { first: ["169.254.20.1"], second: ["169.254.22.1"] } }),
    /"169\.254\.20\.1"; a gateway takes addresses from 169\.254\.21\.0 to 169\.254\.22\.255/,
  ],
  [
    "link-local addresses of one instance",
    network({}, { bgp: true, customBgpAddresses: { first: ["169.254.21.1"] } }),
    /none for the second instance/,
  ],
  [
    "link-local addresses without BGP",
    network({}, { activeActive: false, customBgpAddresses: { first: ["169.254.21.1"] } }),
    /doesn't speak: set bgp/,
  ],
  [
    "a site with link-local addresses that the gateway lacks",
    (stack) => {
      const { hub } = network(
        {},
        { bgp: true, customBgpAddresses: { first: ["169.254.21.2"], second: ["169.254.22.2"] } },
      )(stack);
      hub.addSiteToSite("aws", {
        gatewayAddress: "203.0.113.1",
        bgp: {
          asn: 64512,
          peeringAddress: "169.254.21.1",
          gatewayAddresses: { first: "169.254.21.6", second: "169.254.22.2" },
        },
      });
    },
    /gatewayAddresses\.first of site "aws" is "169\.254\.21\.6"; take one of.*169\.254\.21\.2/,
  ],
])("refuses %s", (_, build, message) => {
  const found = refusals(build);
  expect(found).toEqual([expect.stringMatching(message)]);
  expect(found.join()).not.toContain("MIGH");
});
