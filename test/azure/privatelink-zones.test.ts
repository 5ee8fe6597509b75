import {
  PRIVATE_LINK_SERVICES,
  PRIVATE_LINK_ZONES,
  privateLinkZone,
} from "../../lib/azure/privatelink-zones";

test("the list was compared with its document within 18 months", () => {
  const latest = new Date(PRIVATE_LINK_ZONES.readOn);
  latest.setMonth(latest.getMonth() + 18);
  expect(latest.getTime()).toBeGreaterThan(Date.now());
});

test("each zone is one of Private Link, and no two services share a key or a zone", () => {
  const zones = PRIVATE_LINK_SERVICES.map((service) => privateLinkZone(service, "Japan East")!);
  expect(zones.filter((zone) => !/^privatelink\.[a-z0-9.-]+\.[a-z]+$/.test(zone))).toEqual([]);
  expect(new Set(zones).size).toBe(zones.length);
});

test("zones of a region have its name, or Azure's short name of it", () => {
  expect(privateLinkZone("kubernetes", "Japan East")).toBe("privatelink.japaneast.azmk8s.io");
  expect(privateLinkZone("backup", "japaneast")).toBe("privatelink.jpe.backup.windowsazure.com");
  expect(privateLinkZone("toString", "japaneast")).toBeUndefined();
});
