package ledwall.controller.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.controller.asrun.AsRunOutcome;
import ledwall.controller.emergency.StopResult;
import ledwall.controller.health.Impact;
import ledwall.controller.health.Offline;
import ledwall.controller.health.ScreenEvent;
import ledwall.controller.media.Fit;
import ledwall.controller.media.MediaProgress;
import ledwall.controller.release.Decision;
import ledwall.controller.release.OutletState;
import ledwall.controller.release.Policy;
import ledwall.controller.release.ReleaseState;
import ledwall.controller.release.Withdrawal;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.ReleaseAdvice;
import ledwall.controller.schedule.RuleChange;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Why;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.TestPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever code the controller or an agent can send, the page has Chinese words for it. English ones too, unless the sentence that comes with a code is shown:
 * that one is English.
 */
class WordsTest {
    private static final String CODE = "(\"\\w+\"|[A-Z][A-Z_]+)";
    private static final String REFUSAL = "(?:Refusal\\.(?:invalid|notFound|conflict|stale)\\(|Refusal\\(\\s*(?:Refusal\\.)?Kind\\.\\w+,"
        + "|HttpProblem\\(\\s*\\d+,|new TextRefusal\\()\\s*";
    /** What others make refusals of. */
    private static final String FAILURE = "(?:\\bunavailable\\(|SnapshotUnavailable\\(|LogUnavailable\\(|(?:Snapshot|Log)Failed\\([^\",]*,)\\s*";
    /** Told on a console only, before there is a page. */
    private static final Set<String> BEFORE_THE_PAGE = Set.of("agentsHostNotLoopback", "databaseVersion");

    private final PageWords page = new PageWords();

    /** @param alone whether the page shows nothing but its own words, in either language */
    private record Spoken(String file, String table, boolean alone, Collection<String> codes) {
        @Override
        public String toString() {
            return table + " in " + file;
        }
    }

    static Stream<Spoken> spoken() {
        return Stream.of(
            new Spoken("walls/words.ts", "state", true, names(PlayState.values())),
            new Spoken("walls/words.ts", "covers", true, with(names(TestPicture.values()), Cover.IDENTIFY)),
            new Spoken("technician/words.ts", "pictures", true, names(TestPicture.values())),
            new Spoken("technician/words.ts", "causes", true, names(Offline.Cause.values())),
            new Spoken("technician/words.ts", "eventNames", true, names(ScreenEvent.Code.values())),
            new Spoken("technician/words.ts", "impacts", false, names(Impact.Code.values())),
            new Spoken("asrun/words.ts", "outcomes", true, names(AsRunOutcome.values())),
            new Spoken("stop/words.ts", "whys", true, names(StopResult.Why.values())),
            new Spoken("schedule/words.ts", "classes", true, names(RuleClass.values())),
            new Spoken("schedule/why/words.ts", "steps", true, names(Why.Step.values())),
            new Spoken("schedule/history/words.ts", "changes", true, names(RuleChange.Kind.values())),
            new Spoken("library/words.ts", "phase", true, names(MediaProgress.Phase.values())),
            new Spoken("playlists/words.ts", "fits", true, names(Fit.values())),
            new Spoken("releases/words.ts", "states", true, names(ReleaseState.Code.values())),
            new Spoken("releases/words.ts", "policies", true, names(Policy.values())),
            new Spoken("releases/words.ts", "verdicts", true, names(Decision.Verdict.values())),
            new Spoken("releases/words.ts", "outletStates", true, names(OutletState.values())),
            new Spoken("releases/words.ts", "withdrawals", true, names(Withdrawal.State.values())),
            new Spoken("releases/checks.ts", "checks", false, names(ManualTask.Check.values())),
            new Spoken("releases/channels/words.ts", "kinds", true, names(ChannelKind.values())));
    }

    @ParameterizedTest
    @MethodSource("spoken")
    void everythingThatIsOneOfAFewHasWords(Spoken spoken) throws IOException {
        var tables = page.tables(spoken.file, spoken.table);
        assertEquals(2, tables.size(), "one table for each language");
        assertSaid(spoken.codes, tables.getLast(), "Chinese");
        if (spoken.alone) {
            assertSaid(spoken.codes, tables.getFirst(), "English");
        }
    }

    @Test
    void everyProblemOfAScreenHasChineseWords() throws IOException {
        var codes = found("agent/src/main/java", "\\b(?:raise|clear|set)\\(\\s*" + CODE);
        for (var source : page.sources("controller/src/main/java/ledwall/controller/health")) {
            if (Set.of("Board.java", "Differences.java").contains(source.file())) {
                codes.addAll(source.constants());
            }
        }
        // The database's failures are told beside every screen; a controller that is stopping has nobody left to tell.
        refused().stream().filter(code -> code.startsWith("database") && !code.equals("databaseClosed")).forEach(codes::add);
        assertTrue(codes.containsAll(Set.of("shownUnrecorded", "mediaWrong", "glassCovered", "asRunDamaged", "twoAgents", "wrongItem", "databaseFull")),
            codes::toString);
        assertSaid(codes, page.tables("problems-zh.ts", "screenProblems").getFirst(), "Chinese");
    }

    @Test
    void everyProblemOfAnAgentHasAnAdviceOfItsOwn() throws IOException {
        var advice = page.sources("controller/src/main/java/ledwall/controller/health").stream().filter(source -> source.file().equals("Advice.java"))
            .findFirst().orElseThrow().text();
        var codes = found("agent/src/main/java", "\\b(?:raise|set)\\(\\s*" + CODE);
        assertTrue(codes.contains("asRunDamaged"), codes::toString);
        codes.removeIf(code -> advice.contains("\"" + code + "\""));
        assertEquals(Set.of(), codes);
    }

    @Test
    void everyRefusalHasChineseWords() throws IOException {
        var codes = refused();
        assertTrue(codes.containsAll(Set.of("mediaInUse", "weakPassword", "noRight", "databaseBusy", "snapshotTimeout", "logTimeout", "noPicture")),
            codes::toString);
        assertSaid(codes, page.tables("problems-zh.ts", "refusals").getFirst(), "Chinese");
    }

    @Test
    void everyRefusalOfAChannelHasChineseWords() throws IOException {
        String folder = "controller/src/main/java/ledwall/controller/release/channel";
        var codes = found(folder, "Step\\.Refused\\([^;\"]*?" + CODE);
        codes.addAll(found(folder, "new Unfit\\(\\s*" + CODE));
        codes.addAll(found(folder + "/wechat", "(?:->|[A-Z]\\() ?(\"wechat\\w+\")"));
        assertTrue(codes.containsAll(Set.of("feedTextUnfit", "webhookGivenUp", "wechatFileTooLarge", "wechatCheckFailed", "wechatRefused", "handOffUnfit")),
            codes::toString);
        assertSaid(codes, page.tables("problems-zh.ts", "channelProblems").getFirst(), "Chinese");
    }

    @Test
    void everyProblemOfAReleaseHasChineseWordsAndAnAdvice() throws IOException {
        var sources = page.sources("controller/src/main/java/ledwall/controller/release");
        var codes = new TreeSet<String>();
        sources.stream().filter(source -> source.file().equals("Codes.java")).forEach(source -> codes.addAll(source.constants()));
        assertTrue(codes.containsAll(Set.of("wallNoToken", "channelGaveUp", "releaseHeld")), codes::toString);
        assertSaid(codes, page.tables("problems-zh.ts", "releaseProblems").getFirst(), "Chinese");
        for (String code : codes) {
            assertFalse(ReleaseAdvice.of(code).equals(ReleaseAdvice.of("")), code + " has no advice of its own");
        }
    }

    @Test
    void everyOutcomeOfACommandHasChineseWords() throws IOException {
        var codes = found("agent/src/main/java/ledwall/agent", "\\banswer\\(command, " + CODE);
        codes.addAll(found("agent/src/main/java/ledwall/agent", "answer\\.accept\\(\\s*" + CODE));
        codes.addAll(found("agent/src/main/java/ledwall/agent", "answer\\.accept\\([^;\"]*\\? " + CODE));
        codes.addAll(found("agent/src/main/java/ledwall/agent", "answer\\.accept\\([^;\"]*\"\\w+\" : " + CODE));
        codes.addAll(found("controller/src/main/java/ledwall/controller/session", "notDone\\([^\"]*, " + CODE));
        assertTrue(codes.containsAll(Set.of("done", "unknownCommand", "noDisplay", "displayFailed", "commandTimeout")), codes::toString);
        assertSaid(codes, page.tables("technician/words.ts", "outcomes").getLast(), "Chinese");
    }

    @Test
    void everyConsequenceOfAMoveHasChineseWords() throws IOException {
        var codes = found("controller/src/main/java/ledwall/controller/screen", "new Consequence\\(\\s*" + CODE);
        assertTrue(codes.contains("joinsGroup"), codes::toString);
        assertSaid(codes, page.tables("groups/words.ts", "consequences").getLast(), "Chinese");
    }

    /** Otherwise the tests above would not see it. */
    @Test
    void everyRefusalNamesItsCodeWhereItIsMade() throws IOException {
        var unnamed = new TreeSet<String>();
        var named = Pattern.compile("\"|[A-Z][A-Z_]+|code\\b|\\w+\\.code\\(\\)");
        for (var source : page.sources("controller/src/main/java")) {
            Pattern.compile(REFUSAL + "(\\S[^,]*)").matcher(source.text()).results().map(match -> match.group(1))
                .filter(said -> !named.matcher(said).lookingAt()).forEach(said -> unnamed.add(source.file() + ": " + said));
        }
        assertEquals(Set.of(), unnamed);
    }

    private Set<String> refused() throws IOException {
        var codes = found("controller/src/main/java", REFUSAL + CODE);
        codes.addAll(found("controller/src/main/java", FAILURE + CODE));
        codes.addAll(found("agent/src/main/java", FAILURE + CODE));
        codes.removeAll(BEFORE_THE_PAGE);
        return codes;
    }

    private Set<String> found(String folder, String pattern) throws IOException {
        return page.sources(folder).stream().flatMap(source -> source.codes(pattern).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertSaid(Collection<String> codes, Set<String> table, String language) {
        var missing = new TreeSet<>(codes);
        missing.removeAll(table);
        assertEquals(Set.of(), missing, "without " + language + " words");
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(WireName::of).toList();
    }

    private static List<String> with(List<String> some, String more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
