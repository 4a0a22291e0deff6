// The measures of all runs on common axes: faint to the end, strong up to the current step.

function createMeasure(parent, measure, { racers, colours }) {
  const { name, lines, bands } = measure;
  const label = `The ${measure.y.title} of all runs against the training step, faint to the end of
    the run and strong up to the current step; dashed where the loss was switched, and behind each
    loss a band that holds what other seeds measure.`;
  return createFigure(parent, "measure", label, (svg, size) => {
    const scale = drawAxes(svg, size, measure.x, measure.y, colours);
    for (const { loss, x, low, high } of bands) {
      const xs = x.map(scale.x);
      const ys = [...low, ...high.toReversed()].map(scale.y);
      draw(svg, "path", {
        d: `${pathOf([...xs, ...xs.toReversed()], ys)}Z`,
        class: "band",
        fill: colours[loss],
      });
    }
    const clip = draw(draw(svg, "clipPath", { id: `past-${name}` }), "rect", {
      x: 0,
      y: 0,
      width: 0,
      height: size.height,
    });
    const past = draw(svg, "g", { "clip-path": `url(#past-${name})`, class: "past" });
    const paths = lines.map(({ x, y }) => pathOf(x.map(scale.x), y.map(scale.y)));
    const dots = racers.map((racer, i) => {
      const dash = racer.forked ? { "stroke-dasharray": "7 5" } : {};
      const line = { d: paths[i], stroke: colours[racer.loss], ...dash };
      draw(svg, "path", { ...line, class: "whole" });
      past.append(draw(svg, "path", { ...line, class: "line" }));
      return { "data-racer": racer.name, r: 6.5, fill: colours[racer.loss] };
    });
    svg.append(past);
    const now = dots.map((dot) => draw(svg, "circle", { ...dot, class: "now" }));

    return (step) => {
      clip.setAttribute("width", scale.x(step) + 1);
      lines.forEach(({ x, y }, i) => {
        const at = lastUpTo(x, step);
        now[i].style.display = at < 0 ? "none" : "";
        if (at >= 0) set(now[i], { cx: scale.x(x[at]), cy: scale.y(y[at]) });
      });
    };
  });
}
