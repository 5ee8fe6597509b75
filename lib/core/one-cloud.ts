import { TerraformResource, TerraformStack } from "cdktf";
import { cloudOf } from "../azure/regions";
import { quote } from "./azure-names";
import { addressOf } from "./references";

/** Regions of several clouds that one provider configuration is to create in: it signs in to one of them. */
export function mixedClouds(stack: TerraformStack): string[] {
  // By provider configuration: what creates in a cloud first.
  const firsts = new Map<string, Map<string, string>>();
  for (const resource of stack.node.findAll().filter(TerraformResource.isTerraformResource)) {
    const { locationInput: location } = resource as { readonly locationInput?: unknown };
    const cloud = typeof location === "string" ? cloudOf(location) : undefined;
    if (cloud === undefined) {
      continue;
    }
    const provider = resource.provider?.alias ?? "";
    const clouds = firsts.get(provider) ?? new Map<string, string>();
    firsts.set(provider, clouds);
    if (!clouds.has(cloud)) {
      clouds.set(cloud, `${quote(location as string)} of ${cloud} (${addressOf(resource)})`);
    }
  }
  return [...firsts.values()].flatMap((clouds) =>
    clouds.size > 1
      ? [
          `one provider configuration creates in regions of several clouds, ${[...clouds.values()].join(" and ")}, and it signs in to one: correct the ` +
            "location, or give what is in the other cloud a stack and provider of its own",
        ]
      : [],
  );
}
