package ledwall.agent.player.mpv;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What one mpv must be told.
 *
 * @param folder the agent's data folder: its path names its players, so that a successor finds the living ones; {@code mpv.pid} and {@code mpv.socket} say where they are
 * @param deck which of the folder's players this is, a letter
 * @param display the X display, such as {@code :71}
 * @param videoOutput mpv's {@code --vo}: {@code x11} scales in software and serves Xvfb, {@code gpu} is for a real PC
 * @param decoderThreads one keeps a seek short at small sizes; 2 to 4 are needed from 1080p on
 * @param displayDelay how long the chain behind the PC (LED processor) holds a picture back; everything is shown that much earlier
 */
public record MpvSettings(Path folder, char deck, String display, String videoOutput, int decoderThreads, Duration displayDelay) {
    public MpvSettings {
        folder = folder.toAbsolutePath();
    }

    /** The same for another player of the same folder. */
    public MpvSettings of(char other) {
        return new MpvSettings(folder, other, display, videoOutput, decoderThreads, displayDelay);
    }
}
