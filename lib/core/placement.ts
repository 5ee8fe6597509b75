import { TerraformProvider, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { isRegionName, regionMeantBy } from "../azure/regions";
import { isDeferred, nameProblem, quote } from "./azure-names";
import { warnOfRegistration } from "./azurerm-version";
import { checkAtSynth } from "./checks";
import { checked } from "./input-check";
import { ArticleNaming, INamingStrategy } from "./naming";
import { notedOf, sharedInStack } from "./noted";
import { unknownRegion } from "./regions";
import { noteLocation } from "./same-region";
import { literalTexts } from "./text";
import { WarningCode } from "./warning-code";
import { warnOnceAtSynth } from "./warnings";

/** Where a construct puts its resources and how it names them. Every construct of this package takes it. */
export interface PlacementProps {
  /** Azure region, such as `eastasia`. */
  readonly location: string;

  /** Name of the resource group. It must exist or be created in the same stack. */
  readonly resourceGroupName: string;

  /**
   * Names of the resources that get none of their own.
   * @default - the names of the article, see `ArticleNaming`
   */
  readonly naming?: INamingStrategy;

  /**
   * Tags for every resource that takes tags: at most 50, keys up to 512 and values up to 256 characters.
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };

  /**
   * Provider configuration, such as an alias for another subscription.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

const ARTICLE_NAMING = new ArticleNaming();

/** The naming strategy in force, which is told where each resource goes. */
export function namingOf(props: PlacementProps): INamingStrategy {
  const { naming, location, resourceGroupName, tags } = props;
  return naming
    ? {
        nameOf: (request) =>
          checked(
            "naming.nameOf",
            "string",
            naming.nameOf({ location, resourceGroupName, tags, ...request }),
            `the name of ${request.kind} for ${quote(request.subject)}`,
          ),
      }
    : ARTICLE_NAMING;
}

/** Only the placement of a larger set of props: to hand on to a child. */
export function placementOf(props: PlacementProps): PlacementProps {
  const { location, resourceGroupName, naming, tags, provider } = props;
  return { location, resourceGroupName, naming, tags, provider };
}

/** Arguments that every resource in a resource group takes alike. */
export function groupArguments(props: PlacementProps): {
  readonly resourceGroupName: string;
  readonly provider?: TerraformProvider;
} {
  return { resourceGroupName: props.resourceGroupName, provider: props.provider };
}

/** Arguments that every resource with a region and tags takes alike. */
export function commonArguments(props: PlacementProps): {
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags?: { [key: string]: string };
  readonly provider?: TerraformProvider;
} {
  return {
    location: props.location,
    tags: props.tags && literalTexts(props.tags),
    ...groupArguments(props),
  };
}

/** What has been checked in a stack already: one mistake in props that are handed down is one message. */
const checkedIn = notedOf<TerraformStack, Set<unknown>>(() => new Set());

/** Stacks whose provider is asked for what it registers. */
const registrationAsked = new WeakSet<TerraformStack>();

/** The constructs of a stack by their location, as far as it is none that we know. */
const inUnknownRegion = sharedInStack((first, location) => {
  const affected: IConstruct[] = [];
  const warning = unknownRegion(location);
  warnOnceAtSynth(TerraformStack.of(first), WarningCode.REGION_UNKNOWN, () => warning, affected);
  return affected;
});

/** Checks the placement of a construct at synth, unless a construct before it had the same one. */
export function checkPlacement(construct: IConstruct, props: PlacementProps): void {
  noteLocation(construct, props.location);
  const stack = TerraformStack.of(construct);
  if (!registrationAsked.has(stack)) {
    registrationAsked.add(stack);
    warnOfRegistration(stack);
  }
  warnOfRegion(construct, props.location);
  checkOnce(construct, `location ${props.location}`, () => [locationProblem(props.location)]);
  checkGroup(construct, props);
}

/** Checks where a construct without region goes, as {@link checkPlacement} does. */
export function checkGroup(
  construct: IConstruct,
  { resourceGroupName, tags, provider }: Omit<PlacementProps, "location">,
): void {
  checkOnce(construct, `group ${resourceGroupName}`, () => [
    nameProblem(NAME_RULES.resourceGroup, resourceGroupName),
  ]);
  checkOnce(construct, tags, () => tagProblems(tags!));
  checkOnce(construct, provider, () => [providerProblem(construct, provider!)]);
}

function checkOnce(construct: IConstruct, value: unknown, check: () => (string | undefined)[]): void {
  const seen = checkedIn(TerraformStack.of(construct));
  if (value !== undefined && !seen.has(value)) {
    seen.add(value);
    checkAtSynth(construct, check);
  }
}

/** A configuration that is in another file, Terraform doesn't find. */
function providerProblem(construct: IConstruct, provider: TerraformProvider): string | undefined {
  const [here, there] = [TerraformStack.of(construct), TerraformStack.of(provider)];
  return here === there
    ? undefined
    : `the provider configuration ${quote(provider.alias ?? provider.node.id)} is of the stack ${quote(there.node.path)}, and what ` +
        `it is given to is in ${quote(here.node.path)}: make one in there`;
}

/** Why a resource that takes fewer tags than others has too many, or `undefined`. */
export function fewTagsProblem(
  what: string,
  tags: { readonly [key: string]: string } = {},
): string | undefined {
  const count = Object.keys(tags).length;
  const { value } = LIMITS.tagsOfZoneOrAccount;
  return count > value
    ? `${what} has ${count} tags, and Azure takes ${value} there: leave some out`
    : undefined;
}

/** The same for a region that something is sent to besides. */
export function checkLocation(construct: IConstruct, location: string): void {
  warnOfRegion(construct, location);
  checkAtSynth(construct, () => [locationProblem(location)]);
}

/** One warning for all constructs in a region, which stays as long as one of them hasn't acknowledged it. */
function warnOfRegion(construct: IConstruct, location: string): void {
  if (unknownRegion(location) !== undefined) {
    inUnknownRegion(construct, location).push(construct);
  }
}

/** Why a text can't be the name of a region, or `undefined`. */
export function locationProblem(location: string, what = "the location"): string | undefined {
  if (isDeferred(location)) {
    return undefined;
  }
  const meant = regionMeantBy(String(location));
  return meant === undefined && isRegionName(location)
    ? undefined
    : `${what} ${quote(String(location))} is not an Azure region; ` +
        (meant === undefined ? 'write it like "eastasia" or "East Asia"' : `write "${meant}"`);
}

/** Source: learn.microsoft.com, "Use tags to organize your Azure resources", limitations. */
function tagProblems(tags: { readonly [key: string]: string }): string[] {
  const entries = Object.entries(tags);
  const problems = entries.flatMap(([key, value]) => [
    ...(key.length === 0 || key.length > 512
      ? [`the tag key ${quote(key)} has ${key.length} characters; Azure allows 1 to 512`]
      : []),
    ...(/[<>%&\\?/]/.test(key)
      ? [`the tag key ${quote(key)} contains one of < > % & \\ ? /, which Azure refuses`]
      : []),
    ...(!isDeferred(value) && value.length > 256
      ? [`the value of tag ${quote(key)} has ${value.length} characters; Azure allows up to 256`]
      : []),
  ]);
  const keys = entries.map(([key]) => key.toLowerCase());
  const again = entries.find((_, index) => keys.indexOf(keys[index]) < index);
  if (again) {
    problems.push(
      `the tag key ${quote(again[0])} is there twice, since Azure doesn't tell case apart; leave one out`,
    );
  }
  return entries.length > 50
    ? [...problems, `${entries.length} tags were given; Azure allows 50 on a resource`]
    : problems;
}
