package ledwall.protocol.runtime.real;

/** What may name a file below a disk's folder: relative, {@code /} between plain segments, nothing that leads elsewhere. */
public final class DiskPath {
    private DiskPath() {}

    /**
     * Returns the path unchanged.
     *
     * @throws IllegalArgumentException if it is empty, absolute, holds an empty, {@code .} or {@code ..} segment, a backslash or a control character
     */
    public static String checked(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) < ' ' || path.charAt(i) == '\\') {
                throw refused(path);
            }
        }
        // The limit of -1 keeps empty segments at the end, as in "media/".
        for (var segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw refused(path);
            }
        }
        return path;
    }

    private static IllegalArgumentException refused(String path) {
        return new IllegalArgumentException("not a path below the data folder: \"" + path.replaceAll("\\p{Cntrl}", "?") + "\"");
    }
}
