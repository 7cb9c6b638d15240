package ledwall.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A module's source files, and what their text may not hold. */
final class Sources {
    private static final int MAX_LINES = 400;
    private static final int MAX_WIDTH = 180;

    /** Written in two parts, or this file would refuse itself. */
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK|W" + "IP)\\b");

    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.\\w+)\\s*\\.\\s*sleep\\s*\\(");
    private static final Pattern SWITCHED_OFF = Pattern.compile("^\\s*@Dis" + "abled\\b");
    private static final Pattern TYPE = Pattern.compile("\\.(java|ts|tsx|css|sql)$");

    private final Path module;

    private Sources(Path module) {
        this.module = module;
    }

    /** Tests run in their module's folder (Maven) or in the folder above it (an IDE). */
    static Sources of(String moduleName) {
        var here = Path.of("").toAbsolutePath();
        var below = here.resolve(moduleName);
        return new Sources(Files.isDirectory(below.resolve("src")) ? below : here);
    }

    /** Names of all top-level classes of main code. */
    Set<String> mainClasses() {
        var main = module.resolve("src/main/java");
        return files(main).stream()
                .map(file -> main.relativize(file).toString())
                .filter(file -> file.endsWith(".java"))
                .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> tooLong() {
        return problems((file, found) -> {
            var lines = lines(file);
            if (lines.size() > MAX_LINES) {
                found.add(show(file) + " has " + lines.size() + " lines, more than " + MAX_LINES);
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > MAX_WIDTH) {
                    found.add(show(file) + ":" + (i + 1) + " is wider than " + MAX_WIDTH);
                }
            }
        });
    }

    List<String> unfinished() {
        return matching(LEFT_OVER, "is left over");
    }

    List<String> sleepingOrSwitchedOff() {
        var found = matching(SLEEP, "sleeps");
        found.addAll(matching(SWITCHED_OFF, "is switched off"));
        return found;
    }

    /** Every package of main code says what it is and is null-marked. */
    List<String> unexplainedPackages() {
        var found = new ArrayList<String>();
        var main = module.resolve("src/main/java");
        var folders = files(main).stream().filter(file -> file.toString().endsWith(".java")).map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
        for (var folder : folders) {
            var info = folder.resolve("package-info.java");
            if (!Files.exists(info)) {
                found.add(show(folder) + " has no package-info.java");
            } else if (!String.join("\n", lines(info)).matches("(?s)/\\*\\*.*@NullMarked\\s+package .*")) {
                found.add(show(info) + " must say what the package is and carry @NullMarked");
            }
        }
        return found;
    }

    private List<String> matching(Pattern pattern, String what) {
        return problems((file, found) -> {
            var lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                var matcher = pattern.matcher(lines.get(i));
                if (matcher.find()) {
                    found.add(show(file) + ":" + (i + 1) + " " + what + ": " + matcher.group().strip());
                }
            }
        });
    }

    private List<String> problems(BiConsumer<Path, List<String>> check) {
        var found = new ArrayList<String>();
        for (var folder : List.of("src/main", "src/test", "ui/src")) {
            files(module.resolve(folder)).forEach(file -> check.accept(file, found));
        }
        return found;
    }

    private String show(Path file) {
        return module.relativize(file).toString();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            return all.filter(file -> TYPE.matcher(file.toString()).find()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
