package ledwall.controller;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import ledwall.agent.AgentNode;
import ledwall.protocol.message.PlayState;
import ledwall.sim.Journal;

/** The transitions that the house's state machines may make, as {@code transitions.txt} lists them: any other is a mistake, or news for the list. */
final class Transitions {
    /** Enums that say what something is, not how it is just now. */
    static final Set<String> KINDS = Set.of("AsRunOutcome", "Change.Kind", "CommandName", "Container", "Fault", "Fit", "GoodbyeReason", "Impact.Code",
            "Lack.Kind", "LatchState.Origin", "Media.Kind", "Offline.Cause", "Operation.Body", "Operation.Method", "Patience.Verdict", "Phase", "Refusal.Kind",
            "Renditions.Priority", "Right", "Role", "ScreenEvent.Code", "Setting", "Settings.PlayerKind", "Show.Way", "StopOrigin", "StopPicture",
            "StopResult.Why", "TestPicture",
            // Of the command at the wall, which runs beside the agent on a real machine only.
            "StopCommand.Agent", "StrayPlayers.How", "StrayPlayers.Seen",
            // How rules are put in words and in order.
            "CalendarCondition.Kind", "Owner.Nobody", "RuleClass", "Why.Step",
            // What notices are made of.
            "Field", "PinnedFont", "Policy", "Script", "Template", "Theme",
            // Of releases: their own simulations hit every transition.
            "Call", "Decider.Timing", "Decision.Verdict", "OutletState", "ReleaseState.Code", "Withdrawal.State",
            "FakeSite.Mishap",
            // Of channels, and of what is made for them.
            "Attachment.Role", "ChannelFrame", "ChannelKind", "ChannelRequest.Form", "Exchange.GivenUp.Why", "FeedPages.Form", "ManualTask.Check", "ManualTask.Kind",
            "NotTaken", "Reach", "Seen.Kind", "Site", "Status",
            // Of one edit, and what it was.
            "Pace", "RuleChange.Kind",
            // Told to people as it goes on, decided by others.
            "MediaProgress.Phase", "StopView.State");
    /** States that no simulated fleet gets into, and why. */
    static final Set<String> NEVER = Set.of();

    private static final List<String> HOMES = List.of("ledwall.agent.", "ledwall.controller.", "ledwall.protocol.message.");
    private static final String CLASS = ".class";
    private static final String FILE = "transitions.txt";

    private static final String SELDOM = "~ ";

    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> wanted = new TreeSet<>();
    private final boolean strict;

    /** @param strict whether a transition that is not listed fails the run */
    Transitions(boolean strict) {
        this.strict = strict;
        try (InputStream in = Objects.requireNonNull(Transitions.class.getResourceAsStream(FILE), FILE)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> {
                        known.add(line.startsWith(SELDOM) ? line.substring(SELDOM.length()) : line);
                        if (!line.startsWith(SELDOM)) {
                            wanted.add(line);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that a few seeds must hit. */
    Set<String> wanted() {
        return wanted;
    }

    Set<String> known() {
        return known;
    }

    void onlyKnown(Set<String> seen) {
        if (strict && !known.containsAll(seen)) {
            var fresh = new TreeSet<>(seen);
            fresh.removeAll(known);
            throw new AssertionError("not listed in " + FILE + ": " + fresh + "; if these are right, list them and see that the fixed seeds hit them");
        }
    }

    /** Every enum of agent, controller and messages that is not named among the kinds. */
    static List<Class<?>> states() throws IOException, URISyntaxException, ClassNotFoundException {
        var out = new ArrayList<Class<?>>();
        for (Class<?> member : List.of(AgentNode.class, ControllerNode.class, PlayState.class)) {
            for (String name : classesBeside(member)) {
                Class<?> type = Class.forName(name, false, member.getClassLoader());
                if (type.isEnum() && HOMES.stream().anyMatch(name::startsWith) && !KINDS.contains(Journal.name(type)) && !out.contains(type)) {
                    out.add(type);
                }
            }
        }
        return out;
    }

    private static List<String> classesBeside(Class<?> member) throws IOException, URISyntaxException {
        Path place = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                return classes(files.map(file -> place.relativize(file).toString()));
            }
        }
        try (var jar = new JarFile(place.toFile())) {
            return classes(jar.stream().map(JarEntry::getName));
        }
    }

    private static List<String> classes(Stream<String> files) {
        return files.filter(file -> file.startsWith("ledwall") && file.endsWith(CLASS))
                .map(file -> file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
                .filter(name -> !name.endsWith("-info")).sorted().toList();
    }
}
