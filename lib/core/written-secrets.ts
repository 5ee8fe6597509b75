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
    ...elements
      .filter((each) => TerraformProvider.isTerraformProvider(each) || TerraformBackend.isBackend(each))
      .flatMap((each) => settingSecrets(stack, each.node.path, each.toTerraform())),
    ...settingSecrets(stack, stack.node.path, overridesOf(stack)),
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

/** Secrets in the providers and the backend of a part of the JSON, which a construct or the stack's overrides write. */
function settingSecrets(stack: TerraformStack, path: string, written: unknown): string[] {
  const terraform = member(written, "terraform");
  const backends = { cloud: member(terraform, "cloud"), ...Object(member(terraform, "backend")) };
  return [
    ...secretNames(stack, Object(member(written, "provider")), PROVIDER_SECRETS).map(
      ([type, name]) =>
        `${name} of the provider ${type} [${path}] would stand as text in the synthesized JSON: leave it out and set ` +
        `ARM_${name.toUpperCase()} where Terraform runs, or ${WITHOUT_TEXT}`,
    ),
    ...secretNames(stack, backends, BACKEND_SECRETS).map(
      ([, name]) =>
        `${name} of the backend [${path}] would stand as text in the synthesized JSON: leave it out and give it to ` +
        "Terraform by the environment or by terraform init -backend-config; a backend takes no variables",
    ),
  ];
}

/** Which arguments show a secret, in blocks by their type. */
function secretNames(
  stack: TerraformStack,
  byType: { readonly [type: string]: unknown },
  secrets: { readonly [type: string]: readonly string[] },
): [type: string, name: string][] {
  return Object.keys(secrets).flatMap((type) => {
    const blocks = items(resolvedIn(stack, byType[type]));
    return secrets[type]
      .filter((name) => blocks.some((block) => showsSecret(stack, member(block, name))))
      .map((name): [string, string] => [type, name]);
  });
}

function shows(stack: TerraformStack, value: unknown): boolean {
  return showsSecret(stack, value) && !isToldAsSecret(stack, value);
}

/** What stands at a path of a resource in the JSON: what an override of its stack says, else its own with its own overrides. */
function valuesAt(stack: TerraformStack, resource: TerraformResource, path: string): unknown[] {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  const [argument, ...inside] = path.split(".");
  const [written] = [overridesOf(stack), resource.toTerraform()]
    .map((whole) => ["resource", type, id, argument].reduce(member, whole))
    .filter((value) => value !== undefined);
  return inside.reduce(
    (blocks, name) => blocks.flatMap((block) => items(member(block, name))),
    items(resolvedIn(stack, written)),
  );
}

/** What the stack's own overrides say of the JSON. */
function overridesOf(stack: TerraformStack): unknown {
  return (stack as unknown as { readonly rawOverrides?: unknown }).rawOverrides;
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
