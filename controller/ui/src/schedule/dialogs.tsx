import { post } from "../base/api";
import { FormDialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import type { Rule } from "../base/types";
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
