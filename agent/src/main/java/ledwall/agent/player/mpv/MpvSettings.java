package ledwall.agent.player.mpv;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What one mpv must be told.
 *
 * @param folder the agent's data folder: its path names the player, so that a successor finds the living one; {@code mpv.pid} and {@code mpv.socket} say where it is
 * @param display the X display, such as {@code :71}
 * @param videoOutput mpv's {@code --vo}: {@code x11} scales in software and serves Xvfb, {@code gpu} is for a real PC
 * @param decoderThreads one keeps a seek short at small sizes; 2 to 4 are needed from 1080p on
 * @param displayDelay how long the chain behind the PC (LED processor) holds a picture back; everything is shown that much earlier
 */
public record MpvSettings(Path folder, String display, String videoOutput, int decoderThreads, Duration displayDelay) {
    public MpvSettings {
        folder = folder.toAbsolutePath();
    }
}
