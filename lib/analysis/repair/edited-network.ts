import { AffectedEndpoints, affectedEndpoints } from "./affected-endpoints";
import { changesOfAffected } from "./changes";
import { ExaminedNetwork } from "./examined-network";
import { internetChanges } from "./internet-changes";
import { refusedIn } from "./refusals";
import { InternetChange, OtherChange, Repair } from "./repair";

/** What edits make of a whole network; whatever is asked of it is worked out once, whichever pair they are for. */
export class EditedNetwork {
  private lazyTouched: { readonly endpoints: AffectedEndpoints | undefined } | undefined;
  private lazyChanges: readonly OtherChange[] | undefined;
  private lazyInternetChanges: readonly InternetChange[] | undefined;

  public constructor(
    private readonly before: ExaminedNetwork,
    public readonly network: ExaminedNetwork,
    public readonly provenBy: Repair["provenBy"],
  ) {}

  /** Every pair whose verdict differs. */
  public get changes(): readonly OtherChange[] {
    this.lazyChanges ??= changesOfAffected(this.before, this.network, this.affected);
    return this.lazyChanges;
  }

  /** Every way from and to the Internet that differs. */
  public get internetChanges(): readonly InternetChange[] {
    const { affected } = this;
    this.lazyInternetChanges ??= internetChanges(
      this.before,
      this.network,
      (subnet) => affected === undefined || affected.has(this.before.endpoint(subnet)!),
    );
    return this.lazyInternetChanges;
  }

  /** Whether Azure would refuse something that it takes today. */
  public get isRefused(): boolean {
    const known = new Set(refusedIn(this.before.context.network.model));
    return refusedIn(this.network.context.network.model).some((error) => !known.has(error));
  }

  private get affected(): AffectedEndpoints | undefined {
    this.lazyTouched ??= { endpoints: affectedEndpoints(this.before.context, this.network.context) };
    return this.lazyTouched.endpoints;
  }
}
