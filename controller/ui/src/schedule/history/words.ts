import { bilingual, type Coded } from "../../base/i18n";

export const historyWords = bilingual(
  {
    title: "History",
    hint: "Every edit of a window or rule, newest first. Undo shows what it would change before anything is done.",
    at: "When",
    by: "Who",
    what: "What",
    itself: "the controller itself",
    changes: { created: "made", changed: "changed", deleted: "deleted", restored: "brought back" } as Coded,
    cut: "applied now",
    undo: "Undo",
    later: "a later edit stands upon it",
    none: "Nothing has been edited yet.",
    older: "Older ones",
  },
  {
    title: "历史",
    hint: "对时段和规则的每次修改，最新的在前。撤销之前会先显示将有的变化。",
    at: "时间",
    by: "操作人",
    what: "操作",
    itself: "控制端自身",
    changes: { created: "新建", changed: "修改", deleted: "删除", restored: "恢复" } as Coded,
    cut: "立即应用",
    undo: "撤销",
    later: "其后还有修改",
    none: "还没有任何修改。",
    older: "更早的",
  },
);
