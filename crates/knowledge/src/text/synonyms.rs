//! What customers and articles call the same thing: a slip of the pen that everybody makes (`登陆`), or the word of
//! speech beside the word of manuals (`忘了`, `忘记`). Only words that mean the same in any trade: a wrong one would
//! bring the wrong article to everybody.

/// Each row: the word of manuals, then what else people write for it.
const GROUPS: &[&[&str]] = &[
    &["登录", "登陆", "登入"],
    &["失败", "不上", "不了", "不成功", "失灵", "无法", "不能"],
    &["忘记", "忘了", "忘掉", "忘"],
    &["退款", "退钱"],
    &["注销", "销户", "销号"],
    &["修改", "更改", "改成"],
    &["更换", "换成", "换掉"],
    &["删除", "删掉", "删了"],
    &["卡顿", "很卡", "太卡", "卡死"],
    &["支付", "付款", "付钱"],
    &["电脑", "计算机"],
    &["手机号", "手机号码"],
    &["账号", "帐号", "账户", "帐户"],
];

/// Short forms of speech, and what they stand for.
const SHORT: &[(&str, &str)] = &[("登不", "登录不")];

/// Folded text with short forms of speech written out.
pub fn written_out(folded: &str) -> String {
    SHORT.iter().fold(folded.to_owned(), |text, (short, long)| text.replace(short, long))
}

fn group_of(word: &str) -> Option<&'static [&'static str]> {
    GROUPS.iter().find(|group| group.contains(&word)).copied()
}

/// The other words for `word`, the commonest in manuals first.
pub fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    group_of(word).unwrap_or_default().iter().copied().filter(move |other| *other != word)
}

/// The word that manuals have for `word`, or itself.
pub fn in_manuals(word: &str) -> &str {
    group_of(word).map_or(word, |group| group[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_in_two_groups() {
        let mut all: Vec<_> = GROUPS.concat();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
