import { bilingual, type Coded } from "../../base/i18n";

export const whyWords = bilingual(
  {
    shown: "Shown",
    at: (time: string) => `All screens at ${time}`,
    shows: "Shows",
    item: "Item",
    lookHere: "All screens at this time",
    losers: "Also wanted the screen then",
    noLosers: "No other window wants the screen then.",
    steps: {
      quietHours: "quiet hours stand above everything", ruleClass: "its class is lower", priority: "its priority is lower", laterStart: "it begins earlier",
      ruleId: "equal in all: the smaller id decides", laterEnd: "it ends earlier",
      nothingToShow: "its playlist has nothing to show then",
    } as Coded,
    loser: (name: string, from: string, until: string, step: string) => `${name} (${from} – ${until}): ${step}`,
  },
  {
    shown: "播出",
    at: (time) => `${time} 的全部大屏`,
    shows: "播放",
    item: "条目",
    lookHere: "此时的全部大屏",
    losers: "同时要求此大屏的还有",
    noLosers: "此时没有其他时段要求此大屏。",
    steps: {
      quietHours: "静屏时段高于一切", ruleClass: "类别较低", priority: "优先级较低", laterStart: "开始较早", ruleId: "各项相同，由编号决定", laterEnd: "结束较早",
      nothingToShow: "其播放列表此时没有可播的内容",
    } as Coded,
    loser: (name, from, until, step) => `${name}（${from} – ${until}）：${step}`,
  },
);
