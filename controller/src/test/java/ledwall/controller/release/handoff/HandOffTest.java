package ledwall.controller.release.handoff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Attachment.Role;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.Post;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Disk;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

class HandOffTest {
    private static final Instant AT = Instant.parse("2026-12-01T11:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Disk disk = new SimWorld(1).node("controller").disk();

    @Test
    void packageHoldsEverythingAndItsSumsAreTrue() throws IOException {
        byte[] film = "a film ".repeat(400_000).getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> files = unzip(zip(new HandOff("抖音", post(file("film", film, Role.VIDEO), file("cover", new byte[] {1, 2}, Role.COVER)),
            List.of(Check.values()), AT, ZONE)));
        assertEquals(List.of("video.mp4", "cover.jpg", "text-zh.txt", "text-bo.txt", "checklist.txt", "SHA256SUMS.txt"), List.copyOf(files.keySet()));
        assertArrayEquals(film, files.get("video.mp4"));
        String[] sums = text(files, "SHA256SUMS.txt").split("\n");
        assertEquals(5, sums.length);
        for (String line : sums) {
            assertEquals(Bytes.of(files.get(line.substring(66))).sha256() + "  ", line.substring(0, 66));
        }
    }

    @Test
    void textsAreUtf8InTheirOwnFilesAndTheChecklistTellsTheTimeOfTheWall() throws IOException {
        Map<String, byte[]> files = unzip(zip(new HandOff("抖音", post(), List.of(Check.TAKE_PACKAGE, Check.PASTE_LINK), AT, ZONE)));
        assertTrue(text(files, "text-bo.txt").startsWith("\ufeff标题 Title\r\n\r\nབོད་ཡིག"), () -> text(files, "text-bo.txt"));
        assertTrue(text(files, "text-zh.txt").contains("第一段\r\n\r\n第二段"), () -> text(files, "text-zh.txt"));
        String checklist = text(files, "checklist.txt");
        assertTrue(checklist.contains("2026-12-01 19:00:00 (Asia/Shanghai)"), checklist);
        assertTrue(checklist.contains("[ ] 2. 回到本系统"), checklist);
        assertTrue(checklist.contains("Confirm here with the link and your name."), checklist);
    }

    @Test
    void severalPicturesAreNumbered() throws IOException {
        Post post = post(file("a", new byte[] {1}, Role.PICTURE), file("b", new byte[] {2}, Role.PICTURE));
        assertEquals(List.of("picture-1.jpg", "picture-2.jpg"), unzip(zip(new HandOff("x", post, List.of(), AT, ZONE))).keySet().stream().limit(2).toList());
    }

    @Test
    void samePackageHasTheSameBytes() throws IOException {
        var handOff = new HandOff("x", post(file("a", new byte[] {1}, Role.PICTURE)), List.of(Check.PUBLISH), AT, ZONE);
        assertArrayEquals(zip(handOff), zip(handOff));
    }

    @Test
    void fileThatTheDiskHasSpoiltBreaksThePackageOff() throws IOException {
        Attachment film = file("film", new byte[] {1, 2, 3}, Role.VIDEO);
        disk.write(film.file(), 0, new byte[] {9});
        var handOff = new HandOff("x", post(film), List.of(), AT, ZONE);
        assertTrue(assertThrows(IOException.class, () -> zip(handOff)).getMessage().contains("spoilt"));
    }

    @Test
    void fileNameIsSafeEverywhere() {
        assertEquals("正月十五 灯会 - Douyin 2.zip", new HandOff("Douyin:2", new Post("正月十五/灯会", Map.of(), List.of()), List.of(), AT, ZONE).fileName());
        assertTrue(new HandOff("x", new Post("𠀀".repeat(300), Map.of(), List.of()), List.of(), AT, ZONE).fileName().length() <= 164);
    }

    private byte[] zip(HandOff handOff) throws IOException {
        var out = new ByteArrayOutputStream();
        handOff.write(disk, out);
        return out.toByteArray();
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static Post post(Attachment... attachments) {
        Map<String, Post.Text> texts = new LinkedHashMap<>();
        texts.put("zh", new Post.Text("灯会", "今晚七点", "第一段\n\n第二段"));
        texts.put("bo", new Post.Text("བོད་ཡིག", "", "ཡི་གེ"));
        return new Post("灯会", texts, List.of(attachments));
    }

    private Attachment file(String name, byte[] bytes, Role role) throws IOException {
        disk.write("media/" + name, 0, bytes);
        boolean film = role == Role.VIDEO;
        return new Attachment(role, new MediaHash(Bytes.of(bytes).sha256()), film ? "video/mp4" : "image/jpeg", bytes.length, "media/" + name, 16, 9,
            film ? Duration.ofSeconds(5) : null);
    }
}
