// The plane of the data: in each cell the class that a model picks, paler where it is less sure,
// under the training samples.

const PLANE = `The plane of the data, coloured by the class that the model picks, the paler the less
  sure it is, under the training samples.`;
const SHAPES = ["circle", "square", "triangle", "diamond", "cross", "bar", "wedge"];

function createPlane(parent, { plane, colours, pixels }, racer, i) {
  const { side, box, points, classes } = plane;
  const shades = plane.shades.map((hex) => Number.parseInt(hex.slice(1), 16));
  const figure = createFigure(parent, "plane", `${racer.name}. ${PLANE}`, (svg, size) => {
    const x = scaleOf({ ends: [box[0], box[1]] }, 0, size.width);
    const y = scaleOf({ ends: [box[2], box[3]] }, size.height, 0);
    for (const [px, py, label] of points) {
      const d = shapeOf(SHAPES[label % SHAPES.length], x(px), y(py), 3.6);
      draw(svg, "path", { d, fill: classes[label], stroke: colours.ground, "stroke-width": 0.8 });
    }
    const place = { x: 8, y: 8 + size.mark, class: "mark heading", fill: colours[racer.loss] };
    const title = draw(svg, "text", place);
    return (step) => {
      const at = placeAt(racer, step);
      title.textContent = `${racer.name}: ${racer.accuracy[at]}`;
      paint(at);
    };
  });
  const canvas = document.createElement("canvas");
  figure.box.prepend(canvas);
  canvas.width = canvas.height = side;
  canvas.setAttribute("aria-hidden", "true");
  canvas.dataset.racer = racer.name;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const image = context.createImageData(side, side);
  let painted = null;

  function paint(at) {
    if (at === painted) return;
    painted = at;
    const cells = pixels[i].subarray(at * side * side, (at + 1) * side * side);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const shade = shades[cells[(side - 1 - row) * side + column]]; // the first row is the lowest
        const pixel = 4 * (row * side + column);
        image.data[pixel] = shade >> 16;
        image.data[pixel + 1] = (shade >> 8) & 255;
        image.data[pixel + 2] = shade & 255;
        image.data[pixel + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
  }

  return figure;
}

function shapeOf(shape, x, y, r) {
  if (shape === "square") return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`;
  if (shape === "triangle") return `M${x} ${y - 1.2 * r}l${1.2 * r} ${2.1 * r}h${-2.4 * r}Z`;
  if (shape === "wedge") return `M${x} ${y + 1.2 * r}l${1.2 * r} ${-2.1 * r}h${-2.4 * r}Z`;
  if (shape === "bar") return `M${x - 1.4 * r} ${y - 0.6 * r}h${2.8 * r}v${1.2 * r}h${-2.8 * r}Z`;
  if (shape === "diamond") {
    const a = 1.3 * r;
    return `M${x} ${y - a}l${a} ${a}l${-a} ${a}l${-a} ${-a}Z`;
  }
  if (shape === "cross") {
    const [a, b] = [0.5 * r, 0.9 * r];
    const start = `M${x - a} ${y - a - b}`;
    return `${start}h${2 * a}v${b}h${b}v${2 * a}h${-b}v${b}h${-2 * a}v${-b}h${-b}v${-2 * a}h${b}Z`;
  }
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

// Which colour and shape is which class, where the classes have names.
function createLegend(parent, { plane }) {
  plane.names.forEach((name, k) => {
    const entry = add(parent, "span");
    const picture = draw(entry, "svg", { viewBox: "0 0 12 12", "aria-hidden": true });
    draw(picture, "path", { d: shapeOf(SHAPES[k % SHAPES.length], 6, 6, 4), fill: plane.classes[k] });
    add(entry, "span").textContent = name;
  });
}
