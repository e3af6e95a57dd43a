//! Phone numbers and e-mail addresses: one spelling for what is stored, and the mask that those see
//! who may not reveal them (design §6).

/// Digits, with a leading `+` for other countries; `None` when it is no phone number. 86 is the home
/// of the seeds' tenants: `+86 138-0000-0001` and `13800000001` are the same phone.
pub fn phone(text: &str) -> Option<String> {
    let half = text.trim().chars().map(half_width);
    let bare: String = half.filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.')).collect();
    let bare = bare.strip_prefix("+86").unwrap_or(&bare);
    let digits = bare.strip_prefix('+').unwrap_or(bare);
    let is_phone = (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_phone.then(|| bare.to_owned())
}

/// The ASCII sign that a Chinese input method's full-width one stands for.
fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => u8::try_from(u32::from(c) - 0xfee0).map_or(c, char::from),
        _ => c,
    }
}

/// `138****0001`; short numbers keep less.
pub fn mask_phone(phone: &str) -> String {
    let signs: Vec<char> = phone.chars().collect();
    let (front, back) = if signs.len() >= 10 { (3, 4) } else { (1, 1) };
    mask(&signs, front, back)
}

/// `z***@example.com`.
pub fn mask_email(email: &str) -> String {
    let (name, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = name.chars().take(1).collect();
    if domain.is_empty() { format!("{first}***") } else { format!("{first}***@{domain}") }
}

fn mask(signs: &[char], front: usize, back: usize) -> String {
    if signs.len() <= front + back {
        return "*".repeat(signs.len());
    }
    let hidden = signs.len() - front - back;
    let (head, tail) = (&signs[..front], &signs[signs.len() - back..]);
    head.iter().copied().chain(std::iter::repeat_n('*', hidden)).chain(tail.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_phone_has_one_spelling() {
        for text in [
            "13800000001",
            "+86 138-0000-0001",
            " 138 0000 0001 ",
            "(138)00000001",
            "１３８０００００００１",
            "＋８６　138－0000－0001",
        ] {
            assert_eq!(phone(text).as_deref(), Some("13800000001"), "{text}");
        }
        assert_eq!(phone("+1 415 555 0100").as_deref(), Some("+14155550100"));
        assert_eq!(phone("010-8888 6666").as_deref(), Some("01088886666"));
        for text in ["", "1234", "phone", "1380000000x", "1234567890123456", "１３８０００００００ｘ"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    #[test]
    fn masks_keep_what_lets_people_recognise_their_own() {
        assert_eq!(mask_phone("13800000001"), "138****0001");
        assert_eq!(mask_email("zhang.san@example.com"), "z***@example.com");
    }

    proptest! {
        #[test]
        fn a_mask_hides_something(text in "[^*]{1,40}") {
            prop_assert_ne!(mask_phone(&text), text.clone());
            prop_assert_ne!(mask_email(&text), text);
        }
    }
}
