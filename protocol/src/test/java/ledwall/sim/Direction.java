package ledwall.sim;

/** From one machine to another. */
record Direction(String from, String to) {
    Direction back() {
        return new Direction(to, from);
    }

    boolean between(String a, String b) {
        return (from.equals(a) && to.equals(b)) || (from.equals(b) && to.equals(a));
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
