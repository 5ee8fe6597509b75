import { scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { armObjectOf, armTypeOf } from "./azapi-body";

const MANAGERS = /^microsoft\.network\/networkmanagers$/i;

/** The deployments, for which azurerm has a resource, of an `azapi_resource_action` that commits them. */
export function committedBy(self: TerraformResource): readonly TerraformResource[] {
  if (actionOf(self) !== "commit" || scalarOf(self.attribute("when")) === "destroy") {
    return [];
  }
  const body = armObjectOf(self.attribute("body"), self.attribute("sensitive_body"));
  const places = body.at("targetLocations");
  return (Array.isArray(places) ? places : [places]).map((location, index) =>
    deployment(self, `targetLocations[${index}]`, {
      location,
      scope_access: body.at("commitType"),
      configuration_ids: body.at("configurationIds"),
    }),
  );
}

/** What an action does to a Network Manager; `undefined` where it is about something else, or nobody can tell. */
export function actionOf(action: TerraformResource): string | undefined {
  const name = scalarOf(action.attribute("action"));
  return MANAGERS.test(armTypeOf(action.attribute("type")) ?? "") && typeof name === "string"
    ? name.toLowerCase()
    : undefined;
}

function deployment(
  action: TerraformResource,
  step: string,
  values: { readonly [argument: string]: TerraformValue | undefined },
): TerraformResource {
  const type = "azurerm_network_manager_deployment";
  return new TerraformResource(
    // A data source acts as well, each time it is read.
    { ...action.identity, mode: "managed", type, address: `${action.address}.${step}` },
    { names: () => Object.keys(values), read: (name) => values[name] },
  );
}
