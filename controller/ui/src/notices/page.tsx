import { useEffect, useState } from "preact/hooks";
import { Failure, useAction } from "../base/errors";
import { useWords } from "../base/i18n";
import { to } from "../shell/route";
import { readTemplates, type Templates } from "./api";
import { NoticeEditor } from "./editor";
import { noticeWords } from "./words";

/** A notice, new or kept, as it is written and read. */
export function NoticePage({ id }: { id: string }) {
  const words = useWords(noticeWords);
  const [templates, setTemplates] = useState<Templates | null>(null);
  const { failure, run } = useAction();
  useEffect(() => void run(async () => setTemplates(await readTemplates())), []);
  return (
    <>
      <p class="crumbs"><a href={to("library")}>‹ {words.back}</a></p>
      <Failure of={failure} />
      {templates && <NoticeEditor key={id} id={id} templates={templates} />}
    </>
  );
}
