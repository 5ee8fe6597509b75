import { JsonObject } from "../json";
import { ArgumentSource, OpenInstances, TerraformResource, TerraformValue } from "../terraform/value";
import { argumentNames, argumentOf } from "./arm-arguments";
import { ArmId, parentOf, parseArmId } from "./arm-id";
import { ArmObject } from "./arm-object";
import { partsOf } from "./arm-parts";
import { shapeOf } from "./catalogue";
import { ArmShape } from "./shape";

/** A resource as Azure Resource Manager has it, wherever that was written. */
export interface ArmEntry {
  readonly id: string;
  readonly parsed: ArmId;
  readonly object: ArmObject;
  /** It belongs to somebody else, and only partly shows here. */
  readonly isElsewhere?: boolean;
  /** Whether it is there at all is open. */
  readonly open?: OpenInstances;
  /** That it is there follows from something else; how it is set, nobody says. */
  readonly isImplied?: boolean;
  /** How it is read, where its kind doesn't tell. */
  readonly shape?: ArmShape;
  /** Where it is written, so that an edit can be made there. */
  readonly source?: JsonObject;
  /** Written like this it would be read; here it may be something else that is in force. */
  readonly isLeftOut?: boolean;
}

/** An entry for what has an id; none for a text that is no id. */
export function armEntry(id: string, object: ArmObject, isElsewhere?: boolean): ArmEntry[] {
  const parsed = parseArmId(id);
  return parsed === undefined ? [] : [{ id, parsed, object, ...(isElsewhere && { isElsewhere }) }];
}

/** The resource that an entry is; `others` are the ids, in lower case, of entries of their own. */
export function armResource(
  entry: ArmEntry,
  address: string,
  others: ReadonlySet<string>,
): TerraformResource {
  const { type, name, subscription } = entry.parsed;
  return new TerraformResource(
    {
      address,
      mode: entry.isElsewhere === true ? "data" : "managed",
      type,
      name,
      module: "",
      provider: subscription,
      open: entry.open,
    },
    new EntryArguments(entry, others),
  );
}

class EntryArguments implements ArgumentSource {
  private readonly shape: ArmShape | undefined;

  public constructor(
    private readonly entry: ArmEntry,
    private readonly others: ReadonlySet<string>,
  ) {
    this.shape = entry.isLeftOut === true ? undefined : (entry.shape ?? shapeOf(entry.parsed.type));
  }

  public get type(): string | undefined {
    return this.shape?.type;
  }

  public names(): readonly string[] {
    return ["id", "location", ...(this.shape ? argumentNames(this.shape) : ["name"])];
  }

  public read(name: string): TerraformValue | undefined {
    const { id, parsed, object } = this.entry;
    switch (name) {
      case "id":
        return id;
      case "name":
        return parsed.name;
      case "location":
        return object.at("location");
      case "properties":
        // As it is written, for edits.
        return object.at("properties");
      default:
        return this.shape && argumentOf(this.shape, object, parentOf(id), name);
    }
  }

  public parts(self: TerraformResource): readonly TerraformResource[] {
    return this.shape === undefined
      ? []
      : partsOf(self, this.shape, this.entry.object).filter((part) => !this.others.has(idOf(part)));
  }
}

function idOf(part: TerraformResource): string {
  const id = part.attribute("id");
  return typeof id === "string" ? id.toLowerCase() : "";
}
