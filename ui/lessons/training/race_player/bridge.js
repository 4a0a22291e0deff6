// The bridge: both losses over the lead of a wrong answer; on each curve the balls of its models,
// with a tangent as steep as the loss is there, and the model's own gradient beside it.

const BRIDGE = `The loss of a sample against the lead of a wrong answer's logit: cross-entropy is a
  ramp that keeps rising, squared error a plateau just below two. A ball on each curve shows where
  the model stands, its tangent how steep the loss is there.`;

function createBridge(parent, { bridge, racers, colours }) {
  return createFigure(parent, "bridge", BRIDGE, (svg, size) => {
    const scale = drawAxes(svg, size, bridge.x, bridge.y, colours);
    for (const { loss, x, y } of bridge.curves) {
      const line = pathOf(x.map(scale.x), y.map(scale.y));
      draw(svg, "path", { d: line, class: "curve", stroke: colours[loss] });
      // A ball on the plateau stands below its loss's name, not in it.
      const end = { x: scale.right - 6, y: scale.y(y.at(-1)) - (isRamp(loss) ? 14 : 18) };
      draw(svg, "text", { ...end, class: "mark", "text-anchor": "end", fill: colours[loss] }, loss);
    }
    const tangents = racers.map(({ loss }) =>
      draw(svg, "line", { class: "tangent", stroke: colours[loss] }),
    );
    const numbers = racers.map(({ loss, name }) =>
      draw(svg, "text", { class: "mark", "data-racer": name, fill: colours[loss] }),
    );
    const balls = racers.map(({ loss, name, forked }) =>
      draw(svg, "circle", {
        r: 9,
        class: "ball",
        "data-racer": name,
        stroke: colours[loss],
        fill: forked ? colours.ground : colours[loss],
      }),
    );

    return (step) => {
      racers.forEach((racer, i) => {
        const at = placeAt(racer, step);
        const x = scale.x(racer.gap[at]);
        const y = scale.y(racer.value[at]);
        const [x1, y1, x2, y2] = racer.tangent.map((ends) => ends[at]);
        set(tangents[i], { x1: scale.x(x1), y1: scale.y(y1), x2: scale.x(x2), y2: scale.y(y2) });
        set(balls[i], { cx: x, cy: y });
        if (racer.forked) return;
        // The rising curve would cross a label right of its ball: put it left once there is space.
        const crowded = racer.gap[at] > (isRamp(racer.loss) ? 5.5 : 7);
        set(numbers[i], {
          x: x + (crowded ? -14 : 6),
          y: isRamp(racer.loss) ? y - 20 : Math.min(y + 20 + size.mark * 0.7, scale.bottom - 6),
          "text-anchor": crowded ? "end" : "start",
        });
        numbers[i].textContent = `gradient ${racer.gradient[at]}`;
      });
    };
  });
}

function isRamp(loss) {
  return loss === "cross-entropy";
}
