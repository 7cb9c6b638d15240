import { del, etagOf, post } from "../base/api";
import { FormDialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import type { Rule } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed } from "../live/live";
import { scheduleWords } from "./words";

export function EndWindow({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const words = useWords(scheduleWords);
  const feed = useFeed();
  const end = async () => {
    await post(`/schedule/rules/${rule.id}/end`, {});
    feed.soon("rules");
  };
  return (
    <FormDialog id="end-window" title={words.endTitle(rule.name)} action={words.endNow} danger onSubmit={end} onClose={onClose}>
      <p class="hint">{words.endHint}</p>
    </FormDialog>
  );
}

export function DeleteWindow({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const remove = async () => {
    await del(`/schedule/rules/${rule.id}`, etagOf(rule));
    feed.soon("rules");
  };
  return (
    <FormDialog id="delete-window" title={words.deleteTitle(rule.name)} action={base.remove} danger onSubmit={remove} onClose={onClose}>
      <p class="hint">{words.deleteHint}</p>
    </FormDialog>
  );
}
