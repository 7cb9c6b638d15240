/**
 * The house checks itself: what every module's {@code TidyTest} asserts about its sources and classes. Each module hands in a {@link ledwall.tidy.Module} with
 * its layers and its reasoned exemptions; an exemption that is no longer needed fails too.
 */
@NullMarked
package ledwall.tidy;

import org.jspecify.annotations.NullMarked;
