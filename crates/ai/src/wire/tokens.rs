//! Tokens where nobody has counted them: before a call, and after one that broke off.

/// About how many tokens a text is. English runs at about four letters a token, Chinese at about three tokens for
/// two characters in the older vocabularies and one for one in the newer; the middle is taken.
pub fn estimate(text: &str) -> u64 {
    let mut count = Count::default();
    count.add(text.as_bytes());
    count.tokens()
}

/// A running count over UTF-8 that may be cut anywhere.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Count {
    narrow: u64,
    wide: u64,
}

impl Count {
    pub fn add(&mut self, bytes: &[u8]) {
        let narrow = bytes.iter().filter(|b| b.is_ascii()).count() as u64;
        // Continuation bytes belong to the character before them.
        let wide = bytes.iter().filter(|b| **b >= 0xc0).count() as u64;
        self.narrow += narrow;
        self.wide += wide;
    }

    /// The inside of a JSON string: an escape is one character, and `\u00e9` is one that is not ASCII.
    pub fn add_json(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(at) = memchr::memchr(b'\\', rest) {
            self.add(&rest[..at]);
            let long = rest.get(at + 1) == Some(&b'u');
            if long {
                self.wide += 1;
            } else {
                self.narrow += 1;
            }
            rest = rest.get(at + if long { 6 } else { 2 }..).unwrap_or_default();
        }
        self.add(rest);
    }

    pub fn tokens(&self) -> u64 {
        self.narrow.div_ceil(4) + (self.wide * 6).div_ceil(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_text_counts_as_the_text_itself() {
        let text = "退款 \"arrives\"\nwithin 三天";
        let (mut plain, mut raw, mut ascii) = (Count::default(), Count::default(), Count::default());
        plain.add(text.as_bytes());
        raw.add_json(serde_json::to_string(text).unwrap().trim_matches('"').as_bytes());
        ascii.add_json(br#"\u9000\u6b3e \"arrives\"\nwithin \u4e09\u5929"#);
        assert_eq!((raw.narrow, raw.wide), (plain.narrow, plain.wide));
        assert_eq!((ascii.narrow, ascii.wide), (plain.narrow, plain.wide));
    }
}
