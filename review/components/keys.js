// Keys pressed outside of fields and dialogs, with what was on the screen when they were pressed.
export default {
  template: '<span class="keys" :data-seen="seen" hidden></span>',
  props: { seen: String },
  mounted() {
    this.handler = (event) => {
      const target = event.target;
      if (event.ctrlKey || event.metaKey || event.repeat || event.isComposing) return;
      // Out of a filter and back to the keys of the page.
      if (event.key === "Escape" && target.closest(".filters")) target.blur();
      if (target.closest("input, textarea, select, [contenteditable], .q-dialog, .q-menu")) return;
      if (["Enter", " ", "Tab"].includes(event.key) && target.closest("button, a, summary") && event.key !== "Tab") return;
      if (["Shift", "Alt", "Tab"].includes(event.key)) return;
      if (event.altKey && !event.key.startsWith("Arrow")) return;
      // A letter goes to the page alone, not to a menu or a quick search of the browser.
      if (event.key.length === 1 || event.altKey) event.preventDefault();
      this.$emit("press", { key: event.key, shift: event.shiftKey, alt: event.altKey, seen: this.seen || "" });
    };
    document.addEventListener("keydown", this.handler);
  },
  unmounted() {
    document.removeEventListener("keydown", this.handler);
  },
};
