//! The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, of which the last
//! checks the others.

/// The 31 characters of the standard: no I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

/// The code as it is stored, when its check character is right; people write it in lower case and with blanks.
pub fn parse(text: &str) -> Option<String> {
    let code: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_uppercase();
    let values: Vec<usize> = code.chars().map(|c| ALPHABET.find(c)).collect::<Option<_>>()?;
    let (body, check) = values.split_at_checked(LENGTH - 1)?;
    // Characters 3 to 8 are the registering authority's district, a number.
    let district = body[2..8].iter().all(|v| *v < 10);
    (district && check == [check_value(body)]).then_some(code)
}

/// Weights are the powers of 3 modulo 31.
fn check_value(body: &[usize]) -> usize {
    let (sum, _) = body.iter().fold((0, 1), |(sum, weight), v| (sum + v * weight, weight * 3 % 31));
    (31 - sum % 31) % 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Codes that their owners publish.
    const REAL: [&str; 4] = ["91350100M000100Y43", "91440300708461136T", "91330100799655058B", "914403001922038216"];

    #[test]
    fn published_codes_are_right_however_they_are_written() {
        for code in REAL {
            assert_eq!(parse(code).as_deref(), Some(code));
            let sloppy = format!(" {}-{} ", code[..8].to_lowercase(), &code[8..]);
            assert_eq!(parse(&sloppy).as_deref(), Some(code));
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in
            ["", "9", "91350100M000100Y4", "91350100M000100Y433", "9135010OM000100Y43", "９１350100M000100Y43", "中"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        /// What the check character is for: one wrong character, or two neighbours swapped.
        #[test]
        fn one_slip_of_the_pen_shows(which in 0usize..REAL.len(), at in 0usize..18, put in 0usize..31) {
            let code: Vec<char> = REAL[which].chars().collect();
            let mut wrong = code.clone();
            wrong[at] = ALPHABET.chars().nth(put).unwrap();
            prop_assert_eq!(parse(&wrong.iter().collect::<String>()).is_some(), wrong == code);
            let mut swapped = code.clone();
            swapped.swap(at, (at + 1).min(17));
            prop_assert_eq!(parse(&swapped.iter().collect::<String>()).is_some(), swapped == code);
        }
    }
}
