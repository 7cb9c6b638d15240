/**
 * Bilingual notices as pictures: what may be written, where lines break, how large letters are, and the pixels. Pure but for reading the fonts, which are known
 * by their hash; safe from any thread. Knows nothing of media or screens: a notice and a size in pixels go in, frames come out.
 */
@NullMarked
package ledwall.controller.text;

import org.jspecify.annotations.NullMarked;
