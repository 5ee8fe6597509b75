import { ModelProblem } from "../../model";
import { Budget } from "../expression/budget";
import { JsonObject } from "../json";
import { OpenInstances, Reference, TerraformValue } from "../terraform/value";

/** What all deployments of one template share. */
export class DeploymentTree {
  public readonly problems: ModelProblem[] = [];
  /** References to resources that are known once all are read. */
  public readonly pending: {
    readonly id: string;
    readonly path: Reference["path"];
    readonly into: Reference[];
  }[] = [];
  public readonly declared: Declared[] = [];
  private readonly byId = new Map<string, Declared>();

  public constructor(public readonly budget: Budget) {}

  public add(resource: Declared): void {
    this.declared.push(resource);
    if (!resource.isExisting) {
      this.byId.set(resource.id.toLowerCase(), resource);
    }
  }

  public find(id: string): Declared | undefined {
    return this.byId.get(id.toLowerCase());
  }
}

/** What a deployment gives to whoever deploys it. */
export interface Outputs {
  /** An output, or what lies in it at a path. */
  output(name: string, path: readonly (string | number)[]): TerraformValue | undefined;
}

/** A resource of a template: one of each copy. */
export interface Declared {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** It is there already; only its id is known. */
  readonly isExisting: boolean;
  /** As it is written, with the template in which it stands. */
  readonly source: JsonObject;
  readonly template: JsonObject;
  /** Ids of what it waits for. */
  readonly awaits: () => readonly string[];
  /** As ARM gets it, evaluated. */
  readonly body: () => TerraformValue;
  /** What it deploys, where it is a deployment itself: read when something asks for it, since its parameters may ask others. */
  readonly nested?: () => Outputs | undefined;
  /** Only apply tells how often it is deployed, or whether. */
  readonly open?: OpenInstances;
}
