package ledwall.controller.media;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Disk;

/**
 * One file on its way in: its bytes go straight to the disk, hashed as they pass, so that an upload of any size costs one buffer of memory. Used by one worker
 * at a time; blocking. Whatever is refused or broken off leaves nothing behind. Always close it: closing an upload that is not finished breaks it off.
 */
public final class Upload implements AutoCloseable {
    /** Few enough uploads are open at once that this is small, and large enough that the disk is asked seldom. */
    private static final int BUFFER_BYTES = 256 << 10;
    /** How often the free space is looked at while bytes come in. */
    private static final long SPACE_CHECK_BYTES = 64L << 20;

    private final Ingest ingest;
    private final Disk disk;
    private final MediaId id;
    private final String name;
    private final OptionalLong declared;
    private final String path;
    private final MessageDigest digest = Bytes.sha256Digest();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long written;
    private long checked;
    private int percent = -1;
    private boolean open = true;

    Upload(Ingest ingest, Disk disk, MediaId id, String name, OptionalLong declared) {
        this.ingest = ingest;
        this.disk = disk;
        this.id = id;
        this.name = name;
        this.declared = declared;
        this.path = MediaPaths.upload(id);
    }

    /** The id that the media will have. */
    public MediaId id() {
        return id;
    }

    /** Its name for people. */
    public String name() {
        return name;
    }

    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** @throws Refusal if the file is too large or the disk is full; the upload is then over */
    public void write(byte[] bytes, int offset, int length) {
        if (!open) {
            throw Refusal.conflict("uploadOver", "This upload is already over.", "Start a new upload.");
        }
        try {
            int from = offset;
            int left = length;
            while (left > 0) {
                int part = Math.min(left, buffer.length - buffered);
                System.arraycopy(bytes, from, buffer, buffered, part);
                buffered += part;
                from += part;
                left -= part;
                if (buffered == buffer.length) {
                    flush();
                }
            }
        } catch (IOException e) {
            close();
            throw ingest.diskFailed(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Looks into the file and makes it a media.
     *
     * @throws Refusal if it cannot be used; nothing of it is kept
     */
    public Media finish() {
        if (!open) {
            throw Refusal.conflict("uploadOver", "This upload is already over.", "Start a new upload.");
        }
        try {
            flush();
            if (written == 0) {
                throw Refusal.invalid("mediaEmpty", "The file is empty.", "Check the file on your computer, then upload it again.");
            }
            if (declared.isPresent() && declared.getAsLong() != written) {
                throw Refusal.invalid("uploadIncomplete", written + " of " + declared.getAsLong() + " bytes arrived.", "Upload the file again.");
            }
            var media = ingest.accept(this, path, written, new MediaHash(HexFormat.of().formatHex(digest.digest())));
            open = false;
            ingest.ended(this, true);
            return media;
        } catch (IOException e) {
            throw ingest.diskFailed(e);
        } finally {
            close();
        }
    }

    /** Breaks the upload off unless it is finished; harmless afterwards. */
    @Override
    public void close() {
        if (open) {
            open = false;
            ingest.discard(path);
            ingest.ended(this, false);
        }
    }

    private void flush() throws IOException {
        if (written + buffered > Limits.MAX_BYTES) {
            throw Ingest.tooLarge(written + buffered);
        }
        if (written - checked >= SPACE_CHECK_BYTES) {
            ingest.checkSpace(buffered);
            checked = written;
        }
        if (buffered > 0) {
            digest.update(buffer, 0, buffered);
            disk.write(path, written, buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered));
            written += buffered;
            buffered = 0;
        }
        if (declared.isPresent() && declared.getAsLong() > 0) {
            int now = (int) Math.min(100, written * 100 / declared.getAsLong());
            if (now != percent) {
                percent = now;
                ingest.uploading(id, now);
            }
        }
    }
}
