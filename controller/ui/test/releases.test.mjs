import assert from "node:assert/strict";
import { test } from "node:test";
import { board, channels, crop, releases, steps } from "../node_modules/.test/pure.js";

const NOW = Date.parse("2026-12-01T10:00:00Z");
const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();
const release = (code, more = {}) => ({ id: code, state: { code, since: at(-60) }, at: at(600), decideAt: at(590), decision: null, ...more });
const GO = { verdict: "go", at: at(-20), reasons: [] };

test("it can be taken off the schedule until the point of no return and never after it", () => {
  assert.equal(board.deeds(release("armed"), NOW).recall, true);
  assert.equal(board.deeds(release("armed", { decideAt: at(0) }), NOW).recall, false);
  assert.equal(board.deeds(release("armed", { decision: GO }), NOW).recall, false);
});

test("whatever goes or went can be withdrawn, and nothing else", () => {
  const may = (each) => board.deeds(each, NOW).withdraw;
  assert.deepEqual([release("live"), release("partlyLive"), release("armed", { decision: GO }), release("failed", { decision: GO })].map(may), [true, true, true, true]);
  assert.deepEqual([release("draft"), release("armed"), release("withdrawn"), release("failed")].map(may), [false, false, false, false]);
});

test("only a draft is edited and scheduled", () => {
  assert.deepEqual(["draft", "scheduled", "live"].map((code) => board.deeds(release(code), NOW).edit), [true, false, false]);
});

test("only what the controller would try again is offered", () => {
  const failed = { kind: "screen", state: "failed", withdrawal: null };
  const may = (each, outlet = failed) => board.mayRetry({ until: at(600), ...each }, outlet, NOW);
  assert.deepEqual([release("partlyLive", { decision: GO }), release("preparing"), release("failed", { decision: GO })].map((each) => may(each)), [true, true, true]);
  assert.deepEqual([release("failed", { decision: { ...GO, verdict: "abort" } }), release("draft"), release("withdrawn", { decision: GO })].map((each) => may(each)),
    [false, false, false]);
  assert.equal(may(release("partlyLive", { decision: GO, until: at(-1) })), false, "its window is over");
  assert.equal(may(release("withdrawn", { decision: GO }), { ...failed, withdrawal: { state: "failed" } }), true);
  assert.equal(may(release("withdrawn", { decision: GO }), { ...failed, withdrawal: { state: "notReached" } }), false);
});

test("who publishes by hand brings the link; who only looked may say that nothing is there", () => {
  const proof = (kind, withdrawal = null) => board.proofOf({ kind: "channel", withdrawal, task: kind && { kind } });
  assert.deepEqual([proof("publish"), proof("finishDraft"), proof("lookUp"), proof(null)], ["link", "link", "linkIfThere", "link"]);
  assert.equal(proof("delete", { state: "byHand" }), "linkIfThere");
  assert.equal(board.proofOf({ kind: "screen", withdrawal: { state: "byHand" }, task: null }), "none");
});

test("a draft is held where it was held back, not where it was cancelled", () => {
  const held = (why) => board.isHeld({ state: { code: "draft", since: at(0), why } });
  assert.deepEqual(["Held by drolma.", "South Gate: it is offline.", "Cancelled by drolma.", null].map(held), [true, true, false, false]);
});

test("first the decision is awaited, then the start, then nothing", () => {
  assert.deepEqual(board.ahead(release("preparing"), NOW), { what: "decision", millis: 590_000 });
  assert.deepEqual(board.ahead(release("armed", { decision: GO }), NOW), { what: "start", millis: 600_000 });
  assert.equal(board.ahead(release("armed", { at: at(-1), decideAt: at(-3) }), NOW), null);
  assert.equal(board.ahead(release("live"), NOW), null);
});

test("it is looked at again and again as long as it moves by itself", () => {
  const moving = (each, outlets = []) => board.isMoving({ ...each, outlets }, NOW);
  assert.deepEqual([release("preparing"), release("live", { at: at(-30) }), release("live", { at: at(-600) }), release("draft", { at: null })].map((e) => moving(e)),
    [true, true, false, false]);
  assert.equal(moving(release("withdrawn", { at: at(-9999) }), [{ withdrawal: { state: "notReached" } }]), true);
});

test("a skew has its sign and as many digits as it deserves", () => {
  assert.deepEqual([124, -60, 12_345, 123_456, 0, null].map(board.skew), ["+0.12 s", "−0.06 s", "+12.3 s", "+123 s", "+0.00 s", ""]);
  assert.deepEqual([900, 1001, -2000, null].map(board.isOff), [false, true, true, false]);
});

test("what is on air comes first, then what comes soonest, then drafts, then what is over", () => {
  const list = [release("withdrawn", { at: at(-9000) }), release("draft"), release("scheduled", { id: "later", at: at(900) }), release("armed"),
    release("live", { at: at(-7200), until: at(-3600) }), release("partlyLive", { at: at(-60), until: at(60) })];
  assert.deepEqual(board.sorted(list, NOW).map((each) => each.id), ["partlyLive", "armed", "later", "draft", "live", "withdrawn"]);
});

test("a wall that cannot be reached is not counted as taken back", () => {
  const outlet = (name, state) => ({ name, withdrawal: state && { state } });
  const tally = board.withdrawalOf([outlet("East", "confirmed"), outlet("Gate", "notReached"), outlet("Feed", "sent"), outlet("Douyin", "byHand"), outlet("Old", null)]);
  assert.deepEqual([tally.confirmed, tally.open, tally.byHand, tally.able.map((each) => each.name)], [1, 2, 1, ["Gate"]]);
});

test("a proposed instant is a full minute, an hour ahead", () => {
  assert.equal(board.proposed(NOW + 1), NOW + 3_660_000);
});

const written = { ...releases.newDraft(), name: " Fair ", items: [{ mediaId: "media-a", fit: "cover", lengthMillis: null }],
  texts: { zh: { title: "灯会", digest: "", body: "" }, bo: { title: "", digest: " ", body: "" } } };

test("a script in which nothing is written is not told", () => {
  const document = releases.documentOf({ ...written, channels: [releases.partOf("channel-a")] });
  assert.deepEqual(document.texts, { zh: { title: "灯会", digest: "", body: "" } });
  assert.deepEqual(document.channels, [{ channelId: "channel-a" }]);
  assert.deepEqual(document.items, [{ mediaId: "media-a", fit: "cover" }]);
  assert.equal(document.name, "Fair");
});

test("what was kept comes back as it was written", () => {
  const chosen = { texts: written.texts, coverMediaId: "media-b", frame: "tall", crop: { x: 0, y: 0, width: 0.5, height: 1 } };
  const document = releases.documentOf({ ...written, channels: [{ ...releases.partOf("c"), ...chosen }] });
  const draft = releases.draftOf({ ...document, revision: 4 }, '"4"');
  assert.deepEqual(releases.documentOf(draft), document);
  assert.equal(draft.texts.bo.title, "");
});

test("what is lacking is named: content, outlets, a title for a channel, and texts that are too long", () => {
  assert.deepEqual(releases.lacks(releases.newDraft()), ["items", "outlets"]);
  const channel = releases.partOf("c");
  assert.deepEqual(releases.lacks({ ...written, texts: releases.newDraft().texts, channels: [channel] }), ["title"]);
  assert.deepEqual(releases.lacks({ ...written, channels: [channel] }), []);
  assert.deepEqual(releases.lacks({ ...written, items: [], channels: [channel] }), [], "channels take a text alone");
  assert.deepEqual(releases.lacks({ ...written, items: [], targets: { ...written.targets, screens: ["a"] }, channels: [channel] }), ["items"]);
  const long = { ...written.texts, bo: { title: "བ".repeat(33), digest: "", body: "" } };
  assert.deepEqual(releases.lacks({ ...written, texts: long, channels: [channel] }), ["tooLong"]);
});

test("characters beyond the first plane count as one", () => {
  assert.equal(releases.characters("𠮷"), 1);
});

test("things move within their list and not out of it", () => {
  assert.deepEqual(releases.move(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
  assert.deepEqual(releases.move(["a", "b", "c"], 2, 9), ["a", "b", "c"]);
  assert.deepEqual(releases.move(["a", "b", "c"], 2, -1), ["c", "a", "b"]);
});

test("secrets are told apart from settings, and empty lines to nobody", () => {
  const form = { name: "W", kind: "wechat", values: { appId: " wx1 ", appSecret: "s3cret", author: "" } };
  assert.deepEqual(channels.told(form), { settings: { appId: "wx1" }, secret: { appSecret: "s3cret" } });
});

test("the key of a webhook is told under the name that the controller knows", () => {
  const form = { name: "P", kind: "webhook", values: { url: "https://partner.example/in", key: "a key of both sides" } };
  assert.deepEqual(channels.told(form), { settings: { url: "https://partner.example/in" }, secret: { key: "a key of both sides" } });
});

test("what must be chosen is told also where nobody chose", () => {
  assert.deepEqual(channels.told({ name: "D", kind: "manual", values: {} }).settings, { site: "douyin" });
});

const HD = { width: 1920, height: 1080 };
const TALL = { width: 9, height: 16 };

test("without a choice the middle is taken, as high as the picture", () => {
  assert.deepEqual(crop.shaped(null, HD, TALL), { x: 0.3418, y: 0, width: 0.3164, height: 1 });
  assert.deepEqual(crop.shaped(null, HD, { width: 16, height: 9 }), { x: 0, y: 0, width: 1, height: 1 });
});

test("a part stays in the picture, keeps its shape, and stays where it is when it is asked for again", () => {
  const middle = crop.shaped(null, HD, TALL);
  const right = crop.placed(middle, 5, 5);
  assert.deepEqual([right.x, right.y, right.width], [0.6836, 0, middle.width]);
  assert.deepEqual(crop.shaped(right, HD, TALL), right);
  const half = crop.shaped(right, HD, TALL, 0.5);
  assert.deepEqual([half.width, half.height], [0.1582, 0.5]);
  assert.ok(half.x + half.width <= 1 && Math.abs(crop.zoomOf(half, HD, TALL) - 0.5) < 0.001);
});

test("it shrinks only so far", () => {
  assert.equal(crop.shaped(null, HD, TALL, 0).height, crop.LEAST);
});

const step = (to, more = {}) => ({ at: at(0), by: "", outletId: null, from: null, to, code: null, words: "", about: null, ...more });

test("the newest step comes first, and what only repeats the one before is not told again", () => {
  const list = [step("decided hold", { words: "East is offline." }), step("draft", { words: "East is offline." }), step("withdrawn", { outletId: "screen:a" }),
    step("withdrawal confirmed", { outletId: "screen:a" }), step("withdrawal confirmed", { outletId: "screen:b" })];
  assert.deepEqual(steps.told(list).map((each) => [each.to, each.words]),
    [["withdrawal confirmed", ""], ["withdrawn", ""], ["draft", ""], ["decided hold", "East is offline."]]);
});
