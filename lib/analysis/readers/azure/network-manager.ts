import { regionId } from "../../../azure/regions";
import { groupBy } from "../../../collections/group-by";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { ADMIN_RULE, CONNECTED_GROUP } from "../arm/network-manager";
import { ArmShape } from "../arm/shape";
import { asText } from "../json";
import { plainValue } from "../terraform/value";
import { isOf } from "./private-endpoints";

/**
 * What a Network Manager has in force (R68, R70). Azure says of each member which configurations that are, by the ids of
 * their snapshots; what these are, rows of the snapshots tell, or an answer to `az network manager list-effective-…` or
 * `list-active-…`. A member of which not all is known stays left out, by name.
 */
export function networkManagerInForce(entries: readonly ArmEntry[]): ArmEntry[] {
  const table = new Definitions(entries);
  const told = entries.filter((entry) => isConnectivity(entry) || isSecurity(entry));
  const members = told.length > 0 ? told : table.membersOfAnswers();
  if (members.length === 0) {
    return entries.map((entry) => (isAboutManagers(entry) ? { ...entry, isLeftOut: true } : entry));
  }
  const rules = members.filter(isSecurity).map((member) => ({ member, found: table.rulesAt(member) }));
  const groups = withoutMixtures(
    members.filter(isConnectivity).map((member) => ({ member, found: table.connectivityAt(member) })),
  );
  const open = [...rules, ...groups].filter(({ found }) => found === undefined).map(({ member }) => member);
  const foundIn = (some: readonly AtMember[]): readonly (readonly Found[])[] => [
    ...groupBy(
      some.flatMap(({ found }) => found ?? []),
      ({ key }) => key,
    ).values(),
  ];
  return [
    ...entries.filter((entry) => !told.includes(entry) && !isAboutManagers(entry)),
    ...open,
    ...foundIn(rules).flatMap((found) =>
      inForce(found[0].id, ADMIN_RULE, found[0].object, networksOf(found)),
    ),
    ...foundIn(groups).flatMap((found) => connectedGroups(found)),
  ];
}

/** What is in force in a member; `undefined` where not all of it is known. */
interface AtMember {
  readonly member: ArmEntry;
  readonly found: readonly Found[] | undefined;
}

/** Two snapshots of one configuration in force make groups of which nobody says how they meet. */
function withoutMixtures(some: readonly AtMember[]): AtMember[] {
  const all = groupBy(
    some.flatMap(({ found }) => found ?? []),
    ({ key }) => key,
  );
  const isOne = ({ key }: Found): boolean => new Set(all.get(key)!.map(({ id }) => lower(id))).size === 1;
  return some.map(({ member, found }) => ({
    member,
    found: found?.every(isOne) === true ? found : undefined,
  }));
}

/** Something in force in a network. */
interface Found {
  /** What is one thing, in however many networks. */
  readonly key: string;
  readonly id: string;
  readonly network: string;
  readonly object: ArmObject;
  /** Groups of a configuration whose members see each other, of which the network is one. */
  readonly direct?: readonly ArmObject[];
}

/** What configurations and rules are, and who is in which group. */
class Definitions {
  private readonly byId: ReadonlyMap<string, ArmEntry>;
  private readonly goals: readonly ArmEntry[];
  private readonly answers: readonly ArmEntry[];
  private readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly regions: ReadonlyMap<string, string>;

  public constructor(entries: readonly ArmEntry[]) {
    this.byId = new Map(entries.map((entry) => [entry.id.toLowerCase(), entry]));
    this.goals = entries.filter((entry) => isOf(entry, "networkManagers/securityAdminRegionalGoalStates"));
    this.answers = entries.filter(isAnswer);
    this.groups = new Map(
      entries
        .filter((entry) => isOf(entry, "networkGroupMemberships"))
        .map(({ id, object }) => [
          ownerOf(id),
          new Set(textsAt(object, "properties.groupMemberships[].networkGroupId")),
        ]),
    );
    this.regions = new Map(
      entries
        .filter((entry) => isOf(entry, "virtualNetworks"))
        .map(({ id, object }) => [lower(id), regionId(textAt(object, "location"))]),
    );
  }

  /** Where no row tells what is in force: who is in a group for which an answer has something. */
  public membersOfAnswers(): ArmEntry[] {
    return (this.answers.length === 0 ? [] : [...this.groups.keys()]).flatMap((network) =>
      ["effectiveConnectivityConfigurations", "effectiveSecurityAdminRules"].flatMap((kind) =>
        armEntry(`${network}/providers/Microsoft.Network/${kind}/default`, new ArmObject(undefined)),
      ),
    );
  }

  /** Admin rules in force in a network; `undefined` where not all of them are known. */
  public rulesAt({ id, object }: ArmEntry): Found[] | undefined {
    const network = ownerOf(id);
    const whole = object.at("properties.value");
    if (Array.isArray(whole)) {
      return object.objects("properties.value").map((rule) => ruleAt(network, textAt(rule, "id"), rule));
    }
    const configurations = configurationsOf(object, "effectiveSecurityAdminConfigurations");
    const known = (configurations ?? [ANY]).map(
      (one) => this.rulesOfAnswers(one, network) ?? this.rulesOfSnapshots(one, network),
    );
    return known.every((some) => some !== undefined) ? known.flat() : undefined;
  }

  /** Connectivity configurations in force in a network, the same. */
  public connectivityAt({ id, object }: ArmEntry): Found[] | undefined {
    const network = ownerOf(id);
    const known = this.configurationsAt(network, object);
    const found = known?.map((one) => one && this.connectedAt(network, ...one));
    return found?.every((one) => one !== undefined) === true ? found : undefined;
  }

  private configurationsAt(
    network: string,
    object: ArmObject,
  ): readonly (readonly [string, ArmObject] | undefined)[] | undefined {
    if (Array.isArray(object.at("properties.value"))) {
      return object.objects("properties.value").map((one) => [textAt(one, "id"), one]);
    }
    const configurations = configurationsOf(object, "effectiveConnectivityConfigurations");
    if (configurations !== undefined) {
      return configurations.map((one) => {
        const entry = this.byId.get(one) ?? this.answer(one);
        return entry && [entry.id, entry.object];
      });
    }
    const isAnswered = this.groups.has(network) && this.answers.some((answer) => !isRule(answer));
    return isAnswered
      ? this.answersAt(network, "appliesToGroups").map((one) => [one.id, one.object])
      : undefined;
  }

  /** A configuration, with those of its groups whose members see each other; `undefined` where it is open who that is. */
  private connectedAt(network: string, id: string, object: ArmObject): Found | undefined {
    const groups = object.objects("properties.appliesToGroups");
    const found = { key: lower(id).replace(SNAPSHOT, ""), id, network, object };
    if (/^mesh$/i.test(textAt(object, "properties.connectivityTopology"))) {
      return { ...found, direct: groups };
    }
    const direct = groups.filter((group) => /^directlyConnected$/i.test(textAt(group, "groupConnectivity")));
    const own = this.groups.get(network);
    const isHub = textsAt(object, "properties.hubs[].resourceId").includes(network);
    if (direct.length === 0 || isHub) {
      return { ...found, direct: [] };
    }
    if (own === undefined) {
      return groups.length === 1 ? { ...found, direct } : undefined;
    }
    return { ...found, direct: direct.filter((group) => own.has(lower(textAt(group, "networkGroupId")))) };
  }

  private rulesOfAnswers(configuration: string, network: string): Found[] | undefined {
    const isOfThis = ({ id }: ArmEntry): boolean =>
      configuration === ANY || lower(id).startsWith(`${configuration.replace(SNAPSHOT, "")}/`);
    const isAnswered = this.groups.has(network) && this.answers.some((one) => isRule(one) && isOfThis(one));
    return isAnswered
      ? this.answersAt(network, "ruleCollectionAppliesToGroups")
          .filter(isOfThis)
          .map(({ id, object }) => ruleAt(network, id, object))
      : undefined;
  }

  /** The rules of a snapshot of a configuration, as the state of a region lists them. */
  private rulesOfSnapshots(configuration: string, network: string): Found[] | undefined {
    const own = this.groups.get(network);
    const region = this.regions.get(network) ?? "";
    const goal = this.goals.find(
      ({ object }) =>
        idsAt(object, "securityAdminConfigurations").includes(configuration) &&
        [region, ""].includes(regionId(textAt(object, "location"))),
    );
    if (own === undefined || goal === undefined) {
      return undefined;
    }
    const collections = idsAt(goal.object, "securityAdminRuleCollections").map((id) => this.byId.get(id));
    const rules = idsAt(goal.object, "securityAdminRules").map((id) => this.byId.get(id));
    const applying = new Set(
      collections
        .filter((one) => one !== undefined)
        .filter(({ object }) =>
          textsAt(object, "properties.appliesToGroups[].networkGroupId").some((one) => own.has(one)),
        )
        .map(({ id }) => lower(id).replace(SNAPSHOT, "")),
    );
    if (collections.length === 0 || [...collections, ...rules].includes(undefined)) {
      return undefined;
    }
    return rules
      .filter((rule) => rule !== undefined)
      .filter(({ id }) =>
        applying.has(
          lower(id)
            .replace(SNAPSHOT, "")
            .replace(/\/rules\/[^/]+$/, ""),
        ),
      )
      .map(({ id, object }) => ruleAt(network, id, object));
  }

  private answer(configuration: string): ArmEntry | undefined {
    const id = configuration.replace(SNAPSHOT, "");
    return this.answers.find((one) => lower(one.id) === id);
  }

  /** Answers for a group of which a network is a member, in its region where they are for one. */
  private answersAt(
    network: string,
    groups: "ruleCollectionAppliesToGroups" | "appliesToGroups",
  ): ArmEntry[] {
    const own = this.groups.get(network);
    const region = this.regions.get(network) ?? "";
    return this.answers.filter(({ object }) => {
      const asked = regionId(textAt(object, "region"));
      const applied = [groups, `properties.${groups}`].flatMap((path) =>
        textsAt(object, `${path}[].networkGroupId`),
      );
      return applied.some((one) => own?.has(one)) && (asked === "" || region === "" || asked === region);
    });
  }
}

/** Stands for whatever configuration there is. */
const ANY = "*";
const SNAPSHOT = /\/snapshots\/[^/]+$/i;

/** The networks in which each connected group of a configuration is in force, with the hub that it includes. */
function connectedGroups(found: readonly Found[]): ArmEntry[] {
  const [{ id, object }] = found;
  const isMesh = /^mesh$/i.test(textAt(object, "properties.connectivityTopology"));
  const isGlobal = (group: ArmObject): boolean => isTrue(group, "isGlobal");
  const whole = isTrue(object, "properties.isGlobal");
  if (isMesh) {
    const groups = object.objects("properties.appliesToGroups");
    return inForce(id, CONNECTED_GROUP, made(whole || groups.some(isGlobal)), networksOf(found));
  }
  const hubs = textsAt(object, "properties.hubs[].resourceId");
  const byGroup = groupBy(
    found.flatMap(({ network, direct = [] }) => direct.map((group) => ({ network, group }))),
    ({ group }) => lower(textAt(group, "networkGroupId")),
  );
  return [...byGroup.values()].flatMap((members) =>
    inForce(id, CONNECTED_GROUP, made(whole || members.some(({ group }) => isGlobal(group))), [
      ...new Set([...networksOf(members), ...hubs]),
    ]),
  );
}

function made(isGlobal: boolean): ArmObject {
  return new ArmObject({ properties: { isGlobal } });
}

function inForce(id: string, shape: ArmShape, object: ArmObject, networks: readonly string[]): ArmEntry[] {
  const known = object.under({ properties: { inForceAt: [...networks] } });
  return armEntry(id.replace(SNAPSHOT, ""), known).map((entry) => ({ ...entry, shape }));
}

function networksOf(found: readonly { readonly network: string }[]): string[] {
  return [...new Set(found.map(({ network }) => network))];
}

function ruleAt(network: string, id: string, object: ArmObject): Found {
  return { key: lower(id), id, network, object };
}

/** Ids of the configurations in force; `undefined` where the row doesn't say. */
function configurationsOf(object: ArmObject, property: string): string[] | undefined {
  return object.at(`properties.${property}`) === undefined
    ? undefined
    : textsAt(object, `properties.${property}[].id`);
}

/** Ids that stand in a list as they are, or in objects. */
function idsAt(object: ArmObject, property: string): string[] {
  return [...textsAt(object, `properties.${property}[]`), ...textsAt(object, `properties.${property}[].id`)];
}

function textsAt(object: ArmObject, path: string): string[] {
  const found = object.at(path);
  return (Array.isArray(found) ? found.flat() : []).flatMap((one) => {
    const text = plainValue(one);
    return typeof text === "string" ? lower(text) : [];
  });
}

function textAt(object: ArmObject, path: string): string {
  return asText(plainValue(object.at(path)) ?? "");
}

function isTrue(object: ArmObject, path: string): boolean {
  return /^true$/i.test(textAt(object, path));
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** The virtual network to which an extension's id belongs. */
function ownerOf(id: string): string {
  return lower(id).replace(/\/providers\/microsoft\.network\/[^/]+\/[^/]+$/, "");
}

function isConnectivity(entry: ArmEntry): boolean {
  return isOf(entry, "effectiveConnectivityConfigurations");
}

function isSecurity(entry: ArmEntry): boolean {
  return isOf(entry, "effectiveSecurityAdminRules");
}

/** Routes of a Network Manager stand in route tables, which are rows of their own. */
const ABOUT_MANAGERS =
  /^microsoft\.network\/(networkmanagers|networkmanagerconnections|networkgroupmemberships|(virtualnetworks\/subnets\/)?effectiveroutingrules)(\/|$)/i;

/** What tells nothing more where it is told, member by member, what is in force. */
function isAboutManagers({ parsed }: ArmEntry): boolean {
  return ABOUT_MANAGERS.test(parsed.type);
}

function isRule({ parsed }: ArmEntry): boolean {
  return /\/ruleCollections\/rules$/i.test(parsed.type);
}

/** `list-effective-…` and `list-active-…` name the groups beside what they list. */
function isAnswer({ object }: ArmEntry): boolean {
  return ["configurationGroups", "ruleGroups", "ruleCollectionAppliesToGroups"].some(
    (key) => object.at(key) !== undefined,
  );
}
