// Extracts one city with its kecamatan and kelurahan from the npm package idn-area-data.
// Usage: node extract.mjs <unpacked package folder> <city code>...   e.g.
//   npm pack idn-area-data@4.0.1 && tar xzf idn-area-data-4.0.1.tgz -C /tmp/idn
//   node extract.mjs /tmp/idn/package 15.71 18.71
// Writes <city code>.csv beside this file. No dependencies. The data is ODbL-1.0, see NOTICE.md.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [packageFolder, ...cities] = process.argv.slice(2);
if (!packageFolder || cities.length === 0) {
  console.error("usage: node extract.mjs <unpacked package folder> <city code>...");
  process.exit(2);
}

/** One CSV line into cells; quoted cells may hold commas and doubled quotes. */
function cells(line) {
  const out = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    out.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
  }
  return out;
}

function table(name) {
  const text = readFileSync(join(packageFolder, "data", `${name}.csv`), "utf8");
  const [head, ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/).filter(Boolean);
  const keys = cells(head);
  return lines.map((line) => {
    const row = cells(line);
    return Object.fromEntries(keys.map((key, i) => [key, row[i]]));
  });
}

const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const regencies = table("regencies");
const districts = table("districts").sort(byCode);
const villages = table("villages").sort(byCode);
const here = dirname(fileURLToPath(import.meta.url));

for (const city of cities) {
  const found = regencies.find((row) => row.code === city);
  if (!found) throw new Error(`no city or kabupaten with the code ${city}`);
  const inCity = districts.filter((row) => row.regency_code === city);
  const districtCodes = new Set(inCity.map((row) => row.code));
  const rows = [
    [found.code, found.name.startsWith("Kota") ? "kota" : "kabupaten", found.name, found.province_code],
    ...inCity.map((row) => [row.code, "kecamatan", row.name, row.regency_code]),
    ...villages
      .filter((row) => districtCodes.has(row.district_code))
      // In the ministry's codes 1xxx is a kelurahan and 2xxx a desa.
      .map((row) => [row.code, row.code.split(".")[3].startsWith("1") ? "kelurahan" : "desa", row.name, row.district_code]),
  ];
  const lines = [["code", "level", "name", "parent_code"], ...rows].map((row) => row.map(quote).join(","));
  writeFileSync(join(here, `${city}.csv`), `${lines.join("\n")}\n`);
  console.log(`${city}.csv: ${rows.length} regions`);
}
