//! Codes: those that change every 30 seconds, and those on paper. Pure.

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use subtle::ConstantTimeEq;

/// Seconds that a code lasts; what every authenticator app expects.
const STEP_S: i64 = 30;
const DIGITS: usize = 6;
/// Phones are late or early by up to a step.
const DRIFT: i64 = 1;
/// 160 bits, as RFC 4226 §4 asks.
pub const SECRET_LEN: usize = 20;

/// A secret as authenticator apps read it.
pub fn base32(secret: &[u8]) -> String {
    BASE32_NOPAD.encode(secret)
}

/// The address that a QR code carries into an app.
pub fn uri(secret: &[u8], tenant: &str, username: &str) -> String {
    let (tenant, username) = (encoded(tenant), encoded(username));
    format!(
        "otpauth://totp/{tenant}:{username}?secret={}&issuer=Polydesk%20{tenant}&algorithm=SHA1&digits={DIGITS}&period={STEP_S}",
        base32(secret)
    )
}

fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// RFC 4226 §5.3: 31 bits at the offset that the last nibble names.
fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[tag.len() - 1] & 0xf);
    let bits = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:0DIGITS$}", bits % 10_u32.pow(DIGITS as u32))
}

/// The time step whose code this is, when it was not used yet: `last_step` and what came before were.
pub fn matching_step(secret: &[u8], typed: &str, now_s: i64, last_step: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let current = now_s.div_euclid(STEP_S);
    (current - DRIFT..=current + DRIFT)
        .filter(|step| *step > last_step)
        .find(|step| bool::from(code(secret, *step).as_bytes().ct_eq(typed.as_bytes())))
}

/// Signs that nobody mistakes for each other when reading them off paper: five bits each.
const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
const RECOVERY_LEN: usize = 12;
pub const RECOVERY_CODES: usize = 10;

/// 60 random bits as `abcde2-fgh3jk`.
pub fn recovery_code(random: [u8; RECOVERY_LEN]) -> String {
    let signs = random.map(|b| char::from(SIGNS[usize::from(b % 32)]));
    let (a, b) = signs.split_at(RECOVERY_LEN / 2);
    format!("{}-{}", a.iter().collect::<String>(), b.iter().collect::<String>())
}

/// A recovery code as it is stored and compared, however it was typed; `None` when it cannot be one.
pub fn recovery_text(typed: &str) -> Option<String> {
    let bare: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect::<String>();
    (bare.len() == RECOVERY_LEN).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 6238 appendix B, the SHA-1 rows, cut to six digits.
    #[test]
    fn the_rfcs_own_examples_come_out() {
        let secret = b"12345678901234567890";
        for (time, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, time / STEP_S), expected, "at {time}");
            assert_eq!(matching_step(secret, expected, time, 0), Some(time / STEP_S));
        }
        assert_eq!(base32(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_uri_survives_any_name() {
        let uri = uri(b"12345678901234567890", "康恒", "a&b=c@d");
        assert!(uri.starts_with("otpauth://totp/%E5%BA%B7%E6%81%92:a%26b%3Dc%40d?secret=GEZD"), "{uri}");
    }

    #[test]
    fn recovery_codes_are_read_however_they_are_typed() {
        let code = recovery_code([0, 7, 31, 9, 200, 255, 1, 2, 3, 4, 5, 6]);
        assert_eq!(code.len(), 13);
        let text = recovery_text(&code).unwrap();
        assert_eq!(recovery_text(&code.to_uppercase().replace('-', " ")), Some(text));
        assert_eq!(recovery_text("123456"), None);
    }

    proptest! {
        #[test]
        fn a_code_fits_its_own_time_once(secret in prop::array::uniform20(any::<u8>()), now in 60_i64..4_000_000_000, late in -30_i64..=30) {
            let step = now / STEP_S;
            let typed = code(&secret, step);
            let found = matching_step(&secret, &typed, now + late, 0);
            // Two steps in reach share a code once in half a million.
            prop_assert!(found.is_some());
            let used = found.unwrap();
            prop_assert!(matching_step(&secret, &typed, now + late, used).is_none_or(|other| other > used));
        }

        #[test]
        fn no_text_is_mistaken_for_a_recovery_code_of_another_length(text in ".{0,40}") {
            if let Some(read) = recovery_text(&text) {
                prop_assert_eq!(read.len(), 12);
            }
        }
    }
}
