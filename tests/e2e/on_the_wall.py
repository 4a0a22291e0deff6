"""What stands on the wall: every text on the screen, how large it is, and what it covers."""

from typing import Any

from playwright.sync_api import Page

# Every text that is seen, in the shadow of an element too: its size, whether it is cut, and what it
# covers. A formula is one text; an icon is none; a text and its rim are one.
_TEXTS = """() => {
  const seen = new Map();
  const skipped =
    "style, script, title, desc, .katex-mathml, .unseen, [data-testid=stIconMaterial]";
  const isHidden = (e) => {
    for (let at = e; at; at = at.parentElement ?? at.getRootNode().host) {
      const style = getComputedStyle(at);
      if (style.clipPath.startsWith("inset(50%")) return true;
    }
    return !e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const put = (e, text, box, size) => {
    if (!text.trim() || box.width < 2 || isHidden(e)) return;
    let { left, right, top, bottom } = box;
    const line = bottom - top;
    if (line < 1.7 * size) [top, bottom] = [top + 0.2 * line, bottom - 0.2 * line]; // its ink
    let isCut = left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1;
    for (let at = e; at; at = at.parentElement ?? at.getRootNode().host) {
      const style = getComputedStyle(at);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const frame = at.getBoundingClientRect();
      if (at.tagName !== "INPUT" && at.tagName !== "HTML" && at.tagName !== "BODY")
        isCut ||= left < frame.left - 2 || right > frame.right + 2
          || top < frame.top - 2 || bottom > frame.bottom + 2;
    }
    const isAxis = !!e.closest?.(".role-axis, .role-legend, .tick, .title");
    isCut ||= text.endsWith("…") && !e.closest("button");
    seen.set([text.trim(), Math.round(left), Math.round(top)].join(),
      { text: text.trim(), size, left, right, top, bottom, isCut, isAxis });
  };
  const look = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === 1) {
        if (node.shadowRoot) look(node.shadowRoot);
        if (node.matches(".katex")) {
          const box = node.querySelector(".katex-html").getBoundingClientRect();
          put(node, node.textContent, box, parseFloat(getComputedStyle(node).fontSize));
        } else if (node.matches("input:not([type=range], [type=checkbox], [type=radio])")) {
          put(node, node.value, node.getBoundingClientRect(),
            parseFloat(getComputedStyle(node).fontSize));
        } else if (node.matches("svg text")) {
          put(node, node.textContent, node.getBoundingClientRect(),
            parseFloat(getComputedStyle(node).fontSize));
        }
        continue;
      }
      const parent = node.parentElement;
      if (!parent || parent.closest(skipped) || parent.closest(".katex, svg, select")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        put(parent, node.textContent, box, parseFloat(getComputedStyle(parent).fontSize));
    }
  };
  look(document.querySelector("[data-testid=stMain]"));
  const all = [...seen.values()];
  const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  return all.map((one, i) => ({
    ...one,
    covers: all.slice(i + 1).filter((other) => meets(one, other)).map((other) => other.text),
  }));
}"""

AXIS, ELSEWHERE = 20, 24  # pixels on the wall


def faults_on_the_wall(page: Page, zoom: float = 1.0) -> list[str]:
    """Return what the last row cannot read: texts too small, cut, or one over another."""
    faults = []
    for text in _texts(page):
        name, size = text["text"][:40], zoom * text["size"]
        if size < (AXIS if text["isAxis"] else ELSEWHERE) - 0.1:
            faults.append(f"{name!r} is {size:.1f} pixels")
        if text["isCut"]:
            faults.append(f"{name!r} is cut")
        faults += [f"{name!r} lies over {other[:40]!r}" for other in text["covers"]]
    return faults


def _texts(page: Page) -> list[dict[str, Any]]:
    texts: list[dict[str, Any]] = page.evaluate(_TEXTS)
    assert texts
    return texts
