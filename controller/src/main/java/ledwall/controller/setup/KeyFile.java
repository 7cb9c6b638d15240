package ledwall.controller.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Entropy;

/**
 * The key under which secrets of channels lie in the database: a file of mode 600 beside it. No backup takes it along, so that whoever gets hold of a backup cannot
 * publish; after a restore it is put back by hand, or the channels are given their secrets anew.
 */
public final class KeyFile {
    public static final String NAME = "channel.key";
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * Reads the key, or makes one where there is none.
     *
     * @throws IOException if anybody but its owner may read it, or it is no key
     */
    public static Bytes open(Path data, int bytes, Entropy entropy) throws IOException {
        Path file = data.resolve(NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            make(file, entropy.bytes(bytes));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no file of its own; put the channels' key back there, or remove it to have a new one made");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(permissions)) {
            throw new IOException(file + " may be used by others (" + PosixFilePermissions.toString(permissions) + "): the channels' secrets lie under this key. "
                + "Give it mode 600, and if others have had access to this machine, give the channels new secrets");
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != bytes) {
            throw new IOException(file + " has " + key.length + " bytes, not " + bytes + ": it is no key of this controller");
        }
        return Bytes.of(key);
    }

    /** Whole and forced before it has its name: half a key would lock the secrets away. */
    private static void make(Path file, byte[] key) throws IOException {
        Path part = file.resolveSibling(NAME + ".part");
        Files.deleteIfExists(part);
        try (var out = FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PosixFilePermissions.asFileAttribute(OWNER))) {
            ByteBuffer left = ByteBuffer.wrap(key);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else is making " + file, e);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
