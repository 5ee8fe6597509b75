import { Ipv4Prefix } from "../cidr";

/**
 * Where Windows machines of the public cloud are activated: azkms.core.windows.net, and kms.core.windows.net of older images.
 * Both take requests from Azure's own public addresses alone, so none that on-premises has sent on.
 * @see https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/custom-routes-enable-kms-activation (2026-11-27)
 */
export const WINDOWS_ACTIVATION = {
  port: 1688,
  addresses: ["20.118.99.224", "40.83.235.53", "23.102.135.246"],
} as const;

/** Those addresses as routes name them. */
export const ACTIVATION_PREFIXES: readonly Ipv4Prefix[] = WINDOWS_ACTIVATION.addresses.map((address) =>
  Ipv4Prefix.parse(`${address}/32`),
);

/** Clouds of their own have their own addresses. */
export function isPublicCloud(location: string | undefined): boolean {
  return location !== undefined && !/^(usgov|usdod|china)|^(us gov|us dod|china) /i.test(location);
}
