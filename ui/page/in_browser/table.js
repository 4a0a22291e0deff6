// The data of a figure of Vega, as its marks hold them: each row once, all tables one below the other.

// Returns rows that name their fields. What only places words is left out.
function rowsDrawn(chart) {
  const marks = new Set();
  for (const shape of chart.querySelectorAll("svg.marks [class*=role-mark] > *")) {
    const item = [shape.__data__].flat()[0];
    if (item?.mark?.items) marks.add(item.mark);
  }
  const all = [...marks].filter((mark) => mark.marktype !== "group");
  const shown = all.filter((mark) => mark.marktype !== "text" && mark.items[0]?.opacity !== 0);
  const seen = new Set();
  const rows = [];
  for (const { items } of shown.length ? shown : all) {
    for (const { datum } of items) {
      const row = Object.fromEntries(Object.entries(datum ?? {}).filter(([name]) => !name.startsWith("__")));
      const key = JSON.stringify(row);
      if (!seen.has(key)) rows.push(row);
      seen.add(key);
    }
  }
  return rows;
}

function csvFile(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
  const text = lines.map((line) => `${line.map(csvField).join(",")}\r\n`).join("");
  return new Blob([text], { type: "text/csv" });
}

function csvField(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
