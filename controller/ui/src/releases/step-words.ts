import { bilingual, type Coded } from "../base/i18n";

/** What a step is called, beside the states of releases and outlets. */
export const stepWords = bilingual(
  {
    steps: "What happened",
    hint: "As the controller stored it, the newest first.",
    at: "Time",
    who: "Outlet",
    what: "What",
    detail: "Detail",
    show: "Show",
    everything: "everything",
    whole: "the release",
    itself: "the controller",
    by: (name: string) => `by ${name}`,
    ofWhole: {
      edited: "edited", "decided go": "decided: go", "decided hold": "decided: hold", "decided abort": "decided: abort",
    } as Coded,
    ofOutlet: {
      called: "told to go", submitting: "being called", submitted: "taken", doneByHand: "done by hand", "withdrawal sent": "told to take it back",
      "withdrawal confirmed": "taken back", "withdrawal failed": "refused to take it back", "withdrawal byHand": "to be deleted by hand",
      "withdrawal notReached": "not reached",
    } as Coded,
    abouts: {
      scheduled: (when: string) => `goes live ${when}`, submitting: (when: string) => `call at ${when}`, submitted: (when: string) => `taken ${when}`,
      confirmed: (when: string) => `seen ${when}`,
    } as Coded<(when: string) => string>,
  },
  {
    steps: "经过",
    hint: "以控制端的记录为准，最新的在前。",
    at: "时间",
    who: "出口",
    what: "事项",
    detail: "详情",
    show: "显示",
    everything: "全部",
    whole: "整个发布",
    itself: "控制端",
    by: (name) => `操作人 ${name}`,
    ofWhole: { edited: "已修改", "decided go": "决定：执行", "decided hold": "决定：暂缓", "decided abort": "决定：中止" },
    ofOutlet: {
      called: "已下达上线指令", submitting: "正在提交", submitted: "已受理", doneByHand: "已人工完成", "withdrawal sent": "已通知撤下",
      "withdrawal confirmed": "已撤下", "withdrawal failed": "拒绝撤下", "withdrawal byHand": "需人工删除", "withdrawal notReached": "未能通知",
    },
    abouts: {
      scheduled: (when) => `上线时刻 ${when}`, submitting: (when) => `调用时刻 ${when}`, submitted: (when) => `受理于 ${when}`, confirmed: (when) => `可见于 ${when}`,
    },
  },
);
