package ledwall.controller.media;

import java.io.IOException;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.runtime.Disk;

final class Sniffer {
    private Sniffer() {}

    static Container sniff(Disk disk, String path) throws IOException {
        throw Refusal.invalid("mediaUnknownFormat", path + disk.size(path), "");
    }
}
