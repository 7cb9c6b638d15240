/** Sites that let no program publish, such as Douyin and WeChat Channels: a package, a checklist, and somebody who confirms with the link. Blocking. */
@NullMarked
package ledwall.controller.release.channel.manual;

import org.jspecify.annotations.NullMarked;
