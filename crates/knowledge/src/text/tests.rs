use super::*;
use proptest::prelude::*;

#[test]
fn width_case_and_script_do_not_matter() {
    assert_eq!(normalise("ＥＳＰ３２ 最高支持多大的採樣頻率？"), "esp32 最高支持多大的采样频率?");
    assert_eq!(normalise("開發板 網絡"), normalise("开发板 网络"));
}

#[test]
fn a_compound_name_is_found_in_each_spelling() {
    let tokens = words("esp32-c3 模组");
    for wanted in ["esp32", "c3", "esp32c3", "模组"] {
        assert!(tokens.iter().any(|t| t == wanted), "{wanted} missing in {tokens:?}");
    }
    assert_eq!(words("modules"), words("module"));
}

#[test]
fn pairs_of_characters_cover_a_run_and_stop_at_its_edges() {
    assert_eq!(grams("雨侨，在a站"), ["雨侨", "在", "a", "站"]);
    assert_eq!(grams("以仁王"), ["以仁", "仁王"]);
}

#[test]
fn latin_runs_read_as_syllables_only_when_the_whole_run_does() {
    assert_eq!(syllables_of_latin("ruhe"), Some(vec!["ru", "he"]));
    assert_eq!(syllables_of_latin("shebei"), Some(vec!["she", "bei"]));
    assert_eq!(syllables_of_latin("xian"), Some(vec!["xian"]));
    assert_eq!(syllables_of_latin("wifi"), None);
    assert_eq!(syllables_of_latin(""), None);
}

#[test]
fn homophones_and_latin_spelling_sound_the_same() {
    let right = syllable_pairs("如何设置", |_| true);
    assert_eq!(syllable_pairs("ruhe设置", |_| true), right);
    assert_eq!(syllable_pairs("汝和设制", |_| true), right);
    assert_ne!(syllable_pairs("ruhe设置", |_| false), right);
}

#[test]
fn greetings_and_thanks_are_no_part_of_the_question() {
    assert_eq!(strip_chatter("你好，我想问一下更新说明在哪里，谢谢了"), "更新说明在哪里");
    assert_eq!(strip_chatter("客服你好,如何重置密码啊?急,谢谢"), "如何重置密码");
    assert_eq!(strip_chatter("history of orders"), "history of orders");
    assert_eq!(strip_chatter("hello, how to reset password? thanks"), "how to reset password");
    assert_eq!(strip_chatter("你好，在吗？"), "");
}

proptest! {
    /// Folding twice changes nothing: what was indexed folded and what is asked raw must meet.
    #[test]
    fn folding_is_idempotent(text in "\\PC{0,40}") {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }

    /// Origins are byte offsets of characters, in order: a highlight can never split a character.
    #[test]
    fn origins_are_places_in_the_text(text in "\\PC{0,40}") {
        let (folded, origin) = normalise_with_origin(&text);
        prop_assert_eq!(folded.iter().collect::<String>(), normalise(&text));
        prop_assert!(origin.windows(2).all(|w| w[0] <= w[1]));
        prop_assert!(origin.iter().all(|at| text.is_char_boundary(*at) && *at < text.len()));
    }

    /// No input makes a tokeniser panic, and no token carries the separator of the index.
    #[test]
    fn tokens_never_contain_blanks(text in "\\PC{0,60}") {
        let folded = normalise(&text);
        for token in words(&folded).into_iter().chain(grams(&folded)).chain(syllable_pairs(&folded, |_| true)) {
            prop_assert!(!token.is_empty() && !token.contains(char::is_whitespace));
        }
        prop_assert!(folded.contains(strip_chatter(&folded)));
    }
}

#[test]
fn a_version_is_one_word_with_and_without_its_v() {
    for text in ["升级到 v6.4.2 之后", "升级到 6.4.2 之后"] {
        let tokens = words(text);
        for wanted in ["6.4.2", "6.4"] {
            assert!(tokens.iter().any(|t| t == wanted), "{wanted} missing in {tokens:?}");
        }
    }
    let [compound] = &compounds("v6.4")[..] else { panic!("one compound") };
    assert!(compound.is_version && compound.whole == "6.4");
    assert!(!compounds("rpt-5003")[0].is_version && !compounds("10.0.0.x")[0].is_version);
}

#[test]
fn a_code_without_its_hyphen_is_read_as_one() {
    assert_eq!(code_parts("rpt5003"), Some(("rpt", "5003")));
    for other in ["rpt", "5003", "v2", "esp32c3", "a5003", "rpt5003x"] {
        assert_eq!(code_parts(other), None, "{other}");
    }
    assert_eq!(squeezed("rpt-5003").as_deref(), Some("rpt5003"));
    assert_eq!(squeezed("rpt 5003").as_deref(), Some("rpt5003"));
    assert_eq!(squeezed("错误 5003"), None);
}
