// Tells the server that light and dark were switched.
//
// sends: trigger "switched".

export default function ({ parentElement, setTriggerValue }) {
  instanceAt(parentElement, createGround).connect(setTriggerValue);
}

function createGround(parent) {
  let send = () => {};
  add(parent, "div", "ground").addEventListener("transitionend", () => send("switched", true));
  return {
    connect(to) {
      send = to;
    },
  };
}
