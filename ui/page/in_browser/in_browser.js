// What the browser does by itself on every page. It stands last: the parts are above.
//
// sends: trigger "switched", when light and dark were switched.

export default function ({ parentElement, setTriggerValue }) {
  instanceAt(parentElement, createTools).connect(setTriggerValue);
}

function createTools(parent) {
  const root = add(parent, "div");
  let send = () => {};
  watchColorScheme(root, () => send("switched", true));
  offerToSave(root);
  tellHeight();
  return {
    connect(to) {
      send = to;
    },
  };
}
