use super::*;
use proptest::prelude::*;

fn entry(tenant: i64, article: i64, title: &str, text: &str) -> Entry {
    Entry {
        tenant,
        article,
        version: 1,
        title: title.into(),
        text: text.into(),
        category: None,
        tags: Vec::new(),
        audience: Audience::Public,
    }
}

fn index_of(entries: &[Entry]) -> SearchIndex {
    let index = SearchIndex::in_memory().unwrap();
    entries.iter().for_each(|e| index.put(e).unwrap());
    index.commit("1").unwrap();
    index
}

fn found(index: &SearchIndex, tenant: i64, asked: &str, filter: &Filter) -> Vec<i64> {
    index
        .search(tenant, &Question::read(asked), filter, &Mix::default(), 0, 10)
        .unwrap()
        .hits
        .iter()
        .map(|h| h.article)
        .collect()
}

fn public() -> Filter {
    Filter::of(Audience::Public)
}

fn help_desk() -> Vec<Entry> {
    vec![
        entry(1, 1, "如何重置登录密码", "打开登录页，点击忘记密码，按短信验证码设置新密码。"),
        entry(1, 2, "疫苗接种预约流程", "在门户首页选择接种门诊和日期，提交后会收到预约短信。"),
        entry(1, 3, "传染病报告卡怎么填写", "进入报告卡菜单，选择病种，填写患者信息后上报。"),
        entry(1, 4, "ESP32-C3 模组的供电要求", "供电电压为 3.3 V，电流不小于 500 mA。"),
        entry(1, 5, "How invoices are issued", "Invoices are issued on the first day of each month."),
    ]
}

#[test]
fn a_question_is_found_however_it_is_spelt() {
    let index = index_of(&help_desk());
    for (asked, article) in [
        ("你好，请问如何重置密码？谢谢", 1),
        ("重置登錄密碼", 1),
        ("chongzhi登录mima", 1),
        ("虫置密马", 1),
        ("疫苗预约", 2),
        ("vaccine appointment", 2),
        ("forgot password", 1),
        ("esp32c3 供电", 4),
        ("ESP32-C3 power supply", 4),
        ("invioces", 5),
        ("怎么填写传染病报告", 3),
    ] {
        assert_eq!(found(&index, 1, asked, &public()).first(), Some(&article), "{asked}");
    }
}

#[test]
fn a_tenant_finds_only_its_own_entries() {
    let mut entries = help_desk();
    entries.push(entry(17, 1, "如何重置登录密码", "另一家公司的说明"));
    let index = index_of(&entries);
    assert_eq!(found(&index, 17, "重置密码", &public()), [1]);
    assert_eq!(found(&index, 17, "疫苗接种预约流程", &public()), Vec::<i64>::new());
    // 0x11 = 17: the prefix of tenant 1 is a prefix of the number of tenant 17.
    assert!(index.suggest(1, "如何", Audience::Public, 10).unwrap().len() == 1);
    assert!(found(&index, 2, "重置密码", &public()).is_empty());
}

#[test]
fn another_tenants_texts_do_not_move_a_ranking() {
    let alone = index_of(&help_desk());
    let mut crowd = help_desk();
    crowd.extend((0..200).map(|n| entry(2, n + 1, "密码 重置 登录", "密码 密码 密码")));
    let crowded = index_of(&crowd);
    let score = |index: &SearchIndex| {
        index
            .search(1, &Question::read("重置登录密码"), &public(), &Mix::default(), 0, 5)
            .unwrap()
            .hits
            .iter()
            .map(|h| (h.article, h.score))
            .collect::<Vec<_>>()
    };
    assert_eq!(score(&alone), score(&crowded));
}

#[test]
fn internal_entries_are_for_staff() {
    let mut secret = entry(1, 9, "退款审批口径", "超过一千元须主管审批。");
    secret.audience = Audience::Internal;
    let index = index_of(&[secret]);
    assert!(found(&index, 1, "退款审批", &public()).is_empty());
    assert!(index.suggest(1, "退款", Audience::Public, 5).unwrap().is_empty());
    assert_eq!(found(&index, 1, "退款审批", &Filter::of(Audience::Internal)), [9]);
}

#[test]
fn filters_keep_categories_and_tags() {
    let mut a = entry(1, 1, "退款说明", "退款三天到账");
    a.category = Some(4);
    a.tags = vec!["支付".into(), "VIP".into()];
    let b = entry(1, 2, "退款说明", "退款七天到账");
    let index = index_of(&[a, b]);
    assert_eq!(found(&index, 1, "退款", &public().in_categories(&[4])), [1]);
    assert_eq!(found(&index, 1, "退款", &public().with_tags(["vip"])), [1]);
    assert!(found(&index, 1, "退款", &public().with_tags(["vip", "物流"])).is_empty());
    assert_eq!(found(&index, 1, "退款", &public()).len(), 2);
}

#[test]
fn a_replaced_or_removed_entry_is_gone_after_the_commit() {
    let index = index_of(&help_desk());
    index.put(&entry(1, 1, "如何更换手机号", "在个人中心更换。")).unwrap();
    index.remove(1, 2).unwrap();
    assert_eq!(found(&index, 1, "疫苗预约", &public()).first(), Some(&2), "not visible before the commit");
    index.commit("2").unwrap();
    assert!(!found(&index, 1, "重置登录密码", &public()).contains(&1));
    assert_eq!(found(&index, 1, "更换手机号", &public()).first(), Some(&1));
    assert!(!found(&index, 1, "疫苗接种预约流程", &public()).contains(&2));
    assert_eq!(index.position().unwrap().as_deref(), Some("2"));
    assert_eq!(index.len(), 4);
}

#[test]
fn an_index_on_disk_survives_a_restart_and_a_damaged_one_starts_empty() {
    let folder = std::env::temp_dir().join(format!("polydesk-index-{}", std::process::id()));
    {
        let index = SearchIndex::open(&folder).unwrap();
        index.put(&entry(1, 1, "重置密码", "说明")).unwrap();
        index.commit("42").unwrap();
    }
    {
        let index = SearchIndex::open(&folder).unwrap();
        assert_eq!((index.len(), index.position().unwrap().as_deref()), (1, Some("42")));
    }
    // Another program's layout is of no use and goes.
    let older = folder.join("layout-0");
    std::fs::create_dir_all(older.join("segments")).unwrap();
    std::fs::write(folder.join(format!("layout-{LAYOUT}")).join("meta.json"), "{").unwrap();
    let index = SearchIndex::open(&folder).unwrap();
    assert_eq!((index.len(), index.position().unwrap()), (0, None));
    assert!(!older.exists());
    drop(index);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn codes() -> Vec<Entry> {
    vec![
        entry(1, 1, "账号被锁定如何解锁", "连续输错五次会锁定账号。"),
        entry(1, 2, "数据上报失败错误码 RPT-5001 至 RPT-5009", "RPT-5003 表示报表重复。RPT-5001 表示证书过期。"),
        entry(1, 3, "版本说明：V6.4.2 新功能", "V6.4.2 支持批量导出报表，停止支持 V6.1。"),
        entry(1, 4, "提示 APP6001 怎么办", "离线包过期，请更新。"),
        entry(1, 5, "超过 2 分钟自动退出，共 6 次，第 4 步", "请重新登录。"),
    ]
}

#[test]
fn a_question_of_one_character_finds_it_inside_of_words() {
    let index = index_of(&codes());
    assert_eq!(found(&index, 1, "锁", &public()), [1]);
    assert_eq!(found(&index, 1, "鎖", &public()), [1], "traditional script");
    let mut tables = found(&index, 1, "表", &public());
    tables.sort_unstable();
    assert_eq!(tables, [2, 3]);
    assert!(found(&index, 2, "锁", &public()).is_empty(), "another tenant's");
    assert!(found(&index, 1, "龘", &public()).is_empty());
    let marked = highlight("账号被锁定如何解锁", &Question::read("锁"));
    assert_eq!(marked.len(), 2);
}

#[test]
fn codes_and_versions_are_found_however_they_are_typed() {
    let index = index_of(&codes());
    let first = |asked: &str| found(&index, 1, asked, &public()).first().copied();
    for asked in ["rpt5003", "RPT5003", "ＲＰＴ－５００３", "rpt-5003", "RPT 5003", "rpt_5003"] {
        assert_eq!(first(asked), Some(2), "{asked}");
    }
    for asked in ["APP-6001", "app6001", "ＡＰＰ６００１"] {
        assert_eq!(first(asked), Some(4), "{asked}");
    }
    for asked in ["v6.4.2", "6.4.2", "V6.4", "6.4", "ｖ６．４．２", "版本 6.4"] {
        assert_eq!(first(asked), Some(3), "{asked}");
    }
    assert_eq!(first("rpt5010"), None, "a digit off is another code");
}

#[test]
fn codes_and_single_characters_are_suggested_too() {
    let index = index_of(&codes());
    let ids = |typed: &str| {
        index.suggest(1, typed, Audience::Public, 5).unwrap().into_iter().map(|s| s.article).collect::<Vec<_>>()
    };
    for typed in ["rpt5001", "RPT5001", "ＲＰＴ－５００１", "rpt-5001", "rpt 50"] {
        assert_eq!(ids(typed), [2], "{typed}");
    }
    for typed in ["app6001", "app-6001", "APP 6001"] {
        assert_eq!(ids(typed), [4], "{typed}");
    }
    for typed in ["6.4", "v6.4", "V6.4.2"] {
        assert_eq!(ids(typed), [3], "{typed}");
    }
    assert_eq!(ids("锁"), [1]);
    assert_eq!(ids("号"), [1]);
    assert_eq!(ids("本"), [3]);
}

#[test]
fn a_translation_is_as_rare_as_its_commonest_word() {
    // `口令` is rare here and `密码` is common; both are what a password is.
    let mut entries = vec![
        entry(1, 1, "忘记密码怎么找回", "在登录页点击忘记密码，按短信重设密码。"),
        entry(1, 2, "证书过期怎么更新", "输入证书口令完成更新，口令错误会锁定证书。"),
    ];
    entries.extend((3..9).map(|n| entry(1, n, &format!("账号说明 {n}"), "首次登录须修改密码。")));
    let index = index_of(&entries);
    assert_eq!(found(&index, 1, "forgot my password", &public()).first(), Some(&1));
    assert_eq!(found(&index, 1, "How do I reset my password?", &public()).first(), Some(&1));
}

#[test]
fn suggestions_begin_at_any_word_of_a_title() {
    let index = index_of(&help_desk());
    let titles = |typed: &str| {
        index.suggest(1, typed, Audience::Public, 5).unwrap().into_iter().map(|s| s.article).collect::<Vec<_>>()
    };
    assert_eq!(titles("如何重"), [1]);
    assert_eq!(titles("预约"), [2]);
    assert_eq!(titles("esp32"), [4]);
    assert!(titles("  ").is_empty());
    assert!(titles("没有这样的标题").is_empty());
}

#[test]
fn marks_cover_words_of_the_question_in_the_text_as_written() {
    let question = Question::read("重置密碼 port");
    let shown = "如何重置「密碼」? support the Port";
    let marked: Vec<&str> = highlight(shown, &question).into_iter().map(|m| &shown[m]).collect();
    assert_eq!(marked, ["重置", "密碼", "Port"]);
}

#[test]
fn an_excerpt_shows_the_part_that_matches() {
    let body = format!("{}重置密码的步骤在这里。{}", "前言。".repeat(100), "后记。".repeat(100));
    let span = excerpt(&body, &Question::read("重置密码"), 80);
    assert!(span.text.contains("重置密码"));
    assert!(span.text.chars().count() <= 80);
    assert!(!span.marks.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Nothing that a person can type breaks a search, a suggestion or a highlight, and scores stay in 0..1.
    #[test]
    fn any_question_gets_an_answer(asked in "\\PC{0,80}") {
        static INDEX: std::sync::LazyLock<SearchIndex> = std::sync::LazyLock::new(|| index_of(&help_desk()));
        let question = Question::read(&asked);
        let ranking = INDEX.search(1, &question, &public(), &Mix::default(), 0, 10).unwrap();
        prop_assert!(ranking.hits.windows(2).all(|w| w[0].score >= w[1].score));
        prop_assert!(ranking.hits.iter().all(|h| (0.0..=1.001).contains(&h.score) && (0.0..=1.001).contains(&h.coverage)));
        INDEX.suggest(1, &asked, Audience::Public, 5).unwrap();
        for mark in highlight(&asked, &question) {
            prop_assert!(asked.get(mark).is_some());
        }
        let span = excerpt(&asked, &question, 20);
        prop_assert!(span.marks.iter().all(|m| span.text.get(m.clone()).is_some()));
    }

    /// Pages of a ranking are pieces of it.
    #[test]
    fn paging_neither_repeats_nor_skips(size in 1usize..4) {
        let index = index_of(&help_desk());
        let question = Question::read("登录 预约 报告 模组 短信 选择");
        let all = index.search(1, &question, &public(), &Mix::default(), 0, 10).unwrap();
        let mut paged = Vec::new();
        for offset in (0..all.total).step_by(size) {
            paged.extend(index.search(1, &question, &public(), &Mix::default(), offset, size).unwrap().hits.into_iter().map(|h| h.article));
        }
        prop_assert_eq!(paged, all.hits.iter().map(|h| h.article).collect::<Vec<_>>());
    }
}
