// Tells the server once that the browser has drawn the first figure of the page.
//
// gets: whether the page is whole. sends: state "drawn".

const HERO_PIXELS = [200, 120]; // a figure is at least as large
const HERO_PATIENCE = 3000; // milliseconds, for a page whose figure does not come

export default function ({ parentElement, data: [data], setStateValue }) {
  instanceAt(parentElement, watchForHero).update(data, setStateValue);
}

function watchForHero(parent) {
  const mark = (parent.host ?? parent).dataset; // outside of the shadow, where tests see it
  const began = performance.now();
  let send = () => {};
  let isSent = false;
  const look = () => {
    if (!parent.isConnected || isSent || mark.page === "whole") return;
    if (hasFigure(document) || performance.now() - began > HERO_PATIENCE) {
      isSent = true;
      requestAnimationFrame(() => setTimeout(() => send("drawn", true)));
    } else {
      setTimeout(look, 30);
    }
  };
  setTimeout(look);
  return {
    update(isWhole, to) {
      mark.page = isWhole ? "whole" : "hero";
      send = to;
    },
  };
}

function hasFigure(root) {
  const main = root.querySelector("[data-testid=stMain]") ?? root;
  return [...main.querySelectorAll("svg, canvas")].some((figure) => {
    const box = figure.getBoundingClientRect();
    return box.width >= HERO_PIXELS[0] && box.height >= HERO_PIXELS[1];
  }) || [...main.querySelectorAll("*")].some((each) => each.shadowRoot && hasFigure(each.shadowRoot));
}
