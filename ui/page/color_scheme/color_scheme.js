// Tells the server that light and dark were switched.
//
// sends: trigger "switched".

export default function ({ parentElement, setTriggerValue }) {
  instanceAt(parentElement, createColorScheme).connect(setTriggerValue);
}

function createColorScheme(parent) {
  let send = () => {};
  add(parent, "div", "color_scheme").addEventListener("transitionend", () => send("switched", true));
  return {
    connect(to) {
      send = to;
    },
  };
}
