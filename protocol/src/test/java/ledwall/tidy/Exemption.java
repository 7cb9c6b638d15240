package ledwall.tidy;

import java.util.List;

/**
 * Leave for some code to touch the world itself.
 *
 * @param where a class or package below the module's root, such as {@code player.mpv} or {@code Main}; everything in it is exempt
 * @param reason why the seams do not serve there, for people
 */
public record Exemption(String where, List<Ban> bans, String reason) {
    public Exemption {
        if (reason.length() < 20) {
            throw new IllegalArgumentException("an exemption needs a reason, but that of " + where + " is \"" + reason + "\"");
        }
    }

    public static Exemption of(String where, String reason, Ban... bans) {
        return new Exemption(where, List.of(bans), reason);
    }

    boolean covers(String rootPackage, String className) {
        var name = rootPackage + "." + where;
        return className.equals(name) || className.startsWith(name + ".") || className.startsWith(name + "$");
    }
}
