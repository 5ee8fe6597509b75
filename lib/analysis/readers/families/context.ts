import { ResourceSet } from "../terraform/resource-set";
import { References } from "./references";
import { SubnetDirectory } from "./subnet-directory";

/** What the readers of all families share: the resources, how references are resolved, and the problems met. */
export class ModelContext extends References {
  public readonly subnets: SubnetDirectory;

  public constructor(resources: ResourceSet) {
    super(resources);
    this.subnets = new SubnetDirectory(this);
  }
}
