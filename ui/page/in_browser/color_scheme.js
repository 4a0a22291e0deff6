// Tells that light and dark were switched, by an element whose colour follows the app's.

function watchColorScheme(root, tell) {
  add(root, "div", "color_scheme").addEventListener("transitionend", tell);
}
