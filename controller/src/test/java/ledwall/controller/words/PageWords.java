package ledwall.controller.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the page and the programs say, read from their sources. */
final class PageWords {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|//[^\n]*");
    private static final Pattern KEY = Pattern.compile("(\\w+):");

    private final Path top;

    PageWords() {
        // Tests run in this module's folder, or in the one above it.
        Path here = Path.of("").toAbsolutePath();
        top = Files.isDirectory(here.resolve("controller")) ? here : here.getParent();
    }

    /** The keys of each table of this name in a file of the page: one where it is said once, two where each language has its own, the English one first. */
    List<Set<String>> tables(String file, String name) throws IOException {
        String text = STRING.matcher(Files.readString(top.resolve("controller/ui/src").resolve(file))).replaceAll("''");
        var found = new ArrayList<Set<String>>();
        var start = Pattern.compile("\\b" + name + "(?::| ?: Said =) \\{").matcher(text);
        while (start.find()) {
            var keys = KEY.matcher(text.substring(start.end(), text.indexOf('}', start.end())));
            found.add(keys.results().map(key -> key.group(1)).collect(Collectors.toCollection(TreeSet::new)));
        }
        return found;
    }

    /** Main code below this folder, by file name. */
    List<Source> sources(String folder) throws IOException {
        try (var files = Files.walk(top.resolve(folder))) {
            var out = new ArrayList<Source>();
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
                out.add(new Source(String.valueOf(file.getFileName()), Files.readString(file)));
            }
            return out;
        }
    }

    record Source(String file, String text) {
        private static final Pattern CONSTANT = Pattern.compile("static final String ([A-Z_]+) =\\s+\"(\\w+)\";");

        /** The first groups of every match that are a code: a literal, or the name of a constant of this file. */
        Set<String> codes(String pattern) {
            return Pattern.compile(pattern).matcher(text).results().map(match -> code(match.group(1))).filter(code -> !code.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        }

        /** All codes that this file names as constants. */
        Set<String> constants() {
            return CONSTANT.matcher(text).results().map(match -> match.group(2)).collect(Collectors.toCollection(TreeSet::new));
        }

        private String code(String said) {
            return said.startsWith("\"") ? said.substring(1, said.length() - 1)
                : CONSTANT.matcher(text).results().filter(match -> match.group(1).equals(said)).map(match -> match.group(2)).findFirst().orElse("");
        }
    }
}
