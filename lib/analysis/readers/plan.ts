import { newResource } from "./arm/azapi";
import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { lazyObject } from "./expression/values";
import { isJsonObject, JsonObject, member, objectsIn } from "./json";
import { plannedSourcesOf } from "./module-sources";
import { isForgottenBy } from "./plan-actions";
import { isDeposed, plannedChanges } from "./plan-changes";
import { argumentValue, PlanConfiguration } from "./plan-configuration";
import { otherEnd } from "./plan-other-end";
import { ownKeysTaken } from "./plan-own-keys";
import { planProblems, PlanRest, restOf } from "./plan-rest";
import { sameObject } from "./plan-same-object";
import { PlanScope } from "./plan-scope";
import { unboundByPlan } from "./plan-unbound";
import { isAlwaysWritten, unknownMarks } from "./plan-unknown";
import { secretsShown, secretsShownAsOutputs, secretVariables } from "./secret-addresses";
import { shownResources, ShownResource } from "./state";
import { parseAzureId } from "./terraform/azure-id";
import { ArgumentSource, TerraformResource, TerraformValue, withSensitive } from "./terraform/value";
import { TerraformInput } from "./terraform-input";

/**
 * Reads the output of `terraform show -json` for a plan.
 *
 * `planned_values` has what will be; what is known only after apply is looked up in `configuration`, which says
 * what each argument refers to; data sources that were read are in `prior_state`.
 */
export function resolvePlan(document: JsonObject, budget: Budget): TerraformInput {
  const forgotten = new Set(
    objectsIn(document.resource_changes)
      .filter(isForgottenBy)
      .map(({ address }) => address),
  );
  const planned = shownResources(member(document.planned_values, "root_module")).filter(
    ({ address }) => !forgotten.has(address),
  );
  const rest = restOf(document);
  const unknown = unknownByAddress(document.resource_changes);
  const unbound = unboundByPlan(document.resource_changes);
  const changes = plannedChanges(document);
  const created = new Set(
    changes.flatMap(({ action, address }) => (action === "create" || action === "replace" ? [address] : [])),
  );
  const configuration = new PlanConfiguration(document, budget);
  const providers = new ProvidersBySubscription();
  const read = ({ shown, open }: PlanRest, isPlanned: boolean): TerraformResource => {
    const scope = configuration.scopeOf(shown);
    const block = scope.declaration(shown.mode, shown.type, shown.name);
    // What the plan leaves alone stays as it is, whatever is written of it.
    const written = isPlanned || shown.mode === "data" ? block : undefined;
    const resource = newResource(
      { ...shown, provider: providers.of(shown, block), open },
      new PlannedArguments(shown, unknown.get(shown.address), written, scope.ofInstance(shown, block), {
        unbound,
        awaited: () => configuration.awaitedBy(shown),
        isNew: created.has(shown.address),
      }),
    );
    configuration.add(resource, shown.values);
    return resource;
  };
  const resources = [
    ...planned.map((shown) => read({ shown }, true)),
    ...rest.map((one) => read(one, false)),
  ];
  return {
    kind: "plan",
    resources,
    deletes: deletedIds(document.resource_changes),
    changes,
    problems: [
      ...planProblems(document, rest),
      ...ownKeysTaken(planned, unknown, (shown) => configuration.scopeOf(shown)),
    ],
    comments: [],
    outputs: plannedOutputs(document, configuration, budget),
    moduleSources: plannedSourcesOf(member(document.configuration, "root_module")),
    secrets: [
      new Set([
        ...secretVariables(document),
        ...secretsShown([...planned, ...rest.map(({ shown }) => shown)]),
        ...secretsShownAsOutputs(member(document.planned_values, "outputs")),
      ]),
    ],
  };
}

/** What the root module will put out: planned values, and what the rest refers to. */
function plannedOutputs(document: JsonObject, configuration: PlanConfiguration, budget: Budget): Evaluated {
  const shown = member(document.planned_values, "outputs");
  const declared = member(member(document.configuration, "root_module"), "outputs");
  return lazyObject(
    Object.entries(isJsonObject(shown) ? shown : {}).map(([name, output]) => [
      name,
      () => {
        // What is known in part is shown in the change only.
        const change = member(document.output_changes, name);
        const value = member(output, "value") ?? member(change, "after");
        const unknown = member(change, "after_unknown") ?? value === undefined;
        const expression = member(member(declared, name), "expression");
        const read = (): TerraformValue =>
          argumentValue(name, value, unknown, expression, configuration.scopeOf({ module: "" }));
        return withSensitive(
          budget.reading(`output.${name}`, read),
          member(output, "sensitive"),
        ) as Evaluated;
      },
    ]),
  );
}

/** Provider configurations of resources; what nobody writes any more has that of its subscription. */
class ProvidersBySubscription {
  private readonly known = new Map<string, string>();

  public of({ type, values }: ShownResource, block: JsonObject | undefined): string {
    const id = typeof values.id === "string" ? parseAzureId(values.id) : undefined;
    const subscription = `${type.split("_")[0]} ${id?.subscription.toLowerCase() ?? ""}`;
    const written = block?.provider_config_key;
    if (typeof written === "string") {
      this.known.set(subscription, written);
      return written;
    }
    return this.known.get(subscription) ?? type.split("_")[0];
  }
}

/** The arguments of a resource in a plan: planned values, and expressions for what isn't known yet. */
class PlannedArguments implements ArgumentSource {
  /** What it has today and the plan takes away. */
  private readonly unbound: ReadonlySet<string> | undefined;

  public constructor(
    private readonly shown: ShownResource,
    private readonly unknown: unknown,
    private readonly block: unknown,
    private readonly scope: PlanScope,
    private readonly plan: {
      readonly unbound: ReturnType<typeof unboundByPlan>;
      readonly awaited: () => readonly string[];
      readonly isNew: boolean;
    },
  ) {
    const { id } = shown.values;
    this.unbound = typeof id === "string" ? plan.unbound.get(id.toLowerCase()) : undefined;
  }

  private get expressions(): unknown {
    return member(this.block, "expressions");
  }

  public waitsFor(): readonly string[] {
    return this.plan.awaited();
  }

  public hasBlocks(name: string): boolean {
    const expression = member(this.expressions, name);
    const written = Array.isArray(expression) ? expression : member(expression, "constant_value");
    // Of dynamic blocks the configuration holds nothing, and what exists has what Azure says of it.
    const blocks = written ?? (this.plan.isNew ? member(this.shown.values, name) : undefined);
    return Array.isArray(blocks) && blocks.length > 0;
  }

  public names(): readonly string[] {
    const others = this.unknown ?? this.expressions;
    return [
      ...new Set([...Object.keys(this.shown.values), ...(isJsonObject(others) ? Object.keys(others) : [])]),
    ];
  }

  public read(name: string): TerraformValue | undefined {
    const expression = member(this.expressions, name);
    const value = member(this.shown.values, name);
    // A plan leaves write-only arguments out; what they refer to is still in the configuration (W61).
    const unknown =
      name.endsWith("_wo") ||
      (this.unknown === undefined ? unknownMarks(value, expression) : member(this.unknown, name));
    if (expression === undefined && this.unbound?.has(name)) {
      return null;
    }
    const isUnset = value === undefined || unknown === true;
    if (expression === undefined && isUnset && !(unknown === true && isAlwaysWritten(name))) {
      // Nobody set it: the provider computes it.
      return undefined;
    }
    return this.scope.budget.reading(this.shown.address, () =>
      withSensitive(
        otherEnd(
          name,
          sameObject(
            name,
            argumentValue(name, value, unknown, expression, this.scope),
            expression,
            this.scope,
          ),
          expression,
          (other) => this.read(other),
          this.scope,
        ),
        member(this.shown.sensitive, name),
      ),
    );
  }
}

/** What is replaced is there afterwards too. */
function deletedIds(changes: unknown): ReadonlySet<string> {
  const ids = objectsIn(changes).flatMap(({ mode, change }) => {
    const [actions, id] = [member(change, "actions"), member(member(change, "before"), "id")];
    const isDeleted = Array.isArray(actions) && actions.includes("delete") && !actions.includes("create");
    return isDeleted && mode !== "data" && typeof id === "string" ? [id.toLowerCase()] : [];
  });
  return new Set(ids);
}

function unknownByAddress(changes: unknown): Map<string, unknown> {
  const unknown = new Map<string, unknown>();
  for (const change of objectsIn(changes)) {
    if (typeof change.address === "string" && !isDeposed(change)) {
      unknown.set(change.address, member(change.change, "after_unknown"));
    }
  }
  return unknown;
}
