package ledwall.controller.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ledwall.controller.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropTest {
    @Test
    void sameChoiceIsTheSameKeyHoweverItWasRounded() {
        assertEquals(new Crop(3_333, 0, 3_333, 10_000), Crop.of(1 / 3.0, 0, 0.33333, 1));
        assertEquals(Crop.of(0.1 + 0.2, 0, 0.5, 1), Crop.of(0.3, 0, 0.5, 1));
    }

    @Test
    void cornerThatLiesARoundingOutsideIsDrawnIn() {
        assertEquals(10_000, Crop.of(2 / 3.0, 0, 1 / 3.0 + 0.0001, 1).x() + Crop.of(2 / 3.0, 0, 1 / 3.0 + 0.0001, 1).width());
    }

    @ParameterizedTest
    @CsvSource({"-0.1,0,1,1", "0,0,1.1,1", "0,0,0.01,1", "NaN,0,1,1", "0,0,1,Infinity", "0.99,0,0.5,0.5"})
    void partOutsideThePictureOrTooSmallIsRefused(double x, double y, double width, double height) {
        assertEquals("cropInvalid", assertThrows(Refusal.class, () -> Crop.of(x, y, width, height)).code());
    }
}
