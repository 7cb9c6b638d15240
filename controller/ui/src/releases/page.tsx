import { useWords } from "../base/i18n";
import { to, useRoute } from "../shell/route";
import { useMay } from "../shell/session";
import { Board } from "./board-page";
import { ChannelPage } from "./channels/one";
import { ChannelsPage } from "./channels/page";
import { ReleaseEditor } from "./editor";
import { ReleaseList } from "./list";
import { releaseWords } from "./words";

/** #/releases, #/releases/new, #/releases/channels, #/releases/channels?channel={id}, #/releases/{id}, #/releases/{id}?edit=1 */
export function ReleasesPage() {
  const words = useWords(releaseWords);
  const { id, query } = useRoute();
  const mayRelease = useMay("release");
  if (id === null) {
    return <ReleaseList />;
  }
  const crumbs = <p class="crumbs"><a href={to("releases")}>‹ {words.back}</a></p>;
  if (id === "channels") {
    const channel = query.get("channel");
    return channel ? <><p class="crumbs"><a href={to("releases", "channels")}>‹ {words.toChannels}</a></p><ChannelPage key={channel} id={channel} /></>
      : <>{crumbs}<ChannelsPage /></>;
  }
  if (id === "new" || (query.has("edit") && mayRelease)) {
    return <>{crumbs}<ReleaseEditor key={id} id={id === "new" ? null : id} /></>;
  }
  return <>{crumbs}<Board key={id} id={id} /></>;
}
