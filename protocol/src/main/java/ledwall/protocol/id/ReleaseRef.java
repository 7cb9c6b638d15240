package ledwall.protocol.id;

import java.util.Comparator;

/** One revision of a release: an edit makes another one, and what was decided of this one says nothing of that. */
public record ReleaseRef(ReleaseId release, long revision) implements Comparable<ReleaseRef> {
    private static final Comparator<ReleaseRef> ORDER = Comparator.comparing(ReleaseRef::release).thenComparingLong(ReleaseRef::revision);

    public ReleaseRef {
        if (revision < 1) {
            throw new IllegalArgumentException("revisions of a release count from 1 on; " + release + " has " + revision);
        }
    }

    @Override
    public int compareTo(ReleaseRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return release + "@" + revision;
    }
}
