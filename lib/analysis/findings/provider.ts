/** Whether the provider manages a part, so that its own rules hold beside Azure's: not for templates, azapi, or what Azure shows. */
export function isAzurerm({ address }: { readonly address: string }): boolean {
  return /(^|\.)azurerm_\w+\./.test(address);
}
