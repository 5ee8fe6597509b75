import {
  DefaultTokenResolver,
  ref,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { IConstruct } from "constructs";
import { sharedInStack } from "./noted";

/** The Terraform address of a resource, such as `azurerm_subnet.Network_Hub_default_1A2B3C4D`. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** An attribute of a resource as its construct gives it out: in other stacks of the program too. */
export function givenOut(resource: TerraformResource, path: string): string {
  return Token.asString(ref(`${addressOf(resource)}.${path}`, TerraformStack.of(resource)));
}

/** Constructs that stand for what the program was told the id of, and that id. */
const idByImport = new WeakMap<IConstruct, string>();

/** Notes that a construct stands for the resource with an id, which another construct may create after all. */
export function standsFor(construct: IConstruct, id: string): void {
  idByImport.set(construct, id);
}

/**
 * The resource that a construct is, creates, or stands for: an id that the program took from a resource of
 * the same stack leads back to it. What exists already, or is created elsewhere, has none.
 */
export function resourceOf(construct: IConstruct): TerraformResource | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return construct;
  }
  const child = construct.node.defaultChild;
  if (TerraformResource.isTerraformResource(child)) {
    return child;
  }
  return resourceWithId(construct, idByImport.get(construct));
}

/** The resource of the construct's own stack that an id is taken from. */
export function resourceWithId(scope: IConstruct, id: string | undefined): TerraformResource | undefined {
  return resourceAt(scope, addressBehind(scope, id));
}

/** The resource of the construct's own stack that has an address. */
export function resourceAt(scope: IConstruct, address: string | undefined): TerraformResource | undefined {
  return address === undefined
    ? undefined
    : TerraformStack.of(scope)
        .node.findAll()
        .filter(TerraformResource.isTerraformResource)
        .find((resource) => addressOf(resource) === address);
}

/** The main resource of each construct; those that create nothing have none. */
export function resourcesOf(constructs: readonly IConstruct[]): TerraformResource[] {
  return constructs
    .map(resourceOf)
    .filter((resource): resource is TerraformResource => resource !== undefined);
}

/**
 * What tells apart ids that the program was given: the text of one, the expression that it will be, or the address of the
 * resource behind it. Two tokens may stand for one expression.
 */
export function identityOf(construct: IConstruct, id: string): string {
  const written = typeof id === "string" && !isForeign(construct, id) ? resolvedIn(construct, id) : id;
  return addressIn(written) ?? String(written).toLowerCase();
}

/** The address in `${azurerm_subnet.a.id}`, written out or as a token of the construct's own stack. */
function addressBehind(scope: IConstruct, id: string | undefined): string | undefined {
  return typeof id !== "string" || isForeign(scope, id) ? undefined : addressIn(resolvedIn(scope, id));
}

function addressIn(text: unknown): string | undefined {
  return typeof text === "string" ? /^\$\{([a-z]\w*\.[\w-]+)\.id\}$/.exec(text)?.[1] : undefined;
}

/** What a value will be in the JSON of its stack. */
export function resolvedIn(scope: IConstruct, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false });
}

/** Whether an id is that of a resource of another stack, which may have the address of one of this stack. */
export function isForeign(scope: IConstruct, id: string): boolean {
  // A reference says in both cores which stack it comes from, though not to TypeScript.
  return Tokenization.reverse(id).some((token) => {
    const { originStack } = token as { readonly originStack?: IConstruct };
    return originStack !== undefined && originStack !== TerraformStack.of(scope);
  });
}

/** The resource that a construct stands for, if it creates one in the consumer's stack. */
function ownResource(owner: IConstruct, consumer: IConstruct): TerraformResource | undefined {
  const resource = owner.node.defaultChild;
  return TerraformResource.isTerraformResource(resource) &&
    TerraformStack.of(resource) === TerraformStack.of(consumer)
    ? resource
    : undefined;
}

/**
 * An attribute of the resource that `owner` creates, as `consumer` should write it.
 *
 * Within a stack the expression is written out: a token would say the same, but each one captures a stack
 * trace and is resolved three times, which is most of the cost of a synth. Anything else (an imported
 * resource, or one of another stack) is the public, token-based attribute.
 */
export function reference(
  owner: IConstruct,
  attribute: string,
  publicValue: () => string,
  consumer: IConstruct,
): string {
  const resource = ownResource(owner, consumer);
  return resource ? `\${${addressOf(resource)}.${attribute}}` : publicValue();
}

/** Texts of each stack that are made of its own references, as they will be in its JSON. */
const written = sharedInStack((consumer, text) => String(resolvedIn(consumer, text)));

/**
 * A text that many resources of a stack have, such as the name of their resource group: references of the stack itself are
 * written out, as by {@link reference}. Whatever else stands behind a token stays one.
 */
export function ownReferences(consumer: IConstruct, text: string): string {
  const tokens = typeof text === "string" && text.includes("{") ? Tokenization.reverse(text) : [];
  if (tokens.length === 0 || !tokens.every((token) => "originStack" in token) || isForeign(consumer, text)) {
    return text;
  }
  return written(consumer, text);
}
