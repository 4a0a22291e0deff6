// Handwritten digits in columns: the image, and under it a pair of bars for each class.

const DIGITS = `Handwritten digits of the test data, and under each the probabilities that the models
  give to the classes 0 to 9, a bar in the colour of each loss; the true class is set in bold green.`;

function createDigits(parent, { digits, colours }) {
  const box = add(parent, "div", "digits");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", DIGITS);
  box.style.setProperty("--right", colours.right);
  const columns = Array.from({ length: digits.columns }, () => createColumn(box, digits, colours));
  const caption = add(parent, "p", "caption");

  function moveTo(step) {
    const at = Math.max(lastUpTo(digits.steps, step), 0);
    const picked = digits.picked[at];
    columns.forEach((column, i) => {
      column.box.classList.toggle("none", i >= picked.length);
      if (i < picked.length) column.show(picked[i], digits.shares[at][i]);
    });
    caption.textContent =
      "Three test digits, and up to three that the models read differently: " +
      `now ${digits.apart[at]} of ${digits.of}. Green: the truth.`;
  }

  return { fit: () => false, moveTo };
}

function createColumn(parent, { shown, most, names }, colours) {
  const box = add(parent, "div", "column");
  const canvas = add(box, "canvas");
  canvas.width = canvas.height = 8;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = add(box, "div", "row");
    const label = add(row, "span");
    label.textContent = digit;
    const bars = names.map((name) => {
      const bar = add(add(row, "div", "track"), "div", "bar");
      bar.style.background = colours[name];
      bar.dataset.racer = name;
      return bar;
    });
    return { row, bars };
  });
  let here = null;

  function show(which, shares) {
    if (which !== here) paint(which);
    rows.forEach(({ bars }, digit) => {
      bars.forEach((bar, i) => (bar.style.transform = `scaleX(${shares[i][digit] / most})`));
    });
  }

  function paint(which) {
    here = which;
    const { image, truth } = shown[which];
    const ground = channels(colours.ground);
    const ink = channels(colours.ink);
    const pixels = context.createImageData(8, 8);
    image.forEach((share, i) => {
      for (let c = 0; c < 3; c++) {
        pixels.data[4 * i + c] = ground[c] + ((ink[c] - ground[c]) * share) / most;
      }
      pixels.data[4 * i + 3] = 255;
    });
    context.putImageData(pixels, 0, 0);
    box.dataset.truth = truth;
    rows.forEach(({ row }, digit) => row.classList.toggle("truth", digit === truth));
  }

  return { box, show };
}

function channels(hex) {
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
}
