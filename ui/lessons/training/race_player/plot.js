// Axes, and what is drawn over them, in an SVG whose unit is a pixel.

function draw(parent, tag, attributes = {}, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, attributes);
  if (text) element.textContent = text;
  return parent.appendChild(element);
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

// A place for a figure that fills its parent: `build(svg, size)` draws it, and returns what moves
// it to a step. It is drawn again when its size changes.
function createFigure(parent, className, label, build) {
  const box = add(parent, "div", `figure ${className}`);
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", label);
  const svg = draw(box, "svg", { "aria-hidden": true });
  let move = () => {};
  let drawn = "";
  return {
    box,
    // Returns whether there was something to draw again.
    fit(type) {
      const size = { width: box.clientWidth, height: box.clientHeight, ...type };
      if (JSON.stringify(size) === drawn || !size.width) return false;
      drawn = JSON.stringify(size);
      svg.replaceChildren();
      set(svg, { width: size.width, height: size.height });
      // On paper the figure keeps its shape, at another size.
      set(svg, { viewBox: `0 0 ${size.width} ${size.height}` });
      box.style.setProperty("--shape", size.width / size.height);
      move = build(svg, size);
      return true;
    },
    moveTo: (step) => move(step),
  };
}

// Draws both axes; returns where values stand. The upright axis has its title over it, level: it
// is read sooner there, and never cut.
function drawAxes(svg, size, x, y, colours) {
  const { width, height, tick } = size;
  const widthOf = (text) => text.length * tick * 0.56;
  const left = Math.round(Math.max(...y.ticks.map(([, text]) => widthOf(text))) + 12);
  const right = Math.round(width - widthOf(x.ticks.at(-1)[1]) / 2 - 4);
  const top = Math.round(tick * 2);
  const bottom = Math.round(height - tick * 2.9);
  const scale = { left, right, top, bottom, x: scaleOf(x, left, right), y: scaleOf(y, bottom, top) };
  for (const [value, text] of y.ticks) {
    const at = scale.y(value);
    draw(svg, "line", { x1: left, x2: right, y1: at, y2: at, stroke: colours.grid });
    const label = { x: left - 8, y: at, class: "tick y", "text-anchor": "end", dy: "0.35em" };
    draw(svg, "text", label, text);
  }
  for (const [value, text] of x.ticks) {
    const at = scale.x(value);
    draw(svg, "line", { x1: at, x2: at, y1: bottom, y2: bottom + 5, stroke: colours.muted });
    draw(svg, "text", { x: at, y: bottom + 7 + tick, class: "tick x", "text-anchor": "middle" }, text);
  }
  draw(svg, "path", { d: `M${left} ${top}V${bottom}H${right}`, stroke: colours.muted, fill: "none" });
  const middle = (left + right) / 2;
  draw(svg, "text", { x: middle, y: height - 4, class: "title", "text-anchor": "middle" }, x.title);
  draw(svg, "text", { x: 0, y: tick, class: "title" }, y.title);
  return scale;
}

function scaleOf({ ends: [low, high], log }, from, to) {
  const forth = log ? Math.log : (value) => value;
  const start = forth(low);
  const length = forth(high) - start;
  return (value) => from + (to - from) * clamp((forth(value) - start) / length, 0, 1);
}

function pathOf(xs, ys) {
  return xs.length ? `M${xs.map((x, i) => `${x.toFixed(1)} ${ys[i].toFixed(1)}`).join("L")}` : "";
}
