package ledwall.protocol.runtime;

import java.io.IOException;
import java.util.List;

/**
 * Files below one folder, named by relative paths with {@code /}; {@code ..} and absolute paths are refused with {@link IllegalArgumentException}. Parent
 * folders are made as needed. What was not forced may be lost or torn by a crash. Blocking: call it inside {@link Work} only (at start-up, before the loop
 * runs, directly).
 */
public interface Disk {
    /** Writes {@code bytes} at {@code offset} of the file, creating it if absent; {@code offset} is at most the file's length. */
    void write(String path, long offset, byte[] bytes) throws IOException;

    /** Appends to the file, creating it if absent, and returns the offset at which the bytes begin. */
    long append(String path, byte[] bytes) throws IOException;

    /** Cuts the file to {@code length} bytes. */
    void truncate(String path, long length) throws IOException;

    /** Forces the file's content and length to the device, and its folder's entry for it. */
    void force(String path) throws IOException;

    /** Renames within one file system, replacing {@code to}, and forces the folder. After a crash there is the old or the new file, never none. */
    void renameAtomically(String from, String to) throws IOException;

    /** Reads up to {@code length} bytes at {@code offset}; fewer at the end of the file, none beyond it. */
    byte[] read(String path, long offset, int length) throws IOException;

    boolean exists(String path) throws IOException;

    long size(String path) throws IOException;

    /** Names (not paths) directly below the folder, sorted by name; empty if there is no such folder. */
    List<String> list(String folder) throws IOException;

    void delete(String path) throws IOException;

    long freeBytes() throws IOException;

    /** The file's absolute path for a program outside (a player); the file need not exist. */
    String locate(String path);
}
