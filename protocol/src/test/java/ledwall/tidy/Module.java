package ledwall.tidy;

import java.util.List;
import java.util.Map;

/**
 * One Maven module, as its {@code TidyTest} describes it.
 *
 * @param name the module's folder
 * @param rootPackage the package whose sub-packages are the rooms
 * @param layers rooms from the bottom up, each a set of names below the root ({@code player.mpv} before {@code player} where both are named); code may use its
 *     own layer and those below it. Rooms of one layer do not form cycles. Every room must be named; the root package itself may use everything
 * @param apart rooms that may not know each other although their layers would allow it: key may not use values
 * @param libraries a library's package prefix, and the only rooms (below the root; {@code ""} for the root itself) that may use it
 */
public record Module(
        String name,
        String rootPackage,
        List<List<String>> layers,
        Map<String, List<String>> apart,
        Map<String, List<String>> libraries,
        List<Exemption> exemptions) {}
