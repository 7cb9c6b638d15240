package ledwall.controller.release.channel.wechat;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;

/** Reads what WeChat calls with: flat XML without any document type, from anybody. */
final class CallbackXml {
    private static final String FINISHED = "PUBLISHJOBFINISH";
    private static final String ENCRYPTED = "Encrypt";
    private static final int MOST_ELEMENTS = 200;
    private static final int LONGEST = 2_000;

    private CallbackXml() {}

    /** Empty where it tells of something else, which is none of ours, or cannot be read. */
    static Optional<Callback> read(ChannelId channel, Bytes body, Instant now) {
        try {
            Map<String, String> texts = texts(body);
            if (!FINISHED.equals(texts.get("Event")) || texts.getOrDefault("publish_id", "").isEmpty()) {
                return Optional.empty();
            }
            int status = Integer.parseInt(texts.getOrDefault("publish_status", ""));
            return Optional.of(new Callback(channel, texts.getOrDefault("publish_id", ""), status, texts.getOrDefault("article_id", ""),
                texts.getOrDefault("article_url", ""), now));
        } catch (XMLStreamException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What is encrypted in it. */
    static Optional<String> encrypted(Bytes body) {
        try {
            return Optional.ofNullable(texts(body).get(ENCRYPTED));
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /** Whether it says nothing beside what is encrypted. */
    static boolean onlyEncrypted(Bytes body) {
        try {
            Map<String, String> texts = texts(body);
            return texts.containsKey(ENCRYPTED) && !texts.containsKey("Event");
        } catch (XMLStreamException e) {
            return false;
        }
    }

    /** The first text of each element, by its name. */
    private static Map<String, String> texts(Bytes body) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // No document type, and so no entity that reads a file or grows.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(body.array()));
        var out = new HashMap<String, String>();
        String element = "";
        int elements = 0;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                element = in.getLocalName();
                if (++elements > MOST_ELEMENTS) {
                    throw new XMLStreamException("too many elements");
                }
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                String text = in.getText().strip();
                // What is encrypted is as long as the body allows, and nothing else needs to be.
                if (!text.isEmpty() && (text.length() <= LONGEST || element.equals(ENCRYPTED))) {
                    out.putIfAbsent(element, text);
                }
            } else if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type");
            }
        }
        return out;
    }
}
