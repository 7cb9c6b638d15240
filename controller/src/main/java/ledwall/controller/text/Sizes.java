package ledwall.controller.text;

/** The ems of the two scripts where they stand together, in pixels. */
record Sizes(double chinese, double tibetan) {
    double of(Script script) {
        return script == Script.CHINESE ? chinese : tibetan;
    }

    Sizes times(double factor) {
        return new Sizes(chinese * factor, tibetan * factor);
    }

    boolean under(Legibility least) {
        return chinese < least.of(Script.CHINESE) || tibetan < least.of(Script.TIBETAN);
    }
}
