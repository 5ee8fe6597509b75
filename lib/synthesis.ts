import { AnnotationMetadataEntryType, App, Aspects, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { checked } from "./core/input-check";
import { prepare } from "./core/preparation";
import { namedCircle } from "./core/stack-circle";
import { HubSpokeError } from "./core/validation-error";
import { onlyWarns } from "./core/warnings";
import { written } from "./core/writing";
import { whileChecked } from "./core/written";
import { visiblePath } from "./text/visible";

/** Synthesizes an app so that mistakes come out as sentences, all together, and nothing half-written stays. */
export class Synthesis {
  /**
   * Prints a mistake that ends the program as its message alone, without a stack trace, and exits with
   * status 1. Call it first in `main.ts`. Errors that are not this package's keep their stack trace.
   */
  public static reportErrorsPlainly(): void {
    process.on("uncaughtException", (error: Error) => {
      process.stderr.write(`${HubSpokeError.isHubSpokeError(error) ? error.message : error.stack}\n`);
      process.exit(1);
    });
  }

  /**
   * Checks every stack of an app, and writes all of them if none has a mistake.
   *
   * `app.synth()` alone stops at the first stack that has one, after writing those before it. It also keeps
   * warnings to itself: only the cdktf CLI shows them, so a program that is run without it shows them here.
   * Whatever this package creates afterwards is refused, since no file would hold it.
   *
   * @param app a cdktf `App`
   * @throws a `HubSpokeError` that lists every mistake with the path of its construct
   */
  public static run(app: IConstruct): void {
    checked("Synthesis.run", "IConstruct", app, "the app");
    const stacks = app.node.findAll().filter(TerraformStack.isStack);
    try {
      stacks.forEach(prepare);
    } catch (error) {
      throw namedCircle(app, error);
    }
    const mistakes = app.node
      .findAll()
      .flatMap((construct) =>
        construct.node.validate().map((message) => `[${visiblePath(construct.node.path)}] ${message}`),
      );
    if (mistakes.length > 0) {
      throw HubSpokeError._listing(app, [...new Set(mistakes)]);
    }
    whileChecked(app, () => withoutRepetition(stacks, () => App.of(app).synth()));
    // Set by the CLI for the programs that it runs.
    if (process.env.CDKTF_OUTDIR === undefined) {
      warningsBelow(app).forEach((warning) => process.stderr.write(`${warning}\n`));
    }
  }

  private constructor() {}
}

/** What the core's synth does for each stack before it writes. */
const OF_THE_CORE = ["prepareStack", "runAllValidations", "toTerraform"] as const;

/** Lets the core write stacks that are prepared and checked without doing both again, a third of a synth, and quickly. */
function withoutRepetition(stacks: readonly TerraformStack[], write: () => void): void {
  const before = stacks.map((stack) =>
    OF_THE_CORE.map((name) => (Object.hasOwn(stack, name) ? stack[name] : undefined)),
  );
  for (const stack of stacks) {
    stack.prepareStack = () => undefined;
    if (stack.toTerraform === TerraformStack.prototype.toTerraform) {
      stack.toTerraform = () => written(stack);
    }
    if (!isChangedLater(stack)) {
      stack.runAllValidations = () => undefined;
    }
  }
  try {
    write();
  } finally {
    stacks.forEach((stack, index) =>
      OF_THE_CORE.forEach((name, each) => {
        const own = before[index][each];
        if (own) {
          Reflect.set(stack, name, own);
        } else {
          Reflect.deleteProperty(stack, name);
        }
      }),
    );
  }
}

/**
 * Whether the core has something to check that can't be known before: what a user's aspect, which runs after the
 * preparation, makes of the stack, and whether Terraform is new enough for a move of resources.
 */
function isChangedLater(stack: TerraformStack): boolean {
  const scopes = [...stack.node.scopes, ...stack.node.findAll()];
  return (
    stack.hasResourceMove() ||
    scopes.some((scope) => Aspects.of(scope).all.some((aspect) => !onlyWarns(aspect)))
  );
}

function warningsBelow(app: IConstruct): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === AnnotationMetadataEntryType.WARN)
        .map(({ data }) => `warning: [${visiblePath(node.path)}] ${data}`),
    );
}
