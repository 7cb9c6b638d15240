package ledwall.controller.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import ledwall.controller.change.Changes;
import ledwall.controller.media.ffmpeg.FfmpegTools;
import ledwall.controller.media.ffmpeg.Samples;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlChannelRenditionStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlRenditionStore;
import ledwall.controller.text.Fonts;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.runtime.real.RealNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads with the real ffmpeg, disk and database. */
final class IngestTest {
    private static final List<Shape> SHAPES = List.of(new Shape(64, 36, 25), new Shape(64, 36, 25), new Shape(36, 64, 25));

    @TempDir
    private Path folder;
    private Path data;
    private RealNode node;
    private Database database;
    private MediaRoom room;
    private final List<MediaProgress> progress = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws IOException {
        data = folder.resolve("data");
        node = RealNode.open("test", data, (name, cause) -> {});
        database = Database.inMemory();
        room = new MediaRoom(node.node(), new FfmpegTools(node.node().disk()), new Typesetter(new Fonts(Fonts.SYSTEM)), new SqlMediaStore(database),
            new SqlRenditionStore(database), new SqlChannelRenditionStore(database), new Changes(node.node().loop()), () -> SHAPES);
        room.progress().subscribe(progress::add);
        room.start();
    }

    @AfterEach
    void close() throws Exception {
        node.close();
        database.close();
    }

    @Test
    void uploadBecomesAMediaWithAClipForEachShape() throws Exception {
        byte[] bytes = Files.readAllBytes(new Samples(folder).video("a.mp4", 128, 72, 25, 2));
        Media media = upload("../Spring.mp4", bytes);
        assertEquals("Spring.mp4", media.name());
        assertEquals(Duration.ofSeconds(2), media.length());
        assertArrayEquals(bytes, Files.readAllBytes(data.resolve(MediaPaths.master(media.hash()))));
        assertTrue(Files.size(data.resolve(MediaPaths.thumbnail(media.id()))) > 0);

        var keys = List.of(SHAPES.getFirst().key(media.hash(), Fit.CONTAIN), SHAPES.getLast().key(media.hash(), Fit.CONTAIN));
        await(() -> keys.stream().allMatch(key -> room.renditions().find(key).isPresent()));
        for (RenditionKey key : keys) {
            var rendition = room.renditions().find(key).orElseThrow();
            assertEquals(50, rendition.frames());
            assertEquals(rendition.bytes(), Files.size(data.resolve(MediaPaths.rendition(rendition.hash()))));
        }
        assertEquals(new Renditions.Tally(2, 2), room.renditions().tally(media.hash()));
        await(() -> progress.stream().anyMatch(each -> each.phase() == MediaProgress.Phase.READY));
        assertEquals(MediaProgress.Phase.UPLOADING, progress.getFirst().phase());
        assertEquals(List.of(), list("uploads"));
        assertEquals(List.of(), list("media/scratch"));
    }

    @Test
    void sameBytesTwiceShareTheirFileUntilBothAreDeleted() throws Exception {
        byte[] bytes = Files.readAllBytes(new Samples(folder).make("a.png", "-f lavfi -i color=c=red:s=64x36 -frames:v 1"));
        Media first = upload("one", bytes);
        Media second = upload("two", bytes);
        assertEquals(first.hash(), second.hash());
        await(() -> room.renditions().tally(first.hash()).equals(new Renditions.Tally(2, 2)));
        room.delete(first.id());
        assertEquals(List.of(first.hash().value()), list(MediaPaths.MASTERS));
        room.delete(second.id());
        assertEquals(List.of(), list(MediaPaths.MASTERS));
        assertEquals(List.of(), list(MediaPaths.THUMBNAILS));
        await(() -> room.renditions().find(SHAPES.getFirst().key(first.hash(), Fit.CONTAIN)).isEmpty());
        assertEquals("mediaUnknown", assertThrows(Refusal.class, () -> room.delete(first.id())).code());
    }

    @Test
    void slateOfEachShapeIsMadeAtStart() {
        await(() -> SHAPES.stream().allMatch(shape -> room.slates().find(shape).isPresent()));
        assertEquals(125, room.slates().find(SHAPES.getFirst()).orElseThrow().frames());
    }

    @Test
    void startSweepsWhatACrashLeft() throws Exception {
        for (String left : List.of("uploads/media-x.part", "media/scratch/y.mp4", "media/masters/z", "media/renditions/r", "media/thumbnails/t.jpg")) {
            node.node().disk().write(left, 0, new byte[10]);
        }
        await(() -> SHAPES.stream().allMatch(shape -> room.slates().find(shape).isPresent()));
        var slate = room.slates().find(SHAPES.getFirst()).orElseThrow();
        new Library(node.node().disk(), new SqlMediaStore(database), new SqlRenditionStore(database), new Changes(node.node().loop())).sweep();
        assertEquals(List.of(), list("uploads"));
        assertEquals(List.of(), list("media/masters"));
        assertEquals(List.of(), list("media/thumbnails"));
        assertTrue(list("media/renditions").contains(slate.hash().value()));
        assertEquals(false, list("media/renditions").contains("r"));
    }

    @Test
    void playlistsNamedMp4AreNeverOpened() throws Exception {
        try (var listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(300);
            String url = "http://127.0.0.1:" + listening.getLocalPort() + "/secret.ts";
            for (String target : List.of("file:///etc/passwd", "/etc/passwd", url, "concat:" + url)) {
                byte[] hls = ("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\n" + target + "\n#EXT-X-ENDLIST\n").getBytes(StandardCharsets.UTF_8);
                assertRefused("mediaUnknownFormat", "video.mp4", hls);
                // The same behind the first box of an MP4, which gets it past a careless look at the beginning.
                byte[] disguised = ByteBuffer.allocate(hls.length + 24).putInt(16).put("ftypisom".getBytes(StandardCharsets.US_ASCII)).putInt(0)
                    .putInt(hls.length + 8).put("moov".getBytes(StandardCharsets.US_ASCII)).put(hls).array();
                assertRefused("mediaUnsupported", "video.mp4", disguised);
            }
            assertRefused("mediaUnknownFormat", "list.mp4", ("ffconcat version 1.0\nfile " + url + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] svg = ("<svg xmlns='http://www.w3.org/2000/svg'><image href='" + url + "'/></svg>").getBytes(StandardCharsets.UTF_8);
            assertRefused("mediaUnknownFormat", "a.png", svg);
            assertThrows(SocketTimeoutException.class, listening::accept, "somebody connected");
        }
    }

    @Test
    void emptyAndTruncatedFilesAreRefused() throws Exception {
        assertRefused("mediaEmpty", "a.mp4", new byte[0]);
        assertRefused("mediaUnknownFormat", "a.mp4", new byte[3]);
        assertRefused("mediaUnknownFormat", "a.mp4", new byte[5000]);
        var samples = new Samples(folder);
        List<Path> made = List.of(
            samples.video("a.mp4", 128, 72, 25, 2),
            samples.make("b.mp4", "-i " + folder.resolve("a.mp4") + " -c copy -movflags +faststart"),
            samples.make("a.mkv", "-i " + folder.resolve("a.mp4") + " -c copy"),
            samples.make("a.avi", "-i " + folder.resolve("a.mp4") + " -c copy"),
            samples.make("a.png", "-f lavfi -i testsrc2=s=320x200 -frames:v 1"),
            samples.make("a.jpg", "-f lavfi -i testsrc2=s=320x200 -frames:v 1"),
            samples.make("a.webp", "-f lavfi -i testsrc2=s=320x200 -frames:v 1"),
            samples.make("a.gif", "-f lavfi -i testsrc2=s=320x200:d=1:r=5"));
        for (Path each : made) {
            byte[] bytes = Files.readAllBytes(each);
            assertRefused("mediaTruncated", each.toString(), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        }
    }

    @Test
    void pixelBombIsRefusedByItsHeader() throws Exception {
        byte[] png = Files.readAllBytes(new Samples(folder).make("a.png", "-f lavfi -i color=c=red:s=16x16 -frames:v 1"));
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        assertRefused("mediaTooManyPixels", "bomb.png", png);
        byte[] jpeg = Files.readAllBytes(new Samples(folder).make("a.jpg", "-f lavfi -i color=c=red:s=16x16 -frames:v 1"));
        for (int i = 2; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 30_000).putShort(i + 7, (short) 30_000);
            }
        }
        assertRefused("mediaTooManyPixels", "bomb.jpg", jpeg);
    }

    @Test
    void tooLargeAndIncompleteUploadsAreRefused() throws Exception {
        assertEquals("mediaTooLarge", assertThrows(Refusal.class, () -> room.ingest().begin("a", OptionalLong.of(Limits.MAX_BYTES + 1))).code());
        try (Upload upload = room.ingest().begin("a", OptionalLong.of(100))) {
            upload.write(new byte[50]);
            assertEquals("uploadIncomplete", assertThrows(Refusal.class, upload::finish).code());
        }
        assertEquals(List.of(), list("uploads"));
    }

    @Test
    void brokenOffUploadsLeaveNothingAndFreeTheirPlaces() throws Exception {
        List<Upload> open = new ArrayList<>();
        for (int i = 0; i < Limits.MAX_UPLOADS; i++) {
            open.add(room.ingest().begin("a" + i, OptionalLong.empty()));
            open.getLast().write(new byte[1 << 20]);
        }
        assertEquals("tooManyUploads", assertThrows(Refusal.class, () -> room.ingest().begin("one more", OptionalLong.empty())).code());
        assertEquals(Limits.MAX_UPLOADS, list("uploads").size());
        open.forEach(Upload::close);
        assertEquals(List.of(), list("uploads"));
        room.ingest().begin("again", OptionalLong.empty()).close();
    }

    private Media upload(String name, byte[] bytes) {
        try (Upload upload = room.ingest().begin(name, OptionalLong.of(bytes.length))) {
            upload.write(bytes);
            return upload.finish();
        }
    }

    private void assertRefused(String code, String name, byte[] bytes) throws IOException {
        Refusal refusal = assertThrows(Refusal.class, () -> upload(name, bytes), name);
        assertEquals(code, refusal.code(), () -> name + ": " + refusal);
        assertEquals(false, (refusal.cause() + refusal.advice()).contains(folder.toString()), "no path of ours is told");
        for (String place : List.of("uploads", MediaPaths.SCRATCH, MediaPaths.MASTERS, MediaPaths.THUMBNAILS)) {
            assertEquals(List.of(), list(place), () -> name + " leaves something in " + place);
        }
    }

    private List<String> list(String place) throws IOException {
        // Slates are rendered meanwhile.
        return node.node().disk().list(place).stream().filter(name -> !name.startsWith(Slates.MASTER.value())).toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
