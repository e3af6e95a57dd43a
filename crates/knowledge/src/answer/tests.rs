use super::*;
use crate::index::{Audience, Entry, Filter, Mix, SearchIndex};
use proptest::prelude::*;

fn index_of(texts: &[(&str, &str)]) -> SearchIndex {
    let index = SearchIndex::in_memory().unwrap();
    for (article, (title, text)) in (1i64..).zip(texts) {
        index
            .put(&Entry {
                tenant: 1,
                article,
                version: 3,
                title: (*title).into(),
                text: (*text).into(),
                category: None,
                tags: vec![],
                audience: Audience::Public,
            })
            .unwrap();
    }
    index.commit("").unwrap();
    index
}

fn ask(index: &SearchIndex, asked: &str) -> Answer {
    let question = Question::read(asked);
    let ranking = index.search(1, &question, &Filter::of(Audience::Public), &Mix::default(), 0, 5).unwrap();
    Extractor { calibration: Calibration::default() }.answer_now(Ask {
        question: &question,
        ranking: &ranking,
        threshold: 0.5,
    })
}

const CLINIC: &[(&str, &str)] = &[
    (
        "如何重置登录密码",
        "在登录页点击忘记密码。系统会向绑定的手机发送验证码。验证码 10 分钟内有效。输入验证码后设置新密码。",
    ),
    ("疫苗接种预约流程", "在门户首页选择接种门诊和日期。每个号源只能预约一次。提交后会收到短信。"),
    ("传染病报告卡的时限", "甲类传染病应在 2 小时内报告。乙类传染病应在 24 小时内报告。漏报会被系统提醒。"),
    ("发票开具", "每月 1 日开具上月发票。电子发票发送到邮箱。"),
];

#[test]
fn an_answer_quotes_and_says_where() {
    let index = index_of(CLINIC);
    let answer = ask(&index, "乙类传染病要在多长时间内报告？");
    assert_eq!(answer.outcome, Outcome::Answered);
    assert!(answer.text().contains("24 小时"), "{}", answer.text());
    for sentence in &answer.sentences {
        let text = CLINIC[usize::try_from(sentence.citation.article).unwrap() - 1].1;
        assert_eq!(
            split(text)[sentence.citation.passage].text,
            sentence.text,
            "the passage is where the citation says"
        );
        assert_eq!(sentence.citation.version, 3);
    }
}

#[test]
fn a_heading_says_what_is_meant_and_is_not_quoted() {
    let text = "证书口令由管理员保管。\n证书口令忘了\n联系发证机构重新设置口令，次日生效。\n证书过期\n下载新的证书文件并安装。";
    let index = index_of(&[("上报数字证书", text), ("发票开具", "每月 1 日开具上月发票。")]);
    let answer = ask(&index, "证书口令忘了怎么办");
    assert_eq!(answer.outcome, Outcome::Answered);
    assert!(answer.text().contains("联系发证机构"), "{}", answer.text());
    assert!(!answer.text().contains("证书口令忘了"), "{}", answer.text());
}

#[test]
fn what_is_said_of_another_code_is_no_part_of_an_answer() {
    let text = "RPT-5001 证书过期，请更新证书。RPT-5003 必填字段缺失，补填后重传。RPT-5007 签名校验失败。";
    let index = index_of(&[("数据上报错误码 RPT-5001 至 RPT-5007", text), ("发票开具", "每月 1 日开具上月发票。")]);
    for asked in ["RPT-5003", "rpt5003 怎么办", "RPT-5003 是什么意思"] {
        let answer = ask(&index, asked);
        assert_eq!(answer.text(), "RPT-5003 必填字段缺失，补填后重传。", "{asked}");
    }
}

#[test]
fn what_the_knowledge_base_does_not_know_is_not_answered() {
    let index = index_of(CLINIC);
    for asked in ["你们公司的股票代码是多少？", "怎样申请员工宿舍的停车位？", "登录火星基地需要什么签证？"]
    {
        let answer = ask(&index, asked);
        assert_ne!(answer.outcome, Outcome::Answered, "{asked} {}", answer.text());
        assert!(answer.sentences.is_empty());
    }
    assert_eq!(ask(&index, "你好").outcome, Outcome::Nothing);
}

#[test]
fn the_same_knowledge_base_gives_the_same_calibration() {
    let index = index_of(CLINIC);
    assert_eq!(Calibration::learn(&index, 1).unwrap(), Calibration::learn(&index, 1).unwrap());
    assert_eq!(Calibration::learn(&index, 2).unwrap(), Calibration::default(), "nothing to learn from");
}

#[test]
fn sentences_end_where_a_reader_would_say_so() {
    let texts: Vec<&str> =
        split("电压为 3.3 V。“是吗？”他问；\n- 第二行\nUse v1.2 now. Then stop!").into_iter().map(|p| p.text).collect();
    assert_eq!(texts, ["电压为 3.3 V。", "“是吗？”", "他问；", "- 第二行", "Use v1.2 now.", "Then stop!"]);
}

proptest! {
    /// Every passage is a part of the text, they stand in order, and numbers count up from 0.
    #[test]
    fn passages_are_parts_of_the_text(text in "(\\PC|[。！\n,，]){0,300}") {
        let mut at = 0;
        for (number, passage) in split(&text).into_iter().enumerate() {
            prop_assert_eq!(passage.number, number);
            let found = text[at..].find(passage.text);
            prop_assert!(found.is_some());
            at += found.unwrap_or_default() + passage.text.len();
        }
    }

    /// Whatever is asked, a quoted sentence stands word for word in the cited passage.
    #[test]
    fn a_quote_is_never_made_up(asked in "[密码预约报告传染病小时发票多少天内收到吗 a-z]{0,30}") {
        static INDEX: std::sync::LazyLock<SearchIndex> = std::sync::LazyLock::new(|| index_of(CLINIC));
        for sentence in ask(&INDEX, &asked).sentences {
            let text = CLINIC[usize::try_from(sentence.citation.article).unwrap() - 1].1;
            prop_assert_eq!(split(text)[sentence.citation.passage].text, sentence.text);
        }
    }
}
