import assert from "node:assert/strict";
import { test } from "node:test";
import { notices as page } from "../node_modules/.test/pure.js";

const TEMPLATES = {
  items: [
    { id: "notice", title: "Notice", fields: ["title", "body"], needed: ["title", "body"], maxCharacters: {} },
    { id: "title", title: "Title alone", fields: ["title"], needed: ["title"], maxCharacters: {} },
    { id: "ticker", title: "Ticker", fields: ["title", "body", "ticker"], needed: ["ticker"], maxCharacters: {} },
  ],
  themes: [{ id: "night", background: "#0b2545", colour: "#ffffff" }],
  durationMillis: { min: 2000, max: 300_000, step: 200 },
};
const SNOW = { zh: "雪", bo: "གངས།" };

test("a new notice is of the first template and theme", () => {
  const draft = page.newDraft(TEMPLATES);
  assert.deepEqual([draft.template, draft.theme, draft.etag], ["notice", "night", null]);
});

test("only what the template shows is sent, and the rest is kept in the draft", () => {
  const draft = { ...page.newDraft(TEMPLATES), name: " Snow ", title: SNOW, body: SNOW, ticker: SNOW };
  const title = page.documentOf({ ...draft, template: "title" }, TEMPLATES);
  assert.deepEqual([title.name, title.title, title.body, title.ticker], ["Snow", SNOW, { zh: "", bo: "" }, null]);
  assert.deepEqual(page.documentOf({ ...draft, template: "ticker" }, TEMPLATES).ticker, SNOW);
  assert.deepEqual(draft.body, SNOW);
});

test("a ticker of blanks is none", () => {
  const draft = { ...page.newDraft(TEMPLATES), template: "ticker", ticker: { zh: " ", bo: "" } };
  assert.equal(page.documentOf(draft, TEMPLATES).ticker, null);
});

test("screens of one size and pitch are drawn for once, the most frequent shape first", () => {
  const screen = (name, width, height, pitchMillimetres) => ({ name, width, height, pitchMillimetres });
  const shapes = page.shapesOf([screen("Gate", 360, 640, null), screen("East", 640, 360), screen("West", 640, 360, null), screen("Square", 640, 360, 8)]);
  assert.deepEqual(shapes.map(({ width, pitch, screens }) => [width, pitch, screens.join()]), [[640, null, "East,West"], [360, null, "Gate"], [640, 8, "Square"]]);
});

test("where there is no screen yet it is drawn for a usual one", () => {
  assert.deepEqual(page.shapesOf([]).map(({ width, height }) => [width, height]), [[1920, 1080]]);
});

test("characters are counted as the controller counts them", () => {
  assert.equal(page.characters("𠮷 བོད"), 5);
});
