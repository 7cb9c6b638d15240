package ledwall.controller.text;

import ledwall.controller.refusal.Refusal;

/** Why a text cannot be shown. It names the part of the notice that is to be changed: {@code body.bo}. */
public final class TextRefusal extends Refusal {
    private final String field;

    TextRefusal(String code, String field, String cause, String advice) {
        super(Kind.INVALID, code, cause, advice);
        this.field = field;
    }

    static String name(Field field, Script script) {
        return field.key() + "." + script.code();
    }

    public String field() {
        return field;
    }
}
