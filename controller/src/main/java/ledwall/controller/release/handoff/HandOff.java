package ledwall.controller.release.handoff;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.Post;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Disk;

/**
 * What a person takes to a site's own console: video, cover, texts in each language, a checklist, and the SHA-256 of everything in the form that
 * {@code sha256sum -c} reads. Each file is hashed as it is read: one that is not what its name says breaks the package off. The same release gives the same
 * bytes.
 *
 * @param channel its name, for the person
 * @param zone in which the person reads the time
 */
public record HandOff(String channel, Post post, List<Check> checklist, Instant at, ZoneId zone) {
    public static final String MIME = "application/zip";
    private static final int READ_BYTES = 1 << 20;
    /** Texts are opened on Windows, where this tells UTF-8 from the old Chinese code. */
    private static final String MARK = "\ufeff";
    private static final String END = "\r\n";
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    public HandOff {
        checklist = List.copyOf(checklist);
    }

    /** What the download is called: readable, and safe on every file system. */
    public String fileName() {
        String name = (post.name() + " - " + channel).replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|]+", " ").strip();
        return name.substring(0, name.offsetByCodePoints(0, Math.min(80, name.codePointCount(0, name.length())))) + ".zip";
    }

    /**
     * Writes the package; the stream stays open.
     *
     * @throws IOException if a file is gone or spoilt, or the reader has gone; what was written then is no whole zip
     */
    public void write(Disk disk, OutputStream to) throws IOException {
        var zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
        // Films and JPEG do not get smaller; a program that may not run long should not try.
        zip.setLevel(Deflater.NO_COMPRESSION);
        List<String> sums = new ArrayList<>();
        for (Piece piece : pieces()) {
            begin(zip, piece.name());
            copy(disk, piece.file(), zip);
            sums.add(piece.file().hash() + "  " + piece.name());
        }
        for (var text : post.texts().entrySet()) {
            add(zip, "text-" + text.getKey() + ".txt", MARK + words(text.getValue()), sums);
        }
        add(zip, "checklist.txt", MARK + checklistWords(), sums);
        begin(zip, "SHA256SUMS.txt");
        zip.write((String.join("\n", sums) + "\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    private record Piece(String name, Attachment file) {}

    /** By what they are for; numbered where there are several. */
    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        Map<Attachment.Role, Integer> seen = new EnumMap<>(Attachment.Role.class);
        for (Attachment each : post.attachments()) {
            int number = seen.merge(each.role(), 1, Integer::sum);
            String role = each.role().name().toLowerCase(Locale.ROOT);
            pieces.add(new Piece(role + (post.all(each.role()).size() > 1 ? "-" + number : "") + "." + each.ending(), each));
        }
        return pieces;
    }

    private void begin(ZipOutputStream zip, String name) throws IOException {
        var entry = new ZipEntry(name);
        // Zip knows no zones: what the person's clock shows.
        entry.setTimeLocal(at.atZone(zone).toLocalDateTime());
        zip.putNextEntry(entry);
    }

    private void add(ZipOutputStream zip, String name, String text, List<String> sums) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(zip, name);
        zip.write(bytes);
        zip.closeEntry();
        sums.add(Bytes.of(bytes).sha256() + "  " + name);
    }

    private static void copy(Disk disk, Attachment file, ZipOutputStream zip) throws IOException {
        var digest = Bytes.sha256Digest();
        long at = 0;
        for (byte[] part = disk.read(file.file(), 0, READ_BYTES); part.length > 0; part = disk.read(file.file(), at, READ_BYTES)) {
            digest.update(part);
            zip.write(part);
            at += part.length;
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.hash().value())) {
            throw new IOException(file.file() + " is not what its hash says: the controller's disk has spoilt it");
        }
        zip.closeEntry();
    }

    private static String words(Post.Text text) {
        return String.join(END, "标题 Title", "", lines(text.title()), "", "摘要 Digest", "", lines(text.digest()), "", "正文 Text", "", lines(text.body()), "");
    }

    private static String lines(String text) {
        return text.lines().collect(Collectors.joining(END));
    }

    private String checklistWords() {
        var out = new StringBuilder();
        out.append(post.name()).append(END).append(channel).append(END);
        out.append("时间 Time: ").append(MINUTES.format(at.atZone(zone))).append(" (").append(zone.getId()).append(')').append(END).append(END);
        int number = 0;
        for (Check check : checklist) {
            number++;
            out.append("[ ] ").append(number).append(". ").append(chinese(check)).append(END).append("       ").append(check.words()).append(END);
        }
        return out.toString();
    }

    private static String chinese(Check check) {
        return switch (check) {
            case TAKE_PACKAGE -> "取用本发布包：视频、封面、标题、正文。";
            case COMPARE_HASH -> "核对视频的 SHA-256 与本包中所列一致。";
            case OPEN_CONSOLE -> "用本单位账号登录该平台后台。";
            case UPLOAD_VIDEO -> "上传视频。";
            case SET_COVER -> "设置封面。";
            case SET_TEXTS -> "原样复制标题和正文。";
            case FIND_DRAFT -> "按标题找到草稿。";
            case INSERT_VIDEO -> "从素材库插入视频。";
            case PUBLISH -> "发布。";
            case OPEN_ARTICLE -> "打开已发布的内容，检查一遍。";
            case FIND_ARTICLE -> "在已发布的内容中查找。";
            case DELETE -> "删除。";
            case PASTE_LINK -> "回到本系统，填写链接和姓名，确认完成。";
        };
    }
}
