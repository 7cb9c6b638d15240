package ledwall.agent.glass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A display of this machine and the way to it.
 *
 * @param name as {@code DISPLAY} has it, such as {@code :71}
 */
record XDisplay(String name, int number) {
    private static final Pattern LOCAL = Pattern.compile("(?:unix)?:(\\d{1,5})(?:\\.0)?");

    static XDisplay of(String name) {
        Matcher parts = LOCAL.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the display must be one of this machine, such as :0, but is \"" + name + "\"");
        }
        return new XDisplay(name, Integer.parseInt(parts.group(1)));
    }

    XConnection open() throws IOException {
        Path authority = XAuthority.file(System.getenv(), System.getProperty("user.home", "/"));
        return XConnection.open(Path.of("/tmp/.X11-unix/X" + number), XAuthority.cookie(authority, number));
    }

    /** What to tell people of a failure, with the next step. */
    IOException failed(String what, Exception cause) {
        return new IOException("display " + name + " cannot be " + what + ": " + cause.getMessage()
            + "; check that its X server runs and that this user may use it", cause);
    }
}
