import { asText, isJsonObject, JsonObject, member } from "../json";
import { Declared } from "./deployment-tree";

/** Which deployments of a template lead to what is nested in them. */
export class Nesting {
  private readonly deployments = new Map<unknown, Declared[]>();

  public constructor(
    private readonly root: JsonObject,
    declared: readonly Declared[],
  ) {
    for (const one of declared.filter(({ nested }) => nested !== undefined)) {
      const template = member(one.source.properties, "template");
      this.deployments.set(template, [...(this.deployments.get(template) ?? []), one]);
    }
  }

  /** Deployments that lead to a template, outermost first. */
  public pathTo(template: JsonObject): readonly Declared[] {
    const [first] = template === this.root ? [] : (this.deployments.get(template) ?? []);
    return first === undefined ? [] : [...this.pathTo(first.template), first];
  }

  /** Whether a template is deployed several times: what is written in it is made by each. */
  public isRepeated(template: JsonObject): boolean {
    return this.pathTo(template).some(({ source }) => isJsonObject(source.copy));
  }

  public get all(): readonly Declared[] {
    return [...this.deployments.values()].flat();
  }
}

/** What the template of a deployment writes to wait for it; a loop's name stands for all that it deploys. */
export function awaitedDeployment({ source, template, type }: Declared): string {
  const { resources } = template;
  const [symbol] =
    Object.entries(isJsonObject(resources) ? resources : {}).find(([, one]) => one === source) ?? [];
  if (symbol !== undefined) {
    return symbol;
  }
  if (isJsonObject(source.copy)) {
    return asText(source.copy.name);
  }
  const scope = [source.subscriptionId, source.resourceGroup].filter((one) => one !== undefined);
  const all = [...scope.map(asExpression), `'${type}'`, asExpression(source.name)];
  return `[resourceId(${all.join(", ")})]`;
}

function asExpression(value: unknown): string {
  const text = asText(value);
  return /^\[(?!\[).*\]$/s.test(text)
    ? text.slice(1, -1)
    : `'${text.replace(/^\[\[/, "[").replaceAll("'", "''")}'`;
}
