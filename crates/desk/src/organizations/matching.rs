//! Which known organization somebody means: the same credit code is proof; otherwise names are
//! compared by what is left without the legal form and the punctuation. Pure.

use schemars::JsonSchema;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// Why an organization was proposed, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// The same credit code.
    CreditCode,
    /// The same name but for punctuation and legal form.
    SameName,
    /// One name is part of the other.
    PartOfName,
    /// Names that share most of their pairs of characters.
    SimilarName,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Likeness {
    /// From 0 to 1.
    pub score: f64,
    pub reason: MatchReason,
}

/// Below this, a proposal confuses more than it helps.
const LEAST: f64 = 0.4;
/// How much a name counts at least that is part of the other.
const PART: f64 = 0.75;

/// Legal forms say nothing about who it is; longest first.
const LEGAL_FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "总公司",
    "分公司",
    "公司",
    "集团",
    "coltd",
    "limited",
    "ltd",
    "inc",
    "llc",
    "corp",
    "gmbh",
];

/// A name in the spelling in which names are compared.
pub fn normalised(name: &str) -> String {
    let mut text: String = name.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    while let Some(form) = LEGAL_FORMS.iter().find(|f| text.ends_with(*f) && text.len() > f.len()) {
        text.truncate(text.len() - form.len());
    }
    text
}

/// How alike two normalised names are; `None` when they are not.
pub fn compare(a: &str, b: &str) -> Option<Likeness> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(Likeness { score: 1.0, reason: MatchReason::SameName });
    }
    let dice = dice(&pairs(a), &pairs(b));
    let shorter = a.chars().count().min(b.chars().count());
    if shorter >= 2 && (a.contains(b) || b.contains(a)) {
        return Some(Likeness { score: rounded(dice.max(PART)), reason: MatchReason::PartOfName });
    }
    (dice >= LEAST).then(|| Likeness { score: rounded(dice), reason: MatchReason::SimilarName })
}

/// The pairs of neighbouring characters, sorted.
fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// Sørensen and Dice: twice what both have over what they have together, each pair as often as it occurs.
/// (strsim 0.11 divides by lengths in bytes, which makes Chinese names a third as alike as they are.)
#[expect(clippy::cast_precision_loss, reason = "a name has far fewer than 2^52 pairs")]
fn dice(a: &[(char, char)], b: &[(char, char)]) -> f64 {
    let (mut shared, mut n, mut m) = (0, 0, 0);
    while n < a.len() && m < b.len() {
        match a[n].cmp(&b[m]) {
            std::cmp::Ordering::Equal => (shared, n, m) = (shared + 1, n + 1, m + 1),
            std::cmp::Ordering::Less => n += 1,
            std::cmp::Ordering::Greater => m += 1,
        }
    }
    if shared == 0 { 0.0 } else { (2 * shared) as f64 / (a.len() + b.len()) as f64 }
}

fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

/// The names most like `q`, best first; equals by id.
pub fn rank(q: &str, names: &[(i64, String)], most: usize) -> Vec<(i64, Likeness)> {
    let sought = normalised(q);
    let mut found: Vec<_> =
        names.iter().filter_map(|(id, name)| Some((*id, compare(&sought, &normalised(name))?))).collect();
    found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alike(a: &str, b: &str) -> Option<Likeness> {
        compare(&normalised(a), &normalised(b))
    }

    #[test]
    fn punctuation_width_case_and_legal_form_do_not_matter() {
        for (a, b) in [
            ("杭州云帆科技有限公司", "杭州云帆科技"),
            ("杭州云帆科技（集团）有限公司", "杭州云帆科技"),
            ("ＡＣＭＥ Co., Ltd.", "acme"),
            ("城东 卫生院", "城东卫生院"),
        ] {
            assert_eq!(alike(a, b), Some(Likeness { score: 1.0, reason: MatchReason::SameName }), "{a} / {b}");
        }
        assert_eq!(normalised("公司"), "公司", "a name is never nothing but its form");
    }

    #[test]
    fn part_of_a_name_is_a_strong_hint_and_similar_ones_are_weaker() {
        let part = alike("青滩镇中心卫生院", "河溪县青滩镇中心卫生院").unwrap();
        assert_eq!(part.reason, MatchReason::PartOfName);
        assert!(part.score >= PART, "{part:?}");
        let similar = alike("河溪县疾病预防控制中心", "河西县疾病预防控制中心").unwrap();
        assert_eq!(similar.reason, MatchReason::SimilarName);
        assert!(similar.score > 0.7, "{similar:?}");
        assert_eq!(alike("河溪县疾病预防控制中心", "鹿洲市第二人民医院"), None);
        assert_eq!(alike("", "卫生院"), None);
        assert_eq!(alike("、、", "卫生院"), None);
    }

    #[test]
    fn the_best_come_first_and_no_more_than_asked() {
        let names =
            [(1, "鹿洲市第二人民医院"), (2, "河溪县青滩镇中心卫生院"), (3, "青滩镇中心卫生院"), (4, "青滩镇卫生院")];
        let names: Vec<_> = names.map(|(id, n)| (id, n.to_owned())).into();
        let found: Vec<_> = rank("青滩镇中心卫生院", &names, 2).iter().map(|f| f.0).collect();
        assert_eq!(found, [3, 2]);
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_bounded_and_complete_for_oneself(a in "[\\PC]{0,12}", b in "[\\PC]{0,12}") {
            let (there, back) = (alike(&a, &b), alike(&b, &a));
            prop_assert_eq!(there, back);
            prop_assert!(there.is_none_or(|l| (0.0..=1.0).contains(&l.score)));
            if !normalised(&a).is_empty() {
                prop_assert_eq!(alike(&a, &a).map(|l| l.score), Some(1.0));
            }
        }
    }
}
