package ledwall.agent.glass;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import ledwall.agent.Xvfb;
import ledwall.agent.player.Stage;
import ledwall.protocol.message.TestPicture;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** One output of several on a display: what lies on it, and nothing beside it, wherever it moves. A virtual screen has one, called "screen". */
@Timeout(120)
class XStageOutputTest {
    private static final int WIDTH = 1_600;
    private static final int HEIGHT = 900;
    private static final Painting.Area RIGHT = new Painting.Area(640, 100, 640, 360);
    private static final Painting.Area LEFT = new Painting.Area(0, 0, 800, 600);
    private static final Duration SOON = Duration.ofSeconds(10);
    /** A technician who changes the resolution looks at the wall: a second by design, and what other work on the machine takes. */
    private static final Duration FOLLOWED = Duration.ofSeconds(10);
    private static final int RED = 0xfe0000;
    private static final int GREEN = 0x00ff00;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private RealNode bench;
    private Xvfb screen;
    private XResize technician;

    @BeforeEach
    void start() throws IOException {
        bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> { });
        screen = new Xvfb(folder, WIDTH, HEIGHT, Xvfb.ownDisplay());
        technician = technicianAt(screen);
    }

    private XResize technicianAt(Xvfb at) throws IOException {
        XConnection x = XDisplay.of(at.display()).open();
        open.add(x);
        return new XResize(x);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        screen.close();
        bench.close();
    }

    @Test
    void thePlayerFillsItsOutputAndFollowsItAndNothingElseIsPainted() throws Exception {
        technician.output(RIGHT);
        XStage stage = stage("screen");
        stage.begin();
        assertEquals("640x360+20000+0", stage.parked());
        StagedMpv red = player(stage, "red");
        StagedMpv spare = player(stage, "blue");
        assertEquals("shown", shown(stage, red));
        stage.ask(List.of(red.pid(), spare.pid()), pid -> { });
        await().atMost(SOON).untilAsserted(() -> assertOnly(RED, RIGHT));
        for (StagedMpv each : List.of(red, spare)) {
            each.load(StagedMpv.picture("red", 500, 400));
            await().during(Duration.ofMillis(500)).atMost(SOON).untilAsserted(() -> assertOnly(RED, RIGHT));
        }
        technician.output(LEFT);
        await().atMost(FOLLOWED).untilAsserted(() -> assertOnly(RED, LEFT));
        assertEquals("800x600+20000+0", stage.parked());
        await().atMost(FOLLOWED).until(() -> place(spare).equals(new Painting.Area(20_000, 0, 800, 600)));
        technician.output(null);
        await().atMost(FOLLOWED).until(() -> stage.troubles().equals(Map.of("outputGone", "output screen is switched off")));
        assertEquals("shown", shown(stage, red), "where it was");
        await().atMost(SOON).untilAsserted(() -> assertOnly(RED, LEFT));
        technician.output(RIGHT);
        await().atMost(FOLLOWED).untilAsserted(() -> assertOnly(RED, RIGHT));
        assertEquals(Map.of(), stage.troubles());
    }

    @Test
    void aCoverASnapshotAndTheWatchKeepToTheOutput() throws Exception {
        technician.output(RIGHT);
        XStage stage = stage("screen");
        stage.begin();
        StagedMpv red = player(stage, "red");
        player(stage, "blue");
        var glass = new XGlass(stage);
        assertEquals(List.of(), glass.windows(), "both are parked");
        shown(stage, red);
        assertEquals(List.of(new Glass.Window("mpv", 1.0)), glass.windows(), "the other one is nobody's business");
        await().atMost(SOON).untilAsserted(() -> assertOnly(RED, RIGHT));
        Glass.Picture picture = glass.capture(320);
        assertEquals(List.of(320, 180), List.of(picture.width(), picture.height()));
        int pixel = ImageIO.read(new ByteArrayInputStream(picture.jpeg().array())).getRGB(2, 2);
        assertTrue((pixel >> 16 & 0xff) > 200 && (pixel & 0xff) < 60, Integer.toHexString(pixel));
        glass.cover(new TestCard(TestPicture.GREEN, 64, 32));
        // The server answers first and composes its windows then.
        await().atMost(SOON).untilAsserted(() -> assertOnly(GREEN, RIGHT));
        technician.output(LEFT);
        // While the output is between its places nothing can be painted on it.
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            glass.raiseCover();
            assertOnly(GREEN, LEFT);
        });
        technician.output(null);
        await().atMost(FOLLOWED).until(() -> !stage.troubles().isEmpty());
        for (Executable asked : List.<Executable>of(() -> glass.capture(320), glass::windows, glass::raiseCover, () -> glass.cover(new TestCard(TestPicture.RED, 64, 32)))) {
            String words = String.valueOf(assertThrows(IOException.class, asked).getMessage());
            assertTrue(words.contains("its output is switched off"), "another wall's picture may lie there: " + words);
        }
        glass.uncover();
    }

    @Test
    void theWholeDisplayIsFollowedAsItChangesItsSize() throws Exception {
        XStage stage = stage("");
        stage.begin();
        assertEquals("1600x900+20000+0", stage.parked());
        StagedMpv red = player(stage, "red");
        shown(stage, red);
        technician.output(null);
        technician.display(1_280, 720);
        await().atMost(FOLLOWED).until(() -> place(red).equals(new Painting.Area(0, 0, 1_280, 720)));
        assertEquals("1280x720+20000+0", stage.parked());
    }

    @Test
    void anOutputThatIsNotThereIsRefusedWithThoseThatAre() {
        for (String wrong : List.of("HDMI-1", "Screen")) {
            var refused = assertThrows(IOException.class, () -> stage(wrong).begin());
            assertEquals("display " + screen.display() + ": the display has no output \"" + wrong + "\"; it has screen", refused.getMessage());
        }
    }

    @Test
    void aDisplayThatKnowsNoOutputsServesWhole() throws Exception {
        screen.close();
        screen = new Xvfb(Files.createDirectory(folder.resolve("bare")), WIDTH, HEIGHT, "", "-extension RANDR");
        XStage whole = stage("");
        whole.begin();
        assertEquals("1600x900+20000+0", whole.parked());
        var refused = assertThrows(IOException.class, () -> stage("screen").begin());
        assertTrue(String.valueOf(refused.getMessage()).contains("leave the setting \"output\" empty"), refused.getMessage());
    }

    @Test
    void anOutputHasOneAgentAndSaysWhich() throws Exception {
        XStage first = stage("screen");
        first.begin();
        for (String wanted : List.of("screen", "")) {
            var refused = assertThrows(IOException.class, () -> stage(wanted).begin());
            assertTrue(String.valueOf(refused.getMessage()).contains("belongs to another agent (test agent of screen)"), refused.getMessage());
        }
        try (XConnection other = XDisplay.of(screen.display()).open()) {
            String words = XClaim.shared(other, "HDMI-1", List.of("DP-1", "screen"));
            assertTrue(words.startsWith("output HDMI-1 sends out some of what output screen does, which belongs to another agent (test agent of screen)"), words);
            assertEquals("", XClaim.shared(other, "HDMI-1", List.of("DP-1")));
        }
        first.close();
        XStage next = stage("");
        next.begin();
        assertThrows(IOException.class, () -> stage("screen").begin());
    }

    @Test
    void withoutADisplayAnAgentStartsAndTakesItUpWhenItComes() throws Exception {
        String display = screen.display();
        screen.close();
        XStage stage = stage("screen");
        stage.begin();
        assertTrue(String.valueOf(stage.troubles().get("displayGone")).contains("check that its X server runs"), stage.troubles()::toString);
        assertThrows(IOException.class, stage::parked);
        screen = new Xvfb(Files.createDirectory(folder.resolve("later")), WIDTH, HEIGHT, display);
        await().atMost(SOON).until(() -> stage.troubles().isEmpty());
        technician = technicianAt(screen);
        assertNotEquals("", stage.parked());
    }

    @Test
    void aPlayerIsTakenOutOfAWindowManagersFrameAndTheManagerIsNamed() throws Exception {
        technician.output(RIGHT);
        XStage stage = stage("screen");
        stage.begin();
        StagedMpv red = player(stage, "red");
        try (var manager = new XFrame(screen.display())) {
            int window = windowOf(red);
            manager.manage(window, RIGHT);
            assertEquals("shown", shown(stage, red));
            assertEquals(RIGHT, place(red), "on the root window");
            manager.withdraw(window);
            await().atMost(FOLLOWED).ignoreExceptions().until(() -> place(red).equals(RIGHT));
            await().atMost(FOLLOWED).until(() -> Map.of("windowManager", "a window manager (of no name) runs on this display").equals(stage.troubles()));
        }
        await().atMost(FOLLOWED).until(() -> stage.troubles().isEmpty());
        await().atMost(FOLLOWED).untilAsserted(() -> assertOnly(RED, RIGHT));
        // One that takes what it finds as it comes up, whatever it was told.
        try (var manager = new XFrame(screen.display())) {
            manager.manage(windowOf(red), LEFT);
            await().atMost(FOLLOWED).ignoreExceptions().until(() -> place(red).equals(RIGHT));
        }
        await().atMost(FOLLOWED).untilAsserted(() -> assertOnly(RED, RIGHT));
    }

    private int windowOf(StagedMpv player) throws IOException {
        try (XConnection x = XDisplay.of(screen.display()).open()) {
            return new XWindows(x).stack().stream().filter(each -> each.pid() == player.pid()).findFirst().orElseThrow().window();
        }
    }

    private XStage stage(String output) {
        var stage = new XStage(screen.display(), output, "test agent of " + output, bench.node().clock(), bench.node().loop());
        open.add(stage);
        return stage;
    }

    private StagedMpv player(XStage stage, String colour) throws IOException {
        var player = new StagedMpv(folder, colour, screen.display(), stage.parked(), "x11", colour, 64, 36);
        // Whatever the output's shape is, all of it.
        player.command("{\"command\":[\"set_property\",\"keepaspect\",false]}\n");
        open.add(player);
        await().atMost(SOON).ignoreExceptions().until(() -> place(player).x() >= 20_000);
        return player;
    }

    private static String shown(Stage stage, StagedMpv player) throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        stage.show(player.pid(), 0, new Stage.Outcome() {
            @Override
            public void shown(long atNanos) {
                told.add("shown");
            }

            @Override
            public void failed(String reason) {
                told.add(reason);
            }
        });
        return String.valueOf(told.poll(10, TimeUnit.SECONDS));
    }

    private Painting.Area place(StagedMpv player) throws IOException {
        try (XConnection x = XDisplay.of(screen.display()).open()) {
            return new XWindows(x).stack().stream().filter(each -> each.pid() == player.pid()).findFirst().orElseThrow().area();
        }
    }

    /** This colour on all of the area, black on all the rest. */
    private void assertOnly(int rgb, Painting.Area area) {
        byte[] pixels = screen.pixels();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = 4 * (y * WIDTH + x);
                boolean inside = area.overlaps(new Painting.Area(x, y, 1, 1));
                for (int channel = 0; channel < 3; channel++) {
                    int seen = pixels[at + channel] & 0xff;
                    // A player that scales dithers, too; black is black.
                    if (inside ? Math.abs(seen - (rgb >> 8 * channel & 0xff)) > 3 : seen != 0) {
                        throw new AssertionError(seen + " in channel " + channel + " at " + x + "," + y);
                    }
                }
            }
        }
    }
}
