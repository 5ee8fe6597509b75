/**
 * Whether a zone of Azure's DNS keeps a tag. Azure leaves others out without a word, so that every plan would add them again.
 * Sources: "Use tags to organize your Azure resources", limitations, and azurerm#6129.
 */
export function isKeptByDns(key: string): boolean {
  return !/^\d|[\s():]/.test(key);
}
