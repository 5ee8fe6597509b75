import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { visible } from "../text/visible";
import { boundTwice } from "./bound-twice";
import { refuseOtherCore } from "./core-mismatch";
import { openDeclarations } from "./declarations";
import { duplicateNames } from "./duplicate-names";
import { lateLogicalIds } from "./late-logical-ids";
import { mixedClouds } from "./one-cloud";
import { otherSubscriptions } from "./one-subscription";
import { addressOf } from "./references";
import { refuseAfterWriting } from "./written";
import { writtenSecrets } from "./written-secrets";

/** Constructs that pass what they are given to several of their own, and what those have said of it, by whom. */
const told = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** One mistake is one message, also where a construct makes several things of what it was given. */
export function tellOnceWithin(scope: IConstruct): void {
  told.set(scope, new Map());
}

/** Stacks whose names are compared with each other. */
const compared = new WeakSet<IConstruct>();

function isRepeated(construct: IConstruct, message: string): boolean {
  return construct.node.scopes.some((scope) => {
    const messages = told.get(scope);
    const first = messages?.get(message) ?? construct;
    messages?.set(message, first);
    return first !== construct;
  });
}

/**
 * Registers a check that runs at synth, when everything that the program adds is there.
 *
 * The core reports all messages of all constructs of a stack together, each with its construct's path, and
 * writes nothing if there is one. The Terraform address of what the construct creates is added here.
 */
export function checkAtSynth(construct: IConstruct, check: () => (string | undefined)[]): void {
  // Every construct comes by here when it is made: in time for a sentence instead of a crash at synth.
  const stack = TerraformStack.of(construct);
  refuseOtherCore(stack);
  refuseAfterWriting(construct, stack);
  openDeclarations(stack);
  if (!compared.has(stack)) {
    compared.add(stack);
    stack.node.addValidation({
      validate: () => [
        ...duplicateNames(stack),
        ...boundTwice(stack),
        ...lateLogicalIds(stack),
        ...mixedClouds(stack),
        ...otherSubscriptions(stack),
        ...writtenSecrets(stack),
      ],
    });
  }
  construct.node.addValidation({
    validate: () => {
      const messages = check()
        .filter((message): message is string => message !== undefined)
        .map(visible)
        .filter((message) => !isRepeated(construct, message));
      return messages.length > 0 ? messages.map((message) => message + where(construct)) : messages;
    },
  });
}

function where(construct: IConstruct): string {
  const resource = construct.node.defaultChild;
  return TerraformResource.isTerraformResource(resource) ? ` (${addressOf(resource)})` : "";
}
