/** Bilingual notices as people write, keep and see them: the centre's policy, revisions, what fits which screen, previews. How they are drawn is {@code text}'s business. */
@NullMarked
package ledwall.controller.notice;

import org.jspecify.annotations.NullMarked;
