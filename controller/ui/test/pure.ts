/** What of the page decides without a browser, for `npm test`. */
export * as notices from "../src/notices/draft";
export * as board from "../src/releases/board";
export * as channels from "../src/releases/channels/kinds";
export * as crop from "../src/releases/crop";
export * as steps from "../src/releases/steps";
export * as releases from "../src/releases/draft";
export * from "../src/schedule/apply/span";
export * from "../src/schedule/copy/week";
export * from "../src/schedule/rule/draft";
export * from "../src/schedule/rule/pattern";
export * from "../src/schedule/rule/sentence";
export * from "../src/schedule/timeline/held";
export * from "../src/schedule/timeline/range";
export * from "../src/schedule/timeline/spans";
