// A figure on the page as an SVG of its own: what is drawn, under a title, in its own type.

const SVG = "http://www.w3.org/2000/svg";
const EDGE = 16; // pixels around the figure
// What a style sheet says of shapes; a figure of Vega says it all in attributes.
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-linejoin", "opacity",
  "font-size", "font-weight", "font-variant-numeric", "paint-order", "display"];

function make(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Returns `parts` of the page as they stand, in one picture; without a `ground` it is transparent.
async function pictureOf({ parts: all, title, description, ground }) {
  const parts = all.filter((part) => part.checkVisibility());
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const wide = Math.max(...boxes.map((box) => box.right)) - left;
  const high = Math.max(...boxes.map((box) => box.bottom)) - top;
  const shapes = parts.flatMap((part) => [...shapesOf(part, left, top)]);
  const ink = getComputedStyle(parts[0]).color;
  const family = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");

  const size = 1.15 * Math.max(12, ...shapes.flatMap((shape) =>
    [...shape.querySelectorAll("text"), shape].map((e) => Number.parseFloat(e.dataset?.size) || 0)));
  const lines = wrapped(title, wide, `600 ${size}px ${family}`);
  const head = lines.length * 1.25 * size + EDGE / 2;
  const width = Math.ceil(wide + 2 * EDGE);
  const height = Math.ceil(high + head + 2 * EDGE);
  return make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img" },
    make("title", {}, title),
    make("desc", {}, description),
    make("style", {}, await fontFace(family)),
    ...(ground ? [make("rect", { width, height, fill: ground })] : []),
    ...lines.map((line, i) => make("text", {
      x: EDGE, y: EDGE + (1.25 * i + 0.95) * size, fill: ink, "font-family": family,
      "font-size": size, "font-weight": 600,
    }, line)),
    make("g", { transform: `translate(${EDGE} ${EDGE + head})`, "font-family": family }, ...shapes),
  );
}

function* shapesOf(element, left, top) {
  if (!element.checkVisibility({ visibilityProperty: true })) return;
  const box = element.getBoundingClientRect();
  const at = { x: box.left - left, y: box.top - top, width: box.width, height: box.height };
  const style = getComputedStyle(element);
  if (element instanceof SVGSVGElement) {
    const copy = copied(element);
    for (const [name, value] of Object.entries(at)) copy.setAttribute(name, value);
    copy.removeAttribute("style");
    yield copy;
  } else if (element instanceof HTMLCanvasElement) {
    const href = element.toDataURL();
    yield make("image", { ...at, href, preserveAspectRatio: "none", style: "image-rendering: pixelated" });
  } else {
    if (!/^rgba\(.*, 0\)$/.test(style.backgroundColor)) {
      yield make("rect", { ...at, fill: style.backgroundColor });
    }
    for (const child of element.childNodes) {
      if (child.nodeType === Node.ELEMENT_NODE) yield* shapesOf(child, left, top);
      else if (child.data?.trim()) yield* wordsOf(child, style, left, top);
    }
  }
}

// The lines of a text, as the browser has broken them.
function* wordsOf(node, style, left, top) {
  const range = document.createRange();
  let line = null;
  const lines = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    if (!line || box.top > line.bottom - 2) lines.push((line = { ...box.toJSON(), words: "" }));
    line.words += word;
  }
  for (const { words, left: x, top: y, height } of lines) {
    yield make("text", {
      x: x - left, y: y - top + 0.78 * height, fill: style.color, "font-size": style.fontSize,
      "font-weight": style.fontWeight, "data-size": Number.parseFloat(style.fontSize),
    }, words.trimEnd());
  }
}

function copied(svg) {
  const copy = svg.cloneNode(true);
  const isStyled = svg.getRootNode() instanceof ShadowRoot;
  const [from, to] = [svg, copy].map((each) => [...each.querySelectorAll("*")]);
  from.forEach((original, i) => {
    if (original.tagName === "text" || isStyled) {
      const style = getComputedStyle(original);
      if (original.tagName === "text") to[i].dataset.size = Number.parseFloat(style.fontSize);
      if (isStyled) for (const name of STYLES) to[i].style.setProperty(name, style.getPropertyValue(name));
    }
  });
  return copy;
}

function wrapped(text, width, font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// The app's own upright face, which a picture has to hold: it may load nothing.
async function fontFace(family) {
  const [name] = family.split(",").map((each) => each.replace(/['"]/g, "").trim());
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try { return [...sheet.cssRules].map((rule) => [rule, sheet.href]); } catch { return []; }
  });
  const [rule, sheet] = rules.find(([each]) => each instanceof CSSFontFaceRule
    && each.style.fontFamily.replace(/['"]/g, "") === name && each.style.fontStyle !== "italic") ?? [];
  const [, address] = /url\("?([^")]+)/.exec(rule?.style.src ?? "") ?? [];
  if (!address) return "";
  const face = await fetch(new URL(address, sheet ?? document.baseURI)).then((answer) => answer.blob());
  return `@font-face { font-family: "${name}"; font-weight: 200 900; src: url(${await dataUrl(face)}); }`;
}

function dataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = Object.assign(new FileReader(), { onload: () => resolve(reader.result), onerror: reject });
    reader.readAsDataURL(blob);
  });
}

function svgFile(picture) {
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

// The picture in so many pixels for each of its own.
async function pngFile(picture, scale) {
  const image = new Image();
  image.src = await dataUrl(svgFile(picture));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = scale * picture.getAttribute("width");
  canvas.height = scale * picture.getAttribute("height");
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
