import { IConstruct } from "constructs";
import { visible, visiblePath } from "../text/visible";

/** Marks our own errors; a symbol of the registry, so that it holds across copies of the package. */
const MARK = Symbol.for("cdktf-azure-hub-spoke/HubSpokeError");

/**
 * Input that Azure would refuse, or that contradicts itself.
 *
 * The message starts with the path of the construct, then says what was given, what is allowed and the
 * nearest fix.
 *
 * @jsii ignore no other language can catch it: jsii turns errors into its own
 */
export class HubSpokeError extends Error {
  /** Whether a caught value is an error of this package. */
  // jsii knows no "unknown".
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public static isHubSpokeError(value: any): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /**
   * Several mistakes at once; each text says itself where it is.
   * @internal
   */
  public static _listing(scope: IConstruct, mistakes: readonly string[]): HubSpokeError {
    const error = new HubSpokeError(scope, "");
    const count = mistakes.length === 1 ? "There is 1 mistake" : `There are ${mistakes.length} mistakes`;
    error.message = `${count}, and nothing was written:\n${mistakes.map((each) => `  ${each}`).join("\n")}`;
    return error;
  }

  /**
   * What is wrong with one place: a construct's path, or the call where there is no construct yet.
   * @internal
   */
  public static _at(place: string, mistakes: readonly string[]): HubSpokeError {
    return new HubSpokeError(
      { node: { path: place } } as IConstruct,
      mistakes.join(`\n[${visiblePath(place)}] `),
    );
  }

  /** Path of the construct that refused its input. */
  public readonly constructPath: string;

  public constructor(scope: IConstruct, message: string) {
    // What was given may be anything; only we end lines.
    super(`[${visiblePath(scope.node.path)}] ${message.split("\n").map(visible).join("\n")}`);
    this.name = "HubSpokeError";
    this.constructPath = scope.node.path;
    Object.defineProperty(this, MARK, { value: true });
  }
}
