import { IConstruct } from "constructs";

/** What a network manager was told to do. It takes effect where it is deployed, which follows by itself. */
export interface IManagedConfiguration extends IConstruct {
  /** Its name. */
  readonly configurationName: string;

  /** Azure resource id. */
  readonly configurationId: string;
}
