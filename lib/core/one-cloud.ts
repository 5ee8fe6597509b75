import { TerraformResource, TerraformStack } from "cdktf";
import { cloudOf } from "../azure/regions";
import { groupPairs } from "../collections/group-by";
import { quote } from "./azure-names";
import { addressOf } from "./references";

/** Regions of several clouds that one provider configuration is to create in: it signs in to one of them. */
export function mixedClouds(stack: TerraformStack): string[] {
  const places = stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .flatMap((resource) => {
      const { locationInput: location } = resource as { readonly locationInput?: unknown };
      const cloud = typeof location === "string" ? cloudOf(location) : undefined;
      return cloud === undefined ? [] : [{ resource, location: location as string, cloud }];
    });
  const byProvider = groupPairs(
    places.map((place) => [place.resource.provider?.alias ?? "", place] as const),
  );
  return [...byProvider.values()].flatMap((ofProvider) => {
    const firsts = [...groupPairs(ofProvider.map((place) => [place.cloud, place] as const))].map(
      ([cloud, [{ resource, location }]]) => `${quote(location)} of ${cloud} (${addressOf(resource)})`,
    );
    return firsts.length > 1
      ? [
          `one provider configuration creates in regions of several clouds, ${firsts.join(" and ")}, and it signs in to one: correct the ` +
            "location, or give what is in the other cloud a stack and provider of its own",
        ]
      : [];
  });
}
