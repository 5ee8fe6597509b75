import { changesOfTouched } from "./changes";
import { ExaminedNetwork } from "./examined-network";
import { internetChanges } from "./internet-changes";
import { refusedIn } from "./refusals";
import { InternetChange, OtherChange, Repair } from "./repair";
import { Touched, touchedEndpoints } from "./touched";

/** What edits make of a whole network; whatever is asked of it is worked out once, whichever pair they are for. */
export class EditedNetwork {
  private lazyTouched: { readonly endpoints: Touched | undefined } | undefined;
  private lazyChanges: readonly OtherChange[] | undefined;
  private lazyInternetChanges: readonly InternetChange[] | undefined;

  public constructor(
    private readonly before: ExaminedNetwork,
    public readonly network: ExaminedNetwork,
    public readonly provenBy: Repair["provenBy"],
  ) {}

  /** Every pair whose verdict differs. */
  public get changes(): readonly OtherChange[] {
    this.lazyChanges ??= changesOfTouched(this.before, this.network, this.touched);
    return this.lazyChanges;
  }

  /** Every way from and to the Internet that differs. */
  public get internetChanges(): readonly InternetChange[] {
    const { touched } = this;
    this.lazyInternetChanges ??= internetChanges(
      this.before,
      this.network,
      (subnet) => touched === undefined || touched.has(this.before.endpoint(subnet)!),
    );
    return this.lazyInternetChanges;
  }

  /** Whether Azure would refuse something that it takes today. */
  public get isRefused(): boolean {
    const known = new Set(refusedIn(this.before.context.network.model));
    return refusedIn(this.network.context.network.model).some((error) => !known.has(error));
  }

  private get touched(): Touched | undefined {
    this.lazyTouched ??= { endpoints: touchedEndpoints(this.before.context, this.network.context) };
    return this.lazyTouched.endpoints;
  }
}
