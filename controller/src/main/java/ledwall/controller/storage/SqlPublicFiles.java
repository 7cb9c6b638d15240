package ledwall.controller.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.PublicFiles;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Instants;

/** Public files in SQL. */
public final class SqlPublicFiles implements PublicFiles {
    /** Nobody could take back the files of a channel that is gone: they go with it. */
    private static final String SHOWN = " AND EXISTS (SELECT 1 FROM channel c WHERE c.id = f.channel_id AND c.removed_at IS NULL)";

    private final Database database;

    public SqlPublicFiles(Database database) {
        this.database = database;
    }

    @Override
    public void show(ChannelId channel, String key, List<Attachment> attachments, Instant from) {
        database.change("show the files of a post", handle -> attachments.forEach(file -> handle.createUpdate("""
                INSERT INTO public_file (channel_id, job_key, hash, mime, bytes, file, from_at) VALUES (:channel, :key, :hash, :mime, :bytes, :file, :from)
                ON CONFLICT (channel_id, job_key, hash) DO NOTHING""").bind("channel", channel.value()).bind("key", key).bind("hash", file.hash().value())
                .bind("mime", file.mime()).bind("bytes", file.bytes()).bind("file", file.file()).bind("from", Instants.nanos(from)).execute()));
    }

    @Override
    public void hide(ChannelId channel, String key) {
        database.change("hide the files of a post", handle -> handle.createUpdate("DELETE FROM public_file WHERE channel_id = :channel AND job_key = :key")
                .bind("channel", channel.value()).bind("key", key).execute());
    }

    @Override
    public boolean names(MediaHash hash) {
        return database.read("look whether a file is public", handle -> handle.createQuery("SELECT count(*) FROM public_file f WHERE hash = :hash" + SHOWN)
                .bind("hash", hash.value()).mapTo(int.class).one() > 0);
    }

    @Override
    public Optional<PublicFile> find(MediaHash hash, Instant now) {
        return database.read("look for a public file", handle -> handle
                .createQuery("SELECT * FROM public_file f WHERE hash = :hash AND from_at <= :now" + SHOWN + " ORDER BY from_at LIMIT 1").bind("hash", hash.value())
                .bind("now", Instants.nanos(now)).map((row, context) -> new PublicFile(hash, row.getString("mime"), row.getLong("bytes"), row.getString("file")))
                .findOne());
    }
}
