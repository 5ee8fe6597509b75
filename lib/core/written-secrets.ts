import { TerraformBackend, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { BACKEND_SECRETS, PROVIDER_SECRETS, SECRET_ARGUMENTS } from "../azure/secret-arguments";
import { addressOf, resolvedIn } from "./references";
import { isToldAsSecret, showsSecret, WITHOUT_TEXT } from "./secret-expressions";

/**
 * Secrets that stand as text in what will be written of a stack, whoever wrote them: an aspect, an override, or a resource that is
 * the program's own. What constructs are given they refuse themselves, before it gets into a resource.
 */
export function writtenSecrets(stack: TerraformStack): string[] {
  const elements = stack.node.findAll();
  return [
    ...resourceSecrets(stack, elements),
    ...elements.filter(TerraformProvider.isTerraformProvider).flatMap((each) => providerSecrets(stack, each)),
    ...elements.filter(TerraformBackend.isBackend).flatMap((each) => backendSecrets(stack, each)),
  ];
}

function resourceSecrets(stack: TerraformStack, elements: readonly IConstruct[]): string[] {
  return elements
    .filter(TerraformResource.isTerraformResource)
    .filter((resource) => resource.terraformResourceType in SECRET_ARGUMENTS)
    .filter((resource) => TerraformStack.of(resource) === stack)
    .flatMap((resource) =>
      SECRET_ARGUMENTS[resource.terraformResourceType]
        .filter((path) => valuesAt(stack, resource, path).some((value) => shows(stack, value)))
        .map(
          (path) =>
            `${path} of ${addressOf(resource)} [${resource.node.scope?.node.path}] would stand as text in the synthesized JSON, ` +
            `written by the resource itself, an override or an aspect; ${WITHOUT_TEXT}`,
        ),
    );
}

function providerSecrets(stack: TerraformStack, provider: TerraformProvider): string[] {
  const { terraformResourceType: type } = provider;
  return settingSecrets(stack, ["provider", type], provider.toTerraform(), PROVIDER_SECRETS[type]).map(
    (name) =>
      `${name} of the provider ${type} [${provider.node.path}] would stand as text in the synthesized JSON: leave it out and set ` +
      `ARM_${name.toUpperCase()} where Terraform runs, or ${WITHOUT_TEXT}`,
  );
}

function backendSecrets(stack: TerraformStack, backend: TerraformBackend): string[] {
  const written: unknown = backend.toTerraform();
  const settings = member(written, "terraform");
  const [type] = Object.keys(Object(member(settings, "backend")));
  const path = type === undefined ? ["terraform", "cloud"] : ["terraform", "backend", type];
  return settingSecrets(stack, path, written, BACKEND_SECRETS[type ?? "cloud"]).map(
    (name) =>
      `${name} of the backend [${backend.node.path}] would stand as text in the synthesized JSON: leave it out and give it to ` +
      "Terraform by the environment or by terraform init -backend-config; a backend takes no variables",
  );
}

/** Which of the names show a secret in a block of settings, or in what an override of the stack says of it. */
function settingSecrets(
  stack: TerraformStack,
  path: readonly string[],
  written: unknown,
  names: readonly string[] = [],
): string[] {
  const { rawOverrides } = stack as unknown as { readonly rawOverrides?: unknown };
  const blocks = [rawOverrides, written]
    .map((whole) => resolvedIn(stack, path.reduce(member, whole)))
    .flatMap((block) => items(block));
  return names.filter((name) => blocks.some((block) => showsSecret(stack, member(block, name))));
}

function shows(stack: TerraformStack, value: unknown): boolean {
  return showsSecret(stack, value) && !isToldAsSecret(stack, value);
}

/** What stands at a path of a resource in the JSON: what an override of its stack says, else its own with its own overrides. */
function valuesAt(stack: TerraformStack, resource: TerraformResource, path: string): unknown[] {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  const { rawOverrides } = stack as unknown as { readonly rawOverrides?: unknown };
  const [argument, ...inside] = path.split(".");
  const [written] = [rawOverrides, resource.toTerraform()]
    .map((whole) => ["resource", type, id, argument].reduce(member, whole))
    .filter((value) => value !== undefined);
  return inside.reduce(
    (blocks, name) => blocks.flatMap((block) => items(member(block, name))),
    items(resolvedIn(stack, written)),
  );
}

function member(of: unknown, name: string): unknown {
  return (Object(of) as { readonly [name: string]: unknown })[name];
}

/** The items of a list, which an override writes by their numbers; whatever else, by itself. */
function items(value: unknown): unknown[] {
  const isNumbered =
    typeof value === "object" && value !== null && Object.keys(value).every((key) => /^\d+$/.test(key));
  return isNumbered ? Object.values(value) : [value];
}
