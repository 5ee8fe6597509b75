/**
 * Arguments that hold a secret, by type of resource: paths through its blocks. What azurerm marks as sensitive and mostly holds
 * none, such as `custom_data` or an extension's settings, is left out.
 *
 * Source: the schemas of azurerm 4.55 to 5.2.
 */
export const SECRET_ARGUMENTS: { readonly [type: string]: readonly string[] } = {
  azurerm_application_gateway: ["ssl_certificate.password"],
  azurerm_express_route_circuit: ["authorization_key"],
  azurerm_express_route_circuit_connection: ["authorization_key"],
  azurerm_express_route_circuit_peering: ["shared_key"],
  azurerm_express_route_connection: ["authorization_key"],
  azurerm_key_vault_certificate: ["certificate.password"],
  azurerm_key_vault_secret: ["value", "value_wo"],
  azurerm_linux_virtual_machine: ["admin_password"],
  azurerm_linux_virtual_machine_scale_set: ["admin_password"],
  azurerm_orchestrated_virtual_machine_scale_set: [
    "os_profile.linux_configuration.admin_password",
    "os_profile.windows_configuration.admin_password",
  ],
  azurerm_virtual_machine_run_command: ["run_as_password", "protected_parameter.value"],
  azurerm_virtual_network_gateway: [
    "vpn_client_configuration.radius_server_secret",
    "vpn_client_configuration.radius_server.secret",
  ],
  azurerm_virtual_network_gateway_connection: ["authorization_key", "shared_key"],
  azurerm_vpn_gateway_connection: ["vpn_link.shared_key"],
  azurerm_vpn_server_configuration: ["radius.server.secret"],
  azurerm_windows_virtual_machine: ["admin_password"],
  azurerm_windows_virtual_machine_scale_set: ["admin_password"],
};

/** The same of a provider's configuration, by its type: each can come from the environment instead, as `ARM_CLIENT_SECRET`. */
export const PROVIDER_SECRETS: { readonly [type: string]: readonly string[] } = Object.fromEntries(
  ["azurerm", "azapi", "azuread"].map((type) => [
    type,
    [
      "client_secret",
      "client_certificate",
      "client_certificate_password",
      "oidc_token",
      "oidc_request_token",
    ],
  ]),
);

/** The same of where a state is kept. Source: Terraform's pages on these backends. */
export const BACKEND_SECRETS: { readonly [type: string]: readonly string[] } = {
  azurerm: ["access_key", "sas_token", ...PROVIDER_SECRETS.azurerm],
  cloud: ["token"],
  http: ["password"],
  remote: ["token"],
  s3: ["secret_key", "token"],
};
