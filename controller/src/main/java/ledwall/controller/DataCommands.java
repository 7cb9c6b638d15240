package ledwall.controller;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.access.AuditStore;
import ledwall.controller.media.MediaPaths;
import ledwall.controller.refusal.Names;
import ledwall.controller.setup.Backup;
import ledwall.controller.setup.DataFolder;
import ledwall.controller.setup.KeyFile;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.DatabaseBackup;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.real.RealClock;
import ledwall.protocol.runtime.real.RealEntropy;

/**
 * {@code ledwall backup}, {@code restore} and {@code audit}. Whoever may read the folder may do this; what they did stands in the audit. A backup and a look at the
 * audit are often made by a newer release, just before it takes over from one that still serves: they leave the tables as they are.
 */
final class DataCommands {
    /** Lines read from the database at a time. */
    private static final int PAGE = 1_000;

    private final Path data;
    private final PrintStream out;
    private final Clock clock = RealClock.open(new RealEntropy());

    DataCommands(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    int backup(Path to) throws IOException {
        Path file = database();
        Backup.Done done;
        try (var database = Database.asItIs(file)) {
            // Before the copy: it tells of itself.
            audit(database, "backup", to.toString());
            done = Backup.make(data, RunningController.DATABASE, MediaPaths.kept(), copy -> copy(file, copy), to);
        }
        out.printf("Copied %d files, %d bytes, to %s. It holds the screens' keys: keep it where only you can read it.%n", done.files(), done.bytes(), to);
        List<String> sealed = sealed(file);
        if (!sealed.isEmpty()) {
            out.printf("It does not hold %s, so that nobody can publish with it: keep a copy of that file apart from this one. Without it these channels have to be "
                + "given their secrets anew: %s.%n", data.resolve(KeyFile.NAME), Names.listed(sealed));
        }
        done.damaged().forEach(name -> out.println("Damaged on this disk, and copied as it is: " + name));
        done.lacking().forEach(name -> out.println("Named by the database, and not on this disk: " + name));
        return done.damaged().isEmpty() && done.lacking().isEmpty() ? Main.OK : Main.MISSING;
    }

    private static Set<String> copy(Path database, Path to) {
        DatabaseBackup.copy(database, to);
        var named = DatabaseBackup.named(to);
        return Stream.of(named.masters().stream().map(MediaPaths::master), named.renditions().stream().map(MediaPaths::rendition),
            named.channelRenditions().stream().map(MediaPaths::channelRendition)).flatMap(each -> each).collect(Collectors.toSet());
    }

    int restore(Path from) throws IOException {
        Backup.Done done = Backup.restore(from, RunningController.DATABASE, data, file -> {
            try (var database = Database.open(file)) {
                DatabaseBackup.restored(database, clock.wall());
                audit(database, "restore", from.toString());
            }
        });
        out.printf("Restored %d files, %d bytes, to %s. Everybody has to log in again; screens enrolled since the backup must be enrolled again.%n", done.files(),
                done.bytes(), data);
        List<String> sealed = sealed(data.resolve(RunningController.DATABASE));
        if (!sealed.isEmpty()) {
            out.printf("No backup holds the key of the channels' secrets. Put the old %s into %s (mode 600) before you start it; otherwise a new one is made, and these "
                + "channels publish and withdraw nothing until they are given their secrets anew: %s.%n", KeyFile.NAME, data, Names.listed(sealed));
        }
        return Main.OK;
    }

    /** Names of the channels whose secrets lie in this database; one older than channels has none. */
    private static List<String> sealed(Path file) {
        try (var database = Database.asItIs(file)) {
            return SqlChannelStore.withSecrets(database);
        }
    }

    /** Newest first, one a line, tab between: when, who, what, to what, result, from where. */
    int audit(long most) throws IOException {
        try (var database = Database.asItIs(database())) {
            var store = new SqlAuditStore(database);
            long before = Long.MAX_VALUE;
            for (long left = most; left > 0; ) {
                List<AuditStore.Row> rows = store.page(before, Math.toIntExact(Math.min(PAGE, left)));
                for (AuditStore.Row row : rows) {
                    AuditEntry entry = row.entry();
                    out.println(String.join("\t", entry.at().toString(), entry.who(), entry.what(), entry.target(), entry.result(), entry.address()));
                    before = row.id();
                }
                left = rows.size() < PAGE ? 0 : left - rows.size();
            }
        }
        return Main.OK;
    }

    private Path database() throws IOException {
        return DataFolder.existing(data, RunningController.DATABASE);
    }

    private void audit(Database database, String what, String target) {
        new SqlAuditStore(database).append(new AuditEntry(clock.wall(), System.getProperty("user.name", ""), what, target, AuditEntry.DONE, UserCommands.CONSOLE));
    }
}
