// The test rows on which the two models disagree: where each stands, and what each model says.

function createTable(parent, { table, colours }) {
  const box = add(parent, "div", "rows");
  box.style.setProperty("--right", colours.right);
  const grid = add(box, "table");
  const head = add(add(grid, "thead"), "tr");
  for (const title of [table.word, "truth", ...table.names]) {
    const cell = add(head, "th");
    cell.scope = "col";
    cell.textContent = title;
    if (colours[title]) cell.style.color = colours[title];
  }
  const body = add(grid, "tbody");
  const lines = Array.from({ length: table.rows }, () => {
    const line = add(body, "tr");
    return { line, cells: [0, 1, ...table.names].map(() => add(line, "td")) };
  });
  const caption = add(box, "p", "caption");

  function moveTo(step) {
    const at = Math.max(lastUpTo(table.steps, step), 0);
    const picked = table.picked[at];
    lines.forEach(({ line, cells }, i) => {
      line.classList.toggle("none", i >= picked.length);
      if (i >= picked.length) return;
      const { place, truth } = table.shown[picked[i]];
      cells[0].textContent = grouped(place);
      cells[1].textContent = table.classes[truth];
      table.said[at][i].forEach(([answer, share], k) => {
        const percent = Math.round((100 * share) / table.most);
        cells[2 + k].textContent = `${table.classes[answer]}, ${percent} %`;
        cells[2 + k].classList.toggle("right", answer === truth);
      });
    });
    const apart = table.apart[at];
    caption.textContent = apart
      ? `Test rows on which the models disagree: now ${grouped(apart)} of ${grouped(table.of)}` +
        `${apart > table.rows ? `, the first ${table.rows}` : ""}. Bold green: right.`
      : `Now both models say the same of all ${grouped(table.of)} test rows.`;
  }

  return { fit: () => false, moveTo };
}
