import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { evaluateText } from "./expression/evaluator";
import { Keyed } from "./expression/keyed";
import { Scope } from "./expression/scope";
import { settle } from "./expression/settle";
import { knownScalar } from "./expression/values";
import { Leaf, printReference, Reference } from "./terraform/value";

/** `${var.route_table_id == null ? …}`: the whole condition, of one reference. */
const COMPARED_WITH_NULL = /^\$\{\s*\(?\s*([a-z][\w.[\]"-]*)\s*[!=]=\s*null\s*\)?\s*\?/i;

/**
 * The id of a resource that `count` or `for_each` compares with null. azurerm doesn't promise Terraform that an id is
 * never null (as `terraform_data` does), so that a plan can't tell before the resource is there: "Invalid count argument".
 */
export function newIdComparedWithNull(written: unknown, scope: Scope): Reference | undefined {
  const reference = typeof written === "string" ? COMPARED_WITH_NULL.exec(written)?.[1] : undefined;
  return reference === undefined ? undefined : newIdIn(evaluateText(`\${${reference}}`, scope), scope.budget);
}

/** The id of a resource among the keys of a `for_each`: "Invalid for_each argument". */
export function newIdAmong(keys: readonly Evaluated[], budget: Budget): Reference | undefined {
  for (const key of keys) {
    const id = knownScalar(key) === undefined ? newIdIn(key, budget) : undefined;
    if (id !== undefined) {
      return id;
    }
  }
  return undefined;
}

/** The keys of a map that only apply tells. */
export function openKeys(collection: Evaluated): readonly Evaluated[] {
  return collection instanceof Keyed ? collection.keys : [];
}

/** What is the id of a resource, as a whole, and known once that is there. */
export function idIn(value: Evaluated, budget: Budget): Reference | undefined {
  const leaf = settle(value, budget);
  const [nearest] = leaf instanceof Leaf && leaf.value === undefined ? leaf.references : [];
  const isWhole = nearest !== undefined && nearest.path.length === 1 && nearest.path[0] === "id";
  return isWhole && printReference(nearest) === (leaf as Leaf).text ? nearest : undefined;
}

/** The same of a resource that azurerm creates: a data source is read before. */
function newIdIn(value: Evaluated, budget: Budget): Reference | undefined {
  const id = idIn(value, budget);
  const { mode, type } = id?.resource.identity ?? {};
  return mode === "managed" && type?.startsWith("azurerm_") === true ? id : undefined;
}
