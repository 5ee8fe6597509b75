import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import {
  isAtLeast,
  namesVersion,
  REGISTERS_NOTHING_SINCE,
  RenamedArgument,
  resourceProvidersOf,
} from "../azure/azurerm-versions";
import { quote } from "./azure-names";
import { checked } from "./input-check";
import { late } from "./late";
import { HubSpokeError } from "./validation-error";
import { WarningCode } from "./warning-code";
import { warnAtSynth } from "./warnings";

/**
 * Which azurerm a stack is deployed with, where that isn't the one that the installed provider package was made for.
 *
 * Constructs of this package write what that version takes: `enable_bgp` before 4.62, `bgp_enabled` since,
 * `service_endpoint` blocks since 5.0.
 */
export class AzurermVersion {
  /**
   * Deploys a stack with a version of azurerm other than its provider package's. What this package creates is written for it.
   * For other resources of the package see "Azure Provider: Version 5.0 Upgrade Guide" yourself.
   *
   * The same as a version that `cdktf get` generated a provider for, or an override of `terraform.required_providers.azurerm.version`:
   * both are noticed.
   *
   * @param stack a `TerraformStack`, or a construct in it
   * @param version such as `5.2.0`, or a constraint such as `~> 5.2`
   * @throws a `HubSpokeError` for a text that names no version
   */
  public static use(stack: IConstruct, version: string): void {
    checked("AzurermVersion.use", "IConstruct", stack, "the stack");
    if (typeof version !== "string" || !namesVersion(version)) {
      throw new HubSpokeError(
        stack,
        `${quote(String(version))} is no version of azurerm; write one like "5.2.0" or "~> 5.2"`,
      );
    }
    TerraformStack.of(stack).addOverride(VERSION_PATH.join("."), version);
  }

  /**
   * Lets azurerm register the resource providers of Azure that the stack's resources need, as versions before 5.0 do by
   * themselves: those of what this package creates, and of other resources of the stack.
   *
   * Whoever deploys needs the right to register them in the subscription, which Contributor has.
   *
   * @param provider an azurerm provider configuration
   */
  public static registerResourceProviders(provider: TerraformProvider): void {
    checked("AzurermVersion.registerResourceProviders", "TerraformProvider", provider, "the provider");
    registering.add(provider);
    provider.addOverride(
      "resource_providers_to_register",
      late(() => neededBy(provider)),
    );
  }

  private constructor() {}
}

const VERSION_PATH = ["terraform", "required_providers", "azurerm", "version"];

/** Provider configurations that were told to register what the stack needs. */
const registering = new WeakSet<TerraformProvider>();

/**
 * Writes an argument by the name that the stack's azurerm has for it, which is known at synth only.
 *
 * @param valueNow where the new name takes another value than the old one
 */
export function writeRenamed(
  resource: TerraformResource,
  { before, now, since }: RenamedArgument,
  value: () => unknown,
  valueNow = value,
): void {
  const isNew = (): boolean => isAtLeast(azurermOf(resource), since);
  resource.addOverride(
    before,
    late(() => (isNew() ? undefined : value())),
  );
  resource.addOverride(
    now,
    late(() => (isNew() ? valueNow() : undefined)),
  );
}

/** The azurerm that a resource will be deployed with: what its stack says, else what its provider package is made for. */
export function azurermOf(resource: TerraformResource): string {
  const stack = TerraformStack.of(resource);
  return (
    overridden(stack) ?? ofProviders(stack) ?? resource.terraformGeneratorMetadata?.providerVersion ?? ""
  );
}

/** Warns at synth of a stack whose azurerm registers no resource providers and wasn't told to. */
export function warnOfRegistration(stack: TerraformStack): void {
  warnAtSynth(stack, WarningCode.RESOURCE_PROVIDERS_NOT_REGISTERED, () => {
    const version = overridden(stack) ?? ofProviders(stack) ?? "";
    const silent = isAtLeast(version, REGISTERS_NOTHING_SINCE)
      ? providersOf(stack, "azurerm").filter((provider) => !registers(provider))
      : [];
    return silent.length === 0
      ? undefined
      : `azurerm ${version} registers no resource providers by itself, so the first apply in a subscription fails unless ` +
          `${neededBy(silent[0]).join(", ")} are registered there: call AzurermVersion.registerResourceProviders(provider), ` +
          "or give the provider resource_provider_registrations";
  });
}

/** What a program overrides in a stack. The core has no other way to say a version, and no public one to ask for it. */
function overridden(stack: TerraformStack): string | undefined {
  const { rawOverrides } = stack as unknown as { readonly rawOverrides?: object };
  const version = VERSION_PATH.reduce<unknown>(
    (value, key) => (value as { readonly [key: string]: unknown } | undefined)?.[key],
    rawOverrides,
  );
  return typeof version === "string" ? version : undefined;
}

/** Versions by stack, as far as its providers say one: every gateway, connection and endpoint asks several times. */
const versionOfProviders = new WeakMap<TerraformStack, string>();

/** What the stack's provider package was made for. */
function ofProviders(stack: TerraformStack): string | undefined {
  const version =
    versionOfProviders.get(stack) ??
    providersOf(stack, "azurerm")
      .map(({ terraformGeneratorMetadata: made }) => made?.providerVersion ?? made?.providerVersionConstraint)
      .find((each) => each !== undefined);
  if (version !== undefined) {
    versionOfProviders.set(stack, version);
  }
  return version;
}

/** Configurations of a provider in a stack. */
export function providersOf(stack: TerraformStack, type: "azurerm" | "azapi"): TerraformProvider[] {
  return stack.node
    .findAll()
    .filter(TerraformProvider.isTerraformProvider)
    .filter(({ terraformResourceType }) => terraformResourceType === type);
}

/** The configuration that resources of a stack have which name none: to say so where leaving it out would mean another one. */
export function defaultProvider(scope: IConstruct): TerraformProvider | undefined {
  return providersOf(TerraformStack.of(scope), "azurerm").find(({ alias }) => alias === undefined);
}

function registers(provider: TerraformProvider): boolean {
  const given = provider as {
    readonly resourceProviderRegistrationsInput?: unknown;
    readonly resourceProvidersToRegisterInput?: unknown;
  };
  return (
    registering.has(provider) ||
    given.resourceProviderRegistrationsInput !== undefined ||
    given.resourceProvidersToRegisterInput !== undefined
  );
}

function neededBy(provider: TerraformProvider): string[] {
  const resources = TerraformStack.of(provider).node.findAll().filter(TerraformResource.isTerraformResource);
  return resourceProvidersOf(resources.map(({ terraformResourceType }) => terraformResourceType));
}
