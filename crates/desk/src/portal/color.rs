//! Colours that people can read on.

/// WCAG 2.1 AA for text: white on the theme's colour, and the colour as text on white.
pub const CONTRAST_MIN: f64 = 4.5;

/// `#rrggbb`, lower-cased, or `None` when it is something else.
pub fn parse(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_ascii_lowercase())
}

/// The contrast of a `#rrggbb` colour with white, from 1 to 21 (WCAG 2.1, relative luminance).
pub fn contrast_with_white(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or(0);
        let c = f64::from(value) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    1.05 / (luminance + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_contrasts() {
        for (hex, ratio) in [
            ("#ffffff", 1.0),
            ("#000000", 21.0),
            ("#767676", 4.54),
            ("#777777", 4.48),
            ("#409eff", 2.78),
            ("#0f766e", 5.47),
        ] {
            assert!((contrast_with_white(hex) - ratio).abs() < 0.01, "{hex}: {}", contrast_with_white(hex));
        }
    }

    #[test]
    fn only_six_hex_digits_are_a_colour() {
        assert_eq!(parse("#0F766E").as_deref(), Some("#0f766e"));
        for bad in ["0f766e", "#fff", "#0f766", "#0f766e00", "red", "#0f766g", "", "#", "#0f 76e", "#é0000"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_darker_colour_never_has_less_contrast(r in 1u8.., g in 1u8.., b in 1u8..) {
            let light = format!("#{r:02x}{g:02x}{b:02x}");
            let dark = format!("#{:02x}{:02x}{:02x}", r - 1, g - 1, b - 1);
            prop_assert!(contrast_with_white(&dark) >= contrast_with_white(&light));
            prop_assert!((1.0..=21.0).contains(&contrast_with_white(&light)));
        }
    }
}
