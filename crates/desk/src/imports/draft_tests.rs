use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

const COLUMNS: [Field; 8] = [
    Field::Name,
    Field::Phone,
    Field::Email,
    Field::Code,
    Field::Organization,
    Field::CreditCode,
    Field::Vip,
    Field::Tags,
];

fn drafts() -> Drafts {
    Drafts::new(COLUMNS.into_iter().map(Some).collect())
}

fn text(text: &str) -> Cell {
    Cell::of_csv(text)
}

fn row(line: i64, cells: &[&str]) -> Row {
    Row { line, cells: Ok(cells.iter().map(|c| text(c)).collect()) }
}

fn codes(result: Result<Draft, Refused>) -> Vec<(IssueCode, Option<Field>)> {
    result.unwrap_err().issues.iter().map(|i| (i.code, i.field)).collect()
}

#[test]
fn a_good_row_is_spelled_as_it_is_stored() {
    let cells = [
        " 王芳 ",
        "+86 138-0000-0001",
        "W@x.cn",
        "A-1",
        "城东卫生院",
        "91350100m000100y43",
        "VIP 客户",
        "老客户，重点,老客户",
    ];
    let draft = drafts().read(row(2, &cells)).unwrap();
    assert_eq!((draft.person.name.as_str(), draft.person.phone.as_deref()), ("王芳", Some("13800000001")));
    assert_eq!((draft.person.vip, draft.person.tags), (Some(true), Some(vec!["老客户".into(), "重点".into()])));
    let organization = draft.organization.unwrap();
    assert_eq!((organization.credit_code.as_deref(), organization.is_first), (Some("91350100M000100Y43"), true));
}

#[test]
fn phones_come_as_numbers_and_dates_and_worse() {
    let mut drafts = drafts();
    let mut phone = |line, cell: Cell| {
        let cells = vec![text("王芳"), cell];
        drafts.read(Row { line, cells: Ok(cells) })
    };
    let of = |draft: Result<Draft, Refused>| draft.unwrap().person.phone.unwrap();
    assert_eq!(of(phone(1, Cell::Number(13_800_000_000.0))), "13800000000");
    assert_eq!(of(phone(2, text("13800000002.0"))), "13800000002");
    assert_eq!(of(phone(3, text("057188886666"))), "057188886666");
    assert_eq!(of(phone(4, text("=\"013800000004\""))), "013800000004");
    let date = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap().and_hms_opt(0, 0, 0).unwrap();
    for (cell, code) in [
        (Cell::Date(date), IssueCode::IsDate),
        (text("1.38E+10"), IssueCode::Rounded),
        (Cell::Number(1380.5), IssueCode::BadPhone),
        (text("138****0001"), IssueCode::BadPhone),
        (Cell::Formula, IssueCode::Formula),
        (Cell::Error, IssueCode::CellError),
        (Cell::TooLong, IssueCode::CellTooLong),
    ] {
        assert_eq!(codes(phone(9, cell.clone())), [(code, Some(Field::Phone))], "{cell:?}");
    }
}

#[test]
fn everything_that_is_wrong_with_a_row_is_said_at_once() {
    let cells = ["", "12", "nobody", "", "", "91350100M000100Y44", "也许", &["长长长"; 21].join(",")];
    let found = codes(drafts().read(row(2, &cells)));
    for wanted in [
        (IssueCode::Missing, Some(Field::Name)),
        (IssueCode::BadPhone, Some(Field::Phone)),
        (IssueCode::BadEmail, Some(Field::Email)),
        (IssueCode::BadCreditCode, Some(Field::CreditCode)),
        (IssueCode::BadChoice, Some(Field::Vip)),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    assert_eq!(codes(drafts().read(row(2, &["王芳"]))), [(IssueCode::NoKey, None)]);
    assert_eq!(codes(drafts().read(row(2, &["a\u{202e}b", "13800000001"]))), [(IssueCode::BadText, Some(Field::Name))]);
    let nine = ["王芳", "13800000001", "", "", "", "", "", "", "more"];
    assert_eq!(codes(drafts().read(row(2, &nine))), [(IssueCode::MoreCells, None)]);
    let many: Vec<String> = (0..21).map(|n| n.to_string()).collect();
    let cells = ["王芳", "13800000001", "", "", "", "", "", &many.join(",")];
    assert_eq!(codes(drafts().read(row(2, &cells))), [(IssueCode::BadTags, Some(Field::Tags))]);
}

#[test]
fn a_key_is_one_rows_alone_and_a_bad_row_has_none() {
    let mut drafts = drafts();
    let bad = ["", "13800000001"];
    assert!(drafts.read(row(2, &bad)).is_err());
    assert!(drafts.read(row(3, &["王芳", "13800000001", "office@x.cn"])).is_ok());
    let again = drafts.read(row(4, &["李明", "138 0000 0001"])).unwrap_err();
    assert_eq!((again.issues[0].code, again.issues[0].line), (IssueCode::DuplicatePhone, Some(3)));
    assert_eq!(again.cells, ["李明", "138 0000 0001"]);
    // An office's e-mail is many people's; it is a key only of who has nothing else.
    assert!(drafts.read(row(5, &["赵一", "13800000002", "office@x.cn"])).is_ok());
    assert_eq!(
        codes(drafts.read(row(6, &["钱二", "", "OFFICE@x.cn"]))),
        [(IssueCode::DuplicateEmail, Some(Field::Email))]
    );
    assert!(drafts.read(row(7, &["孙三", "", "sun@x.cn"])).is_ok());
}

proptest! {
    /// Reading again from the beginning, as after a crash, comes to the same.
    #[test]
    fn a_second_reading_finds_what_the_first_found(
        rows in proptest::collection::vec(proptest::collection::vec("(|王芳|1380000000[0-3]|x@y.cn|A|=1|是)", 0..9), 0..30),
    ) {
        let read = || {
            let mut drafts = drafts();
            let read = rows.iter().enumerate().map(|(n, cells)| {
                let cells = cells.iter().map(|c| text(c)).collect();
                drafts.read(Row { line: i64::try_from(n).unwrap() + 2, cells: Ok(cells) })
            });
            read.collect::<Vec<_>>()
        };
        let (first, second) = (read(), read());
        // No two good rows share a key.
        let mut keys: Vec<Key> = first.iter().flatten().filter_map(|d| d.person.key()).collect();
        let all = keys.len();
        keys.sort_by_key(|k| format!("{k:?}"));
        keys.dedup();
        prop_assert_eq!(keys.len(), all);
        prop_assert_eq!(first, second);
    }
}
