// Tells the page that shows this one in a frame how high it is, whenever that changes.

const CONTENT = "[data-testid=stMainBlockContainer] > *";

function tellHeight() {
  const content = document.querySelector(CONTENT);
  // A lecture's stage is as high as its frame.
  if (window.parent === window || !content || document.querySelector(".st-key-stage")) return;
  const edge = getComputedStyle(content.parentElement);
  const around = Number.parseFloat(edge.paddingTop) + Number.parseFloat(edge.paddingBottom);
  new ResizeObserver(() => {
    const height = Math.ceil(content.scrollHeight + around);
    window.parent.postMessage({ source: "infotheory", height }, "*");
  }).observe(content);
}
