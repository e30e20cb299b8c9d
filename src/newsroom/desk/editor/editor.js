// The calm editor: CodeMirror over the plain textarea, which stays the form's field and works alone without script.
// Facts are marked where they stand, and move with the text until the next check places them anew.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, Language, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { parser } from "@lezer/markdown";

// The bare grammar: the usual package brings HTML, CSS and JavaScript along, which copy has no use for.
const markdown = new Language(defineLanguageFacet(), parser, [], "markdown").extension;
const place = StateEffect.define();

const facts = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    marks = marks.map(change.changes);
    for (const effect of change.effects) if (effect.is(place)) marks = Decoration.set(effect.value, true);
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const look = EditorView.theme({
  "&": { fontSize: "1.0625rem", color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { fontFamily: "var(--text)", lineHeight: "1.6", padding: "0", caretColor: "currentColor", minHeight: "24rem" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeftColor: "currentColor" },
  ".cm-fact": { textDecoration: "underline dotted var(--blue) .1em", textUnderlineOffset: ".22em" },
  ".cm-loose": { textDecoration: "underline wavy var(--red) .1em", textUnderlineOffset: ".22em", backgroundColor: "var(--sheet)" },
});

const marks = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, textDecoration: "underline" },
  { tag: tags.processingInstruction, opacity: "0.5" },
]);

// `area` is the textarea; `changed` is called after each change of the text. Returns what desk.js needs of it.
export function open(area, changed) {
  const host = document.createElement("div");
  host.className = "editor";
  area.before(host);
  // A shadow root takes constructed style sheets, so that our strict style policy needs no exception.
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        markdown,
        syntaxHighlighting(marks),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Text, in Markdown", spellcheck: "true", lang: "en" }),
        placeholder(area.placeholder),
        look,
        facts,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((one) => one.annotation(Transaction.remote))) return;
          area.value = update.state.doc.toString();
          changed();
        }),
      ],
    }),
  });
  area.hidden = true;
  return {
    insert(text) { view.dispatch(view.state.replaceSelection(text)); view.focus(); },
    select(from, to) { view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true }); view.focus(); },
    mark(found) {
      const length = view.state.doc.length;
      const set = found.filter((f) => f.from >= 0 && f.to <= length && f.from < f.to)
        .map((f) => Decoration.mark({ class: f.loose ? "cm-loose" : "cm-fact", attributes: { title: f.title } }).range(f.from, f.to));
      view.dispatch({ effects: place.of(set) });
    },
    // A colleague's text comes in as the change it is, so that cursor and marks stay where they were; it is no edit of ours.
    take(text) {
      const old = view.state.doc.toString(), least = Math.min(old.length, text.length);
      let from = 0, tail = 0;
      while (from < least && old[from] === text[from]) from++;
      while (tail < least - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
      if (old === text) return;
      area.value = text;
      view.dispatch({
        changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) },
        annotations: Transaction.remote.of(true),
      });
    },
  };
}
